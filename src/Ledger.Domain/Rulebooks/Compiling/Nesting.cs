using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>
/// Whether of any two limits one contains the other: then undoing an act can only give more to acts that were cut. It is asked
/// carefully: what is not plainly a chain is taken to cross.
/// </summary>
internal static class Nesting
{
    private static readonly Window[][] Chains =
    [
        [Window.Day, Window.Month, Window.Quarter, Window.HalfYear, Window.Year, Window.Life],
        [Window.Day, Window.Week, Window.Life],
        [Window.Day, Window.Month, Window.Quarter, Window.HalfYear, Window.Life],
        [Window.Day, Window.Year, Window.Life],
    ];

    public static bool IsChain(IReadOnlyList<CompiledLimit> limits, IReadOnlyList<CompiledMeasure> measures, Calendar? calendar)
    {
        if (limits.Any(limit => limit.Choices.Length > 0)) return false;
        if (limits.Count < 2) return true;
        var counted = limits.Select(limit => measures[limit.Measure]).ToList();
        if (limits.Any(limit => limit.When is not null || limit.AtInput) || counted.Any(measure => measure.When is not null || measure.IsBooked != counted[0].IsBooked || measure.Of != counted[0].Of || !measure.Whose.SequenceEqual(counted[0].Whose))) return false;
        var yearsStart = calendar?.YearStarts ?? new MonthDay(1, 1);
        return Chains.Skip(yearsStart == new MonthDay(1, 1) ? 0 : 1).Any(chain => counted.All(measure => measure.Window is { } window && chain.Contains(window)));
    }
}
