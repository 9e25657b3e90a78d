using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Persons;

/// <summary>What a role is for: a merchant's counter, a node of the grid and what lies below it, a team, or the whole community.</summary>
public readonly record struct Duty(Role Role, MerchantId? Merchant, Code? Node, TeamId? Team)
{
    internal Rejection? Refuses(Books books, DateOnly from)
    {
        if (Role is Role.MerchantOwner or Role.MerchantClerk != Merchant is not null) return new RoleNeedsMerchant(Role);
        if (Merchant is { } merchant && books.Find<Merchant>(merchant.ToString()) is null) return new NotFound("merchant", merchant.ToString());
        if (Node is not null && Role is not (Role.GridOfficer or Role.GridAssistant)) return new ScopeDoesNotFit(Role, "node");
        if (Team is not null && Role is not Role.TeamLeader) return new ScopeDoesNotFit(Role, "team");
        if (Node is { } node && books.Find<GridNode>(GridNode.Key(node))?.ExistsOn(from) != true) return new UnknownNode("node", node);
        return Team is { } team && books.Find<Team>(team.ToString()) is null ? new NotFound("team", team.ToString()) : null;
    }
}

/// <summary>A role with its dates.</summary>
/// <param name="Node">Only there, and below it.</param>
/// <param name="Team">Only for its members.</param>
/// <param name="InPlaceOf">Whom a substitute stands in for.</param>
public sealed record RoleHeld(Role Role, MerchantId? Merchant, DateOnly From, DateOnly? Until, Code? Node = null, TeamId? Team = null, PersonId? InPlaceOf = null)
{
    [JsonIgnore]
    public Duty Duty => new(Role, Merchant, Node, Team);

    /// <summary>Whether it is a role of the whole community.</summary>
    [JsonIgnore]
    public bool IsEverywhere => (Merchant, Node, Team) == (null, null, null);

    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>Whether an end on that day shortens it; nothing is ever prolonged by an end.</summary>
    public bool IsCutBy(Duty duty, DateOnly last) => Duty == duty && (Until is not { } until || until > last);

    /// <summary>Whether it reaches what somebody did there on that day, or somebody who belongs there.</summary>
    public bool Reaches(Books books, PersonId person, DateOnly day, IReadOnlyList<Code> place, IReadOnlyList<Code> belonging) => this switch
    {
        { Merchant: not null } => false,
        { Node: { } node } => place.Contains(node) || belonging.Contains(node),
        { Team: { } team } => TeamMember.IsOne(books, team, person, day),
        _ => true,
    };

    /// <summary>Whether it reaches somebody where he belongs today, or a team.</summary>
    public bool Reaches(Books books, Subject subject) => subject switch
    {
        { Kind: Rulebooks.Document.Whose.Team } => Team is { } team && Subject.Of(team) == subject,
        { Person: { } id } when books.Find<Person>(id.ToString()) is { } person => Reaches(books, id, books.Today, [], person.Node is { } node ? books.Find<GridNode>(GridNode.Key(node))?.Path ?? [] : []),
        _ => false,
    };

    /// <summary>By its first day too: a grant from January on leaves the one that lasts until December.</summary>
    public static string Key(PersonId person, Duty duty, DateOnly from) =>
        string.Create(CultureInfo.InvariantCulture, $"{person}|{duty.Role}|{duty.Merchant}{duty.Node}{duty.Team}|{from:yyyy-MM-dd}");

    public static string Prefix(PersonId person) => $"{person}|";

    public static IEnumerable<RoleHeld> Of(Books books, PersonId person) => books.StartingWith<RoleHeld>(Prefix(person)).Select(row => row.Value);

    public static RoleHeld? On(Books books, PersonId person, Duty duty, DateOnly day) => Of(books, person).FirstOrDefault(held => held.Duty == duty && held.Covers(day));

    /// <summary>Whether somebody else is an administrator on that day without an end.</summary>
    public static bool IsAdministered(Books books, PersonId without, DateOnly day) => books.StartingWith<RoleHeld>("")
        .Any(row => row.Value is { Role: Role.Administrator, Until: null } held && held.Covers(day) && !row.Key.StartsWith(Prefix(without), StringComparison.Ordinal));

    /// <summary>Whether nobody would administer the community without him.</summary>
    public static bool IsLastAdministrator(Books books, PersonId person) =>
        Of(books, person).Any(held => held is { Role: Role.Administrator } && held.Covers(books.Today)) && !IsAdministered(books, person, books.Today);

    /// <summary>A grant takes nothing away: of two from the same day the one that lasts longer counts.</summary>
    public static void Evolve(IStates states, RoleGranted fact)
    {
        var held = new RoleHeld(fact.Role, fact.Merchant, fact.From, fact.Until, fact.Node, fact.Team, fact.InPlaceOf);
        var key = Key(fact.Person, held.Duty, fact.From);
        if (states.Find<RoleHeld>(key) is not { } before || before.Until is { } until && !(fact.Until <= until)) states.Put(key, held);
    }

    public static void Evolve(IStates states, RoleEnded fact)
    {
        var (prefix, duty) = (Prefix(fact.Person), new Duty(fact.Role, fact.Merchant, fact.Node, fact.Team));
        foreach (var (key, role) in states.Range<RoleHeld>(prefix, prefix + '\uffff'))
            if (role.IsCutBy(duty, fact.Until)) states.Put(key, role with { Until = fact.Until });
    }
}
