using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

public static class BindSignInEndpoint
{
    /// <param name="Subject">The token's <c>sub</c>; only its hash enters the books.</param>
    public sealed record Request(string Subject);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Subject).NotEmpty().MaximumLength(200);
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var person = call.Id<PersonId>("person");
        return await call.Send(new BindSignIn(call.By, person, call.SignInHash(call.Body.Subject), await call.AgeBandToday(person)));
    }
}

public static class GrantRoleEndpoint
{
    /// <param name="Merchant">For merchant-owner and merchant-clerk only.</param>
    /// <param name="Until">The last day; absent: until ended.</param>
    public sealed record Request(Role Role, DateOnly From, DateOnly? Until = null, MerchantId? Merchant = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
        }
    }

    public static Task<IResult> Handle(WriteCall<Request> call) =>
        call.Send(new GrantRole(call.By, call.Id<PersonId>("person"), call.Body.Role, call.Body.Merchant, call.Body.From, call.Body.Until));
}

public static class EndRoleEndpoint
{
    public sealed record Request(Role Role, DateOnly Until, MerchantId? Merchant = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Until).InOurTimes();
    }

    public static Task<IResult> Handle(WriteCall<Request> call) =>
        call.Send(new EndRole(call.By, call.Id<PersonId>("person"), call.Body.Role, call.Body.Merchant, call.Body.Until));
}

public static class SuspensionEndpoints
{
    /// <param name="Reason">A code, such as <c>lost-phone</c>.</param>
    public sealed record Request(Code Reason);

    public static Task<IResult> Suspend(WriteCall<Request> call) => call.Send(new SuspendPerson(call.By, call.Id<PersonId>("person"), call.Body.Reason, call.Expected));

    public static Task<IResult> Reinstate(WriteCall<Request> call) => call.Send(new ReinstatePerson(call.By, call.Id<PersonId>("person"), call.Body.Reason, call.Expected));
}
