namespace Ledger.Domain.Persons;

/// <summary>Gives a person a guardian (监护人) or a helper (代办人) from a date on. An heir needs two people: <see cref="NameHeir"/>.</summary>
/// <param name="EvidenceHash">SHA-256 of the paper that shows it.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(RelationToOneself), typeof(PeriodIsEmpty))]
public sealed record BindRelation(Actor By, PersonId Person, PersonId Other, RelationKind Kind, DateOnly From, DateOnly? Until, string? EvidenceHash) : ICommand<PersonChanged>
{
    /// <exception cref="ArgumentOutOfRangeException">An heir is not bound by one signature.</exception>
    public RelationKind Kind { get; init => field = Of(value); } = Of(Kind);

    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Person>(Other.ToString()).StartingWith<Relation>(Relation.PrefixOf(Person));

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Relating.Binders)) return new NotAllowed(Relating.Binders);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Persons.Person.Missing(books, "other", Other) is { } unknown) return unknown;
        if (Person == Other || By.Is(Other)) return new RelationToOneself(Other);
        if (Until < From) return new PeriodIsEmpty("until", From, Until.Value);
        var bound = new RelationBound(Person, Other, Kind, From, Until, EvidenceHash);
        if (!Relation.Of(books, Person).Contains(new Relation(Person, Other, Kind, From, Until, EvidenceHash))) books.Add(Stream.Person(Person), bound);
        return books.Accept(new PersonChanged(Person));
    }

    private static RelationKind Of(RelationKind kind) => kind is not RelationKind.Heir ? kind : throw new ArgumentOutOfRangeException(nameof(kind));
}

/// <summary>Ends a relation with a last day: the office, or whoever it binds.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record EndRelation(Actor By, PersonId Person, PersonId Other, RelationKind Kind, DateOnly Until) : ICommand<PersonChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).StartingWith<Relation>(Relation.PrefixOf(Person));

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Relating.Binders) && !By.Is(Other) && !(Kind == RelationKind.Helper && By.Is(Person))) return new NotAllowed(Relating.Binders);
        if (!Relation.Of(books, Person).Any(relation => relation.IsCutBy(Other, Kind, Until))) return new NotFound("other", Other.ToString());
        books.Add(Stream.Person(Person), new RelationEnded(Person, Other, Kind, Until));
        return books.Accept(new PersonChanged(Person));
    }
}

internal static class Relating
{
    public static readonly Role[] Binders = [Role.Administrator, Role.Office];
}

/// <summary>Nobody is his own guardian, helper or heir, and nobody makes himself another's.</summary>
public sealed record RelationToOneself(PersonId Other) : Rejection;
