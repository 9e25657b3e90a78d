using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

public sealed class MergeSpecs
{
    private static readonly PersonId Twice = Some.Rider;

    [Fact]
    public void Two_people_sign_and_the_value_goes_over_with_its_lots()
    {
        var spec = Twins();
        spec.When(Merge()).Then(new FirstSigned(Some.Volunteer, MergePersons.What, $"{Twice}", Some.OfficeWorker)).ThenResult(new MergeIsSigned(Some.Volunteer, Twice, false));
        spec.When(Merge()).ThenRejected(new SecondPersonNeeded("person"));
        spec.When(Second()).ThenFacts(typeof(AccountHandedOn), typeof(PointsReceived), typeof(PersonsMerged)).ThenResult(new MergeIsSigned(Some.Volunteer, Twice, true))
            .ThenFact<PointsReceived>(received => Assert.Equal([(Some.Lot("2027-02-20"), 200L)], received.Legs.Where(leg => leg.Account == AccountName.Available(Some.Volunteer)).Select(leg => (leg.Lot!, leg.Amount))));
        Assert.Equal(1200, Available(spec, Some.Volunteer));
        Assert.Equal(0, Available(spec, Twice));
    }

    [Fact]
    public void An_open_code_stays_good_and_what_it_gives_back_goes_to_the_survivor()
    {
        var spec = Twins(visits: 3).And(Some.Hold(1, person: Twice), Merge(), Second());
        spec.When(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null)).ThenFact<HoldVoided>(ended => Assert.Equal(Some.Volunteer, ended.Person));
        Assert.Equal(1600, Available(spec, Some.Volunteer));
        Twins(visits: 3).And(Some.Hold(1, person: Twice), Merge(), Second()).When(Some.Capture(1)).ThenFact<RedemptionCaptured>(captured => Assert.Equal(Some.Volunteer, captured.Person));
    }

    [Fact]
    public void A_refund_of_what_was_redeemed_before_goes_to_the_survivor()
    {
        var spec = Twins(visits: 3).And(Some.Hold(1, person: Twice), Some.Capture(1), Merge(), Second());
        spec.When(Some.GiveBack(1, 1)).ThenFact<RedemptionRefunded>(refunded => Assert.Equal(Some.Volunteer, refunded.Person));
        Assert.Equal(1600, Available(spec, Some.Volunteer));
    }

    [Fact]
    public void A_pending_act_of_the_other_id_is_attested_for_the_survivor()
    {
        var spec = Twins().And(Some.Record(Some.Visit(7, Twice, start: "2026-02-21T09:00:00+08:00")), Merge(), Second());
        spec.When(Some.Attest(7)).ThenFact<ActAccrued>(accrued => Assert.Equal(Some.Volunteer, accrued.Person));
        spec.When(new AttestActs(Actor.Of(Some.Spouse), [Some.Act(7)])).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void Writes_name_the_id_that_stayed()
    {
        var spec = Twins().And(Merge(), Second());
        spec.When(Some.Record(Some.Visit(8, Twice, start: "2026-02-22T09:00:00+08:00"))).ThenRejected(new PersonWasMerged(Twice, Some.Volunteer));
        spec.When(new SuspendPerson(Some.OfficeActs, Twice, "x", null)).ThenRejected<PersonWasMerged>();
        spec.When(Merge() with { Person = Some.Neighbour }).ThenRejected<PersonWasMerged>();
    }

    [Fact]
    public void What_the_other_id_did_overlaps_and_uses_up_the_days_cap()
    {
        var day = "2026-02-23T09:00:00+08:00";
        var spec = Twins().And(Some.Record(Some.Visit(20, Twice, start: day, minutes: 300, type: "patrol")), Some.Attest(20), Merge(), Second());
        spec.When(Some.Record(Some.Visit(21, start: "2026-02-23T10:00:00+08:00", minutes: 30))).ThenRejected(new OverlappingAct(Some.Act(21), Some.Act(20)));
        spec.And(Some.Record(Some.Visit(22, start: "2026-02-23T15:00:00+08:00", minutes: 420, type: "patrol")))
            .When(Some.Attest(22)).ThenResult(result => Assert.Equal(500, result.Posted[0].PointsHundredths.Hundredths));
    }

    [Fact]
    public void Roles_go_over_from_today_without_a_gap() => Twins().And(Some.Grant(Twice, Role.GridAssistant), Merge())
        .When(Second()).ThenFact<RoleGranted>(granted => Assert.Equal((Some.Volunteer, Role.GridAssistant, new DateOnly(2026, 3, 1)), (granted.Person, granted.Role, granted.From)));

    [Fact]
    public void Refusals_come_in_order()
    {
        var nobody = Some.Person(99);
        Twins().When(Merge() with { By = Some.OfficerActs, Person = nobody }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Twins().When(Merge() with { Person = nobody }).ThenRejected(new NotFound("person", $"{nobody}"));
        Twins().When(Merge() with { Merged = nobody }).ThenRejected(new NotFound("merged", $"{nobody}"));
        Twins().And(new CloseAccount(Some.OfficeActs, Twice, CloseReason.MovedAway, null)).When(Merge()).ThenRejected<AccountIsClosed>();
        Twins().When(Merge() with { Merged = Some.Volunteer }).ThenRejected(new RelationToOneself(Some.Volunteer));
        Twins(more: Some.Grant(Some.Spouse, Role.Office)).When(Merge() with { By = Actor.Of(Some.Spouse) }).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    /// <summary>The volunteer has 10 points, and 2 for each visit under another id.</summary>
    private static Spec Twins(int visits = 1, object? more = null)
    {
        var spec = Some.WithPoints();
        for (var n = 0; n < visits; n++)
        {
            var day = $"2026-02-{20 + n}";
            spec.At($"{day}T20:00:00+08:00").And(Some.Record(Some.Visit(500 + n, Twice, start: $"{day}T09:00:00+08:00")), Some.Attest(500 + n));
        }
        spec.At("2026-03-01T10:00:00+08:00").And(Some.Grant(Some.Neighbour, Role.Office));
        return more is null ? spec : spec.And(more);
    }

    private static long Available(Spec spec, PersonId person) => spec.Journal.Rows.Find(typeof(Account), Account.Key(person, Commodity.Points)) is Account account ? account.Available : 0;

    private static MergePersons Merge() => new(Some.OfficeActs, Some.Volunteer, Twice, [], []);

    private static MergePersons Second() => Merge() with { By = Actor.Of(Some.Neighbour) };
}
