using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Corrections;
using Ledger.Journal;

namespace Ledger.Api.Corrections;

public static class CorrectionEndpoints
{
    /// <param name="Correction">Made by the client.</param>
    /// <param name="About">What is wrong: a code, such as <c>minutes</c>, <c>not-mine</c>, <c>name</c>.</param>
    /// <param name="Text">Goes into the vault; the books keep a salted hash.</param>
    /// <param name="Act">Absent: it is about one's data.</param>
    /// <param name="Papers">What is handed in with it, by kind and SHA-256 in hexadecimal.</param>
    public sealed record Request(CorrectionId Correction, Code About, string Text, ActId? Act = null, IReadOnlyList<ActPaper>? Papers = null);

    /// <param name="Done">What was done about an act: those reversed or recorded anew.</param>
    /// <param name="Reason">A code; needed to refuse.</param>
    /// <param name="Text">Said to the person; needed to refuse.</param>
    public sealed record Decision(CorrectionOutcome Outcome, IReadOnlyList<ActId>? Done = null, Code? Reason = null, string? Text = null);

    public sealed class RequestValidator : AbstractValidator<Request>
    {
        public RequestValidator()
        {
            RuleFor(request => request.Text).NotEmpty().MaximumLength(2000);
            RuleFor(request => request.Papers ?? Array.Empty<ActPaper>()).Between(0, 8).OverridePropertyName("papers");
            RuleForEach(request => request.Papers).ChildRules(paper => paper.RuleFor(one => one.Hash).HexHash());
        }
    }

    public sealed class DecisionValidator : AbstractValidator<Decision>
    {
        public DecisionValidator()
        {
            RuleFor(request => request.Done ?? Array.Empty<ActId>()).Between(0, 50).Once(act => act).OverridePropertyName("done");
            RuleFor(request => request.Text).MaximumLength(2000);
            RuleFor(request => request.Reason).Must((request, reason) => request.Outcome == CorrectionOutcome.Accepted || reason is not null).As("needed", "不同意须写明理由代码", "A refusal needs a reason");
            RuleFor(request => request.Text).Must((request, text) => request.Outcome == CorrectionOutcome.Accepted || !string.IsNullOrWhiteSpace(text)).As("needed", "不同意须写明理由", "A refusal needs a text");
        }
    }

    public static async Task<IResult> Ask(WriteCall<Request> call)
    {
        var (person, body) = (call.Id<PersonId>("person"), call.Body);
        var (rows, hash) = await Sealed(call, person, body.Correction.Value, body.Text);
        return await call.Send(new RequestCorrection(call.By, body.Correction, person, body.Act, body.About, hash ?? "", rows, body.Papers),
            location: asked => $"persons/{person}/corrections/{asked.Correction}", actingFor: person);
    }

    public static async Task<IResult> Decide(WriteCall<Decision> call)
    {
        var (person, correction, body) = (call.Id<PersonId>("person"), call.Id<CorrectionId>("correction"), call.Body);
        var (rows, hash) = body.Text is { } text ? await Sealed(call, person, AnswerOf(correction), text) : ([], null);
        return await call.Send(new DecideCorrection(call.By, person, correction, body.Outcome, body.Done ?? [], body.Reason, hash, call.Expected, rows));
    }

    /// <summary>Under which id the office's answer lies in the vault, beside the request.</summary>
    internal static Guid AnswerOf(CorrectionId correction) => ComputedId.Of("correction-answer", $"{correction}");

    /// <summary>Who is not in the vault has no key, and none is made: the decision refuses.</summary>
    private static async Task<(IReadOnlyList<SideRow> Rows, string? Hash)> Sealed(Call call, PersonId person, Guid note, string text)
    {
        var vault = call.Service<PersonVault>();
        if (!(await vault.Open(call.Community, [person], call.Cancel)).ContainsKey(person)) return ([], null);
        var (row, hash) = vault.SealNote(call.Community, person, note, text);
        return ([row], hash);
    }
}
