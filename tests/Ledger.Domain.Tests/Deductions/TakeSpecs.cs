using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Deductions;

/// <summary>A rule may take an amount that follows from what is stated, from what somebody has and from who he is.</summary>
public sealed class TakeSpecs
{
    private static readonly Input Minutes = new("late", new Title("迟到"), "min", 1, 600);

    [Fact]
    public void A_part_of_what_he_has_when_he_is_told_in_whole_quanta_is_taken_whatever_he_has_then()
    {
        var spec = Earning(new(new("measure.has", null), [new(Times: new(new Quantity(3333, Unit.Percent), null))]));
        spec.When(Some.Propose(1, on: "2026-02-01")).ThenFact<DeductionProposed>(proposed =>
        {
            Assert.Equal((50, true), (proposed.Points.Hundredths, Arithmetic.Holds(proposed.Steps!)));
            Assert.Equal(["/deductions/0/take/then/0", "/commodities/0/quantum"], proposed.Steps!.Select(step => step.Rule));
        });
        spec.And(Some.Hold(1, Some.Umbrella), Some.Capture(1));
        spec.At("2026-02-02T20:00:00+08:00").And(Some.Record(Some.Visit(9, start: "2026-02-02T09:00:00+08:00")), Some.Attest(9)).When(Some.Deduct(1)).ThenFact<PointsDeducted>(taken =>
        {
            Assert.Equal(50, taken.Points.Hundredths);
            Assert.True(Arithmetic.Holds(taken.Steps) && Arithmetic.ResultIn("points", taken.Steps) == 50);
        });
    }

    [Fact]
    public void Bands_and_choices_over_a_number_that_who_proposes_it_states()
    {
        Band[] bands = [new(Q(0), Q(10), Worth(50), Q(30)), new(Q(30), Q(10), Worth(100))];
        var spec = Earning(new(new("input.late", null), [new(Bands: bands), new(Choose: [new(new(Fact: "person.residence", In: ["resident"]), [new(Times: new(new Quantity(20000, Unit.Percent), null))])], Else: [])]), ["late"]);
        spec.When(Some.Propose(1, on: "2026-02-01")).ThenRejected(new InputOutOfRange(null, "late", 1, 600));
        spec.When(Late(601)).ThenRejected(new InputOutOfRange(null, "late", 1, 600));
        spec.When(Late(50)).ThenFact<DeductionProposed>(proposed => Assert.Equal((700, 50), (proposed.Points.Hundredths, proposed.Inputs![0].Value)));
        spec.When(Late(50)).ThenFacts();
        spec.When(Late(40)).ThenRejected<IdAlreadyUsed>();
        spec.When(Some.Deduct(1)).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new(200), Ledger.Domain.Points.Zero));
    }

    [Fact]
    public void No_more_is_deducted_in_a_month_than_its_limit_and_what_is_undone_makes_room()
    {
        var plain = Some.Document();
        var spec = Some.WithPoints(visits: 5, Some.Book(plain with
        {
            Measures = [.. plain.Measures!, new("taken", Count: new("points", null), Of: Happening.Deduct, Whose: [Whose.Person], Window: new(Window.Month, null))],
            Limits = [.. plain.Limits!, new("taken", "taken", new(Worth(500), null), Of: Happening.Deduct)],
        }));
        spec.And(Some.Propose(1, on: "2026-02-01"), Some.Propose(2, on: "2026-02-02"), Some.Deduct(1)).When(Some.Deduct(2)).ThenFact<PointsDeducted>(taken =>
        {
            Assert.Equal((200, 300), (taken.Points.Hundredths, taken.Steps[1].Window!.Before));
            Assert.True(Arithmetic.Holds(taken.Steps));
        });
        spec.And(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him"), Some.Propose(3, on: "2026-02-03")).When(Some.Deduct(3)).ThenFact<PointsDeducted>(taken => Assert.Equal(300, taken.Points.Hundredths));
    }

    /// <summary>However deductions come, are undone and come again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_stands_as_deducted_in_a_month_never_exceeds_its_limit(int seed)
    {
        var (random, plain, standing) = (new Random(seed), Some.Document(), new Dictionary<int, (int Month, long Taken)>());
        var spec = Some.WithPoints(visits: 5, Some.Book(plain with
        {
            Debt = new(Worth(100_000)), Inputs = [Minutes],
            Measures = [.. plain.Measures!, new("taken", Count: new("points", null), Of: Happening.Deduct, Whose: [Whose.Person], Window: new(Window.Month, null))],
            Limits = [.. plain.Limits!, new("taken", "taken", new(Worth(500), null), Of: Happening.Deduct)],
            Deductions = [plain.Deductions![0] with { Inputs = ["late"], Take = new(default, new(new("input.late", null), [new(Per: Q(10), Give: Worth(50))])) }],
        })).At("2026-03-08T10:00:00+08:00");
        for (var number = 1; number <= 24; number++)
        {
            var day = new DateOnly(2026, 3, 7).AddDays(-random.Next(20));
            spec.And(Some.Propose(number, on: $"{day:yyyy-MM-dd}") with { Inputs = [new("late", random.Next(1, 60))] }).When(Some.Deduct(number)).ThenFact<PointsDeducted>(taken => standing[number] = (day.Month, taken.Points.Hundredths));
            if (random.Next(3) == 0 && standing.Keys.ElementAt(random.Next(standing.Count)) is var undone && standing.Remove(undone)) spec.And(new ReverseDeduction(Some.OfficeActs, Some.Deduction(undone), "not-him"));
            Assert.All(standing.Values.GroupBy(one => one.Month), month => Assert.InRange(month.Sum(one => one.Taken), 0, 500));
        }
        Assert.Contains(standing.Values.GroupBy(one => one.Month), month => month.Sum(one => one.Taken) == 500);
    }

    [Fact]
    public void What_a_rule_cannot_see_is_found_when_it_is_compiled()
    {
        Assert.Equal("/deductions/0/take/of unknown-fact", Found(new(new("minutes", null), [new(Per: Q(1), Give: Worth(1))])));
        Assert.Equal("/deductions/0/take/of unknown-fact", Found(new(new("input.late", null), [new(Per: Q(1), Give: Worth(1))])));
        Assert.Equal("/deductions/0/take wrong-unit", Found(new(new("act", null))));
        static string Found(Amount take) => Assert.Single(Compiling(take)) is var finding ? $"{finding.Pointer} {finding.Code}" : "";
        static IReadOnlyList<Finding> Compiling(Amount take) => CompiledRulebook.Of(Document(take)).Findings;
    }

    private static ProposeDeduction Late(long minutes) => Some.Propose(1, on: "2026-02-01") with { Inputs = [new("late", minutes)] };

    private static Quantity Q(long minutes) => new(minutes, Unit.Minutes);

    private static Quantity Worth(long hundredths) => RulebookParts.Points(hundredths);

    private static RulebookDocument Document(Amount take, IReadOnlyList<Code>? inputs = null) => Some.Document() is var plain ? plain with
    {
        Inputs = [Minutes], Measures = [.. plain.Measures!, new("has", Count: new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))],
        Deductions = [plain.Deductions![0] with { Take = new(default, take), Inputs = inputs }],
    } : null!;

    /// <summary>One visit, two points.</summary>
    private static Spec Earning(Amount take, IReadOnlyList<Code>? inputs = null) => Some.WithPoints(visits: 1, Some.Book(Document(take, inputs)));
}
