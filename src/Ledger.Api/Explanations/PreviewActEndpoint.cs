using System.Reflection;
using FluentValidation;
using Ledger.Api.Acts;
using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Explanations;

/// <summary>What an act would give, before it is recorded: the decision itself, asked and not written.</summary>
public static class PreviewActEndpoint
{
    public static readonly Type[] Refusals = [.. typeof(PreviewAct).GetCustomAttribute<RefusesAttribute>()!.Rejections];

    /// <param name="IsRefused">The rulebook would let no such act through; <paramref name="RefusedBy"/>: by this rule.</param>
    /// <param name="Explained">What it would give, or why nothing.</param>
    public sealed record Answer(long JournalNumber, Title Title, RulebookStamp Rulebook, bool IsRefused, string? RefusedBy, ExplainedAmount Explained);

    public sealed class Validator : AbstractValidator<RecordActsEndpoint.Request>
    {
        public Validator()
        {
            Include(new RecordActsEndpoint.Validator());
            RuleFor(request => request.People).Between(1, 1);
        }
    }

    public static async Task<IResult> Handle(WriteCall<RecordActsEndpoint.Request> call)
    {
        var entry = (await RecordActsEndpoint.Entries(call)).Entries[0];
        var asked = Sending.Own(call.Community, call.Caller.Id, "dry-run") with { DryRun = true };
        switch (await call.Service<Bookkeeper>().Send(new PreviewAct(call.By, entry), asked, call.Cancel))
        {
            case Answer<ActPreview>.Accepted { Result: { Rulebook: { } rulebook } told } accepted:
                call.Shows(entry.Person);
                return call.Ok(new Answer(accepted.Number, rulebook.Find(entry.ActType)!.Title, rulebook.Stamp, told.RefusedBy is not null, told.RefusedBy?.Rule, ExplainedAmount.Of(told.Explained, rulebook.Document, rulebook.Unit)));
            case Answer<ActPreview>.Refused refused: return call.Refuse(refused.Reason, refused.Number);
            case Answer<ActPreview>.Unavailable away: return ProblemResult.Away(away.RetryAfter);
            case var other: throw new InvalidOperationException(other.GetType().Name);
        }
    }
}
