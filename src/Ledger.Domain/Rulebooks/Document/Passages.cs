using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<PassageKind>))]
public enum PassageKind { Redeem, Benefit, Service, Gift, Family, Pool, Cash, Share, Grant, Reissue, Subsidy }

[JsonConverter(typeof(KebabEnum<RefundRule>))]
public enum RefundRule { None, Fault, Yes }

[JsonConverter(typeof(KebabEnum<Channel>))]
public enum Channel { Code, Voucher, Kiosk, Card, Desk, App }

[JsonConverter(typeof(KebabEnum<Weekday>))]
public enum Weekday { Mon, Tue, Wed, Thu, Fri, Sat, Sun }

public sealed record Item(Code Code, Title Title, Code? Category = null, Code? Board = null) : Node;

/// <summary>A way value may leave or change hands, and its price (primitive 8).</summary>
/// <param name="Group">A choice: one person may take so many of its passages together as <paramref name="PerPerson"/> of each says; what is given for a level is given once for all its items.</param>
/// <param name="By">Of a share: what it is in proportion to.</param>
/// <param name="Commodity">What it is paid in. Absent: the first that can be spent and has the unit of the price; without a price the first that can be spent.</param>
public sealed record Passage(
    Code Code, PassageKind Kind, Code? Item = null, IReadOnlyList<Code>? Items = null, bool? AnyItem = null, TextOr<Quantity?, Amount>? Price = null, Face? Face = null,
    When? When = null, When? Who = null, When? To = null, TakenFrom? From = null, MixedPay? Pay = null, Quantity? Steps = null, IReadOnlyList<Quantity>? Denominations = null,
    PerPerson? PerPerson = null, IReadOnlyList<Code>? Inputs = null, Code? Group = null, IReadOnlyList<Opens>? Opens = null, IReadOnlyList<Code>? Limits = null,
    RefundRule? Refund = null, IReadOnlyList<Channel>? Channels = null, Code? Fund = null, bool? KeepsExpiry = null, Into? Into = null, RankBy? By = null,
    Code? Commodity = null) : Node
{
    /// <summary>The items it names.</summary>
    [JsonIgnore]
    public IReadOnlyList<Code> AllItems => Items ?? (Item is { } only ? [only] : []);
}

/// <summary>What a point is worth where a bill is paid with it.</summary>
public sealed record Face(Quantity Per, Quantity Give);

public sealed record TakenFrom(IReadOnlyList<Code>? Buckets = null, When? When = null);

/// <summary>Points together with money.</summary>
public sealed record MixedPay(Quantity? PointsAtMost = null, Quantity? AtLeast = null, Code? Rest = null, Face? Face = null);

public sealed record PerPerson(Quantity AtMost, Window Every);

/// <summary>When it is open: days of the year, days of a period, or weekdays with hours.</summary>
/// <param name="From">A day of the year or, with weekdays, a time.</param>
/// <param name="Month">Of the period, from 1.</param>
public sealed record Opens(Bound? From = null, Bound? To = null, Window? Every = null, int? Month = null, IReadOnlyList<int>? Days = null, IReadOnlyList<Weekday>? Weekdays = null);
