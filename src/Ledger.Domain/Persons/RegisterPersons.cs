using Ledger.Domain.Acts;
using Ledger.Domain.Grid;

namespace Ledger.Domain.Persons;

/// <summary>Enters people into the books, all or none. The vault rows (ciphertext and search hashes) are written in the same transaction.</summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(NotFound), typeof(UnknownNode), typeof(GuardianMustConsent), typeof(SignInAlreadyBound), typeof(Acts.OutsideScope))]
public sealed record RegisterPersons(Actor By, IReadOnlyList<NewPerson> People, IReadOnlyList<SideRow> Vault) : ICommand<PersonsRegistered>
{
    public int MostReadings => Following.MostReadings;

    public static readonly Role[] Registrars = [Role.Administrator, Role.Office, Role.GridOfficer];

    public void Name(Needs needs)
    {
        foreach (var person in People) person.Name(needs);
    }

    public Decision<PersonsRegistered> Decide(Books books)
    {
        if (!By.Holds(books, Registrars)) return new NotAllowed(Registrars);
        foreach (var person in People)
            if ((person.Register(books) ?? person.OutsideReachOf(books, By)) is { } refusal) return refusal;
        SideRow.PutAll(books, Vault);
        return books.Accept(new PersonsRegistered([.. People.Select(person => person.Person)]));
    }
}

/// <param name="SignIn">Hash of the subject with which the person will sign in, when it is known.</param>
/// <param name="ReferredBy">Who brought him.</param>
/// <param name="AgeBand">The band today: a child under 14 is registered first, and signs in once a guardian has consented.</param>
public sealed record NewPerson(PersonId Person, Residence Residence, Code? Node, HouseholdId? Household, string? SignIn, string? AgeBand = null, PersonId? ReferredBy = null)
{
    internal void Name(Needs needs)
    {
        needs.Row<Person>(Person.ToString());
        if (Node is { } node) needs.Row<GridNode>(GridNode.Key(node));
        if (SignIn is { } signIn) needs.Row<SignIn>(signIn);
    }

    /// <summary>Whether the very same person was entered before; where he belongs and how he signs in included.</summary>
    internal bool IsInTheBooks(Books books) =>
        books.Find<Person>(Person.ToString()) is { } known && (known.Residence, known.Node, known.Household) == (Residence, Node, Household)
        && (SignIn is not { } signIn || books.Find<SignIn>(signIn)?.Person == Person);

    internal Rejection? OutsideReachOf(Books books, Actor registrar) => registrar.Reaches(books, RegisterPersons.Registrars, Person) ? null : new Acts.OutsideScope(null, Person);

    internal Rejection? Register(Books books)
    {
        if (books.Find<Person>(Person.ToString()) is not null) return new IdAlreadyUsed("person", Person.ToString());
        if (ReferredBy is { } referrer && Persons.Person.Missing(books, "referredBy", referrer) is NotFound missingOne) return missingOne;
        if (Node is { } node && books.Find<GridNode>(GridNode.Key(node))?.ExistsOn(books.Today) != true) return new UnknownNode("node", node);
        if (SignIn is not null && ChildConsent.Missing(books, Person, AgeBand, ChildMay.SignIn) is { } missing) return missing;
        if (SignIn is { } signIn && books.Find<SignIn>(signIn) is not null) return new SignInAlreadyBound();
        books.Add(Stream.Person(Person), new PersonRegistered(Person, Residence, Node, Household, ReferredBy));
        if (SignIn is not null) books.Add(Stream.Person(Person), new SignInBound(Person, SignIn));
        Acts.Following.Follow(books, "registration", Subject.Of(Person));
        if (ReferredBy is { } other) Acts.Following.Follow(books, "referral", Subject.Of(Person), Persons.Person.SurvivorOf(books, other));
        return null;
    }
}

public sealed record PersonsRegistered(IReadOnlyList<PersonId> People);

/// <summary>The sign-in belongs to somebody in this community already.</summary>
public sealed record SignInAlreadyBound : Rejection;
