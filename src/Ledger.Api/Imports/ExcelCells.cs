using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Vault;

namespace Ledger.Api.Imports;

/// <summary>
/// Dates, times and numbers as people type them and as Excel saves them. Two-digit years and 1/5/2026 are not understood,
/// since they can be read in two ways.
/// </summary>
public static partial class ExcelCells
{
    private static readonly DateTime Day0 = new(1899, 12, 30);

    /// <summary>A date, alone or with a time of day behind it.</summary>
    /// <param name="time">Null when the cell says a day only.</param>
    public static bool TryDate(string cell, out DateOnly day, out TimeSpan? time)
    {
        (day, time) = (default, null);
        var text = Plain(cell);
        if (Serial().IsMatch(text)) return TrySerial(text, out day, out time);
        if (Date().Match(text) is not { Success: true } match) return false;
        if (!DateOnly.TryParseExact($"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return false;
        if (match.Groups["rest"].Value.Trim() is not { Length: > 0 } rest) return true;
        if (!TryTime(rest, out var ofDay)) return false;
        time = ofDay;
        return true;
    }

    /// <summary>A time of day from 0:00 to 24:00; 次日 in front adds a day.</summary>
    public static bool TryTime(string cell, out TimeSpan time)
    {
        time = default;
        var text = Plain(cell);
        var nextDay = text.StartsWith("次日", StringComparison.Ordinal) || text.StartsWith("第二天", StringComparison.Ordinal);
        if (nextDay) text = text[(text[0] == '次' ? 2 : 3)..].Trim();
        if (!(Fraction().IsMatch(text) ? TryFraction(text, out time) : TryClock(text, out time))) return false;
        if (nextDay) time += TimeSpan.FromDays(1);
        return true;
    }

    /// <summary>A whole number, with or without its unit: 90, 90分钟.</summary>
    public static bool TryMinutes(string cell, out long minutes)
    {
        var text = Plain(cell);
        foreach (var unit in new[] { "分钟", "分", "minutes", "min" })
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) { text = text[..^unit.Length].Trim(); break; }
        if (text.EndsWith(".0", StringComparison.Ordinal)) text = text[..^2];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes <= 1440;
    }

    /// <summary>5 to 15 digits with at most a + in front; spaces and hyphens do not count. What Excel rounded to 1.38E+10 is refused.</summary>
    public static bool TryPhone(string cell, out string phone)
    {
        phone = string.Concat(Plain(cell).Where(c => c is not (' ' or '-' or '(' or ')')));
        var digits = phone.StartsWith('+') ? phone[1..] : phone;
        return digits.Length is >= 5 and <= 15 && digits.All(char.IsAsciiDigit);
    }

    /// <summary>Full-width digits and signs are the same as narrow ones; runs of space are one.</summary>
    public static string Plain(string cell) => Spaces().Replace(Width.Narrow(cell), " ").Trim();

    private static bool TrySerial(string text, out DateOnly day, out TimeSpan? time)
    {
        var serial = decimal.Parse(text, CultureInfo.InvariantCulture);
        var whole = decimal.Floor(serial);
        (day, time) = (DateOnly.FromDateTime(Day0.AddDays((int)whole)), null);
        if (serial == whole) return true;
        var seconds = decimal.Round((serial - whole) * 86400);
        time = TimeSpan.FromSeconds((double)seconds);
        return true;
    }

    private static bool TryFraction(string text, out TimeSpan time)
    {
        time = TimeSpan.FromSeconds((double)decimal.Round(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) * 86400));
        return time <= TimeSpan.FromDays(1);
    }

    private static bool TryClock(string text, out TimeSpan time)
    {
        time = default;
        if (Clock().Match(text) is not { Success: true } match) return false;
        if (!match.Groups["sign"].Success && !match.Groups["before"].Success && !match.Groups["after"].Success) return false; // 9 alone may be anything
        var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["half"].Success ? 30 : match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
        var second = match.Groups["s"].Success ? decimal.Parse(match.Groups["s"].Value, CultureInfo.InvariantCulture) : 0;
        var part = (match.Groups["before"].Value + match.Groups["after"].Value).ToUpperInvariant();
        if (part is "下午" or "晚上" or "傍晚" or "PM" && hour < 12) hour += 12;
        if (part is "上午" or "早上" or "凌晨" or "AM" && hour == 12) hour = 0;
        if (part == "中午" && hour < 11) hour += 12;
        if (hour > 24 || minute > 59 || second >= 60 || (hour == 24 && (minute > 0 || second > 0))) return false;
        time = TimeSpan.FromMinutes(hour * 60 + minute) + TimeSpan.FromTicks((long)(second * TimeSpan.TicksPerSecond));
        return true;
    }

    [GeneratedRegex(@"^(?<y>\d{4})\s?[-/.年]\s?(?<m>\d{1,2})\s?[-/.月]\s?(?<d>\d{1,2})\s?日?(?:[T ]?(?<rest>\D?.*))?$|^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$")]
    private static partial Regex Date();

    /// <summary>Five digits before the point: 1927 to 2173. Four could be a year.</summary>
    [GeneratedRegex(@"^\d{5}(\.\d+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^0?\.\d+(E-\d+)?$|^0$|^\d(\.\d+)?E-\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^(?<before>上午|下午|早上|中午|晚上|傍晚|凌晨|AM|PM)?\s?(?<h>\d{1,2})(?:\s?(?<sign>[:时点])\s?(?:(?<half>半)|(?<m>\d{1,2})\s?分?(?:\s?:?\s?(?<s>\d{1,2}(\.\d{1,6})?)\s?秒?)?)?)(?:整)?\s?(?<after>AM|PM)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
