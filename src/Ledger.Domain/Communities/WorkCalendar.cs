namespace Ledger.Domain.Communities;

/// <summary>The state's holiday calendar of a year was entered, or entered anew: data, not a rule.</summary>
/// <param name="Holidays">Days off, also such as fall on a weekend.</param>
/// <param name="WorkedWeekends">Saturdays and Sundays that are worked in exchange (调休).</param>
public sealed record WorkCalendarSet(int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedWeekends) : IFact;

/// <summary>The working days of a year. A year nobody entered has its Mondays to Fridays.</summary>
public sealed record WorkCalendar(int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedWeekends, long Number)
{
    public static string Key(int year) => year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    public static void Evolve(IStates states, WorkCalendarSet fact, At at) =>
        states.Put(Key(fact.Year), new WorkCalendar(fact.Year, fact.Holidays, fact.WorkedWeekends, at.Number));

    /// <summary>The last of so many working days, counting from the day after. Looks at this year and the next.</summary>
    public static DateOnly LastOf(Books books, DateOnly from, int workingDays)
    {
        var calendars = new[] { from.Year, from.Year + 1 }.ToDictionary(year => year, year => books.Find<WorkCalendar>(Key(year)));
        var day = from;
        for (var left = workingDays; left > 0; )
        {
            day = day.AddDays(1);
            if (IsWorked(calendars.GetValueOrDefault(day.Year), day)) left--;
        }
        return day;
    }

    /// <summary>Whether it is a public holiday: a plain weekend is none.</summary>
    public static bool IsHoliday(Books books, DateOnly day) => books.Find<WorkCalendar>(Key(day.Year))?.Holidays.Contains(day) == true;

    private static bool IsWorked(WorkCalendar? calendar, DateOnly day)
    {
        if (calendar?.Holidays.Contains(day) == true) return false;
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || calendar?.WorkedWeekends.Contains(day) == true;
    }
}

/// <summary>Enters the state's calendar of a year. Notices that run already keep the last day they were given.</summary>
/// <param name="Year">The year all days lie in.</param>
[Refuses(typeof(NotAllowed), typeof(DayOutsideYear))]
public sealed record SetWorkCalendar(Actor By, int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedWeekends) : ICommand<WorkCalendarIsSet>
{
    public Decision<WorkCalendarIsSet> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        foreach (var day in Holidays.Concat(WorkedWeekends))
            if (day.Year != Year) return new DayOutsideYear(Year, day);
        books.Add(Stream.Community, new WorkCalendarSet(Year, [.. Holidays.Distinct().Order()], [.. WorkedWeekends.Distinct().Order()]));
        return books.Accept(new WorkCalendarIsSet(Year));
    }
}

public sealed record WorkCalendarIsSet(int Year);

/// <summary>A day of the calendar lies in another year.</summary>
public sealed record DayOutsideYear(int Year, DateOnly Day) : Rejection;
