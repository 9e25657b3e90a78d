using System.Reflection;
using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Redemptions;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Explanations;

/// <summary>What an offer would cost, and why, or why it may not be taken: the decision itself, asked and not written.</summary>
public static class PreviewHoldEndpoint
{
    public static readonly Type[] Refusals = [.. typeof(PreviewHold).GetCustomAttribute<RefusesAttribute>()!.Rejections];

    /// <param name="Problem">Why it may not be taken, by the name of its problem; <paramref name="WhyNot"/>: in words.</param>
    /// <param name="PriceHundredths">Absent where it is refused.</param>
    /// <param name="LeftHundredths">What could still be spent: after it, or now where it is refused.</param>
    /// <param name="Lots">What it would be taken from.</param>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Answer(long JournalNumber, Title Title, RulebookStamp Rulebook, bool IsRefused, string? Problem, Title? WhyNot, Points? PriceHundredths, Points LeftHundredths, IReadOnlyList<LotAmount> Lots, ExplainedPassage? Passage, Code? Commodity);

    public static async Task<IResult> Handle(WriteCall<PlaceHoldEndpoint.Request> call)
    {
        var asked = Sending.Own(call.Community, call.Caller.Id, "dry-run") with { DryRun = true };
        call.Shows(call.Body.Person);
        var (hold, books) = (await PlaceHoldEndpoint.Asked(call), call.Service<Bookkeeper>());
        var why = await books.Send(hold, asked, call.Cancel) is Answer<HoldIsPlaced>.Refused no ? ProblemCatalogue.Tell(no.Reason) : null;
        switch (await books.Send(new PreviewHold(hold), asked, call.Cancel))
        {
            case Answer<HoldPreview>.Accepted { Result: var told } accepted:
                return call.Ok(new Answer(accepted.Number, told.Offer.Title, told.Rulebook.Stamp, why is not null, why?.Type.Slug, why is null ? null : new Title(why.Detail.Zh, why.Detail.En), told.Placed is { } placed ? placed.UnitPrice * placed.Quantity : null, told.Left,
                    [.. (told.Placed?.Legs ?? []).Where(leg => leg is { Lot: not null, Amount: > 0 }).Select(leg => new LotAmount(leg.Lot!, leg.Amount))], ExplainedPassage.Of(told.Passage, told.Rulebook), told.Commodity));
            case Answer<HoldPreview>.Refused refused: return call.Refuse(refused.Reason, refused.Number);
            case Answer<HoldPreview>.Unavailable away: return ProblemResult.Away(away.RetryAfter);
            case var other: throw new InvalidOperationException(other.GetType().Name);
        }
    }
}
