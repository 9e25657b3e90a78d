using System.Globalization;

namespace Ledger.Domain.Teams;

/// <summary>A volunteer team (志愿服务队).</summary>
public sealed record Team(TeamId Id, Title Name, DateOnly From, long Number)
{
    public static void Evolve(IStates states, TeamFounded fact, At at) => states.Put(fact.Team.ToString(), new Team(fact.Team, fact.Name, fact.From, at.Number));
}

/// <summary>A time somebody is in a team.</summary>
public sealed record TeamMember(PersonId Person, DateOnly From, DateOnly? Until)
{
    public static string Prefix(TeamId team) => $"{team}|";

    public static IEnumerable<TeamMember> Of(Books books, TeamId team) => books.StartingWith<TeamMember>(Prefix(team)).Select(row => row.Value);

    public static bool IsOne(Books books, TeamId team, PersonId person, DateOnly day) => Of(books, team).Any(member => member.Person == person && member.Covers(day));

    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>Whether an end on that day shortens it.</summary>
    public bool IsCutBy(PersonId person, DateOnly last) => Person == person && (Until is not { } until || until > last);

    public static void Evolve(IStates states, TeamJoined fact) => Put(states, fact.Team, new TeamMember(fact.Person, fact.From, fact.Until));

    public static void Evolve(IStates states, TeamLeft fact)
    {
        var prefix = Prefix(fact.Team);
        foreach (var (_, member) in states.Range<TeamMember>(prefix, prefix + '\uffff'))
            if (member.IsCutBy(fact.Person, fact.Until)) Put(states, fact.Team, member with { Until = fact.Until });
    }

    /// <summary>Kept twice: by team, and by member.</summary>
    internal static void Put(IStates states, TeamId team, TeamMember member)
    {
        states.Put(Key(team, member.Person, member.From), member);
        states.Put(MemberOf.Key(member.Person, team, member.From), new MemberOf(team, member.From, member.Until));
    }

    internal static void Remove(IStates states, TeamId team, TeamMember member)
    {
        states.Remove<TeamMember>(Key(team, member.Person, member.From));
        states.Remove<MemberOf>(MemberOf.Key(member.Person, team, member.From));
    }

    private static string Key(TeamId team, PersonId person, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{team}|{person}|{from:yyyy-MM-dd}");
}

/// <summary>A team somebody is in, by member.</summary>
public sealed record MemberOf(TeamId Team, DateOnly From, DateOnly? Until)
{
    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, TeamId team, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{person}|{team}|{from:yyyy-MM-dd}");

    /// <summary>The team he is in on a day; null also where he is in several: which of them counts, nobody can say.</summary>
    public static TeamId? TeamOn(Books books, PersonId person, DateOnly day)
    {
        var teams = books.StartingWith<MemberOf>(Prefix(person)).Select(row => row.Value).Where(one => one.From <= day && !(one.Until < day)).Select(one => one.Team).Distinct().ToList();
        return teams is [var only] ? only : null;
    }
}
