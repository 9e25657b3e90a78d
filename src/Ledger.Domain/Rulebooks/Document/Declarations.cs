using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<DayOfWeekStart>))]
public enum DayOfWeekStart { Monday, Sunday }

[JsonConverter(typeof(KebabEnum<MarkOf>))]
public enum MarkOf { Person, Household, Team, Place, Merchant, Activity, Act }

[JsonConverter(typeof(KebabEnum<KeptIn>))]
public enum KeptIn { Books, Vault }

[JsonConverter(typeof(KebabEnum<InputOf>))]
public enum InputOf { Act, Asking }

/// <param name="YearStarts">Absent: 1 January.</param>
/// <param name="Periods">Years of its own: a season, a school year, a fiscal year.</param>
public sealed record Calendar(MonthDay? YearStarts = null, DayOfWeekStart? WeekStarts = null, IReadOnlyList<Period>? Periods = null, IReadOnlyList<Slot>? Slots = null);

public sealed record Period(Code Code, Title Title, MonthDay YearStarts) : Node;

/// <summary>A part of the day; it may cross midnight.</summary>
public sealed record Slot(Code Code, TimeOfDay From, TimeOfDay To) : Node;

/// <summary>What money is called here; it is kept in hundredths whatever it is.</summary>
public sealed record Money(Title Title, string Symbol);

/// <summary>Gates for everything of a kind, asked beside a clause's own.</summary>
public sealed record Gates(When? Earn = null, When? Redeem = null, When? Transfer = null, When? Honour = null);

/// <param name="Unit"><c>points</c> or <c>h</c>.</param>
/// <param name="Quantum">Only multiples of it are given; absent <paramref name="Round"/>: the rest is dropped.</param>
public sealed record Commodity(Code Code, Title Title, string Unit, Quantity Quantum, bool Spendable, Rounding? Round = null) : Node;

/// <summary>A dated sign on a person, household, team, place, merchant or activity, or a sign on one act.</summary>
public sealed record Mark(
    Code Code, Title Title, MarkOf Of, MarkValue? Value = null, KeptIn? Kept = null, MarkOf? Within = null, Quantity? Most = null, IReadOnlyList<Role>? SetBy = null) : Node;

public sealed record MarkValue(string Unit, long Least, long Most);

/// <summary>A number that an act or an asking states.</summary>
/// <param name="Least">In whole units, as is <paramref name="Most"/>.</param>
public sealed record Input(Code Code, Title Title, string Unit, long Least, long Most, InputOf? Of = null) : Node;

/// <summary>A text that is shown and decides nothing.</summary>
/// <param name="ShownAt"><c>rulebook</c>, <c>join</c>, <c>act.…</c>, <c>item.…</c>, <c>certificate</c>, <c>merchant</c>.</param>
public sealed record Note(Code Code, Title Text, string ShownAt) : Node;

public sealed record Debt(Quantity Limit, bool? SpendInto = null, When? When = null) : Node;

/// <summary>How long a counter can undo a capture.</summary>
public sealed record Counter(Quantity? Undo = null);

/// <summary>How long a paper voucher is good.</summary>
public sealed record Paper(Quantity? Lasts = null);

/// <summary>What a shop without network may hand in late.</summary>
public sealed record Offline(int? LateHours = null, int? PerDay = null, Quantity? AmountPerDay = null);
