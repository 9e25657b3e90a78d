using Ledger.Domain.Accounts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Persons;

/// <summary>
/// Closes an account for good (销户): who moved away, who died. In one decision open codes, card, roles and relations end, and what
/// is left goes where the rulebook of the day says. Where that is the family of a dead person, it waits for an heir.
/// </summary>
/// <param name="Family">Who of the household of somebody who moves away gets the rest, where the rulebook gives it to the family.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(LastAdministrator), typeof(NotOfTheFamily), typeof(GainsBySigning))]
public sealed record CloseAccount(Actor By, PersonId Person, CloseReason Reason, PersonId? Family) : ICommand<AccountIsNowClosed>
{
    /// <summary>The reason that holds and the card end with.</summary>
    public static readonly Code Ended = "account-closed";

    public void Name(Needs needs)
    {
        Ties.Name(needs, Person);
        needs.StartingWith<Account>(Account.Prefix(Person)).StartingWith<LotHeld>(LotHeld.Prefix(Person));
    }

    public Decision<AccountIsNowClosed> Decide(Books books)
    {
        if (!By.Holds(books, Relating.Binders)) return new NotAllowed(Relating.Binders);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Persons.Person.IsClosed(books, Person) is { } closed) return closed;
        if (RoleHeld.IsLastAdministrator(books, Person)) return new LastAdministrator(Person);
        var rest = RestOf(Rulebook.InForce(books, books.Today)?.Document.Closing, Reason);
        var family = rest == Rest.Family && Reason == CloseReason.MovedAway ? Family : null;
        if (family is { } relative && MayNotGet(books, relative) is { } refusal) return refusal;
        return books.Accept(new AccountIsNowClosed(Person, rest, Close(books, Person, Reason, rest, family)));
    }

    /// <summary>What a watch asked for and somebody agreed to (除名): what is left goes where that of people who move away goes, never to the family.</summary>
    internal static void ByWatch(Books books, PersonId person)
    {
        var rest = RestOf(Rulebook.InForce(books, books.Today)?.Document.Closing, CloseReason.Removed);
        if (!RoleHeld.IsLastAdministrator(books, person)) Close(books, person, CloseReason.Removed, rest == Rest.Family ? Rest.Lapse : rest, null);
    }

    private static int Close(Books books, PersonId person, CloseReason reason, Rest rest, PersonId? family)
    {
        var codes = OpenHold.VoidAll(books, person, Ended);
        Ties.End(books, person, Ended);
        books.Add(Stream.Person(person), new AccountClosed(person, reason, rest, family, books.Today));
        AccountRest.Settle(books, person);
        return codes;
    }

    private static Rest RestOf(ClosingRules? rules, CloseReason reason) => (reason == CloseReason.Death ? rules?.Death : rules?.MovedAway) ?? Rest.Lapse;

    private Rejection? MayNotGet(Books books, PersonId relative)
    {
        if (relative == Person || books.Find<Person>(relative.ToString()) is not { Closed: null, MergedInto: null } || !Persons.Person.LiveTogether(books, relative, Person, books.Today))
            return new NotOfTheFamily(relative);
        return TwoPeople.Gains(books, By.Person!.Value, relative) ? new GainsBySigning(By.Person.Value) : null;
    }

}

/// <summary>What binds somebody who leaves: his card ends at once, and today is the last day of every role, and of every care given or received.</summary>
internal static class Ties
{
    public static void Name(Needs needs, PersonId person)
    {
        needs.AddsTo(Stream.Person(person)).Row<Person>(person.ToString()).StartingWith<OpenHold>(OpenHold.Prefix(person)).StartingWith<RoleHeld>(RoleHeld.Prefix(person));
        needs.StartingWith<Relation>(Relation.PrefixOf(person)).StartingWith<Relation>(Relation.PrefixBy(person)).Row<CardOfPerson>(person.ToString());
    }

    public static void End(Books books, PersonId person, Code reason)
    {
        Card.EndOf(books, person, reason);
        foreach (var duty in RoleHeld.Of(books, person).Where(held => held.IsCutBy(held.Duty, books.Today)).Select(held => held.Duty).Distinct().ToList())
            books.Add(Stream.Person(person), new RoleEnded(person, duty.Role, duty.Merchant, books.Today, duty.Node, duty.Team));
        foreach (var tie in Relation.Of(books, person).Concat(Relation.By(books, person)).Where(tie => tie.IsCutBy(tie.Other, tie.Kind, books.Today)).DistinctBy(tie => (tie.Person, tie.Other, tie.Kind)).ToList())
            books.Add(Stream.Person(tie.Person), new RelationEnded(tie.Person, tie.Other, tie.Kind, books.Today));
    }
}

/// <param name="Rest">What becomes of what is left.</param>
/// <param name="CodesEnded">How many open codes ended with it.</param>
public sealed record AccountIsNowClosed(PersonId Person, Rest Rest, int CodesEnded);

/// <summary>That and how an account was closed.</summary>
public sealed record ClosedAccount(DateOnly On, CloseReason Reason, Rest Rest, PersonId? Family);

/// <summary>The account is closed.</summary>
public sealed record AccountIsClosed(PersonId Person, DateOnly On) : Rejection;

/// <summary>The rest of an account goes to somebody of the same household, or to nobody.</summary>
public sealed record NotOfTheFamily(PersonId Person) : Rejection;
