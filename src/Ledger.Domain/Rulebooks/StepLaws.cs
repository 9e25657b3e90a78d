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
        StepKind.Rate => Proportion(step),
        StepKind.Fixed => step.Input * step.Factor,
        StepKind.RoundDown => step.Limit > 0 ? Floor(step.Input, step.Limit.Value) * step.Limit : null,
        StepKind.RoundUp => step.Limit > 0 ? -(Floor(-step.Input, step.Limit.Value) * step.Limit) : null,
        StepKind.RoundNearest => step.Limit > 0 ? Floor(2 * step.Input + step.Limit.Value, 2 * step.Limit.Value) * step.Limit : null,
        StepKind.Row => (step.Limit ?? step.Bound) is not null && step.Input >= (step.Limit ?? long.MinValue) && step.Input < (step.Bound ?? long.MaxValue) ? step.Factor : null,
        StepKind.Need => step.Limit is { } needed ? step.Input >= needed ? step.Input : 0 : null,
        StepKind.AtLeast => (step.Limit ?? step.Window?.Before) is { } least ? Math.Max(step.Input, least) : null,
        StepKind.Add => step.Input + step.Factor,
        StepKind.Share => step.Factor is >= 0 && step.Factor <= step.Limit && step.Bound is null or 0 or 1 ? Proportion(step) + (step.Bound ?? 0) : null,
        StepKind.Less => step.Input - step.Limit,
        StepKind.ExpireAt => DayOf(step.Input) is { } from ? Written(LastDay(from, step)) : null,
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

    private static long? Floor(long amount, long quantum) => amount / quantum - (amount % quantum < 0 ? 1 : 0);

    private static long? Proportion(ArithmeticStep step)
    {
        if (step.Limit is not > 0 || step.Factor is null) return null;
        var (whole, rest) = Int128.DivRem((Int128)step.Input * step.Factor.Value, step.Limit.Value);
        return (long)(rest < 0 ? whole - 1 : whole);
    }

    private static long? YearsLater(long day, long? years) =>
        years is >= 0 and <= 1000 && DayOf(day) is { } from && from.Year + years <= 9999 ? Written(from.AddYears((int)years)) : null;

    /// <summary>See <see cref="StepKind.ExpireAt"/>.</summary>
    private static DateOnly? LastDay(DateOnly from, ArithmeticStep step)
    {
        if (step.Limit is not (>= 0 and <= 100_000) || from.Year > 9000) return null;
        var later = (int)step.Limit.Value;
        if (step.Factor == 1) return from.AddDays(later);
        if (later > 12_000) return null;
        if (step.Factor == 2) return from.AddMonths(later);
        if (step.Factor != 0 || later > 900 || DayOf(20010000 + (step.Bound ?? 101)) is not { } start) return null;
        var next = new DateOnly(from.Year, start.Month, start.Day);
        return (next > from ? next : next.AddYears(1)).AddYears(later).AddDays(-1);
    }

    private static DateOnly? DayOf(long day) =>
        DateOnly.TryParseExact(day.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static long? Written(DateOnly? day) => day is { } date ? date.Year * 10_000L + date.Month * 100 + date.Day : null;
}
