using Ledger.Domain;

namespace Ledger.Projections.BooksCheck;

/// <summary>积分总账核对: do the books add up (rule 2)?</summary>
/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="KnownOn">The number the answer is cut at.</param>
/// <param name="AsOf">The booked date the answer is cut at, lots past it counted as expired; absent: as posted.</param>
/// <param name="Unbalanced">Facts whose legs do not sum to zero, at most 1,000.</param>
public sealed record CheckedBooks(long JournalNumber, long KnownOn, DateOnly? AsOf, IReadOnlyList<CommodityTotals> Commodities, IReadOnlyList<UnbalancedFact> Unbalanced)
{
    /// <summary>Every total that does not add up.</summary>
    public IReadOnlyList<Difference> Differences => [.. Commodities.SelectMany(commodity => commodity.Differences)];

    public bool AddUp => Unbalanced.Count == 0 && Differences.Count == 0;
}

public sealed record CommodityTotals(string Commodity, BookTotals Totals, IReadOnlyList<OriginTotals> Origins)
{
    internal IEnumerable<Difference> Differences
    {
        get
        {
            if (Totals.Difference != 0) yield return new Difference(Commodity, null, null, "equation", Totals.Difference);
            if (Totals.Reattributed != 0) yield return new Difference(Commodity, null, null, "reattributed", Totals.Reattributed);
            foreach (var origin in Origins)
                if (origin.Totals.Difference != 0) yield return new Difference(Commodity, origin.Board, origin.Year, "equation", origin.Totals.Difference);
        }
    }
}

/// <summary>What came from one board and year of occurrence; money has no origin.</summary>
public sealed record OriginTotals(Code? Board, int? Year, BookTotals Totals);

/// <param name="Law"><c>equation</c>: rule 2; <c>reattributed</c>: it sums to zero over all origins.</param>
public sealed record Difference(string Commodity, Code? Board, int? Year, string Law, long Amount);

/// <summary>The legs of a fact sum to this, and not to zero, in a commodity and origin.</summary>
/// <param name="Fact">The stored event name.</param>
public sealed record UnbalancedFact(long Number, string Fact, string Commodity, Code? Board, int? Year, long Amount);
