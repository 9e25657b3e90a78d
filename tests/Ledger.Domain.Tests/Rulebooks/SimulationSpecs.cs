using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Offers;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>A draft over the recorded past: the same rules give what was, other rules what would have been.</summary>
public sealed class SimulationSpecs
{
    private static readonly OfferId Barber = OfferId.Of(Some.Id(0x330));

    [Fact]
    public void The_rulebook_that_was_in_force_gives_what_was()
    {
        var report = Simulate(History(), Some.Document()).Single();
        Assert.Equal((6L, 0L, 0L, 0L), (report.Acts, report.NotCovered, report.NotEligible, report.Unknown));
        Assert.All(report.Issued.Values, board => Assert.Equal(board.Was, board.Would));
        Assert.Equal(1_000, report.Issued.Values.Sum(board => board.Was));
        Assert.Equal(report.Outstanding.Was, report.Outstanding.Would);
        Assert.Equal(report.Expired.Was, report.Expired.Would);
        Assert.Equal((report.Budget.Was, 0), (report.Budget.Would, report.Refused.Count));
        Assert.True(report.Budget.Was > 0);
        Assert.Equal((0L, 0L), (report.Changes["more"], report.Changes["less"]));
    }

    [Fact]
    public void A_draft_that_gives_less_tells_who_loses_and_what_would_have_been_refused()
    {
        var report = Simulate(History(), Visits(100)).Single();
        Assert.Equal(new WasAndWould(1_000, 500), report.Issued["mutual-aid"]);
        Assert.Equal((0L, 1L), (report.Changes["more"], report.Changes["less"]));
        Assert.Equal(new WasAndWould(1_000, 500), report.Losers.Single().Earned);
        Assert.Equal(1, report.Refused["insufficient-points"]);
        Assert.Equal(0, report.Budget.Would);
    }

    [Fact]
    public void A_lower_limit_binds_in_the_past_too_and_an_undone_act_leaves_its_room()
    {
        var capped = Some.Document() with { Measures = [new("month", new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null))], Limits = [new("month", "month", new(RulebookParts.Points(500), null))] };
        var report = Simulate(History(), capped).Single();
        Assert.Equal(new WasAndWould(1_000, 500), report.Issued["mutual-aid"]);
        Assert.Equal(6, report.Acts);
    }

    [Fact]
    public void What_one_may_have_at_most_is_kept_to_when_it_posts()
    {
        var bounded = Some.Document() with { Measures = [.. Some.Document().Measures!, new("stored", new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))], Limits = [.. Some.Document().Limits!, new("stored", "stored", new(RulebookParts.Points(300), null))] };
        var report = Simulate(History(), bounded).Single();
        Assert.True(report.NotStored.Would > 0 && report.Outstanding.Would <= 300, $"{report.NotStored} {report.Outstanding}");
        Assert.Equal(0, report.NotStored.Was);
        Assert.Equal(new WasAndWould(1_000, 1_000), report.Issued["mutual-aid"]);
    }

    [Fact]
    public void What_nothing_decides_again_is_told()
    {
        Assert.Equal(["deductions"], Simulate(History(), Some.Document()).Single().NotSimulated);
        var draft = Some.Document() with { Passages = [new Passage("gift", PassageKind.Gift)] };
        Assert.Equal(["gifts", "deductions"], Simulate(History(), draft).Single().NotSimulated);
        Assert.All(new[] { "gifts", "deductions" }, code => Assert.NotNull(NotSimulated.Says(code).En));
    }

    [Fact]
    public void Two_drafts_are_compared_in_one_run_and_the_past_is_not_touched()
    {
        var history = History();
        var before = history.Facts.Count;
        var reports = Simulate(history, Visits(100), Visits(300));
        Assert.Equal([500L, 1_500L], reports.Select(report => report.Issued["mutual-aid"].Would));
        Assert.Equal(before, history.Facts.Count);
    }

    [Fact]
    public void What_the_draft_has_no_type_for_is_told()
    {
        var report = Simulate(History(), Some.Document(actTypes: [RulebookParts.Act("patrol", "巡逻", "safety", null, 100)])).Single();
        Assert.Equal((6L, 0L), (report.NotCovered, report.Issued["mutual-aid"].Would));
    }

    [Fact]
    public void A_lower_price_is_a_gain_and_the_merchants_are_paid_by_whoever_bears_it()
    {
        var journal = Some.WithPoints(5, Some.Book(Haircut(500))).At("2026-02-06T09:30:00+08:00").And(new PublishOffer(Some.OfficeActs, Barber, Some.Bakery, Some.Terms() with { Item = "haircut", Price = Points.Zero }), Some.Hold(1, Barber, 1), Some.Capture(1)).Journal;
        var cheaper = Simulate(journal, Haircut(300)).Single();
        Assert.Equal((1L, new WasAndWould(500, 300)), (cheaper.Changes["more"], cheaper.Gainers.Single().Paid));
        Assert.Equal(new WasAndWould(1_000, 1_000), cheaper.Gainers.Single().Earned);
        Assert.Equal(cheaper.Budget, cheaper.Bearers["community"]);
        Assert.Equal(1, Simulate(journal, Haircut(700)).Single().Changes["less"]);
        var refused = Simulate(journal, Haircut(1_100)).Single();
        Assert.Equal((1L, 0L, 1L), (refused.Refused["insufficient-points"], refused.Changes["more"], refused.Changes["same"]));
    }

    [Fact]
    public void What_a_household_gets_is_its_own_and_further_commodities_are_told_apart()
    {
        var document = Some.Document(actTypes: [RulebookParts.Act("visit", "探访", "mutual-aid", null, 200) with
        {
            Give = [new(new("points", Holder: Holder.Household), Amount: new(default, new Amount(new("act", null), [new Stage(Each: RulebookParts.Points(200))]))), new(new("green"), Amount: new(default, new Amount(new("act", null), [new Stage(Each: RulebookParts.Points(50))])))],
        }]) is var one ? one with { Commodities = [.. one.Commodities, one.Commodities[0] with { Code = "green", Title = new Title("绿色积分") }] } : one;
        var report = Simulate(Some.WithPoints(6, Some.Book(document)).And(Some.Reverse(1005)).Journal, document).Single();
        Assert.Equal(report.Issued["mutual-aid"].Was, report.Issued["mutual-aid"].Would);
        Assert.Equal(report.Outstanding.Was, report.Outstanding.Would);
        Assert.Equal(new WasAndWould(250, 250), report.Further["green"]);
        Assert.Equal((0L, 0L), (report.Changes["more"], report.Changes["less"]));
    }

    [Fact]
    public void Levels_that_flip_are_counted()
    {
        var stars = Some.Document() is var document ? document with
        {
            Measures = [.. document.Measures ?? [], new("all", new("points", null), Whose: [Whose.Person], Window: new(Window.Life, null))],
            Ladders = [new("stars", new Title("星级"), Whose.Person, [new("star-1", new Title("一星"), [new When(Measure: "all", AtLeast: new Bound("8 points"))])], new(Judged.Posting, null))],
        } : document;
        Assert.Equal(new WasAndWould(1, 1), Simulate(Some.WithPoints(5, Some.Book(stars)).Journal, stars).Single().Levels["stars/star-1"]);
        var harder = stars with { Ladders = [stars.Ladders![0] with { Levels = [new("star-1", new Title("一星"), [new When(Measure: "all", AtLeast: new Bound("11 points"))])] }] };
        Assert.Equal(new WasAndWould(1, 0), Simulate(Some.WithPoints(5, Some.Book(stars)).Journal, harder).Single().Levels["stars/star-1"]);
    }

    [Fact]
    public void Places_that_flip_are_told_by_round()
    {
        var best = new Rank("best", new Title("月度之星"), Whose.Person, new("month"), new(Window.Month, null), new Quantity(1, Unit.People), Ties.Share, Publishing.CountOnly);
        RulebookDocument With(long visit, params Rank[] ranks) => Some.Document(dailyCap: null, actTypes: [RulebookParts.Act("visit", "探访", "mutual-aid", null, visit), RulebookParts.Act("patrol", "巡逻", "safety", null, 100)]) with
        {
            Measures = [new("month", new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null), Status: Standing.Posted)], Ranks = ranks,
        };
        var journal = Spec.Given(Some.Book(With(200, best))).At("2026-02-28T20:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-02-03T09:00:00+08:00")), Some.Attest(1))
            .And(Some.Record(Some.Visit(2, Some.Neighbour, "2026-02-04T09:00:00+08:00", minutes: 60, type: "patrol")), Some.Attest(2))
            .At("2026-03-01T00:10:00+08:00").And(new CountRound(Actor.Scheduler, "best", new(2026, 2, 28), null, null)).Journal;
        var same = Simulate(journal, With(200, best)).Single();
        Assert.Equal((new PlacesWon(new(1, 1), 0, 0), 0), (same.Ranks["best"], same.Places.Count));
        var other = Simulate(journal, With(50, best)).Single();
        Assert.Equal(new PlacesWon(new(1, 1), 1, 1), other.Ranks["best"]);
        Assert.Equal([(Subject.Of(Some.Volunteer), false), (Subject.Of(Some.Neighbour), true)], other.Places.Select(place => (place.Subject, place.IsGained)).OrderBy(place => place.IsGained));
        Assert.Equal(new PlacesWon(new(1, 0), 0, 1), Simulate(journal, With(200)).Single().Ranks["best"]);
    }

    private static RulebookDocument Haircut(long price) => Some.Document() with { Items = [new Item("haircut", new Title("理发"))], Passages = [new("haircut", PassageKind.Redeem, "haircut", Price: new(RulebookParts.Points(price), null))] };

    /// <summary>Six visits, two points each, of which one was undone; then two breakfasts for all ten.</summary>
    private static PlayedJournal History() => Some.WithPoints(6).And(Some.Reverse(1005), Some.Hold(1, Some.Breakfast, 2), Some.Capture(1)).Journal;

    private static RulebookDocument Visits(long each) => Some.Document(actTypes: [RulebookParts.Act("visit", "探访", "mutual-aid", null, each)]);

    private static IReadOnlyList<SimulationReport> Simulate(PlayedJournal journal, params RulebookDocument[] drafts)
    {
        var facts = journal.Facts;
        var simulation = new Simulation([.. drafts.Select(draft => new Rulebook(draft, RulebookParts.HashOf(draft), 0))], facts.OfType<ActReversed>().Select(fact => fact.Act).ToHashSet());
        foreach (var fact in facts.Where(fact => Simulation.Reads(fact.GetType()))) simulation.See(fact);
        return simulation.Result();
    }
}
