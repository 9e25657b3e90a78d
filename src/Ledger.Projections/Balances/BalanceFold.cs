using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Projections.Balances;

/// <summary>Sums per role and lot to what a holder has on a day.</summary>
public static class BalanceFold
{
    public static Balance Of(long journalNumber, long knownOn, string holder, string commodity, DateOnly asOf, IReadOnlyList<RoleAmount> sums, Func<DateOnly, Rulebook?>? inForce)
    {
        var lots = Lots(journalNumber, knownOn, holder, commodity, asOf, sums, inForce);
        return new Balance(journalNumber, knownOn, holder, commodity, asOf, lots.Available, Sum(sums, "held", commodity),
            -Sum(sums, AccountName.Issued, commodity) - Sum(sums, AccountName.ClawedBack, commodity), -Sum(sums, "debt", commodity),
            lots.LapsedAmount, Minutes(sums));
    }

    public static HolderLots Lots(long journalNumber, long knownOn, string holder, string commodity, DateOnly asOf, IReadOnlyList<RoleAmount> sums, Func<DateOnly, Rulebook?>? inForce) =>
        Lots(journalNumber, knownOn, holder, commodity, asOf, sums.Where(sum => sum is { Role: "available", Amount: not 0, Lot: not null } && sum.Commodity == commodity)
            .Select(sum => new LotAmount(sum.Lot!, sum.Amount)), sums.Max(sum => sum.ActiveOn), inForce);

    /// <param name="lots">As posted, those past their date with them.</param>
    /// <param name="activeOn">The booked day of the last activity.</param>
    public static HolderLots Lots(long journalNumber, long knownOn, string holder, string commodity, DateOnly asOf, IEnumerable<LotAmount> lots, DateOnly? activeOn, Func<DateOnly, Rulebook?>? inForce)
    {
        var (live, ended) = Carrying.On(lots.OrderBy(lot => lot.Lot.SortKey, StringComparer.Ordinal), asOf, inForce ?? (_ => null), inForce is null ? null : activeOn);
        return new HolderLots(journalNumber, knownOn, holder, commodity, asOf, live, [.. ended.SelectMany(one => one.Expired)]);
    }

    /// <summary>The evidence class of service time is the bucket of its lot, so that a reversal takes from where it was given.</summary>
    private static IReadOnlyList<EvidenceMinutes> Minutes(IReadOnlyList<RoleAmount> sums) =>
    [
        .. sums.Where(sum => sum is { Role: "available", Commodity: Commodity.Minutes, Lot: not null })
            .GroupBy(sum => sum.Lot!.Bucket)
            .Select(same => new EvidenceMinutes(same.Key, new Minutes(same.Sum(sum => sum.Amount))))
            .Where(same => same.Minutes.Count != 0).OrderBy(same => same.Evidence)
    ];

    private static long Sum(IReadOnlyList<RoleAmount> sums, string role, string commodity) =>
        sums.Where(sum => sum.Role == role && sum.Commodity == commodity).Sum(sum => sum.Amount);
}
