using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Openings;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Honours;

/// <summary>What levels read: what one award used is not used again, paper passbooks count where a measure says so, and acts from when they are recorded.</summary>
public sealed class UsedSpecs
{
    private static readonly Title Any = new("荣誉卡");

    private static RulebookDocument With(Measure measure, TextOr<Uses?, UsesCycle>? uses = null) => Some.Document(dailyCap: null) with
    {
        Measures = [measure], Ladders = [new("cards", Any, Whose.Person, [new("card", Any, [new(Measure: measure.Code, AtLeast: new("2 points"))])], new(Judged.Application, null), Uses: uses)],
    };

    private static ApplyForLevel Apply(int id) => new(Actor.Of(Some.Volunteer), LevelApplicationId.Of(Some.Id(0xa00 + id)), Subject.Of(Some.Volunteer), "cards", "card");

    private static long Got(Spec spec, string period) => spec.Journal.Rows is var rows && new AllRows(rows).Find<MeterRow>($"person:{Some.Volunteer}{(period.Length == 10 ? $"|{period[..7]}" : "")}")?.Lines.SingleOrDefault(line => line.Period == period) is { } line ? line.Got : 0;

    [Fact]
    public void What_one_award_used_is_not_used_for_the_next()
    {
        var spec = Spec.Given(Some.Book(With(new("got", new("points", null), Whose: [Whose.Person], Window: new(default, new WindowForm(Last: new Quantity(36, Unit.Months))), Status: Ledger.Domain.Rulebooks.Document.Standing.Posted), new(Uses.Consumes, null))))
            .At("2026-03-01T20:00:00+08:00").And(Some.Record(Some.Visit(1)), Some.Attest(1), Apply(1)).At("2026-03-02T20:00:00+08:00");
        spec.When(Apply(2)).ThenRejected(new LevelNotReached("cards", "card", "/ladders/0/levels/0/needs/0"));
        spec.And(Some.Record(Some.Visit(2, start: "2026-03-02T09:00:00+08:00")), Some.Attest(2)).When(Apply(2)).ThenFacts(typeof(LevelApplied), typeof(LevelReached));
    }

    [Fact]
    public void A_paper_passbook_counts_in_measures_that_ask_for_openings()
    {
        var spec = Spec.Given(Some.Book(With(new("got", new("points", null), Whose: [Whose.Person], Window: new(Window.Life, null), Opening: true)))).And(
            new EnterOpening(Some.AdministratorActs, OpeningId.Of(Some.Id(0x601)), [new(1, Some.Hash("passbook"), Some.Volunteer, new(2025, 12, 31), [new("mutual-aid", "opening", 2025, null, new Points(2500), new Minutes(90))])], []),
            new SignOpening(Some.OfficeActs, OpeningId.Of(Some.Id(0x601))));
        Assert.Equal(2500, Got(spec, "life"));
        spec.When(Apply(1)).ThenFacts(typeof(LevelApplied), typeof(LevelReached));
    }

    [Fact]
    public void An_act_counts_from_when_it_is_recorded_until_it_is_rejected_where_the_measure_says_so()
    {
        var spec = Spec.Given(Some.Book(Some.Document(dailyCap: null) with { Measures = [new("day", new("minutes", null), Whose: [Whose.Person], Window: new(Window.Day, null), Status: Ledger.Domain.Rulebooks.Document.Standing.Recorded)] }))
            .At("2026-03-01T20:00:00+08:00").And(Some.Record(Some.Visit(1)), Some.Record(Some.Visit(2, start: "2026-03-01T11:00:00+08:00")));
        Assert.Equal(60, Got(spec, "2026-03-01"));
        spec.And(Some.Attest(1), new RejectActs(Some.OfficeActs, [Some.Act(2)], "not-there"));
        Assert.Equal(30, Got(spec, "2026-03-01"));
        spec.When(Some.Reverse(1));
        Assert.Equal(0, Got(spec, "2026-03-01"));
    }
}
