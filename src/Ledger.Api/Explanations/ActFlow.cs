using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Projections.Explanations;

namespace Ledger.Api.Explanations;

/// <summary>What became of what an act gave: lot by lot, to the merchant and who pays him (积分去向).</summary>
public static class ActFlow
{
    /// <param name="What">Where it lies: <c>available</c>, <c>held</c>, <c>spent</c>, <c>expired</c>, <c>clawed-back</c>, <c>deducted</c>, <c>debt</c> (paid one), <c>sent</c> and so on.</param>
    /// <param name="Amount">In the smallest unit of the commodity.</param>
    /// <param name="Number">The journal number of what brought it there.</param>
    /// <param name="Bearer">Who bears what the merchant is owed.</param>
    public sealed record Use(string What, long Amount, string Commodity, Lot Lot, long Number, DateOnly BookedOn, RedemptionId? Redemption, MerchantId? Merchant, OfferId? Offer, string? Bearer, Title Says);

    /// <param name="Given">All it gave that was posted, in the smallest unit, by commodity: the uses of all pages come to it.</param>
    public sealed record Answer(long JournalNumber, ActId Act, IReadOnlyDictionary<string, long> Given, IReadOnlyList<Use> Uses, string? NextCursor);

    public static readonly Query[] Queries = [Query.Limit, Query.Cursor, Query.AtLeast];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<ActId>("act");
        var look = await call.Look(needs => needs);
        if (await call.FindOfPerson<Act>(look.Books, id.ToString(), person => new { recorded = new { person } }, found => found.Recorded.Person) is not { Recorded: var recorded } act) return call.NotFound("act");
        call.Shows(recorded.Person);
        if (!call.TryCursor($"acts/{id}/flow", out int after, out var refusal)) return refusal;
        string[] holders = [AccountName.Holder(recorded.Person), .. (act.Accrual?.Shared ?? []).Select(share => share.HeldBy.ToString())];
        var flows = await call.Service<FlowReader>().Of(call.Community, holders, andGivers: false, call.Cancel);
        var parts = flows.Parts.Where(part => part.From.About.Act == id).ToList();
        var words = await FlowWords.Of(call, parts);
        var uses = Uses(parts, words);
        return call.Ok(new Answer(Math.Min(look.Number, flows.JournalNumber), id, parts.GroupBy(part => part.Commodity).ToDictionary(same => same.Key, same => same.Sum(part => part.Amount)),
            [.. uses.Skip(after).Take(call.PageSize)], uses.Count > after + call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/acts/{id}/flow", after + call.PageSize) : null), act.Number);
    }

    /// <summary>Each place where a part of it lies now, in the order in which it came there.</summary>
    internal static List<Use> Uses(IEnumerable<FlowPart> parts, FlowWords words) =>
    [
        .. parts.GroupBy(part => (part.To.Number, part.To.Role, part.Commodity, part.To.Leg.Lot)).OrderBy(same => same.Key.Number).ThenBy(same => same.First().To.Index)
            .Select(same => (Part: same.First(), Amount: same.Sum(part => part.Amount)))
            .Select(one => new Use(one.Part.To.Role, one.Amount, one.Part.Commodity, one.Part.To.Leg.Lot ?? one.Part.From.Leg.Lot!, one.Part.To.Number, one.Part.To.BookedOn, one.Part.HeldFor, one.Part.To.About.Merchant, one.Part.To.About.Offer,
                words.BearerOf(one.Part), words.Became(one.Part, one.Amount)))
    ];
}
