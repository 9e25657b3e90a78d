using FluentValidation;
using Ledger.Api.Problems;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary>Shapes that several requests share. Words that FluentValidation lacks are given in both languages.</summary>
internal static class Rules
{
    public static IRuleBuilderOptions<T, Points> Amount<T>(this IRuleBuilder<T, Points> rule, long least = 0) =>
        rule.Must(points => points.Hundredths >= least && points.Hundredths <= Bounds.MostAmount).As("in-range", $"须为 {least} 到 {Bounds.MostAmount} 的整数（百分之一积分）", $"{least} to {Bounds.MostAmount} hundredths");

    public static IRuleBuilderOptions<T, Fen> Amount<T>(this IRuleBuilder<T, Fen> rule) =>
        rule.Must(fen => fen.Count is >= 0 and <= Bounds.MostAmount).As("in-range", $"须为 0 到 {Bounds.MostAmount} 的整数（人民币分）", $"0 to {Bounds.MostAmount} fen");

    public static IRuleBuilderOptions<T, Title> Named<T>(this IRuleBuilder<T, Title> rule) =>
        rule.Must(title => title.Zh.Length is >= 1 and <= 100 && !string.IsNullOrWhiteSpace(title.Zh) && (title.En?.Length ?? 0) <= 200)
            .As("title", "中文名须为 1 到 100 字，英文名至多 200 字", "zh of 1 to 100 characters, en of at most 200");

    public static IRuleBuilderOptions<T, string> PersonName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= 60).As("name", "姓名须为 1 到 60 字", "1 to 60 characters");

    public static IRuleBuilderOptions<T, string?> Phone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(phone => phone is null || (phone.TrimStart('+') is { Length: >= 5 and <= 15 } digits && digits.All(char.IsAsciiDigit))).As("phone", "须为 5 到 15 位数字", "5 to 15 digits");

    public static IRuleBuilderOptions<T, string?> HexHash<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(hash => hash is null || (hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower))).As("sha-256", "须为 64 位小写十六进制", "64 lower-case hexadecimal digits");

    /// <summary>A calendar in which decisions can add years without leaving it.</summary>
    public static IRuleBuilderOptions<T, DateOnly> InOurTimes<T>(this IRuleBuilder<T, DateOnly> rule) =>
        rule.Must(day => day.Year is >= 1900 and <= 2999).As("in-range", "须在 1900 年到 2999 年之间", "From 1900 to 2999");

    public static IRuleBuilderOptions<T, DateOnly?> InOurTimes<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(day => day is null || day.Value.Year is >= 1900 and <= 2999).As("in-range", "须在 1900 年到 2999 年之间", "From 1900 to 2999");

    public static IRuleBuilderOptions<T, DateTimeOffset> InOurTimes<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(time => time.Year is >= 1900 and <= 2999 && time.Ticks % TimeSpan.TicksPerMicrosecond == 0).As("in-range", "须在 1900 年到 2999 年之间，至多微秒", "From 1900 to 2999, at most microseconds");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> Between<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, int least, int most) =>
        rule.Must(list => list.Count >= least && list.Count <= most).As("count", $"须为 {least} 到 {most} 项", $"{least} to {most} items");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> Once<T, TItem, TKey>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, Func<TItem, TKey> key) =>
        rule.Must(list => list.DistinctBy(key).Count() == list.Count).As("no-repetition", "不得重复", "Each only once");

    public static IRuleBuilderOptions<T, TValue> As<T, TValue>(this IRuleBuilderOptions<T, TValue> rule, string code, string zh, string en) =>
        rule.WithErrorCode(code).WithState(_ => new Words(zh, en));
}
