using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>A community may count in hours and call them what it likes: they are kept in minutes.</summary>
public sealed class HoursSpecs
{
    private static readonly Quantity Hour = new(60, Unit.Hours);

    private static readonly RulebookDocument Plain = Some.Document(dailyCap: null) with
    {
        Commodities = [new Commodity("duty", new Title("工时"), "h", new Quantity(15, Unit.Minutes), Spendable: false)],
        Acts = [new ActType("visit", new Title("探访"), "mutual-aid", Give: [new Give(new Into("duty"), new(default, new Amount(new("minutes", null), [new Stage(Per: Hour, Give: Hour)])))])],
        Deductions = null,
    };

    private static Spec Attested(int minutes) => Spec.Given(Some.Book(Plain)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1, minutes: minutes)), Some.Attest(1));

    [Fact]
    public void Hours_are_given_in_minutes_by_their_quantum() => Spec.Given(Some.Book(Plain)).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(1, minutes: 100)))
        .When(Some.Attest(1)).ThenFact<ActAccrued>(accrued =>
        {
            Assert.Equal(90, accrued.Points.Hundredths);
            Assert.True(Arithmetic.Holds(accrued));
        });

    [Fact]
    public void What_an_undone_act_gave_is_taken_back() =>
        Attested(120).When(Some.Reverse(1)).ThenFact<ActReversed>(reversed => Assert.Equal(120, reversed.Points.Hundredths));

    [Fact]
    public void Hours_do_not_become_points_from_one_version_to_the_next() =>
        Attested(60).When(Some.Publish(Some.Document("sample-2", "2026-04-01"))).ThenRejected<RulebookIsContradictory>(refused => Assert.Contains("unit-changes", refused.Findings.Select(finding => finding.Code.Value)));
}
