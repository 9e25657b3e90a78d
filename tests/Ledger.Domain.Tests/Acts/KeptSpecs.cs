using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>A limit on what somebody has is judged when something posts, from what he has and holds then, and never again.</summary>
public sealed class KeptSpecs
{
    private static readonly RulebookDocument Dropping = AtMost(500, null);

    [Fact]
    public void What_is_over_is_dropped_and_the_fact_says_why()
    {
        Attested(Dropping, 2).And(Some.Record(Visit(3))).When(Some.Attest(3)).ThenFact<ActAccrued>(accrued =>
        {
            Assert.Equal((200, 100), (accrued.Points.Hundredths, Credited(accrued)));
            var step = Assert.Single(accrued.Stored!);
            Assert.Equal((StepKind.Cap, 200, 100, 400), (step.Kind, step.Input, step.Output, step.Window!.Before));
            Assert.True(Arithmetic.Holds(accrued.Stored!) && Arithmetic.Holds(accrued));
        });
    }

    [Fact]
    public void What_is_held_counts_and_what_was_spent_makes_room_for_what_comes_later()
    {
        var spec = Attested(Dropping, 3).And(Some.Hold(1, Some.Umbrella), Some.Record(Visit(4), Visit(5)));
        spec.When(Some.Attest(4)).ThenFact<ActAccrued>(accrued => Assert.Equal(0, Credited(accrued)));
        spec.And(Some.Capture(1)).When(Some.Attest(5)).ThenFact<ActAccrued>(accrued => Assert.Equal(200, Credited(accrued)));
    }

    [Fact]
    public void What_is_over_lies_in_another_bucket_and_goes_first_when_the_act_is_undone()
    {
        var spec = Attested(AtMost(500, new(default, new OverflowInto(Bucket: "honour-only"))), 3);
        Assert.Equal((500, 100), (InBucket(spec, "leader-signed"), InBucket(spec, "honour-only")));
        spec.And(Some.Reverse(3));
        Assert.Equal((400, 0), (InBucket(spec, "leader-signed"), InBucket(spec, "honour-only")));
    }

    [Fact]
    public void It_may_let_no_such_act_through()
    {
        Attested(AtMost(500, new(Overflow.Refuse, null)), 2).And(Some.Record(Visit(3))).When(Some.Attest(3)).ThenRejected(new LimitReached(Some.Act(3), "store"));
    }

    [Fact]
    public void An_act_that_got_less_gives_back_only_what_it_got()
    {
        var spec = Attested(Dropping, 3).And(Some.Reverse(3));
        Assert.Equal((400, 0), (Of(spec).Available.Hundredths, Of(spec).Account.Debt));
    }

    [Fact]
    public void What_posts_after_a_notice_is_judged_when_it_posts()
    {
        var spec = Attested(Dropping with { Notice = new(RulebookParts.WorkingDays(1)) }, 3);
        spec.At("2026-03-04T00:00:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1), Some.Act(2), Some.Act(3)]))
            .ThenEach<AccrualPosted>(posted => Assert.Single(posted.Stored!));
        Assert.Equal(500, Of(spec).Available.Hundredths);
    }

    private static RulebookDocument AtMost(long points, TextOr<Overflow?, OverflowInto>? overflow) => Some.Document(dailyCap: null) with
    {
        Buckets = [new Bucket("honour-only", new Title("荣誉"), [Right.Honour])],
        Measures = [new("stored", Count: new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))],
        Limits = [new("store", "stored", new(RulebookParts.Points(points), null), Overflow: overflow)],
    };

    private static ActEntry Visit(int act) => Some.Visit(act, start: $"2026-03-01T{8 + act:D2}:00:00+08:00");

    /// <summary>So many visits of one day, two points each.</summary>
    private static Spec Attested(RulebookDocument rulebook, int visits)
    {
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-01T22:00:00+08:00");
        for (var act = 1; act <= visits; act++) spec.And(Some.Record(Visit(act)), Some.Attest(act));
        return spec;
    }

    private static long Credited(ActAccrued accrued) => -accrued.Legs.Where(leg => leg is { Account: AccountName.Issued, Commodity: "points" }).Sum(leg => leg.Amount);

    private static Holding Of(Spec spec) => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), Some.Volunteer);

    private static long InBucket(Spec spec, Code bucket) => Of(spec).Live.Where(lot => lot.Lot.Bucket == bucket).Sum(lot => lot.Amount);
}
