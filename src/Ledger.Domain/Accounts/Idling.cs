using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Accounts;

/// <summary>
/// The end of lots on whose account nothing happens for so long. Activity is what is credited, held, spent or sent, service time
/// too; what lapses, is deducted or clawed back, and a hold that ends unused, is none. The day of the last activity stands in the account's row,
/// so an activity moves the end of all its lots and writes nothing more.
/// </summary>
public static class Idling
{
    /// <summary>Whether a leg of a fact is activity of its account.</summary>
    public static bool IsActivity(Leg leg) => AccountName.RoleOf(leg.Account) switch
    {
        AccountName.Issued or AccountName.Opened or AccountName.ReceivedRole or AccountName.SentRole or AccountName.SpentRole => true,
        AccountName.HeldRole => leg.Amount > 0,
        AccountName.Deducted => leg.Amount < 0,
        _ => false,
    };

    /// <summary>The day of a holder's last activity, where some version of the rulebook asks for it.</summary>
    public static DateOnly? ActiveOn(Books books, Subject holder, string commodity)
    {
        var versions = RulebookVersions.Of(books);
        if (!versions.Versions.Any(version => version.IsIdling)) return null;
        var (own, served) = (books.Find<Account>(Account.Key(holder, commodity))?.ActiveOn, books.Find<Account>(Account.Key(holder, Commodity.Minutes))?.ActiveOn);
        var activeOn = own > served || served is null ? own : served;
        // One reading for all that may be asked.
        foreach (var version in versions.Versions.Where(version => version == versions.On(books.Today) || (version.From > activeOn && version.From <= books.Today))) Rulebook.Of(books, version.Version);
        return activeOn;
    }

    /// <summary>
    /// The last day of a lot by the versions in force up to a day: the first that ends it does, and none before its own first day.
    /// Null where none ends it.
    /// </summary>
    internal static DateOnly? LastDay(Lot lot, DateOnly activeOn, DateOnly day, Func<DateOnly, Rulebook?> inForce)
    {
        if (inForce(day) is not { } rulebook) return null;
        var (from, own) = (rulebook.Document.EffectiveFrom, LastDay(rulebook, lot, activeOn, day));
        if (from > activeOn && LastDay(lot, activeOn, from.AddDays(-1), inForce) is { } before && before < from) return before;
        return own < from ? from : own;
    }

    /// <summary>Whether lots of an account may be over; they are when nothing happened in its service time either.</summary>
    public static bool MayBeOver(Rulebook rulebook, Account account, DateOnly today) =>
        account is { Available: > 0, ActiveOn: { } activeOn } && rulebook.Document.Expiry!.Any(entry => entry.Idle is { } idle && CompiledExpiry.Later(activeOn, idle) < today);

    private static DateOnly? LastDay(Rulebook rulebook, Lot lot, DateOnly activeOn, DateOnly day) =>
        rulebook.TermsOf(lot, day)?.Entry.Idle is { } idle ? CompiledExpiry.Later(activeOn, idle) : null;
}
