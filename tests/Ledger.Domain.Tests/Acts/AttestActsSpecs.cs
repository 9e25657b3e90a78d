using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

public sealed class AttestActsSpecs
{
    private const string Later = "2026-03-01T22:00:00+08:00";

    private static Spec Book(params ActEntry[] acts) => Spec.Given(Some.Usual).At(Later).And(Some.Record(acts));

    [Fact]
    public void Minutes_and_points_post_together_with_the_arithmetic()
    {
        var lot = Some.Lot("2027-03-01", "safety");
        Book(Some.Visit(1, minutes: 100, type: "patrol")).When(Some.Attest(1)).Then(
            new ActAttested(Some.Act(1), Some.TeamLeader),
            new ActAccrued(Some.Act(1), Some.Volunteer, "patrol", "safety", new Minutes(100), new Points(150),
                new Place(Some.Building, [Some.Root, Some.Grid, Some.Building]), new Belonging(Some.Building, [Some.Root, Some.Grid, Some.Building], Some.Home), Evidence.LeaderSigned,
                Some.Stamp,
                [
                    new("/acts/0/give/0/amount/then/0", StepKind.Rate, 100, 166, Limit: 60, Factor: 100, Fact: "minutes", Unit: "points"),
                    new("/commodities/0/quantum", StepKind.RoundDown, 166, 150, Limit: 50),
                    new("/limits/0", StepKind.Cap, 150, 150, Limit: 1000, Window: new($"person:{Some.Volunteer}", "2026-03-01", 0, Some.PersonDay)),
                ],
                [new("minutes", 1), new("points", 1)],
                [
                    new("issued", "minutes", lot with { ExpiresOn = null }, -100), new($"available:person:{Some.Volunteer}", "minutes", lot with { ExpiresOn = null }, 100),
                    new("issued", "points", lot, -150), new($"available:person:{Some.Volunteer}", "points", lot, 150),
                ],
                new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1)))
            .ThenFact<ActAccrued>(accrued => Assert.True(Arithmetic.Holds(accrued)))
            .ThenResult(new ActsAttested([new ActPosted(Some.Act(1), Some.Volunteer, new Minutes(100), new Points(150))]));
    }

    [Fact]
    public void An_accrual_whose_points_were_falsified_is_caught() => Book(Some.Visit(1)).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued =>
    {
        Assert.True(Arithmetic.Holds(accrued));
        Assert.False(Arithmetic.Holds(accrued with { Points = new Points(300) }));
    });

    [Fact]
    public void An_accrual_whose_minutes_were_falsified_is_caught() => Book(Some.Visit(1, type: "patrol", minutes: 60)).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued =>
        Assert.False(Arithmetic.Holds(accrued with { Minutes = new Minutes(90) })));

    [Fact]
    public void A_late_attestation_books_on_its_own_day() => Book(Some.Visit(1)).At("2026-03-20T10:00:00+08:00").When(Some.Attest(1))
        .ThenFact<ActAccrued>(accrued => Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 20)), (accrued.OccurredOn, accrued.BookedOn)));

    [Fact]
    public void An_act_is_attested_once()
    {
        Book(Some.Visit(1)).And(Some.Attest(1)).When(Some.Attest(1)).ThenRejected(new ActAlreadyDecided(Some.Act(1), ActStatus.Attested));
        Book(Some.Visit(1)).When(Some.Attest(1, 1)).ThenRejected(new ActAlreadyDecided(Some.Act(1), ActStatus.Attested));
        Book(Some.Visit(1)).And(new RejectActs(Some.OfficeActs, [Some.Act(1)], "not-done")).When(Some.Attest(1)).ThenRejected(new ActAlreadyDecided(Some.Act(1), ActStatus.Rejected));
    }

    [Theory]
    [InlineData(1, 2, 3, 4, 5, 6)]
    [InlineData(6, 5, 4, 3, 2, 1)]
    [InlineData(3, 6, 1, 5, 2, 4)]
    public void The_daily_cap_holds_in_any_order_of_attestation(params int[] order)
    {
        var spec = Book([.. Enumerable.Range(1, 6).Select(n => Some.Visit(n, start: $"2026-03-01T{8 + n:00}:00:00+08:00"))]);
        foreach (var act in order) spec.And(Some.Attest(act));
        Assert.Equal(1000, spec.Journal.Facts.OfType<ActAccrued>().Sum(accrued => accrued.Points.Hundredths));
        Assert.Equal(0, spec.Journal.Facts.OfType<ActAccrued>().Last().Points.Hundredths);
        Assert.Equal(180, spec.Journal.Facts.OfType<ActAccrued>().Sum(accrued => accrued.Minutes.Count));
    }

    [Fact]
    public void The_cap_goes_by_the_day_of_the_act_and_not_of_the_attestation()
    {
        var acts = Enumerable.Range(0, 12).Select(n => Some.Visit(n, start: $"2026-02-{(n < 6 ? 27 : 28)}T{8 + n % 6:00}:00:00+08:00")).ToArray();
        Book(acts).When(Some.Attest([.. Enumerable.Range(0, 12)])).ThenResult(result => Assert.Equal(2000, result.Posted.Sum(line => line.PointsHundredths.Hundredths)));
    }

    [Fact]
    public void The_attester_never_gains()
    {
        Book(Some.Visit(1, Some.TeamLeader)).When(Some.Attest(1)).ThenRejected(new AttesterIsDoer(Some.Act(1)));
        Book(Some.Visit(1)).And(Some.Grant(Some.Spouse, Role.TeamLeader)).When(Some.Attest(1) with { By = Actor.Of(Some.Spouse) }).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
        Book(Some.Visit(1)).When(Some.Attest(1) with { By = Some.OfficerActs }).ThenRejected(new AttesterIsRecorder(Some.Act(1)));
    }

    [Fact]
    public void Two_people_without_a_household_do_not_share_one() => Book(Some.Visit(1, Some.Neighbour)).When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));

    [Fact]
    public void A_household_of_the_day_of_the_act_refuses_too()
    {
        var there = new Belonging(Some.Building, [Some.Root], Some.Home);
        Spec.Given(Some.Usual, Some.Grant(Some.Spouse, Role.TeamLeader), Recorded(1, Some.Neighbour) with { Belonging = there }).At(Later)
            .When(Some.Attest(1) with { By = Actor.Of(Some.Spouse) }).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Spec.Given(Some.Usual, Recorded(1, Some.TeamLeader) with { ActType = "nothing", OccurredOn = new DateOnly(2020, 1, 1) }, Recorded(2, Some.Volunteer) with { ActType = "nothing", OccurredOn = new DateOnly(2020, 1, 1), RecordedBy = Some.TeamLeader },
            Recorded(3, Some.Volunteer) with { ActType = "nothing", RecordedBy = Some.TeamLeader }, Recorded(4, Some.Volunteer) with { RecordedBy = Some.TeamLeader }).At(Later);
        spec.When(Some.Attest(99) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(RecordActs.Recorders));
        spec.When(Some.Attest(99)).ThenRejected(new NotFound("acts", $"{Some.Act(99)}"));
        spec.When(Some.Attest(1)).ThenRejected<AttesterIsDoer>();
        spec.When(Some.Attest(2)).ThenRejected(new NoRulebookInForce(new DateOnly(2020, 1, 1)));
        spec.When(Some.Attest(3)).ThenRejected(new UnknownActType("nothing", "sample-1"));
        spec.When(Some.Attest(4)).ThenRejected<AttesterIsRecorder>();
        spec.And(new ActAttested(Some.Act(1), Some.OfficeWorker)).When(Some.Attest(1)).ThenRejected<ActAlreadyDecided>();
    }

    [Fact]
    public void All_or_none() => Book(Some.Visit(1)).When(Some.Attest(1, 99)).ThenRejected<NotFound>();

    [Fact]
    public void Two_hundred_acts_need_two_further_reads()
    {
        var acts = Enumerable.Range(0, 200).Select(n =>
            Some.Visit(n, n % 2 == 0 ? Some.Volunteer : Some.Neighbour, start: $"{new DateOnly(2026, 2, 1).AddDays(n % 20):yyyy-MM-dd}T{n / 20 + 8:00}:00:00+08:00")).ToArray();
        Book(acts).When(Some.Attest([.. Enumerable.Range(0, 200)])).ThenFurtherReads(2).ThenResult(result => Assert.Equal(200, result.Posted.Count));
    }

    [Theory]
    [InlineData(Evidence.SystemTimed, "system-timed")]
    [InlineData(Evidence.LeaderSigned, "leader-signed")]
    [InlineData(Evidence.BackFilled, "back-filled")]
    public void How_the_time_is_known_stays_apart_in_the_lots(Evidence evidence, string bucket) => Book(Some.Visit(1) with { Evidence = evidence }).When(Some.Attest(1))
        .ThenFact<ActAccrued>(accrued => Assert.All(accrued.Legs, leg => Assert.Equal(bucket, leg.Lot!.Bucket.Value)));

    [Fact]
    public void An_act_worth_nothing_still_posts_its_minutes() => Book(Some.Visit(1, minutes: 20, type: "patrol")).When(Some.Attest(1))
        .ThenFact<ActAccrued>(accrued => Assert.Equal((0L, 1, 2), (accrued.Points.Hundredths, accrued.Entries.Count, accrued.Legs.Count)));

    private static ActRecorded Recorded(int act, PersonId person) => new(Some.Act(act), person, "visit", new DateOnly(2026, 2, 1), DateTimeOffset.Parse("2026-02-01T09:00:00+08:00"),
        DateTimeOffset.Parse("2026-02-01T09:00:00+08:00"), new Minutes(0), new Place(Some.Root, [Some.Root]), new Belonging(null, [], null), Evidence.BackFilled, null, null, null, null, null);
}

public sealed class RejectActsSpecs
{
    private static readonly RejectActs Reject = new(Some.OfficeActs, [Some.Act(1)], "not-done");

    private static Spec Book => Spec.Given(Some.Usual).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1)));

    [Fact]
    public void An_act_that_does_not_count_is_rejected_with_a_reason() => Book.When(Reject).Then(new ActRejected(Some.Act(1), Some.OfficeWorker, "not-done")).ThenResult(new ActsRejected([Some.Act(1)]));

    [Fact]
    public void Refusals_come_in_order()
    {
        Book.When(Reject with { By = Actor.Of(Some.Volunteer), Acts = [Some.Act(9)] }).ThenRejected(new NotAllowed(RecordActs.Recorders));
        Book.When(Reject with { Acts = [Some.Act(9)] }).ThenRejected(new NotFound("acts", $"{Some.Act(9)}"));
        Book.And(Some.Grant(Some.Volunteer, Role.Office), Some.Attest(1)).When(Reject with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new ActAlreadyDecided(Some.Act(1), ActStatus.Attested));
        Book.And(Some.Grant(Some.Volunteer, Role.Office)).When(Reject with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new AttesterIsDoer(Some.Act(1)));
        Book.And(Some.Grant(Some.Spouse, Role.Office)).When(Reject with { By = Actor.Of(Some.Spouse) }).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
    }

    [Fact]
    public void The_same_act_twice_in_one_request_is_refused() => Book.When(Reject with { Acts = [Some.Act(1), Some.Act(1)] }).ThenRejected(new ActAlreadyDecided(Some.Act(1), ActStatus.Rejected));
}
