using System.Text.Json.Serialization;

namespace Ledger.Domain.Accounts;

/// <summary>What a holder has in one commodity, all lots together.</summary>
/// <param name="Entry">The number of the last passbook line.</param>
/// <param name="Available">Not held. May include lots whose lapse is not posted yet: a reader takes the lots and computes by date.</param>
/// <param name="Held">Reserved by open holds (预扣).</param>
/// <param name="Earned">Posted by accruals less what was clawed back (累计获得): spending and lapsing leave it.</param>
/// <param name="Number">The journal number of the last change.</param>
/// <param name="Debts">What is owed (欠分), by the lot whose value is missing, oldest first; absent when nothing is. Who owes has no live lot.</param>
/// <param name="ActiveOn">The booked day of the last activity; see <see cref="Idling"/>.</param>
/// <param name="By">Who last moved it, where it is nobody's own.</param>
public sealed record Account(long Entry, long Available, long Held, long Earned, long Number, IReadOnlyList<LotAmount>? Debts = null, DateOnly? ActiveOn = null, PersonId? By = null)
{
    public static readonly Account Empty = new(0, 0, 0, 0, 0);

    [JsonIgnore]
    public long Debt => Debts?.Sum(debt => debt.Amount) ?? 0;

    public static string Prefix(Subject holder) => $"{holder}|";

    public static string Key(Subject holder, string commodity) => Prefix(holder) + commodity;

    /// <summary>Everything somebody has or had that can be held and spent, so not the record of his hours.</summary>
    public static IReadOnlyList<string> CommoditiesOf(Books books, Subject holder)
    {
        var prefix = Prefix(holder);
        return [.. books.StartingWith<Account>(prefix).Select(row => row.Key[prefix.Length..]).Where(commodity => commodity != Commodity.Minutes)];
    }
}

/// <summary>The available part of one lot; the row goes when nothing is left.</summary>
public sealed record LotHeld(Lot Lot, long Amount)
{
    public static string Prefix(Subject holder) => $"{holder}|";

    public static string Prefix(Subject holder, string commodity) => $"{Prefix(holder)}{commodity}|";

    public static string Key(Subject holder, string commodity, Lot lot) => Prefix(holder, commodity) + lot.SortKey;
}

/// <summary>How much of a lot lapsed unspent: a clawback takes it back before anything becomes a debt.</summary>
public sealed record LotLapsed(long Amount);

/// <summary>The day a holder's lot lapses, by day: what the scheduler looks for.</summary>
/// <param name="Person">Whose it is, or who last moved it for others.</param>
/// <param name="HeldBy">Whose it is where it is not the person's; <paramref name="Commodity"/>: where it is not the first.</param>
public sealed record LapseDue(PersonId Person, Lot Lot, Subject? HeldBy = null, string? Commodity = null)
{
    public static string Key(Subject holder, string commodity, Lot lot) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{lot.ExpiresOn:yyyy-MM-dd}|{(holder.Person is { } person ? person.ToString() : holder.ToString())}|{(commodity == Accounts.Commodity.Points ? "" : $"{commodity}|")}{lot}");
}

/// <summary>Folds legs into a holder's rows.</summary>
public static class AccountFold
{
    public static void Evolve(IStates states, IValueFact fact, At at)
    {
        foreach (var entry in fact.Entries)
        {
            var key = Account.Key(fact.Owner, entry.Commodity);
            var account = states.Find<Account>(key) ?? Account.Empty;
            var activeOn = fact.Legs.Any(leg => leg.Commodity == entry.Commodity && Idling.IsActivity(leg)) ? fact.BookedOn : account.ActiveOn;
            states.Put(key, Moved(account, fact, entry) with { Entry = entry.Number, Number = at.Number, ActiveOn = activeOn, By = fact.HeldBy is null ? null : fact.Person });
        }
        var available = AccountName.Available(fact.Owner);
        foreach (var leg in fact.Legs)
        {
            if (leg.Lot is not { } lot || leg.Commodity == Commodity.Minutes) continue;
            if (leg.Account == available) Move(states, fact, leg, lot);
            else if (leg.Account == AccountName.Expired) Lapse(states, LotHeld.Key(fact.Owner, leg.Commodity, lot), leg.Amount);
        }
    }

    private static Account Moved(Account account, IValueFact fact, EntryNumber entry)
    {
        var (available, held, debt) = (AccountName.Available(fact.Owner), AccountName.Held(fact.Owner), AccountName.Debt(fact.Owner));
        foreach (var leg in fact.Legs.Where(leg => leg.Commodity == entry.Commodity))
        {
            if (leg.Account == available) account = account with { Available = account.Available + leg.Amount };
            else if (leg.Account == held) account = account with { Held = account.Held + leg.Amount };
            else if (leg.Account == debt) account = account with { Debts = LotAmounts.With(account.Debts, leg.Lot!, -leg.Amount) };
            else if (leg.Account is AccountName.Issued or AccountName.ClawedBack) account = account with { Earned = account.Earned - leg.Amount };
        }
        return account;
    }

    private static void Lapse(IStates states, string key, long amount)
    {
        var lapsed = (states.Find<LotLapsed>(key)?.Amount ?? 0) + amount;
        if (lapsed == 0) states.Remove<LotLapsed>(key);
        else states.Put(key, new LotLapsed(lapsed));
    }

    private static void Move(IStates states, IValueFact fact, Leg leg, Lot lot)
    {
        var key = LotHeld.Key(fact.Owner, leg.Commodity, lot);
        var left = (states.Find<LotHeld>(key)?.Amount ?? 0) + leg.Amount;
        if (left == 0) states.Remove<LotHeld>(key);
        else states.Put(key, new LotHeld(lot, left));
        if (lot.ExpiresOn is null) return;
        var due = LapseDue.Key(fact.Owner, leg.Commodity, lot);
        if (left == 0) states.Remove<LapseDue>(due);
        // It says the same for as long as there is something in the lot, but for who moved it last for others.
        else if (left == leg.Amount || fact.HeldBy is not null) states.Put(due, new LapseDue(fact.Person, lot, fact.HeldBy, leg.Commodity == Commodity.Points ? null : leg.Commodity));
    }
}
