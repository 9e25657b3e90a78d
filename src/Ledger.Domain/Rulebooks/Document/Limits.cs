using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<CutAt>))]
public enum CutAt { Amount, Input }

[JsonConverter(typeof(KebabEnum<Overflow>))]
public enum Overflow { Drop, Refuse, Review }

/// <summary>A measure may not pass a bound (primitive 4). Several limits are one simultaneous minimum.</summary>
/// <param name="At">What it cuts: what enters the amount, or the amount.</param>
/// <param name="Overflow">Where what is over goes; absent: it is dropped.</param>
public sealed record Limit(
    Code Code, Code Measure, TextOr<Quantity?, ChosenBound> AtMost, Happening? Of = null, CutAt? At = null, When? When = null, TextOr<Overflow?, OverflowInto>? Overflow = null) : Node;

/// <summary>A bound by the subject's facts: the first that applies.</summary>
public sealed record ChosenBound(IReadOnlyList<BoundChoice> Choose, Quantity Else);

public sealed record BoundChoice(When When, Quantity AtMost);

/// <summary>Exactly one.</summary>
public sealed record OverflowInto(Code? Bucket = null, Code? Pool = null);
