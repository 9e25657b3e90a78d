using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Explaining;

/// <summary>One line of the arithmetic, with the place of its rule and the units of its numbers.</summary>
/// <param name="InUnit">The unit of the input, and <paramref name="OutUnit"/> of the output: <c>points</c> (hundredths), <c>minutes</c>, <c>fen</c>, <c>times</c> and others.</param>
public sealed record ExplainedStep(int Number, ArithmeticStep Step, string InUnit, string OutUnit, RulePart Part);

/// <summary>Why an amount is what it is (rule 12): from what is stored and nothing else.</summary>
/// <param name="Amount">What the steps come to, in the unit of <paramref name="Steps"/>' last output of it.</param>
/// <param name="Without">What it would have been without each cap that cut it.</param>
/// <param name="Skipped">Rules that did not apply.</param>
public sealed record Explanation(RulebookStamp Rulebook, long Amount, IReadOnlyList<ExplainedStep> Steps, IReadOnlyList<WithoutCap> Without, IReadOnlyList<SkippedRule> Skipped)
{
    /// <param name="unit">The unit of the amount that is explained.</param>
    /// <param name="posted">What was posted by it: where several amounts are reckoned in that unit, the one that comes to it is meant. Absent: the last.</param>
    /// <exception cref="InvalidOperationException">The steps do not follow from each other: they are no arithmetic.</exception>
    public static Explanation Of(RulebookDocument document, RulebookStamp stamp, IReadOnlyList<ArithmeticStep> steps, string unit, IReadOnlyList<SkippedRule>? skipped = null, long? posted = null)
    {
        var (units, parts) = (Arithmetic.UnitsOf(steps) ?? throw new InvalidOperationException("The arithmetic does not hold."), new RuleParts(document));
        var result = Enumerable.Range(0, steps.Count).LastOrDefault(at => units[at] == unit && steps[at].Output == posted, units.LastIndexOf(unit));
        return new(stamp, result < 0 ? 0 : steps[result].Output, [.. steps.Select((step, at) => new ExplainedStep(at, step, InUnit(at), units[at], parts.At(step.Rule)))],
            result < 0 ? [] : WithoutCap.Of(steps, result), skipped ?? []);

        string InUnit(int at) => steps[at] switch
        {
            { Fact: "act" } => "times",
            { Fact: { } fact } when fact.StartsWith("input.", StringComparison.Ordinal) && document.Inputs?.FirstOrDefault(one => one.Code.Value == fact[6..]) is { } stated => Unit.Find(stated.Unit)?.Counts ?? stated.Unit,
            { Fact: { } fact } step => fact.EndsWith("minutes", StringComparison.OrdinalIgnoreCase) ? "minutes" : fact.Contains('.') ? step.Unit ?? units[at] : fact.EndsWith("On", StringComparison.Ordinal) ? "date" : fact.EndsWith("Fen", StringComparison.Ordinal) ? "fen" : "points",
            { Kind: not StepKind.Less, From: { } from } => units[from[0]],
            _ => at > 0 ? units[at - 1] : units[at],
        };
    }
}
