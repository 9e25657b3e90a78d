using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Domain.Passages;

/// <summary>A condition of a passage.</summary>
/// <param name="KeptOutBy">The test that does not hold; absent: it is met.</param>
public sealed record JudgedGate(RulePart Part, SkippedRule? KeptOutBy);

/// <summary>A limit on what is redeemed, beside an asking.</summary>
/// <param name="Unit">Of the numbers: <c>times</c>, <c>points</c> (hundredths), <c>minutes</c>.</param>
/// <param name="Period">The window, as measures name it.</param>
/// <param name="Applies">Whether the asking is one of those it bounds.</param>
/// <param name="Before">What the window held already; absent of a hold that was placed, which does not keep it.</param>
/// <param name="More">What the asking adds.</param>
public sealed record JudgedLimit(RulePart Part, string Unit, string Period, bool Applies, long? Before, long More, long AtMost)
{
    public bool IsPassed => Applies && Before + More > AtMost;
}

/// <summary>Why a unit costs what it costs by the rulebook, and what it was measured by.</summary>
/// <param name="Price">Of one unit; without steps where a paper's denomination or a part of a bill is asked for.</param>
public sealed record PassageExplanation(Explanation Price, IReadOnlyList<JudgedGate> Gates, IReadOnlyList<JudgedLimit> Limits)
{
    /// <summary>Of a hold that was placed: every gate was met and no limit passed. Absent where the offer's own price holds.</summary>
    public static PassageExplanation? Of(Rulebook rulebook, HoldPlaced hold)
    {
        if (hold.Asked is not { } asked || Array.Find(rulebook.Compiled.Passages, one => one.Entry.Code == asked.Passage) is not { } passage) return null;
        var facts = new FactRow(rulebook.Compiled.Facts).SayAsking(rulebook.Document, asked, hold.Merchant, hold.OccurredOn).Say("asking.quantity", hold.Quantity);
        var windows = new ActWindows(rulebook.Compiled, new MeterBook(), CountedIn.SubjectsOf(hold.Redemption, hold.Person, hold.Merchant, asked), hold.OccurredOn);
        var told = Of(rulebook, passage, facts, windows, hold.Steps ?? [], hold.OccurredOn, window => (null, window.What switch
        {
            CountKind.Units => hold.Quantity,
            CountKind.Commodity => hold.UnitPrice.Hundredths * hold.Quantity,
            _ => 1,
        }), Math.Max(0, rulebook.Document.NumberOf(hold.Kept)));
        // What was known of the holder then is not kept: of it nothing is said.
        return told with { Price = told.Price with { Skipped = [.. told.Price.Skipped.Where(one => one.IsKnown)] }, Gates = [.. told.Gates.Select(gate => gate with { KeptOutBy = null })] };
    }

    internal static PassageExplanation Of(Rulebook rulebook, CompiledPassage passage, FactRow facts, ActWindows windows, IReadOnlyList<ArithmeticStep> steps, DateOnly day, Func<CountedIn, (long? Before, long More)> standing, int commodity)
    {
        var (document, parts) = (rulebook.Document, new RuleParts(rulebook.Document));
        var skipped = SkippedRule.Of(document, passage, parts, _ => facts);
        string[] gates = [.. new[] { (document.Members?.Redeem, "/members/redeem"), (passage.Entry.When, $"{passage.Rule}/when"), (passage.Entry.Who, $"{passage.Rule}/who") }.Where(gate => gate.Item1 is not null).Select(gate => gate.Item2)];
        var counted = CountedIn.Of(rulebook, windows, facts, day, commodity);
        return new(Explanation.Of(document, rulebook.Stamp, steps, rulebook.UnitOf(document.Commodities[commodity].Code), [.. skipped.Where(one => !gates.Contains(one.Part.Rule))]),
            [.. gates.Select(gate => new JudgedGate(parts.At(gate), skipped.FirstOrDefault(one => one.Part.Rule == gate)))], [.. passage.Limits.Select(Limit)]);

        JudgedLimit Limit(PassageLimit limit)
        {
            var (measure, key) = (rulebook.Compiled.Measures[limit.Measure], windows.KeyOf(limit.Measure));
            var window = limit.When?.Test(facts) == Truth.False ? null : counted.FirstOrDefault(one => one.Meter == key.Meter);
            var (before, more) = window is null ? (null, 0) : standing(window);
            return new(parts.At(limit.Rule), measure.Unit, key.Period, window is not null, before, more, limit.Bound.AtMost(facts));
        }
    }
}

internal readonly partial record struct Passing
{
    /// <summary>Each gate and limit as it stands, and the price; null where no passage leads to the item.</summary>
    public PassageExplanation? Explain(Code item)
    {
        if (Leading(item) is not { } passage) return null;
        var asked = AskedBy(passage.Entry, item);
        var subjects = CountedIn.SubjectsOf(Redemption, Person.Id, Offer.Merchant, asked);
        var (facts, windows, books, quantity) = (Facts(asked, subjects), new ActWindows(Rulebook.Compiled, new StandingMeters(Books), subjects, Books.Today), Books, Quantity);
        var (price, unit) = (Price(passage, facts, out var steps), Points.Zero);
        if (price is { } whole && Offered(passage, whole, out unit, out _) is not null) unit = whole;
        return PassageExplanation.Of(Rulebook, passage, facts, windows, steps, books.Today, window => (window.Standing(books), window.Change(books, unit, 0, quantity)), PaidIn());
    }
}
