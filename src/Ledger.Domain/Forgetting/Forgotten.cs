namespace Ledger.Domain.Forgetting;

/// <summary>Somebody whose key is destroyed again at every start: a row for each, so that a start need not read the journal.</summary>
public sealed record Forgotten(PersonId Person, DateOnly On)
{
    public static void Evolve(IStates states, PersonForgotten fact, At at)
    {
        states.Put(fact.Person.ToString(), new Forgotten(fact.Person, fact.On));
        ForgettingWish.End(states, fact.Person);
        Persons.Person.Evolve(states, fact, at);
        Persons.SignIn.End(states, fact.Person);
    }
}

/// <summary>A request to be forgotten that waits for the second person.</summary>
public sealed record ForgettingWish(PersonId Person, PersonId AskedBy, DateOnly On, long Number)
{
    public static void Evolve(IStates states, ForgettingAsked fact, At at) => states.Put(fact.Person.ToString(), new ForgettingWish(fact.Person, fact.AskedBy, fact.On, at.Number));

    public static void End(IStates states, PersonId person) => states.Remove<ForgettingWish>(person.ToString());
}
