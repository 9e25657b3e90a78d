using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What stands in one window.</summary>
/// <param name="With">The other of two subjects.</param>
/// <param name="Until">The last day of the window so far; absent: it never ends.</param>
public sealed record MeterLine(string Meter, string Period, long Got, long? In = null, string? With = null, DateOnly? Until = null)
{
    [JsonIgnore]
    public Meter Meters => new(In ?? 0, Got);

    public bool Is(string meter, string period, string? with) => Meter == meter && Period == period && With == with;
}

/// <summary>
/// The meters of one subject: one row for what reaches over months, and one for each month, so that state is bounded by the windows
/// that are still open and not by history. What closed is taken away by the next act of the subject.
/// </summary>
/// <param name="Months">Those that have a row of their own.</param>
public sealed record MeterRow(IReadOnlyList<MeterLine> Lines, IReadOnlyList<string>? Months = null)
{
    private static readonly MeterRow Empty = new([]);

    public static Meter Of(IStates states, MeterKey key)
    {
        var (subject, with) = Split(key.Scope);
        return states.Find<MeterRow>(RowOf(subject, key.Period))?.Lines.FirstOrDefault(line => line.Is(key.Meter, key.Period, with))?.Meters ?? default;
    }

    /// <summary>Adds what an act gave, or takes it out again, and drops what closed.</summary>
    /// <param name="bookedOn">The local date of the fact.</param>
    /// <param name="closesAfter">So many days after its last day a window is not adjusted any more.</param>
    public static void Add(IStates states, ActWindows windows, ReadOnlySpan<MeterChange> changes, DateOnly bookedOn, int closesAfter, int sign = 1)
    {
        foreach (var change in changes)
        {
            var key = windows.KeyOf(change.Measure);
            var (subject, with) = Split(key.Scope);
            var at = RowOf(subject, key.Period);
            states.Put(at, (states.Find<MeterRow>(at) ?? Empty).With(key, with, sign * change.In, sign * change.Got, windows.LastDayOf(change.Measure)));
            Close(states, subject, at == subject ? null : at[(subject.Length + 1)..], bookedOn.AddDays(-closesAfter));
        }
    }

    private MeterRow With(MeterKey key, string? with, long @in, long got, DateOnly? until)
    {
        var before = Lines.FirstOrDefault(line => line.Is(key.Meter, key.Period, with)) ?? new(key.Meter, key.Period, 0, null, with, until);
        var after = before with { Got = before.Got + got, In = (before.In ?? 0) + @in is not 0 and var sum ? sum : null, Until = before.Until > until ? before.Until : until };
        return this with { Lines = [.. Lines.Where(line => line != before), .. after.Meters == default ? Array.Empty<MeterLine>() : [after]] };
    }

    /// <param name="opened">A month that has a row now.</param>
    private static void Close(IStates states, string subject, string? opened, DateOnly firstOpen)
    {
        var row = states.Find<MeterRow>(subject) ?? Empty;
        var months = (row.Months ?? []).Concat(opened is null ? [] : [opened]).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var month in months.Where(month => IsClosed(month, firstOpen)).ToList())
        {
            states.Remove<MeterRow>($"{subject}|{month}");
            months.Remove(month);
        }
        var kept = new MeterRow([.. row.Lines.Where(line => line.Until is null || line.Until >= firstOpen)], months.Count > 0 ? months : null);
        if (kept.Lines.Count > 0 || kept.Months is not null) states.Put(subject, kept);
        else states.Remove<MeterRow>(subject);
    }

    private static bool IsClosed(string month, DateOnly firstOpen) => Month.TryParse(month, out var parsed) && parsed.LastDay < firstOpen;

    private static (string Subject, string? With) Split(string scope) => scope.IndexOf('|') is >= 0 and var at ? (scope[..at], scope[(at + 1)..]) : (scope, null);

    /// <summary>A day and a month lie in the row of the month.</summary>
    private static string RowOf(string subject, string period) =>
        period.Length is 7 or 10 && char.IsAsciiDigit(period[0]) && period[4] == '-' && char.IsAsciiDigit(period[5]) ? $"{subject}|{period[..7]}" : subject;
}
