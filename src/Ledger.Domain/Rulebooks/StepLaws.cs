using System.Globalization;

namespace Ledger.Domain.Rulebooks;

/// <summary>The law of each kind of step. A step that lacks a number its law needs, or whose numbers are absurd, does not hold; nothing is thrown.</summary>
internal static class StepLaws
{
    /// <summary>What the output must be; null when the step does not say enough, and for a tier.</summary>
    public static long? OutputOf(ArithmeticStep step)
    {
        try { return Computed(step); }
        catch (OverflowException) { return null; }
    }

    public static bool IsInTier(ArithmeticStep step) =>
        step.Factor < step.Input && (step.Limit is null || step.Input <= step.Limit)
        && step.Rule.EndsWith(string.Create(CultureInfo.InvariantCulture, $"/{step.Output}"), StringComparison.Ordinal);

    private static long? Computed(ArithmeticStep step) => step.Kind switch
    {
        StepKind.Rate => step.Limit > 0 ? Floor(step.Input * step.Factor, step.Limit.Value) : null,
        StepKind.Fixed => step.Input * step.Factor,
        StepKind.RoundDown => step.Limit > 0 ? Floor(step.Input, step.Limit.Value) * step.Limit : null,
        StepKind.Cap => step.Limit is { } limit ? Math.Min(step.Input, Math.Max(0, limit - (step.Window?.Before ?? 0))) : null,
        StepKind.Difference => step.Window is { } window ? Math.Max(0, step.Input - window.Before) : null,
        StepKind.GiveBack => step.Window is { } undone ? undone.Before - step.Input : null,
        StepKind.Sum => step.Input,
        StepKind.Accumulate => step.Input + step.Window?.Before,
        StepKind.Band => step.Factor is { } from ? Math.Max(0, Math.Min(step.Input, step.Limit ?? long.MaxValue) - from) : null,
        StepKind.Exclude => 0,
        StepKind.Reach => step.Limit is { } threshold ? step.Input >= threshold ? 1 : 0 : null,
        StepKind.Cycle => step.Limit > 0 && step.Input > 0 ? (step.Input - 1) % step.Limit + 1 : null,
        StepKind.ExpireAfterYears => YearsLater(step.Input, step.Limit),
        StepKind.Excess => step.Limit is { } carried ? Math.Max(0, step.Input - carried) : null,
        _ => null,
    };

    private static long? Floor(long? amount, long quantum) => amount is { } whole ? whole / quantum - (whole % quantum < 0 ? 1 : 0) : null;

    private static long? YearsLater(long day, long? years) =>
        years is >= 0 and <= 1000 && DateOnly.TryParseExact(day.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        && from.Year + years <= 9999
            ? long.Parse(from.AddYears((int)years).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : null;
}
