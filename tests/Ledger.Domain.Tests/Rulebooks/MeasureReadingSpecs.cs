using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Measures whose windows move with the day or start with a mark, and runs of months.</summary>
public sealed class MeasureReadingSpecs
{
    private static readonly Subject Volunteer = Subject.Of(Some.Volunteer);

    private static readonly RulebookDocument Plain = Some.Document(dailyCap: null) with
    {
        Marks = [new("member", new Title("成员"), MarkOf.Person)],
        Measures =
        [
            new("two-months", new("acts", null), Whose: [Whose.Person], Window: new(default, new WindowForm(Last: new Quantity(2, Unit.Months)))),
            new("as-member", new("acts", null), Whose: [Whose.Person], Window: new(default, new WindowForm(Since: "mark.member"))),
            new("month", new("acts", null), Whose: [Whose.Person], Window: new(Window.Month, null)),
            new("in-a-row", new(default, new Run(Window.Month, "month", AtLeast: new Quantity(1, Unit.Times))), Whose: [Whose.Person], Window: new(Window.Life, null)),
            new("missed", new(default, new Run(Window.Month, "month", Below: new Quantity(1, Unit.Times))), Whose: [Whose.Person], Window: new(default, new WindowForm(Since: "mark.member"))),
            new("months", new("periods.month", null), Whose: [Whose.Person], Window: new(default, new WindowForm(Since: "mark.member"))),
            new("strikes", new("deducted.no-show", null), Happening.Deduct, Whose: [Whose.Person], Window: new(Window.Year, null)),
            new("lost", new("points", null), Happening.Deduct, Whose: [Whose.Person], Window: new(Window.Life, null)),
        ],
    };

    private static readonly Spec Played = Spec.Given(Some.Book(Plain)).At("2026-01-20T20:00:00+08:00").And(Visit(1, "2026-01-20"))
        .And(Some.Attest(1), new SetMark(Some.OfficeActs, Volunteer, "member")).At("2026-02-10T20:00:00+08:00").And(Visit(2, "2026-02-10"), Some.Attest(2), Some.Propose(1, on: "2026-02-10"), Some.Deduct(1));

    [Theory]
    [InlineData("two-months", "2026-02-28", 2)]
    [InlineData("two-months", "2026-03-19", 2)]
    [InlineData("two-months", "2026-03-20", 1)]
    [InlineData("two-months", "2026-04-10", 0)]
    [InlineData("as-member", "2026-02-28", 2)]
    [InlineData("in-a-row", "2026-02-27", 1)]
    [InlineData("in-a-row", "2026-02-28", 2)]
    [InlineData("in-a-row", "2026-04-01", 0)]
    [InlineData("missed", "2026-05-01", 2)]
    [InlineData("months", "2026-05-01", 5)]
    [InlineData("strikes", "2026-05-01", 1)]
    [InlineData("strikes", "2027-05-01", 0)]
    [InlineData("lost", "2026-05-01", 300)]
    public void A_measure_stands_at_so_much_on_a_day(string measure, string day, long expected)
    {
        var unit = measure == "lost" ? "points" : "times";
        var rulebook = CompiledRulebook.Of(Plain with { Members = new(Earn: new When(Measure: measure, AtLeast: new($"1 {unit}"))) }).Rulebook!;
        Assert.Equal(expected, SubjectFacts.Of(new Books(new AllRows(Played.Journal.Rows), Played.Journal.Now, 1), rulebook, Volunteer, DateOnly.Parse(day)).Single().Value);
    }

    private static object Visit(int act, string day) => Some.Record(Some.Visit(act, start: $"{day}T09:00:00+08:00"));
}
