using Ledger.Domain.Communities;
using Ledger.Domain.Forgetting;

namespace Ledger.Domain.Persons;

/// <summary>What decisions know of a person: where he belongs, never who he is.</summary>
/// <param name="Node">Where he belongs since he last moved.</param>
/// <param name="Homes">Where he belonged since when, in order; absent as long as he never moved.</param>
/// <param name="Closed">That and how the account was closed.</param>
/// <param name="MergedInto">Who is the same person, registered twice.</param>
/// <param name="Aliases">The ids under which he was registered too.</param>
/// <param name="Since">The day on which he entered the books.</param>
public sealed record Person(
    PersonId Id, Residence Residence, Code? Node, HouseholdId? Household, bool IsSuspended, long Number,
    IReadOnlyList<Home>? Homes = null, ClosedAccount? Closed = null, PersonId? MergedInto = null, IReadOnlyList<PersonId>? Aliases = null,
    bool IsForgotten = false, DateOnly? Since = null)
{
    public bool SharesHouseholdWith(Person other) => Id == other.Id || (Household is { } home && home == other.Household);

    /// <summary>… or did on that day.</summary>
    public bool SharesHouseholdWith(Person other, DateOnly day) => SharesHouseholdWith(other) || (HouseholdOn(day) is { } home && home == other.HouseholdOn(day));

    /// <summary>… under whatever ids the two were registered.</summary>
    public static bool LiveTogether(Books books, PersonId one, PersonId other, DateOnly day)
    {
        var ones = AllOf(books, one);
        return AllOf(books, other).Any(his => ones.Any(own => own.SharesHouseholdWith(his, day)));
    }

    /// <summary>Himself, and what he was registered as too.</summary>
    internal static IReadOnlyList<Person> AllOf(Books books, PersonId id) => books.Find<Person>(id.ToString()) is not { } person ? []
        : [person, .. (person.Aliases ?? []).Select(alias => books.Find<Person>(alias.ToString())).OfType<Person>()];

    public Home HomeOn(DateOnly day) => Homes?.LastOrDefault(home => home.From <= day) ?? new Home(DateOnly.MinValue, Node, Household);

    public HouseholdId? HouseholdOn(DateOnly day) => HomeOn(day).Household;

    /// <summary>Nobody by that id, somebody who was forgotten, or somebody who goes by another now.</summary>
    /// <param name="field">The request's member that names him.</param>
    public static Rejection? Missing(Books books, string field, PersonId id) => books.Find<Person>(id.ToString()) switch
    {
        null or { IsForgotten: true } => new NotFound(field, id.ToString()),
        { MergedInto: { } survivor } => new PersonWasMerged(id, survivor),
        _ => null,
    };

    public static Rejection? IsClosed(Books books, PersonId id) => books.Find<Person>(id.ToString())?.Closed is { } closed ? new AccountIsClosed(id, closed.On) : null;

    /// <summary>Whose account it is now: refunds and late credits go to the survivor (rule 16).</summary>
    public static PersonId SurvivorOf(IRows rows, PersonId id) => rows.Find<Person>(id.ToString())?.MergedInto ?? id;

    /// <summary>Whether it is one person who signs again, under this id or one that was merged into it.</summary>
    public static bool IsOne(Books books, PersonId caller, PersonId? named) =>
        named is { } other && (caller == other || books.Find<Person>(caller.ToString())?.Aliases?.Contains(other) == true);

    public static void Evolve(IStates states, PersonRegistered fact, At at) =>
        states.Put(fact.Person.ToString(), new Person(fact.Person, fact.Residence, fact.Node, fact.Household, false, at.Number,
            Since: (states.Find<Community>("") ?? Community.NotOpened).LocalZone.DateOf(at.RecordedAt)));

    public static void Evolve(IStates states, PersonSuspended fact, At at) => Change(states, fact.Person, at, person => person with { IsSuspended = true });

    public static void Evolve(IStates states, PersonReinstated fact, At at) => Change(states, fact.Person, at, person => person with { IsSuspended = false });

    public static void Evolve(IStates states, PersonForgotten fact, At at) => Change(states, fact.Person, at, person => person with { IsForgotten = true });

    /// <summary>Who was registered twice moves under every id.</summary>
    public static void Evolve(IStates states, PersonMoved fact, At at)
    {
        foreach (var id in (states.Find<Person>(fact.Person.ToString())?.Aliases ?? []).Prepend(fact.Person)) Change(states, id, at, person => person.MovedTo(new Home(fact.From, fact.Node, fact.Household)));
    }

    private Person MovedTo(Home next)
    {
        var before = Homes ?? [new Home(DateOnly.MinValue, Node, Household)];
        Home[] homes = [.. before.Where(home => home.From != next.From).Append(next).OrderBy(home => home.From)];
        return this with { Homes = homes, Node = homes[^1].Node, Household = homes[^1].Household };
    }

    /// <summary>Nothing is spent from a closed account, as from a suspended one; it is not reinstated.</summary>
    public static void Evolve(IStates states, AccountClosed fact, At at) =>
        Change(states, fact.Person, at, person => person with { IsSuspended = true, Closed = new ClosedAccount(fact.On, fact.Reason, fact.Rest, fact.Family) });

    public static void Evolve(IStates states, PersonsMerged fact, At at)
    {
        var merged = states.Find<Person>(fact.Merged.ToString())!;
        Change(states, fact.Merged, at, person => person with { MergedInto = fact.Person, Aliases = null });
        foreach (var alias in merged.Aliases ?? []) Change(states, alias, at, person => person with { MergedInto = fact.Person });
        Change(states, fact.Person, at, person => person with
        {
            IsSuspended = person.IsSuspended || merged.IsSuspended,
            Aliases = [.. person.Aliases ?? [], fact.Merged, .. merged.Aliases ?? []],
        });
    }

    /// <summary>The family's part of the rest waits until an heir is named.</summary>
    public static void Evolve(IStates states, RelationBound fact, At at)
    {
        if (fact.Kind == RelationKind.Heir)
            Change(states, fact.Person, at, person => person with { Closed = person.Closed is { Family: null } closed ? closed with { Family = fact.Other } : person.Closed });
    }

    private static void Change(IStates states, PersonId id, At at, Func<Person, Person> change)
    {
        if (states.Find<Person>(id.ToString()) is { } person) states.Put(id.ToString(), change(person) with { Number = at.Number });
    }
}

/// <summary>Where somebody belongs from a day on.</summary>
public sealed record Home(DateOnly From, Code? Node, HouseholdId? Household);

/// <summary>Who signs in with a subject: one person per subject.</summary>
public sealed record SignIn(PersonId Person)
{
    public static void Evolve(IStates states, SignInBound fact)
    {
        states.Put(fact.SignIn, new SignIn(fact.Person));
        states.Put(SignInOf.Key(fact.Person, fact.SignIn), new SignInOf(fact.SignIn));
    }

    public static void End(IStates states, PersonId person)
    {
        var prefix = SignInOf.Prefix(person);
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

/// <summary>The person was registered twice; ask by the id that stayed.</summary>
public sealed record PersonWasMerged(PersonId Person, PersonId Survivor) : Rejection;
