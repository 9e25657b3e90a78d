using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Judged>))]
public enum Judged { Posting, Application }

[JsonConverter(typeof(KebabEnum<Falls>))]
public enum Falls { Never, AtOnce, AtJudging }

[JsonConverter(typeof(KebabEnum<Cycles>))]
public enum Cycles { First, Each }

[JsonConverter(typeof(KebabEnum<Uses>))]
public enum Uses { Consumes }

[JsonConverter(typeof(KebabEnum<Ties>))]
public enum Ties { Share, EarlierLastAct, FewerActs, DrawByHash }

[JsonConverter(typeof(KebabEnum<Publishing>))]
public enum Publishing { Consent, CountOnly }

/// <summary>Ordered levels over measures (primitive 6).</summary>
/// <param name="Opens">When it may be applied for; absent: always.</param>
public sealed record Ladder(
    Code Code, Title Title, Whose Of, IReadOnlyList<Level> Levels, TextOr<Judged?, Every> Judged, Falls? Falls = null, Quantity? Lasts = null,
    TextOr<Uses?, UsesCycle>? Uses = null, Code? Review = null, IReadOnlyList<Opens>? Opens = null) : Node;

/// <param name="Needs">All of them; one that differs by age is an <c>any</c> of <c>all</c>.</param>
/// <param name="Review">Who must sign an application for it; absent: as the ladder says.</param>
public sealed record Level(Code Code, Title Title, IReadOnlyList<When> Needs, IReadOnlyList<Benefit>? Benefits = null, Code? Review = null) : Node;

public sealed record Benefit(Code Item, Quantity? Units = null, Cycles? Cycles = null) : Node;

public sealed record UsesCycle(Code Measure, Quantity Cycle);

/// <summary>A period that recurs: month, quarter, half or year, or a year of the calendar's own.</summary>
public sealed record Every([property: JsonPropertyName("every")] Window? Unit = null, Code? Period = null);

/// <summary>A ladder by position.</summary>
/// <param name="Top">So many people, or per cent.</param>
public sealed record Rank(
    Code Code, Title Title, Whose Of, RankBy By, TextOr<Window?, Every> Every, Quantity Top, Ties Ties, Publishing Publish,
    Quantity? AtLeast = null, When? Where = null, Whose? Apart = null, IReadOnlyList<Benefit>? Benefits = null) : Node;

public sealed record RankBy(Code Measure);
