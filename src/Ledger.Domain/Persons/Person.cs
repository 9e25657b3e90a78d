using Ledger.Domain.Forgetting;

namespace Ledger.Domain.Persons;

/// <summary>What decisions know of a person: where he belongs, never who he is.</summary>
public sealed record Person(PersonId Id, Residence Residence, Code? Node, HouseholdId? Household, bool IsSuspended, long Number, bool IsForgotten = false)
{
    public bool SharesHouseholdWith(Person other) => Id == other.Id || (Household is { } home && home == other.Household);

    public static void Evolve(IStates states, PersonRegistered fact, At at) =>
        states.Put(fact.Person.ToString(), new Person(fact.Person, fact.Residence, fact.Node, fact.Household, false, at.Number));

    public static void Evolve(IStates states, PersonSuspended fact, At at) => Change(states, fact.Person, true, at);

    public static void Evolve(IStates states, PersonReinstated fact, At at) => Change(states, fact.Person, false, at);

    public static void Evolve(IStates states, PersonForgotten fact, At at)
    {
        if (states.Find<Person>(fact.Person.ToString()) is { } person) states.Put(fact.Person.ToString(), person with { IsForgotten = true, Number = at.Number });
    }

    private static void Change(IStates states, PersonId id, bool suspended, At at)
    {
        if (states.Find<Person>(id.ToString()) is { } person) states.Put(id.ToString(), person with { IsSuspended = suspended, Number = at.Number });
    }
}

/// <summary>Who signs in with a subject: one person per subject.</summary>
public sealed record SignIn(PersonId Person)
{
    public static void Evolve(IStates states, SignInBound fact)
    {
        states.Put(fact.SignIn, new SignIn(fact.Person));
        states.Put(SignInOf.Key(fact.Person, fact.SignIn), new SignInOf(fact.SignIn));
    }

    public static void Evolve(IStates states, PersonForgotten fact)
    {
        var prefix = SignInOf.Prefix(fact.Person);
        foreach (var (key, bound) in states.Range<SignInOf>(prefix, prefix + '\uffff'))
        {
            states.Remove<SignIn>(bound.SignIn);
            states.Remove<SignInOf>(key);
        }
    }
}

/// <summary>The sign-ins of a person: what is unbound when he is forgotten.</summary>
public sealed record SignInOf(string SignIn)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, string signIn) => Prefix(person) + signIn;
}

/// <summary>A role with its dates.</summary>
public sealed record RoleHeld(Role Role, MerchantId? Merchant, DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>By its first day too: a grant from January on leaves the one that lasts until December.</summary>
    public static string Key(PersonId person, Role role, MerchantId? merchant, DateOnly from) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{person}|{role}|{merchant}|{from:yyyy-MM-dd}");

    public static string Prefix(PersonId person) => $"{person}|";

    public static void Evolve(IStates states, RoleGranted fact) =>
        states.Put(Key(fact.Person, fact.Role, fact.Merchant, fact.From), new RoleHeld(fact.Role, fact.Merchant, fact.From, fact.Until));

    public static void Evolve(IStates states, RoleEnded fact)
    {
        var prefix = Prefix(fact.Person);
        foreach (var (key, role) in states.Range<RoleHeld>(prefix, prefix + '\uffff'))
            if (role.IsCutBy(fact.Role, fact.Merchant, fact.Until)) states.Put(key, role with { Until = fact.Until });
    }

    /// <summary>Whether an end on that day shortens it; nothing is ever prolonged by an end.</summary>
    public bool IsCutBy(Role role, MerchantId? merchant, DateOnly last) => Role == role && Merchant == merchant && (Until is not { } until || until > last);
}
