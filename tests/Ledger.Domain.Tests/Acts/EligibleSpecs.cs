using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>Whom and what a rulebook lets through, until when, and when it posts.</summary>
public sealed class EligibleSpecs
{
    private static readonly RulebookDocument Plain = Some.Document();

    [Fact]
    public void What_a_condition_does_not_let_through_is_refused_or_recorded_for_its_hours()
    {
        var morning = new When(Fact: "act.startTime", From: new Bound("07:00"), To: new Bound("09:00"));
        Recorded(Plain with { Acts = [Plain.Acts[1] with { When = morning }] }).ThenRejected(new NotEligible(Some.Act(1), "/acts/0/when"));
        Recorded(Plain with { Members = new(Earn: new When(Fact: "act.place", Under: ["elsewhere"])) }).ThenRejected(new NotEligible(Some.Act(1), "/members/earn"));
        Recorded(Plain with { Acts = [Plain.Acts[1] with { Who = new When(Fact: "person.household", Known: true) }] }).ThenFacts(typeof(ActRecorded));
        Recorded(Plain with { Acts = [Plain.Acts[1] with { When = morning, Otherwise = Otherwise.Record }] }).Next.When(Some.Attest(1))
            .ThenFact<ActAccrued>(accrued => Assert.Equal((0L, 30L), (accrued.Points.Hundredths, accrued.Minutes.Count)));
    }

    [Fact]
    public void A_limit_that_refuses_lets_no_further_act_through()
    {
        var once = Plain with
        {
            Measures = [new Measure("times", Count: new("acts", null), Whose: [Whose.Person], Window: new(Window.Day, null))],
            Limits = [new Limit("once", "times", new(new Quantity(1, Unit.Times), null), Overflow: new(Overflow.Refuse, null))],
        };
        var spec = Spec.Given(Some.Book(once)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1), Some.Visit(2, start: "2026-03-01T12:00:00+08:00")), Some.Attest(1));
        spec.When(Some.Attest(2)).ThenRejected(new LimitReached(Some.Act(2), "once"));
        spec.And(Some.Reverse(1)).When(Some.Attest(2)).ThenFact<ActAccrued>(accrued => Assert.Equal(200, accrued.Points.Hundredths));
    }

    [Fact]
    public void A_claim_is_made_before_a_day_of_the_year_even_within_the_filing_window()
    {
        var claims = Plain with { Filing = Plain.Filing with { Within = RulebookParts.Days(366), ClaimsUntil = new(new MonthDay(2, 28), 1) } };
        var visit = Some.Visit(1, start: "2026-12-20T09:00:00+08:00");
        Spec.Given(Some.Book(claims)).At("2027-02-28T22:00:00+08:00").When(Some.Record(visit)).ThenFacts(typeof(ActRecorded));
        Spec.Given(Some.Book(claims)).At("2027-03-01T00:00:00+08:00").When(Some.Record(visit)).ThenRejected(new FiledTooLate(new(2026, 12, 20), new(2027, 2, 28)));
    }

    [Fact]
    public void What_posts_at_the_end_of_a_period_is_provisional_until_then()
    {
        Spec Book(string now) => Spec.Given(Some.Book(Plain with { PostsAt = PostsAt.QuarterEnd })).At(now).And(Some.Record(Some.Visit(1)));
        Book("2026-03-01T22:00:00+08:00").When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal((null, new DateOnly(2026, 3, 31), 0), (accrued.NoticeUntil, accrued.PostsAfter, accrued.Legs.Count)))
            .Next.When(new RaiseObjection(Actor.Of(Some.Neighbour), Some.Act(1), "not-done", null, [])).ThenRejected(new NotOnNotice(Some.Act(1)))
            .Next.At("2026-03-31T23:59:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1)])).ThenResult(new AccrualsPosted([]))
            .Next.At("2026-04-01T00:00:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1)])).ThenResult(new AccrualsPosted([Some.Act(1)]));
        Spec.Given(Some.Book(Plain with { PostsAt = PostsAt.MonthEnd, Notice = new(RulebookParts.WorkingDays(2)) })).At("2026-03-30T22:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-03-30T09:00:00+08:00")))
            .When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2026, 3, 31)), (accrued.NoticeUntil, accrued.PostsAfter)))
            .Next.At("2026-04-01T10:00:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1)])).ThenResult(new AccrualsPosted([]));
    }

    [Fact]
    public void What_would_be_more_than_can_be_counted_is_refused()
    {
        var give = Plain.Acts[0].Give![0] with { Amount = new(default, new Amount(new("input.given", null), [new Stage(Per: new Quantity(1, Unit.Yuan), Give: RulebookParts.Points(Bounds.MostAmount))])) };
        var donating = Plain with { Inputs = [new Input("given", new Title("捐款"), "yuan", 0, Bounds.MostAmount)], Acts = [Plain.Acts[1] with { Inputs = ["given"], Give = [give] }] };
        // The checker lets no such rulebook be published any more.
        var published = new RulebookPublished(donating with { Version = "donating" }, Some.Hash("donating"));
        var spec = Spec.Given(Some.Book(Plain), published).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1) with { Inputs = [new("given", 100 * Bounds.MostAmount)] }));
        spec.When(Some.Attest(1)).ThenRejected(new AmountTooLarge(Some.Act(1)));
    }

    private static Outcome<ActsRecorded> Recorded(RulebookDocument rulebook) => Spec.Given(Some.Book(rulebook)).At("2026-03-01T22:00:00+08:00").When(Some.Record(Some.Visit(1)));
}
