using Ledger.Domain.Persons;

namespace Ledger.Domain.Teams;

/// <summary>Founds a volunteer team (志愿服务队).</summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed))]
public sealed record FoundTeam(Actor By, TeamId Team, Title Title, DateOnly From) : ICommand<TeamChanged>
{
    public static readonly Role[] Founders = [Role.Administrator, Role.Office];

    public void Name(Needs needs) => needs.AddsTo(Stream.Team(Team)).Row<Team>(Team.ToString());

    public Decision<TeamChanged> Decide(Books books)
    {
        if (!By.Holds(books, Founders)) return new NotAllowed(Founders);
        if (books.Find<Team>(Team.ToString()) is { } known)
            return (known.Name, known.From) == (Title, From) ? books.Accept(new TeamChanged(Team)) : new IdAlreadyUsed("team", Team.ToString());
        books.Add(Stream.Team(Team), new TeamFounded(Team, Title, From));
        return books.Accept(new TeamChanged(Team));
    }
}

/// <summary>Takes somebody into a team from a date on: the office, or the team's leader.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(PeriodIsEmpty))]
public sealed record JoinTeam(Actor By, TeamId Team, PersonId Person, DateOnly From, DateOnly? Until) : ICommand<TeamChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Team(Team)).Row<Team>(Team.ToString()).Row<Person>(Person.ToString()).StartingWith<TeamMember>(TeamMember.Prefix(Team));

    public Decision<TeamChanged> Decide(Books books)
    {
        if (!Leading.MayChange(books, By, Team)) return new NotAllowed(Leading.Changers);
        if (books.Find<Team>(Team.ToString()) is null) return new NotFound("team", Team.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Until < From) return new PeriodIsEmpty("until", From, Until.Value);
        if (!TeamMember.Of(books, Team).Contains(new TeamMember(Person, From, Until))) books.Add(Stream.Team(Team), new TeamJoined(Team, Person, From, Until));
        return books.Accept(new TeamChanged(Team));
    }
}

/// <summary>Somebody leaves a team with a last day.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record LeaveTeam(Actor By, TeamId Team, PersonId Person, DateOnly Until) : ICommand<TeamChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Team(Team)).StartingWith<TeamMember>(TeamMember.Prefix(Team));

    public Decision<TeamChanged> Decide(Books books)
    {
        if (!By.Is(Person) && !Leading.MayChange(books, By, Team)) return new NotAllowed(Leading.Changers);
        if (!TeamMember.Of(books, Team).Any(member => member.IsCutBy(Person, Until))) return new NotFound("person", Person.ToString());
        books.Add(Stream.Team(Team), new TeamLeft(Team, Person, Until));
        return books.Accept(new TeamChanged(Team));
    }
}

public sealed record TeamChanged(TeamId Team);

internal static class Leading
{
    public static readonly Role[] Changers = [Role.Administrator, Role.Office, Role.TeamLeader];

    public static bool MayChange(Books books, Actor by, TeamId team) => by.Holds(books, FoundTeam.Founders) || by.Leads(books, team);
}
