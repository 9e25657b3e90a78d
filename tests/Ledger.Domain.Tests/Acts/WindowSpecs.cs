using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>Windows that repeat from a first day, and such in which an act counts on the day it was booked.</summary>
public sealed class WindowSpecs
{
    private static readonly RulebookDocument Plain = Some.Document(dailyCap: 300);

    [Fact]
    public void A_cycle_repeats_from_its_first_day_and_each_has_its_own_room()
    {
        var spec = Book(Plain.Measures![0] with { Window = new(default, new WindowForm(Cycle: new Quantity(10, Unit.Days), From: new(2026, 1, 5))) });
        Assert.Equal([200, 100, 0], Worth(spec, (1, "2026-02-15"), (2, "2026-02-16"), (3, "2026-02-23")));
        Assert.Equal([200, 200], Worth(spec, (4, "2026-02-24"), (5, "2026-02-13")));
        spec.When(Some.Reverse(1)).ThenEach<AccrualAdjusted>(adjusted => Assert.Equal(100, adjusted.Points.Hundredths));
    }

    [Theory]
    [InlineData("2024-01-31", 1, "2026-02-28", "2026-02-28", "2026-03-30")]
    [InlineData("2024-03-01", 24, "2026-02-28", "2024-03-01", "2026-02-28")]
    [InlineData("2024-03-01", 24, "2024-02-29", "2022-03-01", "2024-02-29")]
    public void Cycles_of_months_follow_each_other_without_a_gap(string from, int months, string day, string first, string last)
    {
        var form = new WindowForm(Cycle: new Quantity(months, Unit.Months), From: DateOnly.Parse(from));
        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (Periods.CycleOf(form, DateOnly.Parse(day)), Periods.LastDayOfCycle(form, DateOnly.Parse(day))));
        Assert.Equal($"c{first}", Periods.NameCycle(form, DateOnly.Parse(day)));
    }

    [Fact]
    public void What_counts_when_it_is_booked_takes_room_of_the_day_of_its_attestation_and_gives_that_back()
    {
        var spec = Book(Plain.Measures![0] with { By = CountFrom.Booked });
        Assert.Equal([200, 100, 0], Worth(spec, (1, "2026-02-26"), (2, "2026-02-27"), (3, "2026-02-28")));
        spec.At("2026-03-02T22:00:00+08:00");
        Assert.Equal([200], Worth(spec, (4, "2026-02-26")));
        spec.When(Some.Reverse(1)).ThenEach<AccrualAdjusted>(adjusted => Assert.Equal(100, adjusted.Points.Hundredths));
        Assert.Equal([100], Worth(spec, (5, "2026-02-25")));
    }

    [Fact]
    public void What_counts_when_it_posts_stands_in_the_window_of_that_day()
    {
        var spec = Spec.Given(Some.Book(Plain with
        {
            Notice = new(RulebookParts.WorkingDays(1)),
            Measures = [.. Plain.Measures!, new("month", Count: new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null), By: CountFrom.Booked, Status: Standing.Posted)],
            Ladders = [new("stars", new Title("星级"), Whose.Person, [new("one", new Title("一星"), [new When(Measure: "month", AtLeast: new Bound("2 points"))])], new(Judged.Posting, null))],
        })).At("2026-02-27T22:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-02-27T09:00:00+08:00")), Some.Attest(1));
        spec.At("2026-03-03T10:00:00+08:00").And(new PostAccruals(Actor.Scheduler, [Some.Act(1)]));
        Assert.Equal((0, 200), (InMonth(spec, new(2026, 2, 28)), InMonth(spec, new(2026, 3, 3))));
        spec.And(Some.Reverse(1));
        Assert.Equal(0, InMonth(spec, new(2026, 3, 3)));
    }

    private static Spec Book(Measure day) => Spec.Given(Some.Book(Plain with { Measures = [day] })).At("2026-03-01T22:00:00+08:00");

    /// <summary>What visits on those days get, two points each where there is room.</summary>
    private static List<long> Worth(Spec spec, params (int Act, string Day)[] visits)
    {
        var worth = new List<long>();
        foreach (var (act, day) in visits)
            spec.And(Some.Record(Some.Visit(act, start: $"{day}T{8 + act:D2}:00:00+08:00"))).When(Some.Attest(act)).ThenFact<ActAccrued>(accrued => worth.Add(accrued.Points.Hundredths));
        return worth;
    }

    private static long InMonth(Spec spec, DateOnly day)
    {
        var books = new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1);
        return SubjectFacts.Of(books, Rulebook.InForce(books, day)!.Compiled, Some.Volunteer, day).Single(read => read.Fact == "measure.month").Value!.Value;
    }
}
