namespace Ledger.Domain.Persons;

/// <summary>Lets somebody already in the books sign in.</summary>
/// <param name="AgeBand">The band today, from the vault: a child under 14 signs in with a guardian's consent.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(GuardianMustConsent), typeof(SignInAlreadyBound))]
public sealed record BindSignIn(Actor By, PersonId Person, string SignIn, string? AgeBand = null) : ICommand<PersonChanged>
{
    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (Persons.Person.Missing(books, "person", Person) is { } absent) return absent;
        if (ChildConsent.Missing(books, Person, AgeBand, ChildMay.SignIn) is { } missing) return missing;
        if (books.Find<SignIn>(SignIn) is { } bound)
            return bound.Person == Person ? books.Accept(new PersonChanged(Person)) : new SignInAlreadyBound();
        books.Add(Stream.Person(Person), new SignInBound(Person, SignIn));
        return books.Accept(new PersonChanged(Person));
    }
}

public sealed record PersonChanged(PersonId Person);
