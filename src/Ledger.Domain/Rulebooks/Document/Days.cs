using System.Globalization;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>A day of every year: <c>11-01</c>. Never 29 February, which not every year has.</summary>
[JsonConverter(typeof(TextJson<MonthDay>))]
public readonly record struct MonthDay(int Month, int Day) : ITextValue<MonthDay>
{
    public static Code Fault => "no-such-date";

    public static MonthDay? Parse(string text) =>
        text.Length == 5 && DateOnly.TryParseExact($"2001-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new MonthDay(day.Month, day.Day) : null;

    public DateOnly In(int year) => new(year, Month, Day);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:D2}-{Day:D2}");
}

/// <summary>A local time of day: <c>18:30</c>.</summary>
/// <param name="Minutes">Since midnight: 0 to 1439.</param>
[JsonConverter(typeof(TextJson<TimeOfDay>))]
public readonly record struct TimeOfDay(int Minutes) : ITextValue<TimeOfDay>
{
    public static Code Fault => "no-such-time";

    public static TimeOfDay? Parse(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new TimeOfDay(time.Hour * 60 + time.Minute) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minutes / 60:D2}:{Minutes % 60:D2}");
}

/// <summary>How long value lives: so many years, months or days, or <c>never</c> lapsing.</summary>
[JsonConverter(typeof(TextJson<Life>))]
public readonly record struct Life(Quantity? Span) : ITextValue<Life>
{
    public static Code Fault => "bad-quantity";

    public static Life? Parse(string text) => text == "never" ? new Life(null) : Quantity.Parse(text) is { } span ? new Life(span) : null;

    public override string ToString() => Span?.ToString() ?? "never";
}
