using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Accounts;

/// <summary>
/// Gathers the legs of one fact: every move is two legs, so the sum is zero by construction. Whoever owes has nothing
/// available: what becomes available pays debts first, in the same fact.
/// </summary>
/// <param name="holder">Whose value it is.</param>
/// <param name="own">The commodity that is credited, taken and owed.</param>
public sealed class Posting(Books books, Subject holder, string own = Commodity.Points)
{
    private readonly List<Leg> _legs = [];
    private readonly string _available = AccountName.Available(holder);
    private readonly string _debt = AccountName.Debt(holder);

    /// <summary>Equal legs joined, zero legs gone, in a fixed order.</summary>
    public IReadOnlyList<Leg> Legs =>
    [
        .. _legs.GroupBy(leg => (leg.Account, leg.Commodity, leg.Lot))
            .Select(same => same.First() with { Amount = same.Sum(leg => leg.Amount) })
            .Where(leg => leg.Amount != 0)
    ];

    /// <summary>The next passbook line in each commodity that comes in lots, and so is somebody's: also when nothing available or held moved.</summary>
    public IReadOnlyList<EntryNumber> Entries =>
    [
        .. _legs.Where(leg => leg.Lot is not null).Select(leg => leg.Commodity).Distinct()
            .Select(commodity => new EntryNumber(commodity, (AccountIn(commodity)?.Entry ?? 0) + 1))
    ];

    public void Move(string from, string to, string commodity, LotAmount what) => Move(from, to, commodity, what.Lot, what.Amount);

    public void Move(string from, string to, string commodity, Lot? lot, long amount)
    {
        if (amount == 0) return;
        _legs.Add(new Leg(from, commodity, lot, -amount));
        _legs.Add(new Leg(to, commodity, lot, amount));
    }

    /// <summary>From one lot into another on the same account: its day changes and nothing else.</summary>
    public void Move(string account, Lot from, Lot into, long amount)
    {
        _legs.Add(new Leg(account, own, from, -amount));
        _legs.Add(new Leg(account, own, into, amount));
    }

    /// <summary>The opposite of what was posted, to the last unit, where it is still there.</summary>
    /// <param name="was">The account's name then: a merge may lie between.</param>
    public void Reverse(IEnumerable<Leg> legs, string was) => _legs.AddRange(legs.Select(leg => leg with { Account = leg.Account == was ? _available : leg.Account, Amount = -leg.Amount }));

    /// <summary>Points that become available; what is owed is paid from them first (rule 10).</summary>
    /// <param name="into">The lot they join when it is another than the one they come from: its origin stays, its expiry is new.</param>
    public void Credit(string from, LotAmount what, Lot? into = null)
    {
        if (what.Amount == 0) return;
        var lot = Ending.Cut(books, holder, into ?? what.Lot);
        _legs.Add(new Leg(from, own, what.Lot, -what.Amount));
        _legs.Add(new Leg(_available, own, lot, what.Amount));
        PayDebts(lot, what.Amount);
    }

    /// <summary>What a hold did not use goes back to its lot; past its date it expires in the same fact (rule 9).</summary>
    public void Release(LotAmount lot)
    {
        if (Ending.Cut(books, holder, lot.Lot).HasLapsedOn(books.Today)) Move(AccountName.Held(holder), AccountName.Expired, own, lot);
        else Credit(AccountName.Held(holder), lot);
    }

    /// <summary>
    /// Gives back what was taken (退还): to its lot, or, past its date, for so many days of grace; without grace it lapses at once
    /// on the same line, and pays no debt.
    /// </summary>
    /// <returns>The part that lapsed at once, in hundredths.</returns>
    public Points GiveBack(string from, LotAmount lot, LapsedRefund grace)
    {
        if (!Ending.Cut(books, holder, lot.Lot).HasLapsedOn(books.Today)) Credit(from, lot);
        else if (grace.GraceDays is { } days) Credit(from, lot, lot.Lot with { ExpiresOn = books.Today.AddDays(days) });
        else
        {
            Move(from, AccountName.Expired, own, lot);
            return new Points(lot.Amount);
        }
        return Points.Zero;
    }

    /// <summary>
    /// Takes back what was credited to a lot (追回): what is left of the lot, then what of it lapsed unspent. The rest was
    /// spent and is owed, and the holder's other lots pay it at once, soonest to expire first. Holds are never touched.
    /// </summary>
    /// <param name="to">Where it goes: back to him who was served, where it came from him.</param>
    public void Claw(LotAmount credited, string to = AccountName.ClawedBack)
    {
        var missing = credited.Amount;
        missing -= Part(_available, AvailableNow().FirstOrDefault(lot => lot.Lot == credited.Lot)?.Amount ?? 0);
        missing -= Part(AccountName.Expired, LapsedNow(credited.Lot));
        if (missing == 0) return;
        Move(_debt, to, own, credited.Lot, missing);
        PayFromAvailable();

        long Part(string from, long most)
        {
            var part = Math.Min(missing, most);
            Move(from, to, own, credited.Lot, part);
            return part;
        }
    }

    /// <summary>Takes an amount from the live lots, soonest to expire first; what is missing is owed.</summary>
    /// <param name="to">Where it goes, such as spent or deducted.</param>
    /// <param name="origins">The lots a debt is written to, the last first; together at least the amount.</param>
    /// <param name="first">The lots that are taken before all others.</param>
    /// <returns>What is owed because of it, in hundredths.</returns>
    public Points TakeOrOwe(Points amount, string to, IReadOnlyList<LotAmount> origins, Func<Lot, bool>? first = null)
    {
        var missing = amount.Hundredths;
        foreach (var lot in AvailableNow().OrderBy(lot => first?.Invoke(lot.Lot) == false)) missing -= Part(_available, lot);
        var owed = missing;
        foreach (var lot in origins.Reverse()) missing -= Part(_debt, lot);
        return missing == 0 ? new Points(owed) : throw new InvalidOperationException("The origins do not cover what is owed.");

        long Part(string from, LotAmount lot)
        {
            var part = Math.Min(missing, lot.Amount);
            Move(from, to, own, lot.Lot, part);
            return part;
        }
    }

    /// <summary>
    /// Takes once more what a hold had before it ended: from its own lots, also from what of them lapsed meanwhile, then from
    /// others; what is missing is owed.
    /// </summary>
    /// <returns>What is owed because of it.</returns>
    public Points TakeAgain(IReadOnlyList<LotAmount> had, string to)
    {
        var missing = new List<LotAmount>();
        foreach (var lot in had)
        {
            var available = Math.Min(lot.Amount, AvailableNow().FirstOrDefault(live => live.Lot == lot.Lot)?.Amount ?? 0);
            var lapsed = Math.Min(lot.Amount - available, LapsedNow(lot.Lot));
            Move(_available, to, own, lot.Lot, available);
            Move(AccountName.Expired, to, own, lot.Lot, lapsed);
            if (available + lapsed < lot.Amount) missing.Add(lot with { Amount = lot.Amount - available - lapsed });
        }
        return TakeOrOwe(new Points(missing.Sum(lot => lot.Amount)), to, missing);
    }

    /// <summary>Pays what is owed from every live lot, soonest to expire first.</summary>
    public void PayFromAvailable()
    {
        foreach (var lot in AvailableNow()) PayDebts(lot.Lot, lot.Amount);
    }

    private void PayDebts(Lot from, long amount)
    {
        foreach (var debt in DebtsNow())
        {
            var part = Math.Min(amount, debt.Amount);
            amount -= part;
            Move(_available, AccountName.Reattributed, own, from, part);
            Move(AccountName.Reattributed, _debt, own, debt.Lot, part);
        }
    }

    private Account? AccountIn(string commodity) => books.Find<Account>(Account.Key(holder, commodity));

    /// <summary>The holder's live lots with the legs gathered so far.</summary>
    private List<LotAmount> AvailableNow() => LotAmounts.With(Holding.Of(books, holder, own).Live, Gathered(_available)) is { } lots
        ? [.. lots.OrderBy(lot => lot.Lot.SortKey, StringComparer.Ordinal)] : [];

    private IReadOnlyList<LotAmount> DebtsNow() => LotAmounts.With(AccountIn(own)?.Debts, Gathered(_debt).Select(leg => leg with { Amount = -leg.Amount })) ?? [];

    private long LapsedNow(Lot lot) =>
        (books.Find<LotLapsed>(LotHeld.Key(holder, own, lot))?.Amount ?? 0) + Gathered(AccountName.Expired).Where(leg => leg.Lot == lot).Sum(leg => leg.Amount);

    private IEnumerable<Leg> Gathered(string account) => _legs.Where(leg => leg.Account == account && leg.Commodity == own);
}
