using Ledger.Domain.Persons;

namespace Ledger.Domain.Consents;

/// <summary>A consent as it stands, by person and purpose.</summary>
/// <param name="Since">From which day it is so.</param>
/// <param name="By">Who said so last.</param>
public sealed record Consent(Purpose Purpose, bool IsGiven, DateOnly Since, PersonId By, long Number)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, Purpose purpose) => $"{Prefix(person)}{purpose}";

    public static bool IsGivenBy(Books books, PersonId person, Purpose purpose) => books.Find<Consent>(Key(person, purpose)) is { IsGiven: true };

    public static void Evolve(IStates states, ConsentGiven fact, At at) => states.Put(Key(fact.Person, fact.Purpose), new Consent(fact.Purpose, true, fact.On, fact.GivenBy, at.Number));

    public static void Evolve(IStates states, ConsentWithdrawn fact, At at) => states.Put(Key(fact.Person, fact.Purpose), new Consent(fact.Purpose, false, fact.On, fact.WithdrawnBy, at.Number));
}

/// <summary>Consents: he himself, a guardian or heir, or the office with the signed paper. For a child under 14 only a guardian; a helper never.</summary>
/// <param name="AgeBand">The band of today, from the vault; absent where no birth date is known.</param>
[Refuses(typeof(NotFound), typeof(PersonWasMerged), typeof(GuardianConsentsOnly), typeof(PaperIsMissing))]
public sealed record GiveConsent(Actor By, PersonId Person, Purpose Purpose, string? AgeBand, string? EvidenceHash) : ICommand<ConsentIs>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Consent>(Consent.Key(Person, Purpose));

    public Decision<ConsentIs> Decide(Books books)
    {
        var disposes = By.DisposesOf(books, Person);
        if (!disposes && !By.IsOrWas(books, Person) && !By.Holds(books, Role.Office)) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (AgeBand == ChildConsent.Under14 && !By.IsGuardianOf(books, Person)) return new GuardianConsentsOnly(Person);
        if (!disposes && EvidenceHash is null) return new PaperIsMissing(Person);
        if (!Consent.IsGivenBy(books, Person, Purpose)) books.Add(Stream.Person(Person), new ConsentGiven(Person, Purpose, By.Person!.Value, books.Today, EvidenceHash));
        return books.Accept(new ConsentIs(Person, Purpose, true));
    }
}

/// <summary>Withdraws a consent: whoever may speak for the person, a child himself too. No reason is asked.</summary>
[Refuses(typeof(NotFound), typeof(PersonWasMerged))]
public sealed record WithdrawConsent(Actor By, PersonId Person, Purpose Purpose) : ICommand<ConsentIs>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Consent>(Consent.Key(Person, Purpose));

    public Decision<ConsentIs> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !By.Speaks(books, Person) && !By.Holds(books, Role.Office)) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Consent.IsGivenBy(books, Person, Purpose)) books.Add(Stream.Person(Person), new ConsentWithdrawn(Person, Purpose, By.Person!.Value, books.Today));
        return books.Accept(new ConsentIs(Person, Purpose, false));
    }
}

public sealed record ConsentIs(PersonId Person, Purpose Purpose, bool IsGiven);

/// <summary>For a child under 14 a guardian consents, nobody else.</summary>
public sealed record GuardianConsentsOnly(PersonId Person) : Rejection;

/// <summary>The office acts for somebody on a signed paper: its hash is named.</summary>
public sealed record PaperIsMissing(PersonId Person) : Rejection;
