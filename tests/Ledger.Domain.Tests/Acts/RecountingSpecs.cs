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

    /// <summary>Three points of each activity for each who takes part.</summary>
    private static readonly RulebookDocument OfActivity = Some.Document() is var plain ? plain with
    {
        Measures = [new Measure("activity", Count: new("points", null), Whose: [Whose.Person, Whose.Activity], Window: new(Window.Activity, null))],
        Limits = [new Limit("activity", "activity", new(RulebookParts.Points(300), null))],
    } : plain;

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

    /// <summary>The later version closes its windows after ten days; an act of the earlier comes after that.</summary>
    [Fact]
    public void A_version_that_closes_windows_sooner_does_not_forget_those_of_the_one_before()
    {
        var long_ = Some.Document(dailyCap: 500, filingDays: 366);
        var spec = Spec.Given(Some.Book(long_)).At("2026-05-20T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-04-10T08:00:00+08:00", minutes: 300, type: "patrol"), Some.Visit(2, start: "2026-04-10T14:00:00+08:00", minutes: 300, type: "patrol")), Some.Attest(1),
                Some.Publish(Closing with { Version = "v2", EffectiveFrom = new(2026, 6, 1) }));
        spec.At("2026-06-20T10:00:00+08:00").And(Some.Record(Some.Visit(3, start: "2026-06-19T08:00:00+08:00")), Some.Attest(3))
            .When(Some.Attest(2)).ThenFact<ActAccrued>(accrued => Assert.Equal(0, accrued.Points.Hundredths));
    }

    /// <summary>Of one activity, forty days apart, with windows of thirty days.</summary>
    [Fact]
    public void What_an_activity_has_got_is_known_as_long_as_it_goes_on()
    {
        var spec = Spec.Given(Some.Book(OfActivity)).At("2026-03-01T22:00:00+08:00").And(Some.Record(At(Some.Visit(1), 1)), Some.Attest(1));
        spec.At("2027-04-05T22:00:00+08:00").And(Some.Record(Some.Visit(2, start: "2027-04-05T08:00:00+08:00")), Some.Attest(2))
            .And(Some.Record(At(Some.Visit(3, start: "2027-04-05T12:00:00+08:00"), 1))).When(Some.Attest(3)).ThenFact<ActAccrued>(accrued => Assert.Equal(100, accrued.Points.Hundredths));
    }

    [Fact]
    public void An_activity_is_adjusted_as_long_as_its_last_act_may_be()
    {
        var spec = Spec.Given(Some.Book(OfActivity)).At("2026-03-01T22:00:00+08:00").And(Some.Record(At(Some.Visit(1), 1)), Some.Attest(1))
            .At("2026-03-25T22:00:00+08:00").And(Some.Record(At(Some.Visit(2, start: "2026-03-25T08:00:00+08:00"), 1)), Some.Attest(2));
        Assert.Equal([200L, 100], Got(spec, 1, 2));
        spec.At("2026-04-10T10:00:00+08:00").When(Some.Reverse(1)).ThenFact<AccrualAdjusted>(adjusted => Assert.Equal((Some.Act(2), 100L), (adjusted.Act, adjusted.Points.Hundredths)));
    }

    /// <summary>Three points a month for a person and three for an activity: each act shares one of them with the next.</summary>
    [Fact]
    public void Windows_of_several_people_that_meet_in_activities_are_followed_to_the_end()
    {
        PersonId[] people = [Some.Volunteer, Some.Neighbour, Some.Owner, Some.Clerk, Some.Auditor];
        var acts = Enumerable.Range(0, 8).Select(act => At(Some.Visit(act, people[(act + 1) / 2], $"2026-03-{act + 1:D2}T08:00:00+08:00"), act / 2)).ToArray();
        var rulebook = OfActivity with
        {
            Measures = [OfActivity.Measures![0] with { Whose = [Whose.Activity] }, new Measure("month", Count: new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null))],
            Limits = [.. OfActivity.Limits!, new Limit("month", "month", new(RulebookParts.Points(300), null))],
        };
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-10T22:00:00+08:00").And(Some.Record(acts), Some.Attest(0, 1, 2, 3, 4, 5, 6, 7));
        Assert.Equal([200L, 100, 200, 100, 200, 100, 200, 100], Got(spec, 0, 1, 2, 3, 4, 5, 6, 7));
        spec.When(Some.Reverse(0)).ThenFacts([typeof(ActReversed), .. Enumerable.Repeat(typeof(AccrualAdjusted), 7)]);
        Assert.Equal([200L, 100, 200, 100, 200, 100, 200], Got(spec, 1, 2, 3, 4, 5, 6, 7));
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

    private static ActEntry At(ActEntry act, int activity) => act with { Source = new Source("need", Some.Id(0x900 + activity)) };

    private static IEnumerable<long> Got(Spec spec, params int[] acts) =>
        acts.Select(act => spec.Journal.Rows.All<Act>().Single(row => row.Key == Some.Act(act).ToString()).Value.Accrual!.Points.Hundredths);

    private static long Available(Spec spec) => spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, "points")).Value.Available;
}
