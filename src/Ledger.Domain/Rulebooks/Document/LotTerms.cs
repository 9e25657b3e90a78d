using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Right>))]
public enum Right { Spend, Gift, Family, Cash, Service, Pool, Honour, Rank }

[JsonConverter(typeof(KebabEnum<FundKind>))]
public enum FundKind { Community, Government, Donation, Merchant }

[JsonConverter(typeof(KebabEnum<Keep>))]
public enum Keep { Newest, Oldest }

/// <summary>Where credits of one kind lie (primitive 5), and what may be done with them.</summary>
/// <param name="TakeOrder">0 to 99; lower is taken first.</param>
public sealed record Bucket(Code Code, Title Title, IReadOnlyList<Right> Rights, int? TakeOrder = null) : Node;

public sealed record Fund(Code Code, Title Title, FundKind Kind) : Node;

/// <summary>How long credits live; the first entry that applies.</summary>
public sealed record Expiry(
    Code Code, TextOr<Life, LifeEnd> Lasts, CountFrom From, When? When = null, Quantity? AtLeast = null, Carry? Carry = null,
    IReadOnlyList<EndsWith>? EndsWith = null, Quantity? Idle = null, Refunding? Refund = null) : Node;

/// <summary>The end of the year so many years later (0: this one), or of a year of the calendar's own.</summary>
public sealed record LifeEnd(int? YearEnd = null, Code? PeriodEnd = null, int? Plus = null);

/// <summary>What does not lapse with the rest.</summary>
public sealed record Carry(TextOr<Life, LifeEnd> Lasts, Quantity? AtMost = null, Quantity? IfBelow = null, When? When = null, Keep? Keep = null) : Node;

/// <summary>A mark that ends the life of credits, after each of the times.</summary>
public sealed record EndsWith(Code Mark, IReadOnlyList<Quantity> After);

/// <summary>What becomes of a refund into a lot that has lapsed: absent, it lapses at once.</summary>
public sealed record Refunding(Quantity Grace);
