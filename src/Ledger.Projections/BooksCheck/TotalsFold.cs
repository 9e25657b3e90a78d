using Ledger.Domain.Accounts;
using Ledger.Journal;

namespace Ledger.Projections.BooksCheck;

/// <summary>One total: all legs of a role in a commodity and origin. No origin: board '' and year 0.</summary>
public readonly record struct TotalKey(string Commodity, string Role, string Board, int Year);

/// <summary>Adds up legs, and looks whether those of each fact sum to zero in each commodity and origin.</summary>
public sealed class TotalsFold
{
    private readonly SortedDictionary<string, (TotalKey Key, long Amount)> _totals = new(StringComparer.Ordinal);
    private readonly List<UnbalancedFact> _unbalanced = [];

    /// <summary>What came to each total; also nothing, so that the rows there are do not depend on where a run was cut.</summary>
    public IReadOnlyList<(TotalKey Key, long Amount)> Totals => [.. _totals.Values];

    public IReadOnlyList<UnbalancedFact> Unbalanced => _unbalanced;

    public void Add(RecordedEvent recorded, IPostedFact fact)
    {
        foreach (var leg in fact.Legs)
        {
            var key = new TotalKey(leg.Commodity, AccountName.RoleOf(leg.Account), leg.Lot?.Board.Value ?? "", leg.Lot?.Year ?? 0);
            _ = BookTotals.Zero.Plus(key.Role, leg.Amount);
            var name = $"{key.Commodity}|{key.Role}|{key.Board}|{key.Year}";
            _totals[name] = (key, _totals.GetValueOrDefault(name).Amount + leg.Amount);
        }
        foreach (var origin in fact.Legs.GroupBy(leg => (leg.Commodity, Board: leg.Lot?.Board, leg.Lot?.Year)))
            if (origin.Sum(leg => leg.Amount) is not 0 and var sum)
                _unbalanced.Add(new UnbalancedFact(recorded.Number, recorded.Type, origin.Key.Commodity, origin.Key.Board, origin.Key.Year, sum));
    }

    /// <summary>Totals by commodity and origin.</summary>
    public static IReadOnlyList<CommodityTotals> ByCommodity(IEnumerable<(TotalKey Key, long Amount)> totals) =>
    [
        .. totals.GroupBy(total => total.Key.Commodity).OrderBy(commodity => commodity.Key, StringComparer.Ordinal)
            .Select(commodity => new CommodityTotals(commodity.Key, Sum(commodity),
            [
                .. commodity.GroupBy(total => (total.Key.Board, total.Key.Year))
                    .OrderBy(origin => origin.Key.Board, StringComparer.Ordinal).ThenBy(origin => origin.Key.Year)
                    .Select(origin => new OriginTotals(origin.Key.Board.Length == 0 ? null : (Domain.Code?)origin.Key.Board, origin.Key.Year == 0 ? null : origin.Key.Year, Sum(origin)))
            ]))
    ];

    private static BookTotals Sum(IEnumerable<(TotalKey Key, long Amount)> totals) =>
        totals.Aggregate(BookTotals.Zero, (sum, total) => sum.Plus(total.Key.Role, total.Amount));
}
