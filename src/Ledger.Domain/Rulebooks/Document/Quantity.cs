using System.Globalization;
using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>A unit as it is written.</summary>
/// <param name="Text">As in the document: <c>h</c>.</param>
/// <param name="Counts">What it counts, in its smallest unit: <c>minutes</c>. Numbers that count different things never meet.</param>
/// <param name="Smallest">How many of the smallest unit one is: 60.</param>
public sealed record Unit(string Text, string Counts, int Smallest)
{
    public static readonly Unit Points = new("points", "points", 100), Hours = new("h", "minutes", 60), Minutes = new("min", "minutes", 1), Yuan = new("yuan", "fen", 100),
        Percent = new("%", "percent", 100), Times = new("times", "times", 1), People = new("people", "people", 1), Kilograms = new("kg", "kg", 100),
        Days = new("days", "days", 1), WorkingDays = new("workdays", "workdays", 1), Months = new("months", "months", 1), Years = new("years", "years", 1);

    private static readonly Unit[] All = [Points, Hours, Minutes, Yuan, Percent, Times, People, Kilograms, Days, WorkingDays, Months, Years];

    public static Unit? Find(string text) => Array.Find(All, unit => unit.Text == text);
}

/// <summary>A number with its unit, as a secretary writes it: <c>15 points</c>, <c>1.5 h</c>, <c>50 %</c>. At most two decimals.</summary>
/// <param name="Units">In the smallest unit: hundredths of points, minutes, fen. 0 to <see cref="Bounds.MostAmount"/>.</param>
[JsonConverter(typeof(TextJson<Quantity>))]
public readonly record struct Quantity(long Units, Unit Unit) : ITextValue<Quantity>
{
    public static Code Fault => "bad-quantity";

    /// <summary>Null when it is no quantity, or no whole number of the smallest unit, or too large.</summary>
    public static Quantity? Parse(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length != 2 || Unit.Find(parts[1]) is not { } unit || Hundredths(parts[0]) is not { } hundredths) return null;
        var (units, rest) = Math.DivRem(hundredths * unit.Smallest, 100);
        return rest == 0 && units <= Bounds.MostAmount ? new Quantity(units, unit) : null;
    }

    public override string ToString()
    {
        var (hundredths, rest) = Math.DivRem(Units * 100, Unit.Smallest);
        if (rest != 0) return new Quantity(Units, Unit.Minutes).ToString();
        var (whole, part) = Math.DivRem(hundredths, 100);
        var decimals = part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{part:D2}").TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{whole}{decimals} {Unit.Text}");
    }

    private static long? Hundredths(string number)
    {
        var parts = number.Split('.');
        if (parts.Length > 2 || !IsDigits(parts[0], 9) || (parts[0].Length > 1 && parts[0][0] == '0')) return null;
        if (parts.Length == 2 && !IsDigits(parts[1], 2)) return null;
        var decimals = parts.Length == 2 ? parts[1].PadRight(2, '0') : "00";
        return long.Parse(parts[0] + decimals, CultureInfo.InvariantCulture);
    }

    private static bool IsDigits(string text, int most) => text.Length >= 1 && text.Length <= most && text.All(char.IsAsciiDigit);
}
