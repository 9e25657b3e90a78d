using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>The public notice (公示): three working days here, over the holiday of 1 May 2026.</summary>
public sealed class PublicNoticeSpecs
{
    private static readonly Lazy<PlayedJournal> Prepared = new(() => Spec.Given(
        Some.Book(Some.Document(notice: 3)),
        new SetWorkCalendar(Some.OfficeActs, 2026, [new(2026, 5, 1), new(2026, 5, 4), new(2026, 5, 5)], [new(2026, 5, 9)])).Journal);

    /// <summary>Wednesday 29 April: two visits, attested. Working days after it: 30 April, 6 and 7 May.</summary>
    private static Spec Attested => Spec.Given(Prepared.Value).At("2026-04-29T20:00:00+08:00")
        .And(Some.Record(Some.Visit(1, start: "2026-04-29T09:00:00+08:00"), Some.Visit(2, Some.Rider, "2026-04-29T10:00:00+08:00")), Some.Attest(1, 2));

    private static readonly PostAccruals Post = new(Actor.Scheduler, [Some.Act(1), Some.Act(2)]);

    [Fact]
    public void Attested_acts_are_provisional_over_the_holiday_and_cannot_be_spent()
    {
        var spec = Attested;
        Assert.All(spec.Journal.Facts.OfType<ActAccrued>(), fact => Assert.Equal((new DateOnly(2026, 5, 7), 200L, 0), (fact.NoticeUntil, fact.Points.Hundredths, fact.Legs.Count)));
        spec.When(Some.Hold(1, Some.Umbrella)).ThenRejected(new Domain.Offers.InsufficientPoints(new Points(0), new Points(200)));
        spec.At("2026-05-07T23:59:59+08:00").When(Post).Then();
    }

    [Fact]
    public void Minutes_and_points_post_together_on_the_day_after() => Attested.At("2026-05-08T00:00:00+08:00").When(Post)
        .ThenFacts(typeof(AccrualPosted), typeof(AccrualPosted))
        .ThenEach<AccrualPosted>(posted => Assert.Equal((new DateOnly(2026, 4, 29), new DateOnly(2026, 5, 8), 2), (posted.OccurredOn, posted.BookedOn, posted.Entries.Count)))
        .Next.When(Post).Then();

    [Fact]
    public void A_worked_saturday_counts_and_a_weekend_does_not() => Spec.Given(Prepared.Value).At("2026-05-07T20:00:00+08:00")
        .And(Some.Record(Some.Visit(1, start: "2026-05-07T09:00:00+08:00"))).When(Some.Attest(1))
        .ThenFact<ActAccrued>(accrued => Assert.Equal(new DateOnly(2026, 5, 11), accrued.NoticeUntil));

    [Fact]
    public void An_objection_stops_only_the_disputed_line() => Attested.And(Object(1)).At("2026-05-08T00:00:00+08:00").When(Post)
        .ThenFacts(typeof(AccrualPosted)).ThenResult(new AccrualsPosted([Some.Act(2)]));

    [Fact]
    public void Nobody_objects_once_the_notice_is_over_posted_or_not()
    {
        Attested.At("2026-05-07T23:59:59+08:00").When(Object(1)).ThenFacts(typeof(ObjectionRaised));
        Attested.At("2026-05-08T00:00:00+08:00").When(Object(1)).ThenRejected(new NotOnNotice(Some.Act(1)));
    }

    [Fact]
    public void A_dismissed_objection_posts_at_once_when_the_notice_is_over() => Attested.And(Object(1)).At("2026-05-08T09:00:00+08:00")
        .When(Decide(1, upheld: false)).ThenFacts(typeof(ObjectionDecided), typeof(AccrualPosted));

    [Fact]
    public void A_dismissed_objection_lets_the_notice_go_on() => Attested.And(Object(1)).When(Decide(1, upheld: false)).ThenFacts(typeof(ObjectionDecided))
        .Next.At("2026-05-08T00:00:00+08:00").When(Post).ThenFacts(typeof(AccrualPosted), typeof(AccrualPosted));

    [Fact]
    public void An_upheld_objection_undoes_the_act_and_frees_its_cap()
    {
        var spec = Attested.And(Object(1)).When(Decide(1, upheld: true)).ThenFacts(typeof(ObjectionDecided), typeof(ActReversed))
            .ThenFact<ActReversed>(reversed => Assert.Equal((200L, 0), (reversed.Points.Hundredths, reversed.Legs.Count))).Next;
        spec.At("2026-05-08T00:00:00+08:00").When(Post).ThenResult(new AccrualsPosted([Some.Act(2)]));
    }

    [Fact]
    public void A_provisional_act_is_adjusted_without_posting_anything() 
    {
        var spec = Spec.Given(Some.Book(Some.Document(dailyCap: 300, notice: 3))).At("2026-04-29T20:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-04-29T09:00:00+08:00"), Some.Visit(2, start: "2026-04-29T10:00:00+08:00")), Some.Attest(1, 2));
        spec.When(Some.Reverse(1)).ThenFact<AccrualAdjusted>(adjusted => Assert.Equal((100L, 0), (adjusted.Points.Hundredths, adjusted.Legs.Count)));
        spec.At("2026-05-10T00:00:00+08:00").When(Post).ThenFact<AccrualPosted>(posted => Assert.Equal(200, posted.Points.Hundredths));
    }

    [Fact]
    public void Objecting_is_refused_in_order()
    {
        Attested.When(Object(1) with { By = Actor.At(Some.Till) }).ThenRejected(new NotAllowed());
        Attested.When(Object(9)).ThenRejected(new NotFound("act", $"{Some.Act(9)}"));
        Attested.At("2026-05-08T00:00:00+08:00").And(Post).When(Object(1)).ThenRejected(new NotOnNotice(Some.Act(1)));
        Attested.And(Object(1)).When(Object(1)).ThenRejected(new ObjectionIsOpen(Some.Act(1)));
    }

    [Fact]
    public void Deciding_is_refused_in_order()
    {
        var spec = Attested;
        spec.When(Decide(9, true) with { By = Actor.Of(Some.TeamLeader) }).ThenRejected(new NotAllowed(Role.Office, Role.CommitteeMember));
        spec.When(Decide(9, true)).ThenRejected(new NotFound("act", $"{Some.Act(9)}"));
        spec.When(Decide(1, true)).ThenRejected(new NoOpenObjection(Some.Act(1)));
        spec.And(Object(1) with { By = Some.OfficeActs }).When(Decide(1, true)).ThenRejected(new DeciderIsInvolved("act"));
        spec.And(Some.Grant(Some.Volunteer, Role.Office), Some.Grant(Some.Spouse, Role.Office));
        spec.When(Decide(1, true) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new AttesterIsDoer(Some.Act(1)));
        spec.When(Decide(1, true) with { By = Actor.Of(Some.Spouse) }).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
        spec.When(Post with { By = Some.OfficeActs }).ThenRejected(new NotAllowed());
    }

    [Fact]
    public void The_calendar_of_a_year_has_only_its_days() =>
        Spec.Given(Some.Usual).When(new SetWorkCalendar(Some.OfficeActs, 2026, [new(2027, 1, 1)], [])).ThenRejected(new DayOutsideYear(2026, new(2027, 1, 1)))
            .Next.When(new SetWorkCalendar(Actor.Of(Some.TeamLeader), 2026, [], [])).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));

    private static RaiseObjection Object(int act) => new(Actor.Of(Some.Neighbour), Some.Act(act), "was-elsewhere", null, []);

    private static DecideObjection Decide(int act, bool upheld) => new(Some.OfficeActs, Some.Act(act), upheld, "looked-into");
}
