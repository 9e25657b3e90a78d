using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Accounts;

/// <summary>
/// A holder's points as a decision or a reader sees them: by date, soonest to expire first. A lot past its date is
/// unavailable from the first instant of the next local day, whether its lapse is posted or not (rule 8).
/// </summary>
public sealed class Holding
{
    private readonly IReadOnlyList<LotAmount> _live;

    private readonly string _commodity;

    private Holding(string commodity, Account account, IReadOnlyList<LotAmount> live, IReadOnlyList<LotsEnded> ended) =>
        (_commodity, Account, _live, Ended) = (commodity, account, live, ended);

    public Account Account { get; }

    /// <summary>Lots that can be spent today, in the order in which they are taken.</summary>
    public IReadOnlyList<LotAmount> Live => _live;

    /// <summary>Lots past their date whose lapse is not posted yet, day by day.</summary>
    public IReadOnlyList<LotsEnded> Ended { get; }

    public Points Available => new(_live.Sum(lot => lot.Amount));

    public static Holding Of(Books books, Subject holder, string commodity = Accounts.Commodity.Points)
    {
        var lots = books.StartingWith<LotHeld>(LotHeld.Prefix(holder, commodity)).Select(row => new LotAmount(row.Value.Lot, row.Value.Amount));
        var (live, ended) = Carrying.On(lots, books.Today, day => Rulebook.InForce(books, day), Idling.ActiveOn(books, holder, commodity));
        return new Holding(commodity, books.Find<Account>(Account.Key(holder, commodity)) ?? Account.Empty, live, ended);
    }

    /// <summary>The lots whose bucket has a right, in the order in which they are taken.</summary>
    public IReadOnlyList<LotAmount> Usable(Rulebook rulebook, Right right) =>
        right is Right.Spend or Right.Service or Right.Cash && rulebook.Document.Commodities.ElementAtOrDefault(rulebook.Document.NumberOf(_commodity))?.Spendable != true ? [] :
        [.. _live.Where(lot => rulebook.BucketOf(lot.Lot)?.Rights.Contains(right) ?? true).OrderBy(lot => lot.Lot.ExpiresOn ?? DateOnly.MaxValue).ThenBy(lot => rulebook.BucketOf(lot.Lot)?.TakeOrder ?? 0)];

    /// <summary>The lots an amount is taken from; the caller has checked that it is available.</summary>
    public static IReadOnlyList<LotAmount> Take(IReadOnlyList<LotAmount> lots, Points amount)
    {
        var taken = new List<LotAmount>();
        var missing = amount.Hundredths;
        foreach (var lot in lots)
        {
            if (missing == 0) break;
            var part = Math.Min(missing, lot.Amount);
            taken.Add(lot with { Amount = part });
            missing -= part;
        }
        return missing == 0 ? taken : throw new InvalidOperationException("More was taken than is available.");
    }
}
