using Ledger.Domain.Acts;

namespace Ledger.Domain.Rulebooks;

/// <summary>
/// Checks stored arithmetic without the engine: every output follows from its step, every input from the event or from earlier
/// steps, and units are never mixed.
/// </summary>
public static class Arithmetic
{
    /// <summary>Whether every step holds by itself and takes its input from a fact or from steps before it.</summary>
    public static bool Holds(IReadOnlyList<ArithmeticStep> steps) => Units(steps, _ => null) is not null;

    /// <summary>The same, and every fact that the event knows is what the step took in.</summary>
    /// <param name="factOf">The event's own member by name; null where it has none.</param>
    public static bool Holds(IReadOnlyList<ArithmeticStep> steps, Func<string, long?> factOf) => Units(steps, factOf) is not null;

    /// <summary>Whether an accrual's points are what its own steps arrive at, from its own minutes.</summary>
    public static bool Holds(ActAccrued accrual) =>
        Holds(accrual.Steps, fact => fact == "minutes" ? accrual.Minutes.Count : null) && (ResultIn("points", accrual.Steps) ?? ResultIn("minutes", accrual.Steps)) == accrual.Points.Hundredths;

    /// <summary>The result in a unit: the output of the last step in it. Null when no step has it or the steps do not hold.</summary>
    public static long? ResultIn(string unit, IReadOnlyList<ArithmeticStep> steps) =>
        Units(steps, _ => null) is { } units && units.LastIndexOf(unit) is var last and >= 0 ? steps[last].Output : null;

    /// <summary>The unit of each step's output, or null when a step does not hold.</summary>
    internal static List<string>? UnitsOf(IReadOnlyList<ArithmeticStep> steps) => Units(steps, _ => null);

    private static List<string>? Units(IReadOnlyList<ArithmeticStep> steps, Func<string, long?> factOf)
    {
        var units = new List<string>(steps.Count);
        foreach (var step in steps)
        {
            var unit = step.Kind == StepKind.Less ? UnitOfLess(step, steps, units)
                : step.Fact is { } fact ? UnitOfFact(step, fact, factOf)
                : UnitOfParts(step.From ?? [units.Count - 1], step.Input, steps, units);
            if (unit is null || !step.Holds || (step.By is { } by && factOf(by) is { } scale && scale != step.Factor)) return null;
            units.Add(step.Unit ?? unit);
        }
        return units;
    }

    private static string? UnitOfFact(ArithmeticStep step, string fact, Func<string, long?> factOf)
    {
        var known = fact == "act" ? 1 : factOf(fact);
        if (step.From is not null || (known ?? step.Input) != step.Input) return null;
        if (fact == "act") return "times";
        if (fact.Contains('.')) return step.Unit;
        if (fact.EndsWith("minutes", StringComparison.OrdinalIgnoreCase)) return "minutes";
        if (fact.EndsWith("On", StringComparison.Ordinal)) return "date";
        return fact.EndsWith("Fen", StringComparison.Ordinal) ? "fen" : "points";
    }

    /// <summary>What is taken off stands in <c>from</c>, what it is taken from in the step before.</summary>
    private static string? UnitOfLess(ArithmeticStep step, IReadOnlyList<ArithmeticStep> steps, List<string> units)
    {
        if (units.Count == 0 || step.Fact is not null || step.From is not { } from || step.Input != steps[units.Count - 1].Output) return null;
        return UnitOfParts(from, step.Limit ?? 0, steps, units) is { } unit && unit == units[^1] ? unit : null;
    }

    /// <param name="total">What the parts must come to.</param>
    private static string? UnitOfParts(IReadOnlyList<int> from, long total, IReadOnlyList<ArithmeticStep> steps, List<string> units)
    {
        if (from.Count == 0 || from.Distinct().Count() < from.Count || from.Any(number => number < 0 || number >= units.Count)) return null;
        Int128 sum = 0;
        foreach (var number in from) sum += steps[number].Output;
        var parts = from.Select(number => units[number]).Distinct().ToList();
        return sum == total && parts.Count == 1 ? parts[0] : null;
    }
}
