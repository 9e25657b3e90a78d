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

    private Holding(Account account, IReadOnlyList<LotAmount> live, IReadOnlyList<LotAmount> lapsed) =>
        (Account, _live, Lapsed) = (account, live, lapsed);

    public Account Account { get; }

    /// <summary>Lots that can be spent today, in the order in which they are taken.</summary>
    public IReadOnlyList<LotAmount> Live => _live;

    /// <summary>Lots past their date whose lapse is not posted yet.</summary>
    public IReadOnlyList<LotAmount> Lapsed { get; }

    public Points Available => new(_live.Sum(lot => lot.Amount));

    public static Holding Of(Account? account, IEnumerable<LotHeld> lots, DateOnly today)
    {
        var byDate = lots.ToLookup(lot => lot.Lot.HasLapsedOn(today), lot => new LotAmount(lot.Lot, lot.Amount));
        return new Holding(account ?? Account.Empty, [.. byDate[false]], [.. byDate[true]]);
    }

    public static Holding Of(Books books, Subject holder, string commodity = Accounts.Commodity.Points) =>
        Of(books.Find<Account>(Account.Key(holder, commodity)),
            books.StartingWith<LotHeld>(LotHeld.Prefix(holder, commodity)).Select(row => row.Value), books.Today);

    /// <summary>The lots whose bucket has a right, in the order in which they are taken.</summary>
    public IReadOnlyList<LotAmount> Usable(Rulebook rulebook, Right right) =>
        right is Right.Spend or Right.Service or Right.Cash && !rulebook.Document.Commodities[0].Spendable ? [] :
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
