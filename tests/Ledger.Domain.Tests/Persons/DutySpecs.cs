using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

public sealed class DutySpecs
{
    private static readonly TeamId Team = TeamId.Of(Some.Id(0x600));

    [Fact]
    public void A_grant_told_again_takes_nothing_away()
    {
        var spec = Spec.Given(Some.Usual).At("2026-02-01T09:00:00+08:00");
        spec.And(Some.Grant(Some.Administrator, Role.Administrator, from: "2026-01-01", until: "2026-01-01"));
        spec.And(Some.Grant(Some.Neighbour, Role.Accountant, from: "2026-01-01"), Some.Grant(Some.Neighbour, Role.Accountant, from: "2026-01-01", until: "2026-01-15"));
        Assert.NotNull(RoleHeld.On(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), Some.Neighbour, new Duty(Role.Accountant, null, null, null), new(2026, 2, 1)));
        spec.When(Some.Grant(Some.Rider, Role.Accountant)).ThenFacts(typeof(RoleGranted));
    }

    [Fact]
    public void A_substitute_stands_in_for_somebody_until_a_day() => Spec.Given(Some.Usual)
        .When(Substitute()).Then(new RoleGranted(Some.Neighbour, Role.GridOfficer, null, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 14), InPlaceOf: Some.GridOfficer))
        .Next.At("2026-02-14T23:00:00+08:00").When(Register(Some.Neighbour, 400)).ThenFacts(typeof(PersonRegistered))
        .Next.When(Register(Some.GridOfficer, 401)).ThenFacts(typeof(PersonRegistered))
        .Next.At("2026-02-15T00:00:00+08:00").When(Register(Some.Neighbour, 402)).ThenRejected<NotAllowed>();

    [Fact]
    public void Standing_in_is_refused_in_order()
    {
        Spec.Given(Some.Usual).When(Substitute() with { Until = null, InPlaceOf = Some.Rider }).ThenRejected(new SubstituteNeedsEnd(Role.GridOfficer));
        Spec.Given(Some.Usual).When(Substitute() with { InPlaceOf = Some.Rider }).ThenRejected(new RoleNotHeld(Some.Rider, Role.GridOfficer, new DateOnly(2026, 2, 1)));
        Spec.Given(Some.Usual).When(Substitute() with { Person = Some.GridOfficer }).ThenRejected<RoleNotHeld>();
    }

    [Fact]
    public void A_handover_leaves_no_day_without_and_none_with_two() => Spec.Given(Some.Usual)
        .When(HandOver()).Then(
            new RoleEnded(Some.GridOfficer, Role.GridOfficer, null, new DateOnly(2026, 1, 31)), new RoleGranted(Some.Neighbour, Role.GridOfficer, null, new DateOnly(2026, 2, 1), null))
        .ThenResult(new PersonChanged(Some.Neighbour))
        .Next.At("2026-01-31T23:59:59+08:00").When(Register(Some.Neighbour, 400)).ThenRejected<NotAllowed>()
        .Next.When(Register(Some.GridOfficer, 401)).ThenFacts(typeof(PersonRegistered))
        .Next.At("2026-02-01T00:00:00+08:00").When(Register(Some.GridOfficer, 402)).ThenRejected<NotAllowed>()
        .Next.When(Register(Some.Neighbour, 403)).ThenFacts(typeof(PersonRegistered));

    [Fact]
    public void Who_takes_over_holds_it_as_long_as_it_was_granted() => Spec.Given(Some.Usual, Some.Grant(Some.Volunteer, Role.Accountant, from: "2026-01-01", until: "2026-12-31"))
        .When(HandOver() with { Person = Some.Volunteer, Role = Role.Accountant })
        .ThenFact<RoleGranted>(granted => Assert.Equal((new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 31)), (granted.From, granted.Until!.Value)));

    [Fact]
    public void What_is_handed_over_is_the_whole_role_however_often_it_was_granted() => Spec
        .Given(Some.Usual, Some.Grant(Some.Volunteer, Role.Accountant, from: "2026-01-01", until: "2026-01-31"), Some.Grant(Some.Volunteer, Role.Accountant, from: "2026-01-10", until: "2026-12-31"))
        .When(HandOver() with { Person = Some.Volunteer, Role = Role.Accountant })
        .Then(new RoleEnded(Some.Volunteer, Role.Accountant, null, new DateOnly(2026, 1, 31)), new RoleGranted(Some.Neighbour, Role.Accountant, null, new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 31)));

    [Fact]
    public void A_handover_is_refused_in_order()
    {
        var nobody = Some.Person(99);
        Spec.Given(Some.Usual).When(HandOver() with { By = Some.OfficeActs, To = nobody }).ThenRejected(new NotAllowed(Role.Administrator));
        Spec.Given(Some.Usual).When(HandOver() with { To = nobody }).ThenRejected(new NotFound("to", $"{nobody}"));
        Spec.Given(Some.Usual).When(HandOver() with { Person = Some.Rider, To = Some.GridOfficer }).ThenRejected(new RoleNotHeld(Some.Rider, Role.GridOfficer, new DateOnly(2026, 1, 31)));
        Spec.Given(Some.Usual).When(HandOver() with { To = Some.GridOfficer }).ThenRejected(new RoleAlreadyHeld(Some.GridOfficer, Role.GridOfficer, new DateOnly(2026, 2, 1)));
    }

    [Fact]
    public void The_last_administrator_stays()
    {
        var end = new EndRole(Some.AdministratorActs, Some.Administrator, Role.Administrator, null, new DateOnly(2026, 1, 31));
        Spec.Given(Some.Usual).When(end).ThenRejected(new LastAdministrator(Some.Administrator));
        Spec.Given(Some.Usual, Some.Grant(Some.Neighbour, Role.Administrator, until: "2027-12-31")).When(end).ThenRejected<LastAdministrator>();
        Spec.Given(Some.Usual, Some.Grant(Some.Neighbour, Role.Administrator, from: "2026-02-02")).When(end).ThenRejected<LastAdministrator>();
        Spec.Given(Some.Usual, Some.Grant(Some.Neighbour, Role.Administrator, from: "2026-02-01")).When(end).ThenFacts(typeof(RoleEnded));
    }

    [Fact]
    public void Scopes_fit_their_roles()
    {
        Spec.Given(Some.Usual).When(Some.Grant(Some.Neighbour, Role.Office) with { Node = Some.Building }).ThenRejected(new ScopeDoesNotFit(Role.Office, "node"));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Neighbour, Role.GridAssistant) with { Team = Team }).ThenRejected(new ScopeDoesNotFit(Role.GridAssistant, "team"));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Neighbour, Role.GridAssistant) with { Node = "nowhere" }).ThenRejected(new UnknownNode("node", "nowhere"));
        Spec.Given(Some.Usual).When(Some.Grant(Some.Neighbour, Role.TeamLeader) with { Team = Team }).ThenRejected(new NotFound("team", $"{Team}"));
    }

    [Fact]
    public void A_grid_assistant_of_a_building_attests_what_happened_there_or_was_done_by_who_belongs_there()
    {
        var elsewhere = new NewPerson(Some.Person(91), Residence.Resident, Some.Grid, null, null);
        var spec = Spec.Given(Some.Usual, new AddNodes(Some.AdministratorActs, [new NewNode("building-8", Some.Grid, NodeKind.Building, new Title("8号楼"), new DateOnly(2026, 1, 1))]),
                new RegisterPersons(Some.OfficeActs, [elsewhere], []), Some.Grant(Some.Neighbour, Role.GridAssistant, from: "2026-01-01") with { Node = "building-8" }, Some.Grant(Some.Rider, Role.GridAssistant) with { Node = Some.Building })
            .At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1), Some.Visit(2, Some.Person(91)), Some.Visit(3, Some.Person(91), start: "2026-02-28T09:00:00+08:00") with { Place = "building-8" }));
        spec.When(Attest(Some.Neighbour, 1)).ThenRejected(new OutsideScope(Some.Act(1)));
        spec.When(Attest(Some.Neighbour, 1, 3)).ThenRejected<OutsideScope>();
        spec.When(Attest(Some.Rider, 1)).ThenFact<ActAttested>(attested => Assert.Equal(Some.Rider, attested.Attester));
        spec.When(new RejectActs(Actor.Of(Some.Neighbour), [Some.Act(2)], "not-done")).ThenRejected<OutsideScope>();
        spec.When(Attest(Some.Neighbour, 3)).ThenFact<ActAttested>(attested => Assert.Equal(Some.Neighbour, attested.Attester));
    }

    [Fact]
    public void A_bound_role_records_ones_own_acts_anywhere_and_others_only_in_reach()
    {
        var spec = Spec.Given(Some.Usual, Some.Grant(Some.Neighbour, Role.GridAssistant) with { Node = Some.Building }).At("2026-03-02T10:00:00+08:00");
        spec.When(new RecordActs(Actor.Of(Some.Neighbour), [Some.Visit(1, Some.Neighbour) with { Place = Some.Root }], false, [])).ThenFacts(typeof(ActRecorded));
        spec.And(new MovePerson(Some.OfficeActs, Some.Volunteer, Some.Root, Some.Home, new DateOnly(2026, 1, 5)));
        spec.When(new RecordActs(Actor.Of(Some.Neighbour), [Some.Visit(2) with { Place = Some.Root }], false, [])).ThenRejected(new OutsideScope(Some.Act(2)));
    }

    [Fact]
    public void A_team_leader_attests_for_the_team_of_that_day()
    {
        var spec = Spec.Given(Some.Usual, Found(), Join(), Some.Grant(Some.Neighbour, Role.TeamLeader) with { Team = Team })
            .At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1), Some.Visit(2, Some.Rider)));
        spec.When(Attest(Some.Neighbour, 2)).ThenRejected(new OutsideScope(Some.Act(2)));
        spec.When(Attest(Some.Neighbour, 1)).ThenFact<ActAttested>(attested => Assert.Equal(Some.Neighbour, attested.Attester));
    }

    [Fact]
    public void Teams_are_founded_joined_and_left_with_dates()
    {
        Spec.Given(Some.Usual).When(Found()).Then(new TeamFounded(Team, new Title("邻里帮"), new DateOnly(2026, 1, 1))).Next.When(Found()).Then()
            .Next.When(Found() with { Title = new Title("另一队") }).ThenRejected(new IdAlreadyUsed("team", $"{Team}"));
        Spec.Given(Some.Usual, Found()).When(Join()).Then(new TeamJoined(Team, Some.Volunteer, new DateOnly(2026, 1, 1), null)).Next.When(Join()).Then()
            .Next.When(Leave()).Then(new TeamLeft(Team, Some.Volunteer, new DateOnly(2026, 2, 28))).Next.When(Leave()).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Spec.Given(Some.Usual).When(Found() with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual, Found()).When(Join() with { By = Some.OfficerActs }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual).When(Join()).ThenRejected(new NotFound("team", $"{Team}"));
        Spec.Given(Some.Usual, Found()).When(Join() with { Person = Some.Person(99) }).ThenRejected<NotFound>();
        Spec.Given(Some.Usual, Found()).When(Join() with { Until = new DateOnly(2025, 1, 1) }).ThenRejected<PeriodIsEmpty>();
        Spec.Given(Some.Usual, Found(), Join()).When(Leave() with { By = Some.OfficerActs }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual, Found(), Join()).When(Leave() with { By = Actor.Of(Some.Volunteer) }).ThenFacts(typeof(TeamLeft));
        Spec.Given(Some.Usual, Found(), Some.Grant(Some.Neighbour, Role.TeamLeader) with { Team = Team }).When(Join() with { By = Actor.Of(Some.Neighbour) }).ThenFacts(typeof(TeamJoined));
    }

    private static GrantRole Substitute() => Some.Grant(Some.Neighbour, Role.GridOfficer, from: "2026-02-01", until: "2026-02-14") with { InPlaceOf = Some.GridOfficer };
    private static HandOverRole HandOver() => new(Some.AdministratorActs, Some.GridOfficer, Some.Neighbour, Role.GridOfficer, null, new DateOnly(2026, 2, 1));
    private static FoundTeam Found() => new(Some.OfficeActs, Team, new Title("邻里帮"), new DateOnly(2026, 1, 1));
    private static JoinTeam Join() => new(Some.OfficeActs, Team, Some.Volunteer, new DateOnly(2026, 1, 1), null);
    private static LeaveTeam Leave() => new(Some.OfficeActs, Team, Some.Volunteer, new DateOnly(2026, 2, 28));
    private static AttestActs Attest(PersonId by, params int[] acts) => new(Actor.Of(by), [.. acts.Select(Some.Act)]);
    private static RegisterPersons Register(PersonId by, int person) => new(Actor.Of(by), [Some.New(Some.Person(person))], []);
}

public sealed class MoveSpecs
{
    [Fact]
    public void A_move_is_frozen_into_acts_from_its_day_on()
    {
        var spec = Spec.Given(Some.Usual).At("2026-03-02T10:00:00+08:00");
        spec.When(Move()).Then(new PersonMoved(Some.Volunteer, Some.Grid, null, new DateOnly(2026, 3, 1))).Next.When(Move()).Then();
        spec.When(Some.Record(Some.Visit(1, start: "2026-02-28T09:00:00+08:00"))).ThenFact<ActRecorded>(act => Assert.Equal((Some.Building, Some.Home), (act.Belonging.Node!.Value, act.Belonging.Household!.Value)));
        spec.When(Some.Record(Some.Visit(2, start: "2026-03-01T09:00:00+08:00"))).ThenFact<ActRecorded>(act => Assert.Equal((Some.Grid, null), (act.Belonging.Node!.Value, act.Belonging.Household)));
    }

    [Fact]
    public void Who_lived_with_the_doer_on_the_day_does_not_attest_nor_who_lives_with_him_now()
    {
        var spec = Spec.Given(Some.Usual, Some.Grant(Some.Spouse, Role.TeamLeader), Some.Grant(Some.Neighbour, Role.TeamLeader)).At("2026-03-02T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-02-27T09:00:00+08:00")), new MovePerson(Some.OfficeActs, Some.Spouse, Some.Building, null, new DateOnly(2026, 3, 1)),
                new MovePerson(Some.OfficeActs, Some.Neighbour, Some.Building, Some.Home, new DateOnly(2026, 3, 1)));
        spec.When(new AttestActs(Actor.Of(Some.Spouse), [Some.Act(1)])).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
        spec.When(new AttestActs(Actor.Of(Some.Neighbour), [Some.Act(1)])).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
        spec.And(Some.Record(Some.Visit(2, start: "2026-03-01T09:00:00+08:00"))).When(new AttestActs(Actor.Of(Some.Spouse), [Some.Act(2)])).ThenFact<ActAttested>(_ => { });
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var nobody = Some.Person(99);
        var tomorrow = Move() with { From = new DateOnly(2026, 1, 2), Node = "nowhere" };
        Spec.Given(Some.Usual).When(tomorrow with { By = Actor.Of(Some.Volunteer), Person = nobody }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.GridOfficer));
        Spec.Given(Some.Usual).When(tomorrow with { Person = nobody }).ThenRejected(new NotFound("person", $"{nobody}"));
        Spec.Given(Some.Usual).When(tomorrow).ThenRejected(new MoveInTheFuture(new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 1)));
        Spec.Given(Some.Usual).When(tomorrow with { From = new DateOnly(2026, 1, 1) }).ThenRejected(new UnknownNode("node", "nowhere"));
    }

    private static MovePerson Move() => new(Some.OfficeActs, Some.Volunteer, Some.Grid, null, new DateOnly(2026, 3, 1));
}
