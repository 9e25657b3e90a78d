using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Whose>))]
public enum Whose { Person, Household, Team, Node, Place, Activity, Session, Pair, Merchant, Item, Fund, Board, Community, Source, Slot, Pool }

[JsonConverter(typeof(KebabEnum<Window>))]
public enum Window { Act, Session, Activity, Slot, Day, Week, Month, Quarter, [JsonStringEnumMemberName("half")] HalfYear, Year, Life, Store }

[JsonConverter(typeof(KebabEnum<Folding>))]
public enum Folding { Sum, Max, Count, Distinct }

[JsonConverter(typeof(KebabEnum<Standing>))]
public enum Standing { Posted, Accrued, Recorded }

[JsonConverter(typeof(KebabEnum<Happening>))]
public enum Happening { Earn, Redeem, Gift, Cash, Deduct, Issue }

/// <summary>A running number (primitive 3): what of whose in which window; or one derived from others.</summary>
/// <param name="Count"><c>amount</c>, <c>minutes</c>, <c>acts</c>, <c>days</c>, <c>input.…</c>, a commodity, <c>distinct.…</c>, <c>deducted.…</c>, <c>spent</c> and other happenings; or a run of periods.</param>
/// <param name="Sum">With <paramref name="Less"/> and <paramref name="Then"/>: a measure derived from those above it.</param>
public sealed record Measure(
    Code Code, TextOr<string, Run>? Count = null, Happening? Of = null, When? When = null, IReadOnlyList<Whose>? Whose = null, TextOr<Window?, WindowForm>? Window = null,
    Folding? Fold = null, CountFrom? By = null, Standing? Status = null, bool? Opening = null,
    IReadOnlyList<Amount>? Sum = null, IReadOnlyList<Amount>? Less = null, IReadOnlyList<Stage>? Then = null) : Node;

/// <summary>How many whole periods in a row, up to the last, a measure was at least or below so much: weeks, months, quarters, halves or years, of which the measure's own windows are; a year also of the calendar's own.</summary>
[method: JsonConstructor]
public sealed record Run([property: JsonPropertyName("run")] Window Unit, Code Of, Quantity? AtLeast = null, Quantity? Below = null);

/// <summary>One of: since a mark was given, the last so long, a cycle of so many days, months or years that repeats from a first day, a year of the calendar's own.</summary>
public sealed record WindowForm(string? Since = null, Quantity? Last = null, Quantity? Cycle = null, Code? Period = null, DateOnly? From = null);
