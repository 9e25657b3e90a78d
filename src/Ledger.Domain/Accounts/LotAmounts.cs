namespace Ledger.Domain.Accounts;

/// <summary>Amounts by lot, in the order in which the lots came.</summary>
internal static class LotAmounts
{
    public static IReadOnlyList<LotAmount>? With(IReadOnlyList<LotAmount>? amounts, IEnumerable<Leg> legs) =>
        legs.Aggregate(amounts, (sum, leg) => With(sum, leg.Lot!, leg.Amount));

    /// <summary>With so much more, or less, of a lot; a lot of which nothing is left goes. Null when none is left.</summary>
    public static IReadOnlyList<LotAmount>? With(IReadOnlyList<LotAmount>? amounts, Lot lot, long more)
    {
        var changed = new List<LotAmount>(amounts ?? []);
        var at = changed.FindIndex(amount => amount.Lot == lot);
        if (at < 0) changed.Add(new LotAmount(lot, more));
        else changed[at] = changed[at] with { Amount = changed[at].Amount + more };
        changed.RemoveAll(amount => amount.Amount == 0);
        return changed.Count == 0 ? null : changed;
    }
}
