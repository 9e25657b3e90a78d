using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>Numbers and marks that an act states, and what they are worth.</summary>
public sealed class SaidSpecs
{
    /// <summary>Leading an event gives 20 points from 30 people on, 30 from 50 (R03.6); nothing after a complaint (R01.8). Every value is an example (示例).</summary>
    private static readonly RulebookDocument Rulebook = Some.Document(dailyCap: null) is var plain ? plain with
    {
        Inputs = [new Input("people", new Title("人数"), "people", 1, 1000), new Input("given", new Title("捐款"), "yuan", 0, 500)],
        Marks = [new Mark("complaint", new Title("投诉"), MarkOf.Act)],
        Acts =
        [
            new ActType("event", new Title("活动"), "safety", Inputs: ["people"], Marks: ["complaint"], Give: [Give("input.people",
                new Stage(Table: [new(People(30), RulebookParts.Points(2000)), new(People(50), RulebookParts.Points(3000))]),
                new Stage(When: new When(Fact: "act.mark.complaint", Is: true), Then: [new Stage(Nothing: true)]))]),
            new ActType("gift", new Title("捐赠"), "safety", Inputs: ["given"], Give: [Give("input.given", new Stage(Per: new Quantity(1000, Unit.Yuan), Give: RulebookParts.Points(100)))]),
        ],
    } : plain;

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 2000)]
    [InlineData(50, 3000)]
    public void A_number_it_states_decides_what_an_act_is_worth(long people, long points) =>
        Book.And(Some.Record(Event(1) with { Inputs = [new("people", people)] })).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued =>
        {
            Assert.Equal(points, accrued.Points.Hundredths);
            Assert.True(Arithmetic.Holds(accrued.Steps, fact => fact == "input.people" ? people : null));
        });

    [Fact]
    public void A_mark_it_bears_keeps_it_out() => Book.And(Some.Record(Event(1) with { Marks = ["complaint", "complaint"] })).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal(0, accrued.Points.Hundredths));

    [Fact]
    public void Money_is_stated_in_fen() => Book.And(Some.Record(Event(1) with { ActType = "gift", Inputs = [new("given", 12_345)] })).When(Some.Attest(1))
        .ThenFact<ActAccrued>(accrued => Assert.Equal(1200, accrued.Points.Hundredths));

    [Fact]
    public void What_its_type_does_not_ask_for_is_refused()
    {
        Book.When(Some.Record(Event(1) with { Inputs = null })).ThenRejected(new InputOutOfRange(Some.Act(1), "people", 1, 1000));
        Book.When(Some.Record(Event(1) with { Inputs = [new("people", 0)] })).ThenRejected(new InputOutOfRange(Some.Act(1), "people", 1, 1000));
        Book.When(Some.Record(Event(1) with { Inputs = [new("people", 5), new("people", 5)] })).ThenRejected(new InputOutOfRange(Some.Act(1), "people", 1, 1000));
        Book.When(Some.Record(Event(1) with { ActType = "gift", Inputs = [new("given", 50_001)] })).ThenRejected(new InputOutOfRange(Some.Act(1), "given", 0, 50_000));
        Book.When(Some.Record(Event(1) with { Inputs = [new("people", 5), new("given", 5)] })).ThenRejected(new InputOutOfRange(Some.Act(1), "given", 0, 0));
        Book.When(Some.Record(Event(1) with { Marks = ["praise"] })).ThenRejected(new UnknownMark(Some.Act(1), "praise"));
    }

    [Fact]
    public void The_same_act_again_changes_nothing_and_another_number_is_another_act()
    {
        var spec = Book.And(Some.Record(Event(1) with { Marks = ["complaint"] }));
        spec.When(Some.Record(Event(1) with { Marks = ["complaint"] })).Then();
        spec.When(Some.Record(Event(1))).ThenRejected<IdAlreadyUsed>();
        spec.When(Some.Record(Event(1) with { Marks = ["complaint"], Inputs = [new("people", 41)] })).ThenRejected<IdAlreadyUsed>();
    }

    private static Spec Book => Spec.Given(Some.Book(Rulebook)).At("2026-03-01T22:00:00+08:00");

    private static ActEntry Event(int act) => Some.Visit(act, type: "event") with { Inputs = [new("people", 40)] };

    private static Quantity People(long count) => new(count, Unit.People);

    private static Give Give(string of, params Stage[] then) => new(new Into("points"), new(default, new Amount(new(of, null), then)));
}
