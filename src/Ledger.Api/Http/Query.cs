using System.Globalization;
using Ledger.Api.Problems;

namespace Ledger.Api.Http;

public enum QueryKind { Date, Instant, Number, Code, Uuid, Text, Flag, PageSize, Units, Cursor }

/// <summary>A query parameter a route declares: checked before the handler, told in OpenAPI. Others are refused.</summary>
public sealed record Query(string Name, QueryKind Kind, string Description, bool IsRequired = false)
{
    public const int LargestPage = 200, DefaultPage = 50;

    public static readonly Query AtLeast = new("atLeast", QueryKind.Number, "Wait (at most 2 s) until the answer stands at this journal number or later; 503 otherwise.");
    public static readonly Query Limit = new("limit", QueryKind.PageSize, $"1 to {LargestPage}; {DefaultPage} unless told.");
    public static readonly Query Cursor = new("cursor", QueryKind.Cursor, "The nextCursor of the page before, of the same query.");
    public static readonly Query DryRun = new("dryRun", QueryKind.Flag, "true: decide and answer, but write nothing. Takes no Idempotency-Key.");

    /// <summary>The only values there are; absent: any of the kind.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    public FieldFault? FaultOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return IsRequired ? new(Name, "missing-member", new("缺少这一项", "This parameter is missing")) : null;
        if (OneOf is { } values && !values.Contains(text)) return new(Name, "one-of", new($"须为以下之一：{string.Join("、", values)}", $"One of {string.Join(", ", values)}"));
        var (fits, zh, en) = Kind switch
        {
            QueryKind.Date => (TryDate(text, out _), "须为日期，如 2026-05-01", "A date such as 2026-05-01"),
            QueryKind.Instant => (TryInstant(text, out _), "须为带时区的时间，如 2026-05-01T09:00:00+08:00", "A time with its offset such as 2026-05-01T09:00:00+08:00"),
            QueryKind.Number => (TryNumber(text, 0, long.MaxValue, out _), "须为非负整数", "A whole number not below 0"),
            QueryKind.PageSize => (TryNumber(text, 1, LargestPage, out _), $"须为 1 到 {LargestPage} 的整数", $"A whole number from 1 to {LargestPage}"),
            QueryKind.Units => (TryNumber(text, 1, Domain.Bounds.MostUnits, out _), $"须为 1 到 {Domain.Bounds.MostUnits} 的整数", $"A whole number from 1 to {Domain.Bounds.MostUnits}"),
            QueryKind.Code => (Domain.Code.IsCode(text), "须为代码", "A code of a-z, 0-9 and '-'"),
            QueryKind.Uuid => (Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty, "须为编号（UUID）", "A UUID"),
            QueryKind.Flag => (text is "true" or "false", "须为 true 或 false", "true or false"),
            _ => (text.Length <= 2000 && !text.Contains('\0'), "文字过长", "At most 2000 characters"),
        };
        return fits ? null : new(Name, $"is-{Kind}".ToLowerInvariant(), new(zh, en));
    }

    public static bool TryDate(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length > 19 && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    internal static bool TryNumber(string text, long least, long most, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
