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

    public static void Evolve(IStates states, TeamJoined fact) => states.Put(Key(fact.Team, fact.Person, fact.From), new TeamMember(fact.Person, fact.From, fact.Until));

    public static void Evolve(IStates states, TeamLeft fact)
    {
        var prefix = Prefix(fact.Team);
        foreach (var (key, member) in states.Range<TeamMember>(prefix, prefix + '\uffff'))
            if (member.IsCutBy(fact.Person, fact.Until)) states.Put(key, member with { Until = fact.Until });
    }

    private static string Key(TeamId team, PersonId person, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{team}|{person}|{from:yyyy-MM-dd}");
}
