using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

public sealed class ReverseActSpecs
{
    private const string Available = "available", Debt = "debt", ClawedBack = "clawed-back", Reattributed = "reattributed", Expired = "expired";

    [Fact]
    public void What_is_left_of_its_lot_is_clawed_back_with_the_minutes() => Some.WithPoints(visits: 1).When(Some.Reverse(1000))
        .ThenFacts(typeof(ActReversed))
        .ThenFact<ActReversed>(reversed =>
        {
            Assert.Equal([("minutes", Available, -30L), ("minutes", ClawedBack, 30), ("points", Available, -200), ("points", ClawedBack, 200)], Moved(reversed));
            Assert.Equal((new DateOnly(2026, 2, 1), Some.OfficeWorker), (reversed.OccurredOn, reversed.ReversedBy));
            Assert.Equal([new ArithmeticStep("/limits/0", StepKind.GiveBack, 200, 0, Window: new($"person:{Some.Volunteer}", "2026-02-01", 200, Some.PersonDay), Fact: "points")], reversed.Steps);
            Assert.True(Arithmetic.Holds(reversed.Steps, fact => fact == "points" ? reversed.Points.Hundredths : null));
        })
        .ThenResult(new ActIsReversed(Some.Act(1000), Some.Volunteer, new Minutes(30), new Points(200), Points.Zero, []));

    [Fact]
    public void What_was_spent_is_owed_under_its_own_origin() => Some.WithPoints(visits: 1).And(Some.Hold(1, Some.Umbrella), Some.Capture(1)).When(Some.Reverse(1000))
        .ThenFact<ActReversed>(reversed => Assert.Equal([("points", Debt, Some.Lot("2027-02-01"), -200L)], reversed.Legs.Where(leg => AccountName.RoleOf(leg.Account) == Debt).Select(Told)))
        .ThenResult(new ActIsReversed(Some.Act(1000), Some.Volunteer, new Minutes(30), new Points(200), new Points(200), []));

    [Fact]
    public void Other_lots_pay_what_was_spent_at_once_and_origins_stay_balanced()
    {
        var (first, second) = (Some.Lot("2027-02-01"), Some.Lot("2027-02-02"));
        Some.WithPoints(visits: 2).And(Some.Hold(1, Some.Umbrella), Some.Capture(1)).When(Some.Reverse(1000)).ThenFact<ActReversed>(reversed =>
        {
            Assert.Equal(
                [("points", ClawedBack, first, 200L), ("points", Available, second, -200), ("points", Reattributed, second, 200), ("points", Reattributed, first, -200)],
                reversed.Legs.Where(leg => leg.Commodity == "points").Select(Told));
            Assert.DoesNotContain(reversed.Legs, leg => AccountName.RoleOf(leg.Account) == Debt);
        });
    }

    [Fact]
    public void A_reversal_never_touches_a_hold()
    {
        var spec = Some.WithPoints(visits: 1).And(Some.Hold(1, Some.Umbrella), Some.Reverse(1000));
        Assert.Equal((0L, 200L, 200L), Numbers(spec));
        spec.When(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null))
            .ThenFact<HoldVoided>(voided => Assert.Equal([("points", "held", -200L), ("points", Debt, 200)], Moved(voided)));
        Assert.Equal((0L, 0L, 0L), Numbers(spec));
    }

    [Fact]
    public void Later_credits_pay_the_debt_first() 
    {
        var spec = Some.WithPoints(visits: 1).And(Some.Hold(1, Some.Umbrella), Some.Capture(1), Some.Reverse(1000))
            .And(Some.Record(Some.Visit(1, start: "2026-02-01T12:00:00+08:00", minutes: 120, type: "patrol"))).When(Some.Attest(1))
            .ThenFact<ActAccrued>(accrued => Assert.Equal(
                [("points", "issued", -200L), ("points", Reattributed, 200), ("points", Reattributed, -200), ("points", Debt, 200)], Moved(accrued).Where(leg => leg.Item1 == "points"))).Next;
        Assert.Equal((0L, 0L, 0L), Numbers(spec));
    }

    [Fact]
    public void What_lapsed_unspent_is_not_owed() => Some.WithPoints(visits: 1).At("2027-02-05T09:00:00+08:00").When(Some.Reverse(1000))
        .ThenFacts(typeof(PointsExpired), typeof(ActReversed))
        .ThenFact<ActReversed>(reversed => Assert.Equal([("points", Expired, -200L), ("points", ClawedBack, 200)], Moved(reversed).Where(leg => leg.Item1 == "points")))
        .ThenFact<ActReversed>(reversed => Assert.Equal(3, reversed.Entries.Single(entry => entry.Commodity == "points").Number));

    [Fact]
    public void An_act_that_a_cap_had_cut_gets_what_there_is_room_for_now()
    {
        var spec = Spec.Given(Some.Book(Some.Document(dailyCap: 500))).At("2026-03-01T22:00:00+08:00")
            .And(Some.Record(Visits(4)), Some.Attest(1, 2, 3, 4));
        Assert.Equal([200L, 200, 100, 0], spec.Journal.Facts.OfType<ActAccrued>().Select(fact => fact.Points.Hundredths));
        spec.When(Some.Reverse(1)).ThenFacts(typeof(ActReversed), typeof(AccrualAdjusted), typeof(AccrualAdjusted));
        Assert.Equal([(Some.Act(3), 100L, 100L), (Some.Act(4), 0, 100)], spec.Journal.Facts.OfType<AccrualAdjusted>().Select(fact => (fact.Act, fact.Got.Hundredths, fact.Points.Hundredths)));
        Assert.Equal((500L, 0L, 0L), Numbers(spec));
        spec.When(Some.Reverse(4)).ThenFact<ActReversed>(reversed => Assert.Equal(100, reversed.Points.Hundredths));
        Assert.Equal((400L, 0L, 0L), Numbers(spec));
    }

    [Fact]
    public void Nothing_is_recomputed_once_the_window_is_closed() => Spec.Given(Some.Book(Some.Document(dailyCap: 300))).At("2026-03-01T22:00:00+08:00")
        .And(Some.Record(Visits(2)), Some.Attest(1, 2)).At("2026-04-01T00:00:00+08:00").When(Some.Reverse(1)).ThenFacts(typeof(ActReversed));

    [Fact]
    public void The_right_act_is_recorded_again_even_after_the_filing_window() 
    {
        var again = Some.Visit(2, Some.Neighbour, "2026-02-01T09:00:00+08:00") with { Replaces = Some.Act(1000) };
        var spec = Some.WithPoints(visits: 1).At("2026-04-20T09:00:00+08:00");
        spec.When(Some.Record(again)).ThenRejected(new NotReplaceable(Some.Act(1000), ActStatus.Attested, null));
        spec.And(Some.Reverse(1000)).When(Some.Record(again with { Replaces = null })).ThenRejected<FiledTooLate>();
        spec.When(Some.Record(again)).ThenFact<ActRecorded>(recorded => Assert.Equal(Some.Act(1000), recorded.Replaces));
        spec.When(Some.Record(again with { Act = Some.Act(3) })).ThenRejected(new NotReplaceable(Some.Act(1000), ActStatus.Reversed, Some.Act(2)));
        spec.When(Some.Record(again with { Act = Some.Act(3), Replaces = Some.Act(77) })).ThenRejected(new NotFound("replaces", $"{Some.Act(77)}"));
    }

    [Theory]
    [InlineData("2026-01-02", true)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-04", false)]
    public void What_is_recorded_again_lies_within_a_filing_window_of_what_it_replaces(string day, bool inTime)
    {
        var outcome = Some.WithPoints(visits: 1).And(Some.Reverse(1000)).At("2026-10-20T09:00:00+08:00").When(Some.Record(Some.Visit(2, start: $"{day}T09:00:00+08:00") with { Replaces = Some.Act(1000) }));
        if (inTime) outcome.ThenFacts(typeof(ActRecorded));
        else outcome.ThenRejected<FiledTooLate>();
    }

    [Fact]
    public void Whoever_records_for_himself_replaces_no_act_of_another()
    {
        var spec = Some.WithPoints(visits: 1).And(Some.Reverse(1000));
        var own = Some.Visit(2, Some.Rider, "2026-02-01T09:00:00+08:00") with { Replaces = Some.Act(1000) };
        spec.When(Some.Record(own) with { By = Actor.Of(Some.Rider) }).ThenRejected(new NotFound("replaces", $"{Some.Act(1000)}"));
        spec.When(Some.Record(own with { Person = Some.Volunteer }) with { By = Actor.Of(Some.Volunteer) }).ThenFacts(typeof(ActRecorded));
    }

    [Fact]
    public void A_reversed_act_frees_its_time_and_its_evidence() => Spec.Given(Some.Usual).At("2026-03-01T22:00:00+08:00")
        .And(Some.Record(Some.Visit(1, evidence: Some.Hash("photo"))), Some.Attest(1), Some.Reverse(1))
        .When(Some.Record(Some.Visit(2, evidence: Some.Hash("photo")))).ThenFacts(typeof(ActRecorded));

    [Fact]
    public void Reversing_is_refused_in_order()
    {
        var spec = Some.WithPoints(visits: 1);
        spec.When(Some.Reverse(9) with { By = Actor.Of(Some.TeamLeader) }).ThenRejected(new NotAllowed(Role.Office, Role.GridOfficer));
        spec.When(Some.Reverse(9)).ThenRejected(new NotFound("act", $"{Some.Act(9)}"));
        spec.When(Some.Reverse(1000) with { Expected = 1 }).ThenRejected<ChangedMeanwhile>();
        spec.And(Some.Record(Some.Visit(1, start: "2026-02-01T12:00:00+08:00"))).When(Some.Reverse(1)).ThenRejected(new NothingToReverse(Some.Act(1), ActStatus.Recorded));
        spec.And(Some.Reverse(1000)).When(Some.Reverse(1000)).ThenRejected(new NothingToReverse(Some.Act(1000), ActStatus.Reversed));
    }

    private static ActEntry[] Visits(int count) => [.. Enumerable.Range(1, count).Select(n => Some.Visit(n, start: $"2026-03-01T{8 + n:D2}:00:00+08:00"))];

    private static IEnumerable<(string, string, long)> Moved(IValueFact fact) => fact.Legs.Select(leg => (leg.Commodity, AccountName.RoleOf(leg.Account), leg.Amount));

    private static (string, string, Lot?, long) Told(Leg leg) => (leg.Commodity, AccountName.RoleOf(leg.Account), leg.Lot, leg.Amount);

    private static (long Available, long Held, long Owed) Numbers(Spec spec)
    {
        var account = spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, Commodity.Points)).Value;
        return (account.Available, account.Held, account.Debt);
    }
}
