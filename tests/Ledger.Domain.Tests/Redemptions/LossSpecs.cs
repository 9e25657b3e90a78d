using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class LossSpecs
{
    private static readonly ReportLoss Report = new(Actor.Of(Some.Volunteer), Some.Volunteer, LostThing.Phone);
    private static readonly LiftLoss Lift = new(Some.OfficeActs, Some.Volunteer);

    private static Spec Book(int visits = 5) => Some.WithPoints(visits).At("2026-03-01T10:00:00+08:00");

    [Fact]
    public void A_loss_report_ends_every_open_code_and_releases_its_points_in_the_same_decision()
    {
        var spec = Book().And(Some.Hold(1), Some.Hold(2, Some.Umbrella), Some.Hold(3, Some.Umbrella), Some.Capture(3));
        spec.When(Report).ThenFacts(typeof(LossReported), typeof(HoldVoided), typeof(HoldVoided)).ThenResult(new LossIsReported(Some.Volunteer, 2));
        Assert.Empty(spec.Journal.Rows.All<OpenHold>());
        Assert.Equal((800L, 0L), Balance(spec));
        spec.When(Some.Capture(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Voided));
    }

    [Fact]
    public void While_a_loss_is_reported_nothing_is_spent_and_earning_goes_on()
    {
        var spec = Book().And(Report);
        spec.When(Some.Hold(1)).ThenRejected(new ReportedLost(Some.Volunteer));
        spec.When(Some.Voucher(1)).ThenRejected(new ReportedLost(Some.Volunteer));
        spec.When(Some.NewCard(1)).ThenRejected(new ReportedLost(Some.Volunteer));
        spec.And(Some.Record(Some.Visit(1)), Some.Attest(1));
        Assert.Equal((1200L, 0L), Balance(spec));
    }

    [Fact]
    public void Who_telephones_has_it_reported_by_a_helper_who_is_named()
    {
        Book().When(Report with { By = Actor.Of(Some.Assistant) }).Then(new LossReported(Some.Volunteer, LostThing.Phone, Some.Assistant));
        Book().When(Report).Then(new LossReported(Some.Volunteer, LostThing.Phone));
        foreach (var other in new[] { Actor.Of(Some.Neighbour), Actor.Of(Some.TeamLeader), Actor.At(Some.Till), Actor.Nobody })
            Book().When(Report with { By = other }).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Book().When(Report with { By = Some.OfficeActs, Person = Some.Person(99) }).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_thing_joins_it()
    {
        var spec = Book().And(Report).When(Report).Then().Next;
        spec.And(Report with { Lost = LostThing.Card });
        Assert.Equal([LostThing.Phone, LostThing.Card], Assert.Single(spec.Journal.Rows.All<LossReport>()).Value.Lost);
    }

    [Fact]
    public void Two_people_lift_it_and_what_was_ended_stays_ended()
    {
        var spec = Book().And(Some.Hold(1), Report);
        spec.When(Lift).Then(new LossLiftApproved(Some.Volunteer, Some.OfficeWorker)).ThenResult(new LossLiftIsSigned(Some.Volunteer, false))
            .Next.When(Some.Hold(2)).ThenRejected<ReportedLost>();
        spec.When(Lift).ThenRejected(new SecondPersonNeeded("person"));
        spec.When(Lift with { By = Actor.Of(Some.Assistant) }).Then(new LossLifted(Some.Volunteer, Some.OfficeWorker, Some.Assistant)).ThenResult(new LossLiftIsSigned(Some.Volunteer, true));
        spec.When(Some.Capture(1)).ThenRejected<HoldHasEnded>();
        spec.When(Some.Hold(2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_further_loss_takes_the_first_signature_back() => Book().And(Report, Lift, Report)
        .When(Lift).ThenResult(new LossLiftIsSigned(Some.Volunteer, false));

    [Fact]
    public void Neither_the_holder_nor_his_household_signs()
    {
        var spec = Book().And(Some.Grant(Some.Volunteer, Role.Office), Some.Grant(Some.Spouse, Role.GridAssistant), Report);
        spec.When(Lift with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new GainsBySigning(Some.Volunteer));
        spec.When(Lift with { By = Actor.Of(Some.Spouse) }).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    [Fact]
    public void Refusals_of_lifting_come_in_order()
    {
        foreach (var other in new[] { Actor.Of(Some.Volunteer), Actor.Of(Some.Neighbour), Actor.Of(Some.TeamLeader), Actor.At(Some.Till), Some.AdministratorActs })
            Book().And(Report).When(Lift with { By = other, Person = Some.Person(99) }).ThenRejected(new NotAllowed(LiftLoss.Signers));
        Book().When(Lift with { Person = Some.Person(99) }).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        Book().And(Some.Grant(Some.Volunteer, Role.Office)).When(Lift with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NoLossReported(Some.Volunteer));
    }

    [Fact]
    public void Twenty_codes_may_be_open_at_once_and_not_one_more()
    {
        var spec = Book(20);
        for (var n = 1; n <= OpenHold.Most; n++) spec.And(Some.Hold(n, Some.Haircut) with { Offer = Cheap(spec) });
        spec.When(Some.Hold(21) with { Offer = Cheap(spec) }).ThenRejected(new TooManyOpenHolds(20));
        spec.When(Report).ThenResult(new LossIsReported(Some.Volunteer, 20));
    }

    /// <summary>To hand in a code is to spend: a suspension that left codes good would let the account be emptied at the counter.</summary>
    [Fact]
    public void A_suspension_ends_open_codes_too()
    {
        var spec = Book().And(Some.Hold(1));
        spec.When(new SuspendPerson(Some.OfficeActs, Some.Volunteer, "in-doubt", null)).ThenFacts(typeof(PersonSuspended), typeof(HoldVoided));
        spec.When(Some.Capture(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Voided));
        Assert.Equal((1000L, 0L), Balance(spec));
    }

    private static OfferId Cheap(Spec spec)
    {
        var cheap = OfferId.Of(Some.Id(0x331));
        if (spec.Journal.Rows.All<Ledger.Domain.Offers.Offer>().All(row => row.Value.Id != cheap)) spec.And(new Ledger.Domain.Offers.PublishOffer(Some.OfficeActs, cheap, Some.Bakery, Some.Terms(price: 50)));
        return cheap;
    }

    private static (long, long) Balance(Spec spec)
    {
        var account = spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, Commodity.Points)).Value;
        return (account.Available, account.Held);
    }
}
