using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Explanations;

namespace Ledger.Api.Explanations;

/// <summary>Why a redemption cost what it cost, and which acts stand behind it (兑换说明).</summary>
public static class ExplainRedemption
{
    /// <summary>A part of the points, and what it was given for.</summary>
    /// <param name="What">How it came into being: <c>issued</c> for an act, <c>opened</c>, <c>received</c>, <c>debt</c>.</param>
    /// <param name="Amount">In the smallest unit of the commodity.</param>
    /// <param name="Act">Absent behind the counter, and of what others of a household gave.</param>
    public sealed record Origin(string What, long Amount, string Commodity, ActId? Act, Code? ActType, Code Board, Code Funding, DateOnly? BookedOn, long? Number, Title Says);

    /// <param name="Person">Absent behind the counter.</param>
    /// <param name="PriceHundredths">Of the units that were not given back; <paramref name="SettlementFen"/>: what the merchant is owed for them, <paramref name="Bearer"/>: by whom.</param>
    /// <param name="Passage">What the rulebook says of it; absent: the offer's own price held.</param>
    /// <param name="From">What was taken and not given back, by what it was given for: together the price of the units.</param>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Answer(
        long JournalNumber, RedemptionId Redemption, PersonId? Person, MerchantId Merchant, OfferId Offer, RedemptionStatus Status, RulebookStamp Rulebook, DateOnly OccurredOn,
        long Quantity, long Captured, long Refunded, Points UnitPriceHundredths, Points PriceHundredths, Fen SettlementFen, string Bearer, IReadOnlyList<Title> Says, ExplainedPassage? Passage, IReadOnlyList<Origin> From, string? NextCursor, Code? Commodity);

    public static readonly Query[] Queries = [Query.Limit, Query.Cursor, Query.AtLeast];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<RedemptionId>("redemption");
        var look = await call.Look(needs => needs);
        var counters = call.By.Counters(look.Books).Select(merchant => new { placed = new { merchant } });
        if (await call.FindOfPerson<Redemption>(look.Books, id.ToString(), person => new { placed = new { person } }, found => found.Placed.Person, also: counters) is not { Placed: var hold } redemption)
            return call.NotFound("redemption");
        if (!call.TryCursor($"redemptions/{id}/explanation", out int after, out var refusal)) return refusal;
        var (maySee, isStaff) = (await call.MaySee(look.Books, hold.Person), call.By.HoldsEverywhere(look.Books, Call.Staff));
        var flows = await call.Service<FlowReader>().Of(call.Community, [hold.Owner.ToString(), AccountName.Holder(hold.Person)], isStaff, call.Cancel);
        call.Shows(maySee ? [hold.Person, .. isStaff ? People(flows) : []] : []);
        var parts = flows.Parts.Where(part => part.HeldFor == id && part.To.Role is AccountName.HeldRole or AccountName.SpentRole).ToList();
        var books = (await call.Look(needs => needs.StartingWith<Rulebook>("").Row<Offer>(hold.Offer.ToString()).Row<Merchant>(hold.Merchant.ToString()))).Books;
        var words = await FlowWords.Of(call, parts);
        var origins = Origins(parts, words, maySee, maySee && (isStaff || hold.HeldBy is null));
        var rulebook = Rulebook.Of(books, hold.Rulebook);
        var units = redemption.Status switch { RedemptionStatus.Held => hold.Quantity, RedemptionStatus.Captured => redemption.Captured - redemption.Refunded, _ => 0 };
        return call.Ok(new Answer(Math.Min(look.Number, flows.JournalNumber), id, maySee ? hold.Person : null, hold.Merchant, hold.Offer, redemption.Status, hold.Rulebook, hold.OccurredOn,
            hold.Quantity, redemption.Captured, redemption.Refunded, hold.UnitPrice, hold.UnitPrice * units, new Fen(hold.UnitSettlement.Count * units), hold.Bearer.ToString(),
            Says(books, rulebook, redemption, words), ExplainedPassage.Of(PassageExplanation.Of(rulebook, hold), rulebook), [.. origins.Skip(after).Take(call.PageSize)],
            origins.Count > after + call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/redemptions/{id}/explanation", after + call.PageSize) : null, hold.Commodity), redemption.Number);
    }

    /// <summary>One line for each credit and lot; behind the counter one for each kind of act.</summary>
    internal static List<Origin> Origins(IEnumerable<FlowPart> parts, FlowWords words, bool maySee, bool withActs) =>
    [
        .. parts.GroupBy(part => (part.From.Role, part.Commodity, part.From.About.ActType, part.From.Leg.Lot!.Board, part.From.Leg.Lot.Funding, Number: maySee ? part.From.Number : (long?)null))
            .OrderBy(same => same.Key.Number ?? 0).ThenBy(same => same.Key.ActType?.Value, StringComparer.Ordinal)
            .Select(same => (same.Key, Part: same.First(), Amount: same.Sum(part => part.Amount)))
            .Select(one => new Origin(one.Key.Role, one.Amount, one.Key.Commodity, withActs ? one.Part.From.About.Act : null, one.Key.ActType, one.Key.Board, one.Key.Funding,
                maySee ? one.Part.From.BookedOn : null, one.Key.Number, words.CameFrom(one.Part, one.Amount, maySee)))
    ];

    private static IEnumerable<PersonId> People(LotFlows flows) => flows.Holders.Select(Subject.Parse).Select(one => one?.Person).OfType<PersonId>();

    private static List<Title> Says(Domain.Books books, Rulebook rulebook, Redemption redemption, FlowWords words)
    {
        var (hold, unit) = (redemption.Placed, rulebook.UnitOf(redemption.Placed.Commodity));
        var (offer, merchant) = (books.Find<Offer>(hold.Offer.ToString())?.Title, books.Find<Merchant>(hold.Merchant.ToString())?.Name);
        var (each, whole, day, fen, bearer) = (Amounts.Of(hold.UnitPrice.Hundredths, unit), Amounts.Of(hold.UnitPrice.Hundredths * hold.Quantity, unit), FlowWords.Day(hold.OccurredOn), Amounts.Of(hold.UnitSettlement.Count, "fen"), words.Bearer(hold.Bearer));
        List<Title> says =
        [
            new($"{day.Zh}在{merchant?.Zh}兑换“{offer?.Zh}”{hold.Quantity}份，每份{each.Zh}，共{whole.Zh}。", $"{hold.Quantity} of {offer?.En ?? offer?.Zh} at {merchant?.En ?? merchant?.Zh} on {day.En}, {each.En} each, {whole.En} in all."),
            hold.UnitSettlement.Count == 0 ? new("商户不另收款。", "The merchant is owed nothing for it.") : new($"每份应付商户{fen.Zh}，由{bearer.Zh}承担；积分和钱之间没有比率。", $"The merchant is owed {fen.En} for each, borne by {bearer.En ?? bearer.Zh}; no rate links points and money."),
        ];
        says.Add(redemption.Status switch
        {
            RedemptionStatus.Held => new("积分预扣着，还没有核销。", "The points are held and not redeemed yet."),
            RedemptionStatus.Voided => new("已取消，积分退回原来的批次。", "It was given up; the points went back to their lots."),
            RedemptionStatus.Expired => new("没有按时使用，积分退回原来的批次。", "It was not used in time; the points went back to their lots."),
            _ when redemption.Refunded > 0 => new($"核销了{redemption.Captured}份，退还了{redemption.Refunded}份。", $"{redemption.Captured} were redeemed, {redemption.Refunded} given back."),
            _ => new($"核销了{redemption.Captured}份。", $"{redemption.Captured} were redeemed."),
        });
        return says;
    }
}
