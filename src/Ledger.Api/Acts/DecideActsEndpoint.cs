using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Api.Acts;

public static class DecideActsEndpoint
{
    /// <param name="Acts">1 to 200, all or none.</param>
    /// <param name="Inputs">The numbers that the step of their review asks for, of each of them.</param>
    /// <param name="Marks">The marks the step asks for that are there; the others are not.</param>
    public sealed record Attestation(IReadOnlyList<ActId> Acts, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null);

    /// <param name="Reason">A code, such as <c>not-there</c>.</param>
    public sealed record Refusal(IReadOnlyList<ActId> Acts, Code Reason);

    public sealed class AttestationValidator : AbstractValidator<Attestation>
    {
        public AttestationValidator() => RuleFor(request => request.Acts).Between(1, 200).Once(act => act);
    }

    public sealed class RefusalValidator : AbstractValidator<Refusal>
    {
        public RefusalValidator() => RuleFor(request => request.Acts).Between(1, 200).Once(act => act);
    }

    /// <summary>What an act would be worth is told of the doer's account; what was posted is in the books, with who attested.</summary>
    public static async Task<IResult> Attest(WriteCall<Attestation> call) =>
        await call.Send(new AttestActs(call.By, call.Body.Acts, call.Body.Inputs, call.Body.Marks, await KeptMarks.OfDoers(call, call.Body.Acts)), attested =>
        {
            call.Shows(call.IsDryRun ? attested.Posted.Select(line => line.Person) : []);
            return attested;
        });

    public static Task<IResult> Reject(WriteCall<Refusal> call) => call.Send(new RejectActs(call.By, call.Body.Acts, call.Body.Reason));
}
