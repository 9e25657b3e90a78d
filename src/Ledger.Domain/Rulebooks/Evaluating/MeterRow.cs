using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>An act that counts in a window and may be worth another amount once one before it is undone.</summary>
/// <param name="At">The journal number of its accrual: the order in which acts were counted.</param>
public sealed record OpenAct(long At, ActId Act, PersonId Person, DateOnly OccurredOn);

/// <summary>What stands in one window.</summary>
/// <param name="With">The other of two subjects.</param>
/// <param name="Until">The last day of the window so far; absent: it never ends.</param>
/// <param name="Kept">The last day on which a run may ask for it; absent: it goes as others do.</param>
/// <param name="Open">In the order of their accruals; the first <see cref="MeterRow.MostOpen"/>.</param>
public sealed record MeterLine(string Meter, string Period, long Got, long? In = null, string? With = null, DateOnly? Until = null, IReadOnlyList<OpenAct>? Open = null, DateOnly? Kept = null)
{
    [JsonIgnore]
    public Meter Meters => new(In ?? 0, Got);

    /// <summary>The last day on which it may be needed. Nobody knows which act of an activity is its last: it is over when none came for as long.</summary>
    [JsonIgnore]
    public DateOnly? KeptUntil => Kept ?? Until?.AddDays(Filing.LongestOpen * (Period.StartsWith("activity:", StringComparison.Ordinal) || Period.StartsWith("session:", StringComparison.Ordinal) ? 2 : 1));

    [JsonIgnore]
    public bool IsEmpty => Meters == default && Open is null;

    public bool Is(string meter, string period, string? with) => Meter == meter && Period == period && With == with;

    public MeterLine Plus(long @in, long got, DateOnly? until) =>
        this with { Got = Got + got, In = (In ?? 0) + @in is not 0 and var sum ? sum : null, Until = Until > until ? Until : until };

    /// <summary>Two people are one: what either has got counts together.</summary>
    public MeterLine And(MeterLine other) =>
        Plus(other.In ?? 0, other.Got, other.Until) with { Open = Some([.. (Open ?? []).Concat(other.Open ?? []).OrderBy(act => act.At).Take(MeterRow.MostOpen)]) };

    public static IReadOnlyList<OpenAct>? Some(IReadOnlyList<OpenAct> open) => open.Count > 0 ? open : null;
}

/// <summary>
/// The meters of one subject: one row for what reaches over months, and one for each month, so that state is bounded by the windows
/// that are still open and not by history. What closed is taken away by the next act of the subject.
/// </summary>
/// <param name="Months">Those that have a row of their own.</param>
public sealed record MeterRow(IReadOnlyList<MeterLine> Lines, IReadOnlyList<string>? Months = null)
{
    /// <summary>So many acts of one window are valued again when one is undone.</summary>
    public const int MostOpen = 1_000;

    private static readonly MeterRow Empty = new([]);

    public static Meter Of(IRows rows, MeterKey key) => LineOf(rows, key)?.Meters ?? default;

    public static MeterLine? LineOf(IRows rows, MeterKey key)
    {
        var (subject, with) = Split(key.Scope);
        return rows.Find<MeterRow>(RowOf(subject, key.Period))?.Lines.FirstOrDefault(line => line.Is(key.Meter, key.Period, with));
    }

    /// <summary>The keys of the rows that an act on that day may need.</summary>
    public static IEnumerable<string> KeysOf(PersonId person, DateOnly day) => [PrefixOf(person), RowOf(PrefixOf(person), $"{day:yyyy-MM}")];

    public static string PrefixOf(PersonId person) => $"person:{person}";

    /// <summary>The acts that may be valued again in any window of a subject, found in its rows.</summary>
    public static IEnumerable<OpenAct> OpenOf(Books books, string subject) => books.StartingWith<MeterRow>($"{subject}|").Select(row => row.Value)
        .Append(books.Find<MeterRow>(subject) ?? Empty).SelectMany(row => row.Lines).SelectMany(line => line.Open ?? []);

    /// <summary>Looks at what adding to a window will read.</summary>
    public static void LookAt(IRows rows, MeterKey key)
    {
        LineOf(rows, key);
        rows.Find<MeterRow>(Split(key.Scope).Subject);
    }

    /// <summary>Adds what an act gave, or takes it out again, and drops what no version of the rulebook can ask for any more.</summary>
    /// <param name="bookedOn">The local date of the fact.</param>
    /// <param name="act">The act, and the measures in whose windows it may be valued again.</param>
    public static void Add(
        IStates states, ActWindows windows, ReadOnlySpan<MeterChange> changes, DateOnly bookedOn, int sign = 1, (OpenAct Act, IReadOnlyCollection<int> In)? act = null)
    {
        foreach (var change in changes)
        {
            var key = windows.KeyOf(change.Measure);
            var (subject, with) = Split(key.Scope);
            var at = RowOf(subject, key.Period);
            var row = states.Find<MeterRow>(at) ?? Empty;
            var before = row.Lines.FirstOrDefault(line => line.Is(key.Meter, key.Period, with));
            // A window that has closed is gone: there is nothing to take out.
            if (before is not null || sign > 0)
            {
                var line = (before ?? new(key.Meter, key.Period, 0, null, with)).Plus(sign * change.In, sign * change.Got, windows.LastDayOf(change.Measure)) with { Kept = windows.KeptUntil(change.Measure) };
                if (act is var (open, within)) line = line with { Open = Opened(line, open, sign > 0 && within.Contains(change.Measure), bookedOn) };
                states.Put(at, row with { Lines = [.. row.Lines.Where(one => one != before), .. line.IsEmpty ? Array.Empty<MeterLine>() : [line]] });
            }
            Close(states, subject, at == subject ? null : at[(subject.Length + 1)..], bookedOn);
        }
    }

    /// <summary>Adds to one window what was no act, or takes it out again.</summary>
    /// <param name="kept">The last day on which a run may ask for the window.</param>
    public static void Count(IStates states, MeterKey key, long got, DateOnly? until, DateOnly bookedOn, DateOnly? kept = null)
    {
        if (got == 0) return;
        var (subject, with) = Split(key.Scope);
        var at = RowOf(subject, key.Period);
        var row = states.Find<MeterRow>(at) ?? Empty;
        var before = row.Lines.FirstOrDefault(line => line.Is(key.Meter, key.Period, with));
        // A window that has closed is gone: there is nothing to take out.
        if (before is not null || got > 0)
        {
            var line = (before ?? new(key.Meter, key.Period, 0, null, with)).Plus(0, got, until) with { Kept = kept };
            states.Put(at, row with { Lines = [.. row.Lines.Where(one => one != before), .. line.IsEmpty ? Array.Empty<MeterLine>() : [line]] });
        }
        Close(states, subject, at == subject ? null : at[(subject.Length + 1)..], bookedOn);
    }

    /// <summary>The meters of two ids of one person.</summary>
    public MeterRow And(MeterRow other) => new(
        [.. Lines.Concat(other.Lines).GroupBy(line => (line.Meter, line.Period, line.With)).Select(same => same.Aggregate((one, two) => one.And(two)))],
        Months is null ? other.Months : [.. Months.Union(other.Months ?? []).Order(StringComparer.Ordinal)]);

    /// <summary>In a window that never ends an act is open as long as its own day is.</summary>
    private static IReadOnlyList<OpenAct>? Opened(MeterLine line, OpenAct act, bool isOpen, DateOnly today)
    {
        var others = (line.Open ?? []).Where(other => other.At != act.At && (line.Until is not null || other.OccurredOn.AddDays(Filing.LongestOpen) >= today));
        return MeterLine.Some([.. (isOpen ? others.Append(act) : others).OrderBy(other => other.At).Take(MostOpen)]);
    }

    /// <param name="opened">A month that has a row now.</param>
    private static void Close(IStates states, string subject, string? opened, DateOnly today)
    {
        var row = states.Find<MeterRow>(subject) ?? Empty;
        var months = (row.Months ?? []).Concat(opened is null ? [] : [opened]).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var month in months.Where(month => IsClosed(month, today)).ToList())
        {
            states.Remove<MeterRow>($"{subject}|{month}");
            months.Remove(month);
        }
        var kept = new MeterRow([.. row.Lines.Where(line => !(line.KeptUntil < today))], months.Count > 0 ? months : null);
        if (kept.Lines.Count == row.Lines.Count && months.SequenceEqual(row.Months ?? [])) return;
        if (kept.Lines.Count > 0 || kept.Months is not null) states.Put(subject, kept);
        else states.Remove<MeterRow>(subject);
    }

    private static bool IsClosed(string month, DateOnly today) => month[0] == 'r' ? Month.TryParse(month[1..], out var rolling) && rolling.LastDay.AddMonths(MostRolling) < today : Month.TryParse(month, out var parsed) && parsed.LastDay.AddDays(Filing.LongestOpen) < today;

    private static (string Subject, string? With) Split(string scope) => scope.IndexOf('|') is >= 0 and var at ? (scope[..at], scope[(at + 1)..]) : (scope, null);

    /// <summary>So many months back a window that moves with the day can reach.</summary>
    public const int MostRolling = 120;

    /// <summary>A day of windows that move with the day.</summary>
    public static string RollingDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"r{day:yyyy-MM-dd}");

    /// <summary>What was got in each month that is still kept.</summary>
    public static IReadOnlyDictionary<string, long> ByMonth(Books books, string meter, string scope)
    {
        var (subject, with) = Split(scope);
        return books.StartingWith<MeterRow>($"{subject}|").SelectMany(row => row.Value.Lines).Where(line => line.Meter == meter && line.With == with && line.Period.Length == 7).ToDictionary(line => line.Period, line => line.Got);
    }

    /// <summary>The last of some days on which something was got, of a measure whose window is a day.</summary>
    public static DateOnly? LastDay(Books books, string meter, string scope, DateOnly from, DateOnly to)
    {
        var ((subject, with), first, last) = (Split(scope), Periods.Name(Window.Day, from.DayNumber), Periods.Name(Window.Day, to.DayNumber));
        return books.Range<MeterRow>($"{subject}|{first[..7]}", $"{subject}|{last[..7]}\uffff").SelectMany(row => row.Value.Lines)
            .Where(line => line.Meter == meter && line.With == with && line.Got > 0 && string.CompareOrdinal(line.Period, first) >= 0 && string.CompareOrdinal(line.Period, last) <= 0)
            .Max(line => (DateOnly?)DateOnly.ParseExact(line.Period, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>What was got on the days from one to another.</summary>
    public static long Between(Books books, string meter, string scope, DateOnly from, DateOnly to)
    {
        var ((subject, with), first, last) = (Split(scope), RollingDay(from), RollingDay(to));
        return books.Range<MeterRow>($"{subject}|{first[..8]}", $"{subject}|{last[..8]}\uffff").SelectMany(row => row.Value.Lines)
            .Where(line => line.Meter == meter && line.With == with && string.CompareOrdinal(line.Period, first) >= 0 && string.CompareOrdinal(line.Period, last) <= 0).Sum(line => line.Got);
    }

    /// <summary>A day and a month lie in the row of the month; days of windows that move in one of their own.</summary>
    private static string RowOf(string subject, string period) => period.Length == 11 && period[0] == 'r' ? $"{subject}|{period[..8]}" :
        period.Length is 7 or 10 && char.IsAsciiDigit(period[0]) && period[4] == '-' && char.IsAsciiDigit(period[5]) ? $"{subject}|{period[..7]}" : subject;
}

/// <summary>What stands in the rows.</summary>
public sealed class StandingMeters(IRows rows) : IStanding
{
    public Meter this[MeterKey key] => MeterRow.Of(rows, key);
}
