using System.Globalization;
using Ledger.Domain;
using Ledger.Rulebooks;

namespace Ledger.Api.Problems;

/// <summary>A kind of "no" a client may meet: what it would do differently, one type each. The one place that knows statuses and sentences.</summary>
/// <param name="Slug">Behind <c>/problems/</c>; never changed, never used for something else.</param>
/// <param name="Advice">What the client or its user can do.</param>
public sealed record ProblemType(string Slug, int Status, Words Title, Words Advice)
{
    public string Uri => $"/problems/{Slug}";
}

/// <summary>The same in Chinese and English.</summary>
public sealed record Words(string Zh, string En);

/// <summary>One wrong member of a request.</summary>
/// <param name="Field">As the client wrote it, with a path: <c>people[2].minutes</c>.</param>
/// <param name="Rule">A code: not-empty, inclusive-between, unknown-member, …</param>
public sealed record FieldFault(string Field, string Rule, Words Message)
{
    public static FieldFault Of(Told told) => new(told.Finding.Pointer is { Length: > 0 } pointer ? pointer : "$", told.Finding.Code.Value, told.Place.Line == 0
        ? new(told.Words.Zh, told.Words.En)
        : new($"第 {told.Place.Line} 行第 {told.Place.Column} 列：{told.Words.Zh}", $"Line {told.Place.Line}, column {told.Place.Column}: {told.Words.En}"));
}

/// <summary>A refusal on its way to the client.</summary>
public sealed record Problem(ProblemType Type, Words Detail)
{
    public string? Field { get; init; }

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    public Rejection? Facts { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>How amounts and times are said to people.</summary>
internal static class Say
{
    /// <summary>2550 → 25.5</summary>
    public static string Points(Points points) => $"{(points.Hundredths < 0 ? "-" : "")}{Math.Abs(points.Hundredths) / 100}{(points.Hundredths % 100 == 0 ? "" : "." + $"{Math.Abs(points.Hundredths) % 100:D2}".TrimEnd('0'))}";

    /// <summary>-1250 → -12.50</summary>
    public static string Yuan(Domain.Fen fen) => string.Create(CultureInfo.InvariantCulture, $"{(fen.Count < 0 ? "-" : "")}{Math.Abs(fen.Count) / 100}.{Math.Abs(fen.Count) % 100:D2}");

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(Month month) => $"{month.Year} 年 {month.Number} 月";

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
