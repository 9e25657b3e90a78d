using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>The counter a step was measured against.</summary>
/// <param name="Scope">Whose: <c>person:…</c>, <c>household:…</c>, <c>community</c>.</param>
/// <param name="Period">Which: <c>2026-05-01</c>, <c>2026-05</c>, <c>2026</c>, <c>life</c>, <c>store</c>.</param>
/// <param name="Before">What stood there before this step, in the unit of the step's output.</param>
/// <param name="Meter">Which counter, where rules share them.</param>
public sealed record StepWindow(string Scope, string Period, long Before, string? Meter = null);

/// <summary>
/// One line of the arithmetic from an act to its amount, stored in the accrual so that anybody can check it without the
/// engine (rule 12). Integers in smallest units. The shape was found by writing ten clauses out by hand: ADR 0004.
/// </summary>
/// <param name="Rule">JSON pointer into the rulebook document that was applied.</param>
/// <param name="Input">What goes in: a <paramref name="Fact"/>, the outputs of the steps in <paramref name="From"/> added up, or else the output of the step before.</param>
/// <param name="Limit">The rule's own number: a ceiling, a quantum, a bound, the "per" of a rate.</param>
/// <param name="Factor">The amount given per <paramref name="Limit"/> for a rate, each for a fixed amount; the lower bound of a band or tier.</param>
/// <param name="Fact">The member of the event that the input is, such as <c>minutes</c>; <c>act</c> is 1. A date is yyyymmdd.</param>
/// <param name="From">Numbers of earlier steps, from 0, each once.</param>
/// <param name="Unit">The unit of the output where it is another than the input's: <c>points</c>, <c>minutes</c>, <c>fen</c>, <c>times</c>, <c>date</c>, <c>tier</c>. Always said where the input is a number of the document's own, such as <c>input.participants</c>.</param>
/// <param name="Bound">The upper end of a row, itself not in it; the first day of a year as mmdd; the remainder of a share.</param>
/// <param name="By">The fact that the factor is.</param>
public sealed record ArithmeticStep(
    string Rule, StepKind Kind, long Input, long Output, long? Limit = null, long? Factor = null, StepWindow? Window = null,
    string? Fact = null, IReadOnlyList<int>? From = null, string? Unit = null,
    long? Bound = null, string? By = null)
{
    /// <summary>Whether the output follows from the rest of the step. Where the input comes from is checked over all steps by <see cref="Arithmetic.Holds(IReadOnlyList{ArithmeticStep})"/>.</summary>
    [JsonIgnore]
    public bool Holds => StepLaws.OutputOf(this) is { } output ? output == Output : Kind == StepKind.Tier && StepLaws.IsInTier(this);
}
