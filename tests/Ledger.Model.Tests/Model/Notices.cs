namespace Ledger.Model;

public sealed record Objection(Guid By, Guid Act, string Reason) : Deed(By)
{
    public override string Kind => "object to an act";
    public override string Path => $"acts/{Act}/objections";
    public override object Body => new { reason = Reason };
}

public sealed record Decide(Guid By, Guid Act, bool Upheld, string Reason) : Deed(By)
{
    public override string Kind => "decide an objection";
    public override string Path => $"acts/{Act}/objections/decision";
    public override object Body => new { upheld = Upheld, reason = Reason };
}

public sealed record SetCalendar(Guid By, int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> Worked) : Deed(By)
{
    public override string Kind => "set the work calendar";
    public override string Path => "work-calendars";
    public override object Body => new { year = Year, holidays = Holidays.Select(day => $"{day:yyyy-MM-dd}"), workedWeekends = Worked.Select(day => $"{day:yyyy-MM-dd}") };
}

public sealed partial class Books
{
    private readonly Dictionary<int, SetCalendar> _calendars = [];

    private Expected Do(Objection deed)
    {
        Unless(!Terminals.ContainsKey(deed.By), "not-allowed");
        Unless(Acts.TryGetValue(deed.Act, out var act), "not-found");
        Unless(act is { Status: "attested", Posted: false }, "not-on-notice");
        Unless(act!.Objector is null, "objection-is-open");
        Unless(Today <= act.NoticeUntil, "not-on-notice");
        Acts[deed.Act] = act with { Objector = deed.By };
        return Expected.Yes([Self(act.Part.Person)]);
    }

    /// <summary>Upheld, the act is undone; dismissed, it posts when its notice is over.</summary>
    private Expected Do(Decide deed)
    {
        Unless(Is(deed.By, "office", "committee-member"), "not-allowed");
        Unless(Acts.TryGetValue(deed.Act, out var act), "not-found");
        Unless(act is { Status: "attested", Objector: not null }, "no-open-objection");
        DoesNotGain(deed.By, act!);
        Unless(new[] { act!.Objector, act.Told.By, act.Attester }.All(one => one is not { } known || Self(known) != deed.By), "decider-is-involved");
        act = Acts[deed.Act] = act with { Objector = null };
        if (deed.Upheld) Undo(act);
        else if (Today > act.NoticeUntil) Post(act);
        return Expected.Yes([Self(act.Part.Person)]);
    }

    private Expected Do(SetCalendar deed)
    {
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        Unless(deed.Holidays.Concat(deed.Worked).All(day => day.Year == deed.Year), "day-outside-year");
        _calendars[deed.Year] = deed;
        return Expected.Yes([]);
    }

    /// <summary>The last of so many working days after a day.</summary>
    private DateOnly WorkingDaysFrom(DateOnly day, int number)
    {
        while (number > 0)
        {
            day = day.AddDays(1);
            var calendar = _calendars.GetValueOrDefault(day.Year);
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (calendar?.Holidays.Contains(day) != true && (!weekend || calendar?.Worked.Contains(day) == true)) number--;
        }
        return day;
    }

    private IEnumerable<Guid> PostWhatIsDue()
    {
        var due = Acts.Values.Where(act => act is { Status: "attested", Posted: false, Objector: null } && Today > act.NoticeUntil)
            .OrderBy(act => act.NoticeUntil).ThenBy(act => $"{act.Part.Act}", StringComparer.Ordinal).ToList();
        foreach (var act in due) Post(act);
        return due.Select(act => Self(act.Part.Person));
    }
}
