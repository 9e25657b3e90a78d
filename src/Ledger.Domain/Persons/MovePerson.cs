using Ledger.Domain.Grid;

namespace Ledger.Domain.Persons;

/// <summary>Somebody belongs elsewhere from a day on: another node, another household. What was frozen into acts before stays.</summary>
/// <param name="Node">Absent is 未归属.</param>
/// <param name="Household">Absent: counts as one by himself.</param>
/// <param name="From">Today or before: what is announced is recorded when it has happened.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(MoveInTheFuture), typeof(UnknownNode))]
public sealed record MovePerson(Actor By, PersonId Person, Code? Node, HouseholdId? Household, DateOnly From) : ICommand<PersonChanged>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString());
        if (Node is { } node) needs.Row<GridNode>(GridNode.Key(node));
    }

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, RegisterPersons.Registrars)) return new NotAllowed(RegisterPersons.Registrars);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (!By.Reaches(books, RegisterPersons.Registrars, Person)) return new NotFound("person", Person.ToString());
        if (From > books.Today) return new MoveInTheFuture(From, books.Today);
        if (Node is { } node && books.Find<GridNode>(GridNode.Key(node))?.ExistsOn(From) != true) return new UnknownNode("node", node);
        var known = books.Find<Person>(Person.ToString())!.HomeOn(From);
        // Who was registered twice leaves every household he was in.
        var isNew = (known.Node, known.Household) != (Node, Household) || Persons.Person.AllOf(books, Person).Any(his => his.HouseholdOn(From) != Household);
        if (isNew) books.Add(Stream.Person(Person), new PersonMoved(Person, Node, Household, From));
        return books.Accept(new PersonChanged(Person));
    }
}

/// <summary>A move is recorded on its day or after it.</summary>
public sealed record MoveInTheFuture(DateOnly From, DateOnly Today) : Rejection;
