using Ledger.Domain.Accounts;

namespace Ledger.Domain.Settlements;

/// <summary>
/// A merchant's captures and refunds of one booked month that are on no statement yet, added up by bearer and commodity. Nothing is booked
/// into the past, so a month that is over gets no more of them, and the next statement takes the row whole.
/// </summary>
/// <param name="Last">The journal number of the last line.</param>
public sealed record Unsettled(Month Month, IReadOnlyList<SettledLines> Lines, long Last)
{
    public static string Prefix(MerchantId merchant) => $"{merchant}|";

    public static string Key(MerchantId merchant, Month month) => Prefix(merchant) + month;

    /// <summary>
    /// Read from the legs, so that whatever kind of fact spends points at a merchant is a line. What nobody else bears was given
    /// by the merchant: it is a line of 0 fen.
    /// </summary>
    public static void Evolve(IStates states, IPostedFact fact, At at)
    {
        var spent = fact.Legs.FirstOrDefault(leg => AccountName.RoleOf(leg.Account) == AccountName.SpentRole);
        var expense = fact.Legs.FirstOrDefault(leg => AccountName.RoleOf(leg.Account) == AccountName.ExpenseRole);
        // What cost no points is owed all the same.
        if ((spent ?? (expense is null ? null : fact.Legs.FirstOrDefault(leg => AccountName.RoleOf(leg.Account) == AccountName.PayableRole))) is not { } any) return;
        if (!AccountName.PartyOf(any.Account).StartsWith("merchant:", StringComparison.Ordinal)) return;
        var merchant = MerchantId.Of(Guid.Parse(AccountName.PartyOf(any.Account).AsSpan("merchant:".Length)));
        var points = fact.Legs.Where(leg => leg.Account == spent?.Account).Sum(leg => leg.Amount);
        var isCapture = (spent is null ? expense!.Amount : points) > 0;
        var bearer = expense is null ? AccountName.GivenByMerchant : AccountName.PartyOf(expense.Account);
        var line = new SettledLines(Month.Of(fact.BookedOn), bearer, isCapture ? 1 : 0, isCapture ? 0 : 1, new Points(points), new Fen(expense?.Amount ?? 0), spent is null or { Commodity: Commodity.Points } ? default(Code?) : spent.Commodity);
        var key = Key(merchant, line.Month);
        var row = states.Find<Unsettled>(key);
        states.Put(key, new Unsettled(line.Month, Sums.Joined([.. row?.Lines ?? [], line]), at.Number));
    }

    public static void Evolve(IStates states, StatementIssued fact)
    {
        foreach (var month in fact.Amounts.Select(lines => lines.Month).Distinct()) states.Remove<Unsettled>(Key(fact.Merchant, month));
    }
}

/// <summary>Additions by bearer and commodity, always in the same order.</summary>
internal static class Sums
{
    public static IReadOnlyList<SettledLines> Joined(IEnumerable<SettledLines> lines) =>
    [
        .. lines.GroupBy(line => (line.Month, line.Bearer, line.Commodity)).OrderBy(same => same.Key.Month).ThenBy(same => same.Key.Bearer, StringComparer.Ordinal).ThenBy(same => same.Key.Commodity?.Value, StringComparer.Ordinal)
            .Select(same => new SettledLines(same.Key.Month, same.Key.Bearer, same.Sum(line => line.Captures), same.Sum(line => line.Refunds),
                new Points(same.Sum(line => line.Points.Hundredths)), new Fen(same.Sum(line => line.Fen.Count)), same.Key.Commodity))
    ];

    public static IReadOnlyList<BearerFen> Due(IEnumerable<SettledLines> lines, IEnumerable<BearerFen> carried) =>
    [
        .. lines.Select(line => new BearerFen(line.Bearer, line.Fen)).Concat(carried).GroupBy(part => part.Bearer).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new BearerFen(same.Key, new Fen(same.Sum(part => part.Fen.Count))))
    ];

    public static Fen Total(IEnumerable<BearerFen> parts) => new(parts.Sum(part => part.Fen.Count));
}
