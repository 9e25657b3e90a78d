using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>What a step does with its input. Each kind has a law that an auditor can check from the step alone, see <see cref="ArithmeticStep.Holds"/>.</summary>
[JsonConverter(typeof(KebabEnum<StepKind>))]
public enum StepKind
{
    /// <summary>output = ⌊input × factor ÷ limit⌋: so much per so much.</summary>
    Rate,

    /// <summary>output = input × factor: a fixed amount each.</summary>
    Fixed,

    /// <summary>output = ⌊input ÷ limit⌋ × limit: the rulebook's quantum, downwards.</summary>
    RoundDown,

    /// <summary>output = min(input, max(0, limit − before)): what a window still lets through.</summary>
    Cap,

    /// <summary>output = max(0, input − before): what the window is worth now, less what it has got.</summary>
    Difference,

    /// <summary>output = sum of the outputs since the last sum: parts of one schedule put together.</summary>
    Sum,

    /// <summary>output = 0: the rule keeps this out of the commodity, the input shows how much.</summary>
    Exclude,

    /// <summary>output = 1 when input ≥ limit, otherwise 0: a threshold reached.</summary>
    Reach,

    /// <summary>output = ((input − 1) mod limit) + 1: the position inside a repeating cycle.</summary>
    Cycle,

    /// <summary>output = the number (from 0) of the tier that the input falls into; limit = the tier's upper bound, inclusive.</summary>
    Tier,

    /// <summary>output = the last day of validity as yyyymmdd; input = the day it counts from; limit = years added.</summary>
    ExpireAfterYears,

    /// <summary>output = input − limit, at least 0: what is above a carry-over lapses.</summary>
    Excess,
}

/// <summary>The counter a step was measured against.</summary>
/// <param name="Scope">Whose: <c>person:…</c>, <c>household:…</c>, <c>community</c>.</param>
/// <param name="Period">Which: <c>2026-05-01</c>, <c>2026-05</c>, <c>2026</c>, <c>life</c>, <c>store</c>.</param>
/// <param name="Before">What stood there before this step, in the unit of the step's output.</param>
public sealed record StepWindow(string Scope, string Period, long Before);

/// <summary>
/// One line of the arithmetic from an act to its amount, stored in the accrual so that anybody can check it without the
/// engine (rule 12). Integers in smallest units. The shape was found by writing ten clauses out by hand: ADR 0004.
/// </summary>
/// <param name="Rule">JSON pointer into the rulebook document that was applied.</param>
/// <param name="Limit">The rule's own number: a ceiling, a quantum, a bound, the "per" of a rate.</param>
/// <param name="Factor">The amount given per <paramref name="Limit"/>, for a rate or a fixed amount.</param>
public sealed record ArithmeticStep(
    string Rule, StepKind Kind, long Input, long Output, long? Limit = null, long? Factor = null, StepWindow? Window = null)
{
    /// <summary>Whether the output follows from the rest of the step; a sum is checked over its parts by <see cref="Arithmetic.Holds"/>.</summary>
    public bool Holds => Kind switch
    {
        StepKind.Rate => Output == Input * Factor / Limit,
        StepKind.Fixed => Output == Input * Factor,
        StepKind.RoundDown => Output == Input / Limit * Limit,
        StepKind.Cap => Output == Math.Min(Input, Math.Max(0, Limit!.Value - Window!.Before)),
        StepKind.Difference => Output == Math.Max(0, Input - Window!.Before),
        StepKind.Exclude => Output == 0,
        StepKind.Reach => Output == (Input >= Limit ? 1 : 0),
        StepKind.Cycle => Output == (Input - 1) % Limit + 1,
        StepKind.Tier => Output >= 0 && Input <= Limit,
        StepKind.ExpireAfterYears => Output == Input + Limit * 10000,
        StepKind.Excess => Output == Math.Max(0, Input - Limit!.Value),
        StepKind.Sum => true,
        _ => false,
    };
}

public static class Arithmetic
{
    /// <summary>Whether every step holds and every sum adds up the outputs since the one before it.</summary>
    public static bool Holds(IReadOnlyList<ArithmeticStep> steps)
    {
        long parts = 0;
        foreach (var step in steps)
        {
            if (!step.Holds || (step.Kind == StepKind.Sum && step.Output != parts)) return false;
            parts = step.Kind == StepKind.Sum ? 0 : parts + step.Output;
        }
        return true;
    }
}
