using Ledger.Domain.Persons;

namespace Ledger.Domain;

/// <summary>What somebody may do then, bound by dated events (rule 17).</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KebabEnum<Role>))]
public enum Role { Administrator, Office, Accountant, Cashier, GridOfficer, GridAssistant, TeamLeader, MerchantOwner, MerchantClerk, CommitteeMember, Auditor }

/// <summary>Who calls. A token says only this; what the caller may do is in the books.</summary>
/// <param name="Person">The person the sign-in is bound to.</param>
/// <param name="Terminal">A paired terminal at a merchant's counter.</param>
/// <param name="IsOperator">Somebody who runs the installation: opens communities, nothing else.</param>
/// <param name="IsScheduler">The service itself: ends holds and lapses lots whose time has come.</param>
public sealed record Actor(PersonId? Person = null, TerminalId? Terminal = null, bool IsOperator = false, bool IsScheduler = false)
{
    public static readonly Actor Scheduler = new(IsScheduler: true);
    public static readonly Actor Nobody = new();
    public static readonly Actor Operator = new(IsOperator: true);
    public static Actor Of(PersonId person) => new(person);
    public static Actor At(TerminalId terminal) => new(Terminal: terminal);

    public bool Is(PersonId person) => Person == person;

    /// <summary>… or was, under an id that was merged into his: he is told which one stayed, where a stranger is told nothing.</summary>
    public bool IsOrWas(Books books, PersonId person) => Is(Persons.Person.SurvivorOf(books, person));

    /// <summary>Whether the caller holds one of the roles today, in the whole community.</summary>
    public bool Holds(Books books, params ReadOnlySpan<Role> roles)
    {
        foreach (var held in RolesToday(books))
            if (held.Merchant is null && roles.Contains(held.Role)) return true;
        return false;
    }

    /// <summary>… and none of them is bound to a node or a team.</summary>
    public bool HoldsEverywhere(Books books, params ReadOnlySpan<Role> roles)
    {
        foreach (var held in RolesToday(books))
            if (held.IsEverywhere && roles.Contains(held.Role)) return true;
        return false;
    }

    /// <summary>Whether one of the roles reaches what somebody did there on that day, or somebody who belongs there: a role bound to a node reaches what lies below it, one bound to a team its members.</summary>
    public bool Reaches(Books books, ReadOnlySpan<Role> roles, PersonId person, DateOnly day, IReadOnlyList<Code> place, IReadOnlyList<Code> belonging)
    {
        foreach (var held in RolesToday(books))
            if (roles.Contains(held.Role) && held.Reaches(books, person, day, place, belonging)) return true;
        return false;
    }

    /// <summary>Those of the roles the caller holds today, with what they are bound to.</summary>
    public IEnumerable<RoleHeld> Held(Books books, IReadOnlyCollection<Role> roles) => RolesToday(books).Where(held => held.Merchant is null && roles.Contains(held.Role));

    /// <summary>The merchants behind whose counters the caller stands.</summary>
    public IEnumerable<MerchantId> Counters(Books books) => Terminal is { } terminal
        ? books.Find<Merchants.Terminal>(terminal.ToString()) is { IsPaired: true } paired ? [paired.Merchant] : []
        : RolesToday(books).Where(held => held.Merchant is not null).Select(held => held.Merchant!.Value).Distinct();

    /// <summary>Whether one of the roles reaches somebody where he belongs today, or whose team he is in; a role of the whole community reaches everybody.</summary>
    public bool Reaches(Books books, ReadOnlySpan<Role> roles, PersonId person)
    {
        if (HoldsEverywhere(books, roles)) return true;
        if (!Holds(books, roles) || books.Find<Person>(person.ToString()) is not { } known) return false;
        return Reaches(books, roles, person, books.Today, [], known.Node is { } node ? books.Find<Grid.GridNode>(Grid.GridNode.Key(node))?.Path ?? [] : []);
    }

    public bool Leads(Books books, TeamId team) => RolesToday(books).Any(held => held.Role == Role.TeamLeader && held.Team == team);

    /// <summary>The teams to which the caller's roles are bound today.</summary>
    public IEnumerable<TeamId> TeamsOf(Books books) => RolesToday(books).Where(held => held.Team is not null).Select(held => held.Team!.Value);

    /// <summary>Whether the caller stands behind this merchant's counter: its paired terminal, owner or clerk.</summary>
    public bool ServesAt(Books books, MerchantId merchant) => Counters(books).Contains(merchant);

    /// <summary>Whether the caller owns this merchant's counter today: a clerk who goes leaves no terminal behind.</summary>
    public bool Owns(Books books, MerchantId merchant) => RolesToday(books).Any(held => held.Merchant == merchant && held.Role == Role.MerchantOwner);

    /// <summary>Whether the caller is the person's guardian or helper today: he sees and does what the person could, and is recorded as who did it.</summary>
    public bool ActsFor(Books books, PersonId person) => IsToday(books, person, RelationKind.Guardian, RelationKind.Helper);

    /// <summary>Whether the caller has the rights to a dead person's data.</summary>
    public bool Inherits(Books books, PersonId person) => IsToday(books, person, RelationKind.Heir);

    public bool IsGuardianOf(Books books, PersonId child) => IsToday(books, child, RelationKind.Guardian);

    private bool IsToday(Books books, PersonId person, params ReadOnlySpan<RelationKind> kinds)
    {
        if (Person is not { } me || me == person) return false;
        foreach (var relation in Relation.By(books, me))
            if (relation.Person == person && kinds.Contains(relation.Kind) && relation.Covers(books.Today)) return true;
        return false;
    }

    private IEnumerable<RoleHeld> RolesToday(Books books) =>
        Person is { } person ? books.StartingWith<RoleHeld>(RoleHeld.Prefix(person)).Select(row => row.Value).Where(held => held.Covers(books.Today)) : [];

    internal void Name(Needs needs)
    {
        if (Person is { } person) needs.StartingWith<RoleHeld>(RoleHeld.Prefix(person));
        if (Terminal is { } terminal) needs.Row<Merchants.Terminal>(terminal.ToString());
    }
}

/// <summary>The caller may not do this, by the roles the books know today.</summary>
/// <param name="Needs">The roles of which one would do.</param>
[method: System.Text.Json.Serialization.JsonConstructor]
public sealed record NotAllowed(IReadOnlyList<Role> Needs) : Rejection
{
    public NotAllowed(params Role[] needs) : this((IReadOnlyList<Role>)needs) { }
}

/// <summary>If-Match named another state of the resource than the books hold.</summary>
/// <param name="Expected">The journal number the client saw.</param>
/// <param name="Actual">The journal number of the last change.</param>
public sealed record ChangedMeanwhile(long Expected, long Actual) : Rejection;

/// <summary>There is nothing by that id in this community, or nothing the caller may see.</summary>
/// <param name="Field">The request's member that names it.</param>
public sealed record NotFound(string Field, string Id) : Rejection;

/// <summary>The id is taken by something with other content.</summary>
public sealed record IdAlreadyUsed(string Field, string Id) : Rejection;

/// <summary>It takes two people: whoever proposed, entered, asked for, approved or signed it first, or whom it concerns, does not do the second step too.</summary>
/// <param name="Field">The request's member that names what is decided.</param>
public sealed record SecondPersonNeeded(string Field) : Rejection;

/// <summary>Who signs, or his household, would get something by it, or owns the merchant that would.</summary>
public sealed record GainsBySigning(PersonId Signer) : Rejection;

/// <summary>Who decides recorded or attested the act, asked for the decision, or is of that household.</summary>
/// <param name="Field">The request's member that names what is decided.</param>
public sealed record DeciderIsInvolved(string Field) : Rejection;
