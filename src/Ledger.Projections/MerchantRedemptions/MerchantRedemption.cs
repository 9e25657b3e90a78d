using System.Text.Json.Serialization;
using Ledger.Domain;

namespace Ledger.Projections.MerchantRedemptions;

/// <summary>How a redemption stands. Refunded: everything that was captured was given back.</summary>
[JsonConverter(typeof(KebabEnum<MerchantRedemptionStatus>))]
public enum MerchantRedemptionStatus { Held, Captured, Voided, Expired, Refunded }

/// <summary>When something happened: the journal number, the local booked date, the recorded time.</summary>
public readonly record struct Moment(long Number, DateOnly BookedOn, DateTimeOffset RecordedAt);

/// <summary>A redemption as its merchant sees it.</summary>
/// <param name="Holder">Whose points they are; names are joined at the answer, for those who may see them.</param>
/// <param name="Quantity">Units of the hold.</param>
/// <param name="Captured">Units handed over.</param>
/// <param name="Refunded">Units given back.</param>
/// <param name="UnitPrice">Points per unit, in hundredths.</param>
/// <param name="UnitSettlement">Fen per unit owed to the merchant.</param>
/// <param name="Bearer">Who bears it: <c>merchant</c>, <c>community</c>, <c>donor:…</c>.</param>
/// <param name="Ended">When the hold ended: captured, voided or expired.</param>
/// <param name="LastRefund">When units were given back last.</param>
/// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
public sealed record MerchantRedemption(
    RedemptionId Redemption, MerchantId Merchant, string Holder, OfferId Offer, MerchantRedemptionStatus Status, long Quantity, long Captured, long Refunded,
    Points UnitPrice, Fen UnitSettlement, string Bearer, TerminalId? Terminal, DateTimeOffset ExpiresAt, Moment Held, Moment? Ended, Moment? LastRefund, Code? Commodity = null)
{
    /// <summary>Points the redemption stands for now: reserved while held, spent and not given back afterwards.</summary>
    public Points PointsHundredths => UnitPrice * Units;

    /// <summary>What the merchant is owed for it now; nothing while it is only held.</summary>
    public Fen SettlementFen => UnitSettlement * (Captured - Refunded);

    private long Units => Status == MerchantRedemptionStatus.Held ? Quantity : Captured - Refunded;
}

/// <summary>CapturedOffline (离线): captured by a terminal without network, told later.</summary>
[JsonConverter(typeof(KebabEnum<MovementKind>))]
public enum MovementKind { Captured, CapturedOffline, Refunded, Undone }

/// <summary>A capture, a refund or a capture undone at the counter, as one line of a merchant's day.</summary>
/// <param name="Quantity">Units, above zero for a refund too.</param>
/// <param name="Points">In hundredths; below zero for a refund.</param>
/// <param name="Fen">What is owed more; below zero for a refund.</param>
/// <param name="Commodity">What was spent, in its smallest unit; absent: the first.</param>
public sealed record MerchantMovement(
    MerchantId Merchant, MovementKind Kind, RedemptionId Redemption, RefundId? Refund, OfferId Offer, long Quantity, Points Points, Fen Fen, Moment At, Code? Commodity = null);
