using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Openings;
using Ledger.Domain.Deductions;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;

namespace Ledger.Projections.Entries;

/// <summary>What a value fact is about.</summary>
public sealed record References(
    ActId? Act = null, Code? ActType = null, Place? Place = null, Belonging? Belonging = null, Evidence? Evidence = null,
    RedemptionId? Redemption = null, RefundId? Refund = null, MerchantId? Merchant = null, OfferId? Offer = null)
{
    /// <exception cref="InvalidOperationException">Nobody has said what the fact is about.</exception>
    public static References Of(IPostedFact fact) => fact switch
    {
        IActValueFact f => new(f.Act, f.ActType, f.Place, f.Belonging, f.Evidence),
        PointsDeducted or DeductionReversed => new(),
        PointsExpired or LotsShortened or RestSettled or PointsReceived or AccountHandedOn or PointsSent or PointsArrived or PointsCashed or CashGivenBack or TransferReversed or MoneyDeclined or MoneyGranted or MoneyPaid => new(),
        OpeningPosted => new(),
        HoldPlaced f => new(Redemption: f.Redemption, Merchant: f.Merchant, Offer: f.Offer),
        RedemptionCaptured f => new(Redemption: f.Redemption, Merchant: f.Merchant, Offer: f.Offer),
        RedemptionCapturedOffline f => new(Redemption: f.Redemption, Merchant: f.Merchant, Offer: f.Offer),
        HoldVoided f => new(Redemption: f.Redemption, Merchant: f.Merchant, Offer: f.Offer),
        HoldExpired f => new(Redemption: f.Redemption, Merchant: f.Merchant, Offer: f.Offer),
        RedemptionRefunded f => new(Redemption: f.Redemption, Refund: f.Refund, Merchant: f.Merchant, Offer: f.Offer),
        PaymentMade f => new(Merchant: f.Merchant),
        PaymentReturned f => new(Merchant: f.Merchant),
        _ => throw new InvalidOperationException($"Nobody has said what {fact.GetType().Name} is about."),
    };

    /// <summary>The evidence class as it is stored.</summary>
    public string? EvidenceCode => Evidence switch
    {
        null => null,
        Domain.Acts.Evidence.SystemTimed => "system-timed",
        Domain.Acts.Evidence.LeaderSigned => "leader-signed",
        Domain.Acts.Evidence.BackFilled => "back-filled",
        var other => throw new InvalidOperationException($"Evidence {other} has no code."),
    };
}
