using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain;

/// <summary>A calendar month of the community's local dates (所属账期): <c>2026-01</c>.</summary>
[JsonConverter(typeof(MonthJson))]
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => new(Year, Number, DateTime.DaysInMonth(Year, Number));

    public Month Next => Of(FirstDay.AddMonths(1));

    public Month Previous => Of(FirstDay.AddMonths(-1));

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Four digits, a hyphen, two digits; from 1900 to 2999.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        var isMonth = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2999;
        month = isMonth ? Of(day) : default;
        return isMonth;
    }

    public int CompareTo(Month other) => FirstDay.CompareTo(other.FirstDay);

    public static bool operator <(Month a, Month b) => a.CompareTo(b) < 0;

    public static bool operator >(Month a, Month b) => a.CompareTo(b) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Number:D2}");
}

public sealed class MonthJson : JsonConverter<Month>
{
    public override Month Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Month.TryParse(reader.GetString(), out var month) ? month : throw new JsonException("A month such as 2026-01 is expected.");

    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
