using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>The most that a measure can come to in one of its windows, where that follows from the length of the window or from limits.</summary>
internal sealed class Reach(RulebookDocument document)
{
    /// <summary>Null when nothing bounds it.</summary>
    /// <param name="besides">A limit that is not to be counted: what would be without it.</param>
    public Quantity? Of(Code code, Limit? besides = null) =>
        document.Measures?.FirstOrDefault(one => one.Code == code) is { } measure ? Bounds(measure, besides).OrderBy(bound => bound.Units).Cast<Quantity?>().FirstOrDefault() : null;

    private IEnumerable<Quantity> Bounds(Measure measure, Limit? besides)
    {
        if (measure.By == CountFrom.Booked || measure.Window?.Text is not { } window || measure.Count?.Text is not { } count || measure.Of is not (null or Happening.Earn)) yield break;
        var days = Windows(Window.Day, window);
        if (days is { } some && measure.Whose is [Whose.Person])
        {
            if (count == "minutes") yield return new(1440 * some, Unit.Minutes);
            if (count == "days") yield return new(some, Unit.Times);
        }
        if (count == "minutes" && window == Window.Act) yield return document.Filing.Longest;
        foreach (var limit in document.Limits ?? [])
            if (!ReferenceEquals(limit, besides) && limit is { When: null, Overflow: null or { Text: Overflow.Drop or Overflow.Refuse }, Of: null or Happening.Earn } && Counts(limit, count, measure) is { } inner
                && Windows(inner, window) is { } times && Highest(limit) is var bound && bound.Units * times <= Domain.Bounds.MostAmount)
                yield return bound with { Units = bound.Units * times };
    }

    /// <summary>The window of a limit that everything the measure counts is under; null when it is none.</summary>
    private Window? Counts(Limit limit, string count, Measure measure) =>
        document.Measures!.FirstOrDefault(one => one.Code == limit.Measure) is { Window.Text: { } window, Of: null or Happening.Earn } bounded && bounded.Count?.Text == count
        && Implication.Follows(bounded.When, measure.When) && bounded.Whose!.SequenceEqual(measure.Whose!) && bounded.Fold is null or Folding.Sum && measure.Fold is null or Folding.Sum ? window : null;

    private static Quantity Highest(Limit limit) => limit.AtMost.Form is { } form ? form.Choose.Select(choice => choice.AtMost).Append(form.Else).MaxBy(bound => bound.Units) : limit.AtMost.Text!.Value;

    /// <summary>How many windows of one kind lie, at least in part, in one of another; null when they have no length, or the inner is the longer.</summary>
    private int? Windows(Window inner, Window outer)
    {
        if (inner == outer) return 1;
        var late = (document.Calendar?.YearStarts ?? new MonthDay(1, 1)) is var starts && outer == Window.Year ? starts : new(1, 1);
        return (inner, outer) switch
        {
            (Window.Day, Window.Week) => 7,
            (Window.Day, Window.Month) => 31,
            (Window.Day, Window.Quarter) => 92,
            (Window.Day, Window.HalfYear) => 184,
            (Window.Day, Window.Year) => 366,
            (Window.Week, Window.Month) => 6,
            (Window.Week, Window.Quarter) => 15,
            (Window.Week, Window.HalfYear) => 28,
            (Window.Week, Window.Year) => 54,
            (Window.Month, Window.Quarter) => 3,
            (Window.Month, Window.HalfYear) => 6,
            (Window.Month, Window.Year) => late.Day == 1 ? 12 : 13,
            (Window.Quarter, Window.HalfYear) => 2,
            (Window.Quarter, Window.Year) => late is { Day: 1, Month: 1 or 4 or 7 or 10 } ? 4 : 5,
            (Window.HalfYear, Window.Year) => late is { Day: 1, Month: 1 or 7 } ? 2 : 3,
            _ => null,
        };
    }
}
