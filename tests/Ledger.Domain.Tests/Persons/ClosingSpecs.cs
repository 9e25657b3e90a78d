using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

public sealed class ClosingSpecs
{
    private static readonly Lot Visits = Some.Lot("2027-02-01");

    [Fact]
    public void Codes_end_and_what_is_left_lapses_where_no_clause_says_otherwise() => Points(Rest.Lapse, withClause: false).And(Some.Hold(1))
        .When(Close()).ThenFacts(typeof(HoldVoided), typeof(AccountClosed), typeof(RestSettled)).ThenResult(new AccountIsNowClosed(Some.Volunteer, Rest.Lapse, 1))
        .ThenFact<RestSettled>(settled =>
        {
            Assert.Equal(1000, settled.Legs.Where(leg => leg.Account == AccountName.Forfeited).Sum(leg => leg.Amount));
            Assert.All(settled.Legs.Where(leg => leg.Account == AccountName.Forfeited), leg => Assert.Equal((new Code("mutual-aid"), 2026), (leg.Lot!.Board, leg.Lot.Year)));
        });

    [Fact]
    public void The_pool_gets_it_where_the_clause_says_so() => Points(Rest.Pool)
        .When(Close()).ThenFact<RestSettled>(settled => Assert.Equal(1000, settled.Legs.Where(leg => leg.Account == AccountName.Sent("pool")).Sum(leg => leg.Amount)));

    [Fact]
    public void The_household_gets_it_from_who_moves_away_with_the_lots_as_they_were() => Points(Rest.Family)
        .When(Close() with { Family = Some.Spouse }).ThenFacts(typeof(AccountClosed), typeof(RestSettled), typeof(PointsReceived))
        .ThenFact<PointsReceived>(received =>
        {
            Assert.Equal((Some.Spouse, Some.Volunteer, 1000L), (received.Person, received.From, received.Legs.Where(leg => leg.Account == AccountName.Available(Some.Spouse)).Sum(leg => leg.Amount)));
            Assert.Contains(received.Legs, leg => leg.Lot == Visits);
        });

    [Fact]
    public void A_dead_persons_rest_waits_for_an_heir_whom_two_people_name()
    {
        var spec = Points(Rest.Family, Some.Grant(Some.Neighbour, Role.Office));
        spec.When(Close() with { Reason = CloseReason.Death }).ThenFacts(typeof(AccountClosed));
        spec.When(Heir()).Then(new FirstSigned(Some.Volunteer, NameHeir.What, $"{Some.Rider}|{Some.Hash("paper")}", Some.OfficeWorker)).ThenResult(new HeirIsSigned(Some.Volunteer, Some.Rider, false));
        spec.When(Heir()).ThenRejected(new SecondPersonNeeded("person"));
        spec.When(Heir() with { By = Actor.Of(Some.Neighbour) }).ThenFacts(typeof(RelationBound), typeof(RestSettled), typeof(PointsReceived)).ThenResult(new HeirIsSigned(Some.Volunteer, Some.Rider, true))
            .ThenFact<RelationBound>(bound => Assert.Equal((RelationKind.Heir, Some.OfficeWorker, Some.Hash("paper")), (bound.Kind, bound.Approver!.Value, bound.EvidenceHash)));
        spec.When(Heir()).Then();
    }

    [Fact]
    public void A_signature_for_another_paper_is_a_first_one()
    {
        var spec = Points(Rest.Family, Some.Grant(Some.Neighbour, Role.Office)).And(Close() with { Reason = CloseReason.Death }, Heir());
        spec.When(Heir() with { By = Actor.Of(Some.Neighbour), EvidenceHash = Some.Hash("other") }).ThenFacts(typeof(FirstSigned));
    }

    [Fact]
    public void An_act_attested_later_counts_its_minutes_and_its_points_go_the_same_way()
    {
        var spec = Points(Rest.Pool).And(Some.Record(Some.Visit(1, start: "2026-02-20T09:00:00+08:00"))).And(Close());
        spec.When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued), typeof(RestSettled))
            .ThenFact<RestSettled>(settled => Assert.Equal([("sent:pool", 200L)], settled.Legs.Where(leg => leg.Amount > 0).Select(leg => (leg.Account, leg.Amount))));
    }

    [Fact]
    public void A_late_refund_settles_too() => Points(Rest.Lapse).And(Some.Hold(1), Some.Capture(1)).And(Close())
        .When(Some.GiveBack(1, 1)).ThenFacts(typeof(RedemptionRefunded), typeof(RestSettled));

    [Fact]
    public void What_an_undone_deduction_gives_back_goes_the_same_way()
    {
        var spec = Points(Rest.Pool).And(Some.Propose(1, on: "2026-03-01"), Some.Deduct(1), Close());
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him")).ThenFacts(typeof(DeductionReversed), typeof(RestSettled))
            .ThenFact<RestSettled>(settled => Assert.Equal([("sent:pool", 300L)], settled.Legs.Where(leg => leg.Amount > 0).GroupBy(leg => leg.Account).Select(same => (same.Key, same.Sum(leg => leg.Amount)))));
    }

    [Fact]
    public void Nothing_new_is_done_spent_or_lifted_on_a_closed_account()
    {
        var spec = Points(Rest.Lapse).And(Close()).At("2026-03-05T10:00:00+08:00");
        spec.When(Some.Record(Some.Visit(1, start: "2026-03-04T09:00:00+08:00"))).ThenRejected(new AccountIsClosed(Some.Volunteer, new DateOnly(2026, 3, 1)));
        spec.When(Some.Record(Some.Visit(2, start: "2026-02-26T09:00:00+08:00"))).ThenFacts(typeof(ActRecorded));
        spec.When(Some.Hold(9)).ThenRejected(new AccountSuspended(Some.Volunteer));
        spec.When(new ReinstatePerson(Some.OfficeActs, Some.Volunteer, "back", null)).ThenRejected<AccountIsClosed>();
        spec.When(Some.Grant(Some.Volunteer, Role.Auditor)).ThenRejected<AccountIsClosed>();
    }

    [Fact]
    public void Roles_and_care_end_with_the_day()
    {
        var spec = Points(Rest.Lapse, Some.Grant(Some.Volunteer, Role.GridOfficer), new BindRelation(Some.OfficeActs, Some.Volunteer, Some.Neighbour, RelationKind.Helper, new DateOnly(2026, 1, 1), null, null),
            new BindRelation(Some.OfficeActs, Some.Rider, Some.Volunteer, RelationKind.Helper, new DateOnly(2026, 1, 1), null, null));
        spec.When(Close()).ThenFacts(typeof(RoleEnded), typeof(RelationEnded), typeof(RelationEnded), typeof(AccountClosed), typeof(RestSettled));
    }

    [Fact]
    public void Closing_is_refused_in_order()
    {
        var nobody = Some.Person(99);
        Points(Rest.Family).When(Close() with { By = Some.OfficerActs, Person = nobody }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Points(Rest.Family).When(Close() with { Person = nobody }).ThenRejected(new NotFound("person", $"{nobody}"));
        Points(Rest.Family).And(Close()).When(Close()).ThenRejected(new AccountIsClosed(Some.Volunteer, new DateOnly(2026, 3, 1)));
        Points(Rest.Family).When(Close() with { Person = Some.Administrator, Family = Some.Rider }).ThenRejected(new LastAdministrator(Some.Administrator));
        Points(Rest.Family).When(Close() with { Family = Some.Rider }).ThenRejected(new NotOfTheFamily(Some.Rider));
        Points(Rest.Family, Some.Grant(Some.Spouse, Role.Office)).When(Close() with { By = Actor.Of(Some.Spouse), Family = Some.Spouse }).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    [Fact]
    public void Naming_an_heir_is_refused_in_order()
    {
        var dead = Points(Rest.Family).And(Close() with { Reason = CloseReason.Death });
        dead.When(Heir() with { By = Some.OfficerActs }).ThenRejected<NotAllowed>();
        dead.When(Heir() with { Heir = Some.Person(99) }).ThenRejected(new NotFound("heir", $"{Some.Person(99)}"));
        Points(Rest.Family).When(Heir()).ThenRejected(new AccountIsOpen(Some.Volunteer));
        dead.When(Heir() with { Heir = Some.Volunteer }).ThenRejected(new RelationToOneself(Some.Volunteer));
        dead.When(Heir() with { Heir = Some.OfficeWorker }).ThenRejected(new GainsBySigning(Some.OfficeWorker));
    }

    /// <summary>Five visits of 2 points each, and a closing clause.</summary>
    private static Spec Points(Rest rest, params object[] more) => Points(rest, true, more);

    private static Spec Points(Rest rest, bool withClause, params object[] more) =>
        Some.WithPoints(book: Some.Book(Some.Document() with { Closing = withClause ? new ClosingRules(rest, rest) : null })).At("2026-03-01T10:00:00+08:00").And(more);

    private static CloseAccount Close() => new(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, null);

    private static NameHeir Heir() => new(Some.OfficeActs, Some.Volunteer, Some.Rider, Some.Hash("paper"));
}
