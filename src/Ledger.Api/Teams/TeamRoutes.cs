using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Teams;

namespace Ledger.Api.Teams;

internal static class TeamRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<TeamEndpoints.Founding, TeamChanged>("POST", "teams", "Found a volunteer team 成立志愿服务队", TeamEndpoints.Found, new TeamEndpoints.FoundingValidator(), typeof(FoundTeam));
        routes.Read<ListTeams.Answer>("teams", "The volunteer teams 志愿服务队", ListTeams.Handle);
        routes.Read<GetTeam.Answer>("teams/{team}", "A team's members on a day 队员", GetTeam.Handle, [GetTeam.On], typeof(NotFound), typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<TeamEndpoints.Joining, TeamChanged>("POST", "teams/{team}/members", "Take somebody into a team from a date on 入队", TeamEndpoints.Join, new TeamEndpoints.JoiningValidator(), typeof(JoinTeam));
        routes.Write<TeamEndpoints.Leaving, TeamChanged>("POST", "teams/{team}/members/end", "Leave a team with a last day 离队", TeamEndpoints.Leave, new TeamEndpoints.LeavingValidator(), typeof(LeaveTeam));
    }
}

public static class TeamEndpoints
{
    public sealed record Founding(TeamId Team, Title Name, DateOnly From);

    /// <param name="Until">The last day; absent: until ended.</param>
    public sealed record Joining(PersonId Person, DateOnly From, DateOnly? Until = null);

    public sealed record Leaving(PersonId Person, DateOnly Until);

    public sealed class FoundingValidator : AbstractValidator<Founding>
    {
        public FoundingValidator()
        {
            RuleFor(request => request.Name).Named();
            RuleFor(request => request.From).InOurTimes();
        }
    }

    public sealed class JoiningValidator : AbstractValidator<Joining>
    {
        public JoiningValidator()
        {
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
        }
    }

    public sealed class LeavingValidator : AbstractValidator<Leaving>
    {
        public LeavingValidator() => RuleFor(request => request.Until).InOurTimes();
    }

    public static Task<IResult> Found(WriteCall<Founding> call) =>
        call.Send(new FoundTeam(call.By, call.Body.Team, call.Body.Name, call.Body.From), location: founded => $"teams/{founded.Team}");

    public static Task<IResult> Join(WriteCall<Joining> call) => call.Send(new JoinTeam(call.By, call.Id<TeamId>("team"), call.Body.Person, call.Body.From, call.Body.Until));

    public static Task<IResult> Leave(WriteCall<Leaving> call) => call.Send(new LeaveTeam(call.By, call.Id<TeamId>("team"), call.Body.Person, call.Body.Until));
}

public static class ListTeams
{
    public sealed record Shown(TeamId Team, Title Name, DateOnly From);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Teams);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.StartingWith<Team>(""));
        return call.Ok(new Answer(look.Number, [.. look.Books.StartingWith<Team>("").Select(row => row.Value).Select(team => new Shown(team.Id, team.Name, team.From))]));
    }
}

public static class GetTeam
{
    public static readonly Query On = new("on", QueryKind.Date, "The members of this local date; today unless told.");

    public sealed record Member(PersonId Person, string? Name, DateOnly From, DateOnly? Until);

    public sealed record Answer(long JournalNumber, TeamId Team, Title Name, DateOnly From, IReadOnlyList<Member> Members);

    /// <summary>Who is in a team is seen by those who see people, by its leader and by its members.</summary>
    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<TeamId>("team");
        var look = await call.Look(needs => needs.Row<Team>(id.ToString()).StartingWith<TeamMember>(TeamMember.Prefix(id)));
        if (look.Books.Find<Team>(id.ToString()) is not { } team) return call.NotFound("team");
        var day = call.Date("on") ?? look.Books.Today;
        var members = TeamMember.Of(look.Books, id).Where(member => member.Covers(day)).ToList();
        if (!call.By.HoldsEverywhere(look.Books, Call.Staff) && !call.By.Leads(look.Books, id) && !members.Any(member => call.By.Is(member.Person))) return call.Refuse(new NotAllowed(Call.Staff));
        call.Shows(members.Select(member => member.Person));
        var records = await call.Service<PersonVault>().Open(call.Community, members.Select(member => member.Person), call.Cancel);
        return call.Ok(new Answer(look.Number, id, team.Name, team.From, [.. members.Select(member => new Member(member.Person, records.GetValueOrDefault(member.Person)?.Name, member.From, member.Until))]));
    }
}
