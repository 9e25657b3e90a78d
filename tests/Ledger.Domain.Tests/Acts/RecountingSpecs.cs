using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>After an undoing everybody has what he would have had without the undone act, in open windows (rule 12).</summary>
public sealed class RecountingSpecs
{
    /// <summary>Five points a day, and five a month on the board of safety: neither contains the other.</summary>
    private static readonly RulebookDocument Crossing = Some.Document(dailyCap: 500,
        actTypes: [RulebookParts.Act("patrol", "巡逻", "safety", perHour: 100, null), RulebookParts.Act("help", "帮助", "mutual-aid", perHour: 100, null)]) is var plain
        ? plain with
        {
            Measures = [.. plain.Measures!, new Measure("safety-month", Count: new("points", null), When: new When(Fact: "act.board", In: ["safety"]), Whose: [Whose.Person], Window: new(Window.Month, null))],
            Limits = [.. plain.Limits!, new Limit("safety", "safety-month", new(RulebookParts.Points(500), null))],
        } : plain;

    /// <summary>Two points for every full two hours of a month.</summary>
    private static readonly RulebookDocument Whole = Some.Document(dailyCap: null) is var plain ? plain with
    {
        Measures = [new Measure("hours", Count: new("amount", null), Whose: [Whose.Person], Window: new(Window.Month, null))],
        Acts = [plain.Acts[0] with
        {
            Give = [plain.Acts[0].Give![0] with
            {
                Amount = new(default, new Amount(new("minutes", null),
                    [new Stage(Over: "hours"), new Stage(Round: Rounding.Down, To: new Quantity(120, Unit.Hours)), new Stage(Per: new Quantity(60, Unit.Hours), Give: RulebookParts.Points(100))])),
            }],
        }],
    } : plain;

    private static readonly RulebookDocument Closing = Some.Document() is var plain ? plain with { Filing = plain.Filing with { WindowClosesAfter = RulebookParts.Days(10) } } : plain;

    [Fact]
    public void Where_limits_cross_one_act_may_get_more_and_another_less()
    {
        var spec = Attested(Crossing, (1, "help", "03-01T08", 5), (2, "patrol", "03-01T14", 5), (3, "patrol", "03-02T08", 5), (4, "help", "03-02T14", 5));
        Assert.Equal([500L, 0, 500, 0], spec.Journal.Facts.OfType<ActAccrued>().Select(fact => fact.Points.Hundredths));
        spec.When(Some.Reverse(1)).ThenFacts(typeof(ActReversed), typeof(AccrualAdjusted), typeof(AccrualAdjusted), typeof(AccrualAdjusted))
            .ThenResult(result => Assert.Equal([(Some.Act(2), 500L), (Some.Act(3), -500), (Some.Act(4), 500)], result.Adjusted.Select(line => (line.Act, line.PointsHundredths.Hundredths))));
        Assert.Equal([500L, 0, 500], Got(spec, 2, 3, 4));
        Assert.Equal(1000, Available(spec));
    }

    [Fact]
    public void Where_a_window_is_valued_as_a_whole_what_was_got_too_much_is_taken_back()
    {
        var spec = Attested(Whole, (1, "patrol", "03-01T08", 1), (2, "patrol", "03-02T08", 1), (3, "patrol", "03-03T08", 1), (4, "patrol", "03-04T08", 1));
        Assert.Equal([0L, 200, 0, 200], Got(spec, 1, 2, 3, 4));
        spec.When(Some.Reverse(1)).ThenResult(result => Assert.Equal([-200L, 200, -200], result.Adjusted.Select(line => line.PointsHundredths.Hundredths)));
        Assert.Equal([0L, 200, 0], Got(spec, 2, 3, 4));
        Assert.Equal(200, Available(spec));
        spec.And(Some.Reverse(3)).When(Some.Reverse(4)).ThenFacts(typeof(ActReversed));
        Assert.Equal((0L, 0L), (Available(spec), Got(spec, 2).Single()));
    }

    [Fact]
    public void The_arithmetic_of_an_adjustment_holds_by_itself()
    {
        var spec = Attested(Crossing, (1, "help", "03-01T08", 5), (2, "patrol", "03-01T14", 5), (3, "patrol", "03-02T08", 5));
        spec.And(Some.Reverse(1));
        Assert.All(spec.Journal.Facts.OfType<AccrualAdjusted>(), fact =>
        {
            Assert.True(Arithmetic.Holds(fact.Steps, name => name == "got" ? fact.Got.Hundredths : name == "minutes" ? 300 : null));
            Assert.Equal(fact.Points.Hundredths, Arithmetic.ResultIn("points", fact.Steps));
        });
    }

    [Fact]
    public void An_act_whose_day_is_closed_keeps_what_it_has()
    {
        var spec = Attested(Crossing, (1, "patrol", "03-01T08", 5), (2, "patrol", "03-25T08", 5));
        spec.At("2026-04-26T09:00:00+08:00").When(Some.Reverse(1)).ThenFacts(typeof(ActReversed));
    }

    [Fact]
    public void What_cannot_be_counted_any_more_is_not_attested()
    {
        var spec = Spec.Given(Some.Book(Closing)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1)));
        spec.At("2026-03-12T00:00:00+08:00").When(Some.Attest(1)).ThenRejected(new WindowIsClosed(Some.Act(1), new(2026, 3, 1), new(2026, 3, 11)));
        Spec.Given(Some.Book(Closing)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1))).At("2026-03-11T23:59:00+08:00").When(Some.Attest(1)).ThenFact<ActAccrued>(_ => { });
    }

    [Fact]
    public void What_is_recorded_again_after_that_is_worth_what_the_one_had_got_that_it_replaces_at_most()
    {
        var spec = Spec.Given(Some.Book(Closing)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1)), Some.Attest(1));
        spec.At("2026-03-20T10:00:00+08:00").And(Some.Reverse(1), Some.Record(Some.Visit(2, minutes: 600, type: "patrol") with { Replaces = Some.Act(1) })).When(Some.Attest(2)).ThenFact<ActAccrued>(accrued =>
        {
            Assert.Equal((200L, "/filing/windowClosesAfter"), (accrued.Points.Hundredths, accrued.Steps[^1].Rule));
            Assert.True(Arithmetic.Holds(accrued));
        });
        Assert.Empty(spec.Journal.Rows.All<MeterRow>().SelectMany(row => row.Value.Lines));
    }

    private static Spec Attested(RulebookDocument rulebook, params (int Act, string Type, string Start, int Hours)[] acts)
    {
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-26T22:00:00+08:00");
        foreach (var (act, type, start, hours) in acts) spec.And(Some.Record(Some.Visit(act, start: $"2026-{start}:00:00+08:00", minutes: hours * 60, type: type)), Some.Attest(act));
        return spec;
    }

    private static IEnumerable<long> Got(Spec spec, params int[] acts) =>
        acts.Select(act => spec.Journal.Rows.All<Act>().Single(row => row.Key == Some.Act(act).ToString()).Value.Accrual!.Points.Hundredths);

    private static long Available(Spec spec) => spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, "points")).Value.Available;
}
