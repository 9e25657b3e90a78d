using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Persons;

/// <summary>
/// Suspends an account (停用): no spending, earning goes on. To hand in a code is to spend, so codes that are open end with it: an
/// account in doubt is not emptied at the counter by codes it got the day before.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(ChangedMeanwhile))]
public sealed record SuspendPerson(Actor By, PersonId Person, Code Reason, long? Expected) : ICommand<PersonChanged>
{
    /// <summary>The reason that holds end with.</summary>
    public static readonly Code Ended = "account-suspended";

    public void Name(Needs needs) => needs.Row<Person>(Person.ToString()).StartingWith<OpenHold>(OpenHold.Prefix(Person));

    public Decision<PersonChanged> Decide(Books books)
    {
        var decision = Suspension.Change(books, By, Person, Expected, person => person.IsSuspended ? null : new PersonSuspended(Person, Reason));
        if (decision is Decision<PersonChanged>.Accepted) OpenHold.VoidAll(books, Person, Ended);
        return decision;
    }
}

/// <summary>Lifts a suspension.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(ChangedMeanwhile))]
public sealed record ReinstatePerson(Actor By, PersonId Person, Code Reason, long? Expected) : ICommand<PersonChanged>
{
    public Decision<PersonChanged> Decide(Books books) =>
        Suspension.Change(books, By, Person, Expected, person => person.IsSuspended ? new PersonReinstated(Person, Reason) : null);
}

internal static class Suspension
{
    public static Decision<PersonChanged> Change(Books books, Actor by, PersonId id, long? expected, Func<Person, IFact?> fact)
    {
        if (!by.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (Person.Missing(books, "person", id) is { } missing) return missing;
        if (Person.IsClosed(books, id) is { } closed) return closed;
        var person = books.Find<Person>(id.ToString())!;
        if (expected is { } number && number != person.Number) return new ChangedMeanwhile(number, person.Number);
        if (fact(person) is { } change) books.Add(Stream.Person(id), change);
        return books.Accept(new PersonChanged(id));
    }
}

/// <summary>The account is suspended: nothing can be spent from it.</summary>
public sealed record AccountSuspended(PersonId Person) : Rejection;
