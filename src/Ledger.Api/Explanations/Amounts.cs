using System.Globalization;
using Ledger.Domain;

namespace Ledger.Api.Explanations;

/// <summary>Numbers in the units people use: 积分, 小时 and 分钟, 元.</summary>
internal static class Amounts
{
    /// <param name="unit">As steps name it: points (hundredths), minutes, fen, times, people, date (yyyymmdd), tier and others.</param>
    public static Title Of(long amount, string unit) => unit switch
    {
        "points" => new($"{Hundredths(amount)}积分", $"{Hundredths(amount)} points"),
        "minutes" => new(Minutes(amount, "小时", "分钟", ""), Minutes(amount, " h", " min", " ")),
        "fen" => new($"{Hundredths(amount)}元", $"{Hundredths(amount)} yuan"),
        "times" => new($"{amount}次", amount == 1 ? "once" : $"{amount} times"),
        "people" => new($"{amount}人", $"{amount} people"),
        "kg" => new($"{Hundredths(amount)}公斤", $"{Hundredths(amount)} kg"),
        "percent" => new($"{Hundredths(amount)}%", $"{Hundredths(amount)} %"),
        "days" => new($"{amount}天", $"{amount} days"),
        "months" => new($"{amount}个月", $"{amount} months"),
        "years" => new($"{amount}年", $"{amount} years"),
        "tier" => new($"第{amount}档", $"tier {amount}"),
        "date" => Day(amount),
        _ => new($"{amount}", $"{amount}"),
    };

    private static string Hundredths(long amount)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(amount), 100);
        var part = rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{rest:D2}").TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "-" : "")}{whole}{part}");
    }

    private static string Minutes(long amount, string hours, string minutes, string between)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(amount), 60);
        var text = whole == 0 ? $"{rest}{minutes}" : rest == 0 ? $"{whole}{hours}" : $"{whole}{hours}{between}{rest}{minutes}";
        return amount < 0 ? $"-{text}" : text;
    }

    private static Title Day(long amount) => DateOnly.TryParseExact(amount.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", out var day)
        ? new(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy年M月d日}"), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : new($"{amount}", $"{amount}");
}
