using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Explaining;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Why an amount is what it is.</summary>
public sealed class ExplainingSpecs
{
    private static readonly When Night = new(Fact: "act.startTime", From: new("22:00"), To: new("06:00"));

    private static readonly RulebookDocument Document = Some.Document(dailyCap: 500) with
    {
        Limits = [new Limit("day", "person-day", new(RulebookParts.Points(500), null)) { Clause = "R3" }],
        Bonuses = [new Bonus("night", new When(Not: new When(Not: Night)), Then: [new Stage(Times: new(new Quantity(20000, Unit.Percent), null))]) { Clause = "R4" }],
    };

    [Fact]
    public void A_cut_act_tells_the_cap_its_clause_and_what_it_would_have_been_without()
    {
        var told = Explained(minutes: 540);
        Assert.Equal([("minutes", "points"), ("points", "points")], told.Steps.Select(step => (step.InUnit, step.OutUnit)));
        Assert.Equal(("/limits/0", "R3", new Code("day")), (told.Steps[^1].Part.Rule, told.Steps[^1].Part.Clause, told.Steps[^1].Part.Code));
        Assert.Equal((500, 1, 900), (told.Amount, Assert.Single(told.Without).Step, told.Without[0].Amount));
    }

    [Fact]
    public void The_act_type_of_a_step_is_named_by_its_title() => Assert.Equal("巡逻", Explained(minutes: 60).Steps[0].Part.Title?.Zh);

    [Fact]
    public void A_rule_that_did_not_apply_tells_the_test_that_failed()
    {
        var skipped = Assert.Single(Explained(minutes: 60).Skipped);
        Assert.Equal(("/bonuses/0/when", "R4", "act.startTime", true, false), (skipped.Part.Rule, skipped.Part.Clause, skipped.Asked.Fact, skipped.IsKnown, skipped.IsNot));
    }

    [Fact]
    public void A_row_of_a_table_that_another_input_would_have_reached_is_not_guessed() => Assert.Equal([null], WithoutCap.Of(
        [new("/limits/0", StepKind.Cap, 40, 20, Limit: 20, Fact: "input.people", Unit: "people"), new("/acts/0", StepKind.Row, 20, 100, Limit: 10, Factor: 100, Bound: 30, Unit: "points")], 1).Select(one => one.Amount));

    private static Explanation Explained(int minutes)
    {
        var facts = Spec.Given(Some.Book(Document)).At("2026-03-02T20:00:00+08:00").And(Some.Record(Some.Visit(1, minutes: minutes, type: "patrol"))).When(Some.Attest(1)).Facts;
        var recorded = new ActRecorded(Some.Act(1), Some.Volunteer, "patrol", new(2026, 3, 1), Spec.Instant("2026-03-01T09:00:00+08:00").ToOffset(TimeSpan.FromHours(8)), Spec.Instant("2026-03-01T09:00:00+08:00").ToOffset(TimeSpan.FromHours(8)).AddMinutes(minutes),
            new(minutes), new(Some.Building, []), new(null, [], null), Evidence.LeaderSigned, null, null, null, null, null);
        return ActExplanation.Of(new Rulebook(Document, RulebookParts.HashOf(Document), 1), recorded, facts.OfType<ActAccrued>().Single(), []).Accrued;
    }
}
