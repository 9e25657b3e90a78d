using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Api.Explanations;

/// <summary>One line of the arithmetic, as data and as a sentence.</summary>
/// <param name="Input">In the smallest unit of <paramref name="InUnit"/>: hundredths of points, minutes, fen.</param>
/// <param name="Clause">The clause of the scheme that the rule expresses, where the document names it.</param>
public sealed record ExplainedLine(int Number, string Rule, StepKind Kind, long Input, string InUnit, long Output, string OutUnit, string? Clause, Title Says);

/// <summary>What it would have been without one cap.</summary>
/// <param name="Amount">In the unit of the whole; absent where it does not follow from the steps.</param>
public sealed record ExplainedCap(int Number, string? Clause, long? Amount, Title Says);

/// <summary>A rule that did not apply, and the first test that did not hold.</summary>
/// <param name="Fact">Of the rulebook's facts; a measure, level or right by its code.</param>
public sealed record ExplainedSkip(string Rule, string? Clause, string Fact, bool IsKnown, Title Says);

/// <summary>An amount, and how it came to be.</summary>
/// <param name="Amount">In the smallest unit of <paramref name="Unit"/>.</param>
public sealed record ExplainedAmount(long Amount, string Unit, Title Says, IReadOnlyList<ExplainedLine> Lines, IReadOnlyList<ExplainedCap> WithoutCaps, IReadOnlyList<ExplainedSkip> DidNotApply)
{
    internal static ExplainedAmount Of(Explanation told, RulebookDocument document, string unit) => new(told.Amount, unit, Amounts.Of(told.Amount, unit),
        [.. told.Steps.Select(step => new ExplainedLine(step.Number, step.Step.Rule, step.Step.Kind, step.Step.Input, step.InUnit, step.Step.Output, step.OutUnit, step.Part.Clause, Sentences.Of(step)))],
        [.. told.Without.Select(without => new ExplainedCap(without.Step, told.Steps[without.Step].Part.Clause, without.Amount, Sentences.Of(without, told.Steps[without.Step], told.Amount, unit)))],
        [.. told.Skipped.Select(skipped => new ExplainedSkip(skipped.Part.Rule, skipped.Part.Clause, FactOf(skipped.Asked), skipped.IsKnown, WhyNot.Of(skipped, document)))]);

    private static string FactOf(When asked) => asked.Fact ?? (asked.Measure ?? asked.Level ?? asked.Right)?.Value ?? "";
}
