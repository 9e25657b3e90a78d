namespace Ledger.Domain.Persons;

/// <summary>
/// Names a close relative of a dead person, who has the rights to the data from then on: two people sign for the same relative
/// and the same paper. Where the closing clause gives the rest to the family, the first heir gets it.
/// </summary>
/// <param name="EvidenceHash">SHA-256 of the paper that shows it.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsOpen), typeof(RelationToOneself), typeof(GainsBySigning), typeof(SecondPersonNeeded))]
public sealed record NameHeir(Actor By, PersonId Person, PersonId Heir, string EvidenceHash) : ICommand<HeirIsSigned>
{
    public static readonly Code What = "name-heir";

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).AddsTo(Stream.Person(Heir)).Row<Person>(Person.ToString()).Row<Person>(Heir.ToString());
        needs.Row<FirstSignature>(FirstSignature.Key(Person, What)).StartingWith<Relation>(Relation.PrefixOf(Person));
        if (By.Person is { } signer) needs.Row<Person>(signer.ToString());
    }

    public Decision<HeirIsSigned> Decide(Books books)
    {
        if (!By.Holds(books, Relating.Binders)) return new NotAllowed(Relating.Binders);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Persons.Person.Missing(books, "heir", Heir) is { } unknown) return unknown;
        if (books.Find<Person>(Person.ToString()) is not { Closed.Reason: CloseReason.Death }) return new AccountIsOpen(Person);
        if (Person == Heir) return new RelationToOneself(Heir);
        var signer = By.Person!.Value;
        if (TwoPeople.Gains(books, signer, Heir)) return new GainsBySigning(signer);
        if (Relation.Of(books, Person).Any(relation => relation.Kind == RelationKind.Heir && relation.Other == Heir)) return books.Accept(new HeirIsSigned(Person, Heir, true));
        var first = TwoPeople.FirstOf(books, Person, What, $"{Heir}|{EvidenceHash}", signer, out var refusal);
        if (refusal is not null) return refusal;
        if (first is null) return books.Accept(new HeirIsSigned(Person, Heir, false));
        books.Add(Stream.Person(Person), new RelationBound(Person, Heir, RelationKind.Heir, books.Today, null, EvidenceHash, first));
        AccountRest.Settle(books, Person);
        return books.Accept(new HeirIsSigned(Person, Heir, true));
    }
}

/// <param name="IsNamed">False after the first signature.</param>
public sealed record HeirIsSigned(PersonId Person, PersonId Heir, bool IsNamed);

/// <summary>The account is not closed because of a death: its data are the person's own.</summary>
public sealed record AccountIsOpen(PersonId Person) : Rejection;
