using System.Globalization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>Which day, week, month, quarter, half and year a date lies in. Years may start on any day; quarters and halves are the calendar's.</summary>
public sealed class Periods
{
    private static readonly MonthDay January = new(1, 1);

    private readonly MonthDay _yearStarts;
    private readonly int _weekShift;
    private readonly (string Code, MonthDay Starts)[] _own;

    public Periods(Document.Calendar? calendar)
    {
        _yearStarts = calendar?.YearStarts ?? January;
        _weekShift = calendar?.WeekStarts == DayOfWeekStart.Sunday ? 1 : 0;
        _own = [.. (calendar?.Periods ?? []).Select(period => (period.Code.Value, period.YearStarts))];
    }

    /// <summary>A number that is the same for all dates of the period; 0 for a window that is no period of dates.</summary>
    public int Of(Window window, DateOnly day) => window switch
    {
        Window.Day => day.DayNumber,
        Window.Week => (day.DayNumber + _weekShift) / 7,
        Window.Month => day.Year * 12 + day.Month - 1,
        Window.Quarter => day.Year * 4 + (day.Month - 1) / 3,
        Window.HalfYear => day.Year * 2 + (day.Month - 1) / 6,
        Window.Year => YearOf(day, _yearStarts),
        _ => 0,
    };

    /// <summary>The year of the calendar's own, named by the one it starts in.</summary>
    public int OfOwn(int period, DateOnly day) => YearOf(day, _own[period].Starts);

    /// <summary>As it is written: <c>2026-05-01 2026-W18 2026-05 2026-q2 2026-h1 2026 life store</c>.</summary>
    public static string Name(Window window, int number) => window switch
    {
        Window.Day => DateOnly.FromDayNumber(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Window.Week => WeekOf(DateOnly.FromDayNumber(number * 7).ToDateTime(TimeOnly.MinValue)),
        Window.Month => string.Create(CultureInfo.InvariantCulture, $"{number / 12:D4}-{number % 12 + 1:D2}"),
        Window.Quarter => string.Create(CultureInfo.InvariantCulture, $"{number / 4:D4}-q{number % 4 + 1}"),
        Window.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{number / 2:D4}-h{number % 2 + 1}"),
        Window.Year => number.ToString("D4", CultureInfo.InvariantCulture),
        _ => window.ToString().ToLowerInvariant(),
    };

    /// <summary><c>season-2026</c>.</summary>
    public string NameOwn(int period, int number) => string.Create(CultureInfo.InvariantCulture, $"{_own[period].Code}-{number:D4}");

    /// <summary>The last day of a period; null for a window that is no period of dates.</summary>
    public DateOnly? LastDay(Window window, int number) => window switch
    {
        Window.Day => DateOnly.FromDayNumber(number),
        Window.Week => DateOnly.FromDayNumber(number * 7 + 6 - _weekShift),
        Window.Month => EndOf(number / 12, number % 12 + 1),
        Window.Quarter => EndOf(number / 4, number % 4 * 3 + 3),
        Window.HalfYear => EndOf(number / 2, number % 2 * 6 + 6),
        Window.Year => _yearStarts.In(number + 1).AddDays(-1),
        _ => null,
    };

    /// <summary>The first day of the cycle that a day lies in; a day before the first of all lies in one too.</summary>
    public static DateOnly CycleOf(WindowForm form, DateOnly day)
    {
        var (from, length) = (form.From!.Value, form.Cycle!.Value);
        var passed = length.Unit.Counts == "days" ? day.DayNumber - from.DayNumber : (day.Year - from.Year) * 12 + day.Month - from.Month;
        var units = length.Units * (length.Unit.Counts == "years" ? 12 : 1);
        var number = (passed - (passed % units + units) % units) / units;
        return Nth(number) > day ? Nth(number - 1) : Nth(number);

        DateOnly Nth(long cycle) => length.Unit.Counts == "days" ? from.AddDays((int)(cycle * units)) : from.AddMonths((int)(cycle * units));
    }

    /// <summary>By its first day, such as <c>c2024-05-01</c>.</summary>
    public static string NameCycle(WindowForm form, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"c{CycleOf(form, day):yyyy-MM-dd}");

    public static DateOnly LastDayOfCycle(WindowForm form, DateOnly day)
    {
        // Months are of different lengths: the next begins with the first day that lies in another.
        var (first, length) = (CycleOf(form, day), form.Cycle!.Value);
        var next = CompiledExpiry.Later(first, length);
        while (CycleOf(form, next) == first) next = next.AddDays(1);
        return next.AddDays(-1);
    }

    public DateOnly LastDayOfOwn(int period, int number) => _own[period].Starts.In(number + 1).AddDays(-1);

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    private static int YearOf(DateOnly day, MonthDay starts) => day.Month * 100 + day.Day < starts.Month * 100 + starts.Day ? day.Year - 1 : day.Year;

    private static string WeekOf(DateTime monday) => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(monday):D4}-W{ISOWeek.GetWeekOfYear(monday):D2}");
}
