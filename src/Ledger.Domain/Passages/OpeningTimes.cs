using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Passages;

/// <summary>When a passage is open.</summary>
internal static class OpeningTimes
{
    public static bool AreOpen(IReadOnlyList<Opens>? opens, DateOnly day, int minuteOfDay) => opens is not { Count: > 0 } || opens.Any(one => IsOpen(one, day, minuteOfDay));

    private static bool IsOpen(Opens opens, DateOnly day, int minute)
    {
        if (opens.Weekdays is { } weekdays)
            return weekdays.Any(weekday => weekday.ToString() == day.DayOfWeek.ToString()[..3])
                && minute >= (Time(opens.From) ?? 0) && minute < (Time(opens.To) ?? 1440);
        if (opens.Every is { } every)
            return (opens.Month is not { } month || MonthIn(every, day) == month) && (opens.Days is not { } days || days.Contains(day.Day));
        if (MonthDay.Parse(opens.From!.Value.Text) is not { } from || MonthDay.Parse(opens.To!.Value.Text) is not { } to) return false;
        var (today, first, last) = (day.Month * 100 + day.Day, from.Month * 100 + from.Day, to.Month * 100 + to.Day);
        return first <= last ? today >= first && today <= last : today >= first || today <= last;
    }

    /// <summary>Which month of the quarter, half or year it is, from 1.</summary>
    private static int MonthIn(Window every, DateOnly day) => every switch
    {
        Window.Quarter => (day.Month - 1) % 3 + 1,
        Window.HalfYear => (day.Month - 1) % 6 + 1,
        Window.Year => day.Month,
        _ => 1,
    };

    private static int? Time(Bound? bound) => bound is { } given ? TimeOfDay.Parse(given.Text)?.Minutes : null;
}
