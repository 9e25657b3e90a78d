using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>Some time after the last day of a window nothing more is counted in it, and nothing adjusted; in the end what it has got is forgotten, so that state does not grow with history.</summary>
internal static class ClosedWindow
{
    public const string Rule = "/filing/windowClosesAfter";

    /// <summary>The last day on which an act can be counted; null when nothing bounds what acts of its type get.</summary>
    public static DateOnly? Of(IRows rows, Rulebook rulebook, ActRecorded act) =>
        LastDays(rulebook, act, ActFacts.WindowsOf(rulebook.Compiled, new StandingMeters(rows), act), (windows, measure) => rulebook.Compiled.Measures[measure].IsBooked ? null : windows.LastDayOf(measure)).Min()?.AddDays(rulebook.Document.Filing.ClosesAfter());

    /// <summary>Whether all its windows are still adjusted when an act in them is undone.</summary>
    public static bool IsAdjusted(IRows rows, Act act, DateOnly today) =>
        Recounting.RulebookOf(rows, act) is var rulebook && !(LastDays(rulebook, act.Recorded, Recounting.WindowsOf(rows, act), (windows, measure) => MeterRow.LineOf(rows, windows.KeyOf(measure))?.Until).Min()?.AddDays(rulebook.Document.Filing.AdjustsFor()) < today);

    /// <summary>What an act is worth that is recorded again after that: what the one had got which it replaces, at most. It is counted nowhere.</summary>
    public static Worth Worth(IRows rows, Rulebook rulebook, ActRecorded act, IReadOnlyList<FactRead> read)
    {
        var whole = Acts.Worth.Of(new MeterBook(), rulebook, act, read, act.OccurredOn);
        var most = act.Replaces is { } replaced ? rows.Find<Act>(replaced.ToString())?.Accrual?.Points ?? Points.Zero : Points.Zero;
        var points = new Points(Math.Min(whole.Points.Hundredths, most.Hundredths));
        return new(points, [.. whole.Steps, new(Rule, StepKind.Cap, whole.Points.Hundredths, points.Hundredths, most.Hundredths)], [], [],
            Beside: whole.Beside?.Where(share => share.IsMain == true).Select(share => share with { Amount = points.Hundredths }).ToList());
    }

    /// <summary>The last days of its bounded windows.</summary>
    private static IEnumerable<DateOnly?> LastDays(Rulebook rulebook, ActRecorded act, ActWindows windows, Func<ActWindows, int, DateOnly?> lastDayOf) =>
        rulebook.Compiled.MeasuresOf(act.ActType).Where(measure => rulebook.Compiled.RuleOn(measure) is not null).Select(measure => lastDayOf(windows, measure));
}
