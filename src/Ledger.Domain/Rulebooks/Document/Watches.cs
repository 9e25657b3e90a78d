using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Moment>))]
public enum Moment { Fact }

/// <summary>When a condition holds at a moment, these effects are proposed (primitive 7). It never takes value by itself.</summary>
/// <param name="Sure">Effects that end or take something happen at once; absent: the office is asked first.</param>
public sealed record Watch(Code Code, Title Title, Whose Of, When When, TextOr<Moment?, WatchedAt> At, Once Once, IReadOnlyList<Effect> Do, bool? Sure = null) : Node;

/// <summary>Every so often, or every year of the calendar's own; on a day of the year; or so long after a mark.</summary>
public sealed record WatchedAt(Window? Every = null, MonthDay? Day = null, Code? Mark = null, Quantity? After = null, Code? Period = null)
{
    /// <summary>The period at whose end it looks; null where it has none.</summary>
    [JsonIgnore]
    internal Every? Ending => Every is { } unit ? new(unit) : Period is { } own ? new(Period: own) : null;
}

/// <summary>Exactly one, with what belongs to it.</summary>
/// <param name="Tells">Measures named in a notice.</param>
/// <param name="For">How long a suspension or a mark lasts.</param>
public sealed record Effect(
    Title? Notice = null, IReadOnlyList<Code>? Tells = null, IReadOnlyList<Code>? Suspend = null, Quantity? For = null, Code? Deduct = null, Code? Demote = null,
    Code? EndMark = null, Code? SetMark = null, Code? Record = null, ExpireOf? Expire = null, bool? Close = null, Code? Ask = null);

public sealed record ExpireOf(Code Bucket);
