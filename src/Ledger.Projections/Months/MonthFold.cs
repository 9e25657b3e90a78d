using Ledger.Domain;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Months;

/// <summary>Adds legs up to a month's table: from facts one by one, as the auditor does, or from what was booked month by month.</summary>
public sealed class MonthFold(Month month)
{
    private const string OfMerchant = "merchant:";

    private readonly Dictionary<MonthKey, MonthSum> _sums = [];

    public void Add(IPostedFact fact)
    {
        foreach (var (of, amount) in BookedKey.Of(fact)) Add(of, amount);
    }

    /// <summary>Whatever is booked after the month does not matter to it.</summary>
    public void Add(BookedKey of, long amount)
    {
        if (of.Month > month) return;
        var isBefore = of.Month < month;
        _sums[of.Key] = _sums.GetValueOrDefault(of.Key) + new MonthSum(isBefore ? amount : 0, isBefore ? 0 : amount, of.ExpiresOn < month.LastDay ? amount : 0);
    }

    public MonthTable Table() => new(month,
        [.. _sums.Where(sum => sum.Key.Commodity != Commodity.Fen).GroupBy(sum => sum.Key.Commodity).OrderBy(same => same.Key, StringComparer.Ordinal).Select(Commodities)],
        Money([.. _sums.Where(sum => sum.Key.Commodity == Commodity.Fen)]));

    /// <summary>An origin of which nothing was there and nothing moved has no line.</summary>
    private static MonthCommodity Commodities(IGrouping<string, KeyValuePair<MonthKey, MonthSum>> commodity) => new(commodity.Key, Line(commodity),
    [
        .. commodity.GroupBy(sum => (sum.Key.Board, sum.Key.Year)).OrderBy(origin => origin.Key.Board, StringComparer.Ordinal).ThenBy(origin => origin.Key.Year)
            .Select(origin => new MonthOrigin(origin.Key.Board.Length == 0 ? null : (Code?)origin.Key.Board, origin.Key.Year == 0 ? null : origin.Key.Year, Line(origin)))
            .Where(origin => origin.Line != new MonthLine())
    ]);

    private static MonthLine Line(IEnumerable<KeyValuePair<MonthKey, MonthSum>> sums) => sums.Aggregate(new MonthLine(), (line, sum) => line.Plus(sum.Key.Role, sum.Value));

    /// <summary>By bearer from what it costs and what is paid; by merchant from what is owed to him, with what he was paid put back.</summary>
    private static MonthMoney Money(IReadOnlyList<KeyValuePair<MonthKey, MonthSum>> sums)
    {
        var bearers = sums.Where(sum => sum.Key.Role is "expense" or "paid").GroupBy(sum => sum.Key.Party).OrderBy(bearer => bearer.Key, StringComparer.Ordinal)
            .Select(bearer => new BearerLine(bearer.Key, Owing(Of(bearer, "expense"), Of(bearer, "paid")))).Where(bearer => bearer.Line != new FenLine()).ToList();
        var merchants = sums.Where(sum => MerchantOf(sum.Key) is not null).GroupBy(sum => MerchantOf(sum.Key)!).OrderBy(merchant => merchant.Key, StringComparer.Ordinal)
            .Select(merchant => (merchant.Key, Line: OwedTo(Of(merchant, "payable"), Of(merchant, "paid")))).Where(merchant => merchant.Line != new FenLine())
            .Select(merchant => new MerchantLine(MerchantId.Of(Guid.Parse(merchant.Key)), merchant.Line.OwedBefore, merchant.Line.Cost, merchant.Line.Paid, merchant.Line.Owed)).ToList();
        var residents = sums.Where(sum => sum.Key.Role is "payable" or "paid" && MerchantOf(sum.Key) is null).ToList();
        return new MonthMoney(Owing(Of(sums, "expense"), Of(sums, "paid")), bearers, merchants, OwedTo(Of(residents, "payable"), Of(residents, "paid")) is var line && line == new FenLine() ? null : line);
    }

    /// <summary>Cost stands positive in legs, what is paid negative.</summary>
    private static FenLine Owing(MonthSum cost, MonthSum paid) => new(cost.Before + paid.Before, cost.Within, -paid.Within, cost.After + paid.After);

    /// <summary>What is owed to a merchant stands negative in legs, and so does what he was paid.</summary>
    private static FenLine OwedTo(MonthSum payable, MonthSum paid) => new(-payable.Before, -payable.Within - paid.Within, -paid.Within, -payable.After);

    private static string? MerchantOf(MonthKey key) => (key.Role == "payable" ? key.Party : key.Role == "paid" ? key.Holder : "") is var party && party.StartsWith(OfMerchant, StringComparison.Ordinal) ? party[OfMerchant.Length..] : null;

    private static MonthSum Of(IEnumerable<KeyValuePair<MonthKey, MonthSum>> sums, string role) => sums.Where(sum => sum.Key.Role == role).Aggregate(default(MonthSum), (total, sum) => total + sum.Value);
}
