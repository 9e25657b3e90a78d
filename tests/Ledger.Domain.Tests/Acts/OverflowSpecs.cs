using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>What is over a limit may go to a pool, or wait for those who sign.</summary>
public sealed class OverflowSpecs
{
    private static readonly Subject Pool = Subject.Pool("elders");
    private static readonly TextOr<Overflow?, OverflowInto> IntoPool = new(default, new OverflowInto(Pool: "elders"));
    private static readonly RulebookDocument Pooling = Some.Document(dailyCap: 300) is var capped ? capped with
    {
        Passages = [new Passage("elders", PassageKind.Pool)], Limits = [capped.Limits![0] with { Overflow = IntoPool }],
    } : null!;

    [Fact]
    public void What_is_over_goes_into_the_pool_and_comes_back_as_far_as_there_is_room_again()
    {
        var spec = Attested(Pooling, 3);
        Assert.Equal((300, 300), (Of(spec, Some.Volunteer), Of(spec, Pool)));
        spec.And(Some.Reverse(1));
        Assert.Equal((300, 100), (Of(spec, Some.Volunteer), Of(spec, Pool)));
        spec.And(Some.Reverse(2), Some.Reverse(3));
        Assert.Equal((0, 0), (Of(spec, Some.Volunteer), Of(spec, Pool)));
    }

    [Fact]
    public void What_is_over_an_account_goes_into_the_pool_when_it_posts_and_goes_first_when_it_is_undone()
    {
        var stored = Some.Document(dailyCap: 500) with
        {
            Passages = [new Passage("elders", PassageKind.Pool)], Notice = new(RulebookParts.WorkingDays(1)),
        };
        stored = stored with
        {
            Measures = [.. stored.Measures!, new("stored", Count: new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))],
            Limits = [.. stored.Limits!, new("store", "stored", new(RulebookParts.Points(250), null), Overflow: IntoPool)],
        };
        var spec = Attested(stored, 3).At("2026-03-04T00:00:00+08:00").And(new PostAccruals(Actor.Scheduler, [Some.Act(1), Some.Act(2), Some.Act(3)]));
        Assert.Equal((250, 250), (Of(spec, Some.Volunteer), Of(spec, Pool)));
        // The third gets 1 point more, for which there is room now.
        spec.And(Some.Reverse(1));
        Assert.Equal((150, 250), (Of(spec, Some.Volunteer), Of(spec, Pool)));
        spec.And(Some.Reverse(2), Some.Reverse(3));
        Assert.Equal((0, 0), (Of(spec, Some.Volunteer), Of(spec, Pool)));
    }

    [Fact]
    public void What_is_over_waits_for_a_review_of_its_tier_and_counts_whole_once_they_have_signed()
    {
        var waiting = Some.Document(dailyCap: 300) is var capped ? capped with
        {
            Bodies = [new("council", new Title("议事会"), [Role.Office], 1), new("leaders", new Title("组长"), [Role.TeamLeader], 1)],
            Review = [new("much", [new("council")], Tier: new("person-day", RulebookParts.Points(300))), new("rest", [new("leaders")])],
            Limits = [capped.Limits![0] with { Overflow = new(Overflow.Review, null) }],
        } : null!;
        var spec = Attested(waiting, 1).And(Some.Record(Visit(2)));
        spec.When(Some.Attest(2)).ThenRejected(new Ledger.Domain.Marks.NotOfTheBody("council", [Role.Office]));
        spec.When(new AttestActs(Some.OfficeActs, [Some.Act(2)])).ThenFact<ActAccrued>(accrued => Assert.Equal(200, accrued.Points.Hundredths));
        Assert.Equal(400, Of(spec, Some.Volunteer));

        var together = Spec.Given(Some.Book(waiting)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Visit(1), Visit(2)), Some.Attest(1));
        together.When(Some.Attest(2)).ThenRejected(new LimitReached(Some.Act(2), "day"));
        Assert.Equal("/limits/0/overflow no-review-of-it", Assert.Single(Ledger.Domain.Rulebooks.Compiling.CompiledRulebook.Of(waiting with { Review = waiting.Review!.Skip(1).ToList() }).Findings) is var finding ? $"{finding.Pointer} {finding.Code}" : "");
    }

    /// <summary>Visits of one day, two points each.</summary>
    private static Spec Attested(RulebookDocument rulebook, int visits)
    {
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-01T22:00:00+08:00");
        for (var visit = 1; visit <= visits; visit++) spec.And(Some.Record(Visit(visit)), Some.Attest(visit));
        return spec;
    }

    private static ActEntry Visit(int visit) => Some.Visit(visit, start: $"2026-03-01T{8 + visit:D2}:00:00+08:00");

    private static long Of(Spec spec, Subject holder) => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), holder).Available.Hundredths;
}
