namespace Ledger.Domain.Persons;

/// <summary>Lets somebody already in the books sign in.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(SignInAlreadyBound))]
public sealed record BindSignIn(Actor By, PersonId Person, string SignIn) : ICommand<PersonChanged>
{
    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Person>(Person.ToString()) is null) return new NotFound("person", Person.ToString());
        if (books.Find<SignIn>(SignIn) is { } bound)
            return bound.Person == Person ? books.Accept(new PersonChanged(Person)) : new SignInAlreadyBound();
        books.Add(Stream.Person(Person), new SignInBound(Person, SignIn));
        return books.Accept(new PersonChanged(Person));
    }
}

public sealed record PersonChanged(PersonId Person);
