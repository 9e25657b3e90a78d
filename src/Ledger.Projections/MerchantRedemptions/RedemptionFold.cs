using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Redemptions;
using Ledger.Journal;

namespace Ledger.Projections.MerchantRedemptions;

/// <summary>Facts of redemptions to rows. Carries the redemptions it knows.</summary>
public sealed class RedemptionFold(IEnumerable<MerchantRedemption> known)
{
    private readonly Dictionary<RedemptionId, MerchantRedemption> _rows = known.ToDictionary(row => row.Redemption);
    private readonly HashSet<RedemptionId> _changed = [];
    private readonly List<MerchantMovement> _movements = [];

    public IReadOnlyList<MerchantRedemption> Changed => [.. _changed.Select(id => _rows[id])];

    public IReadOnlyList<MerchantMovement> Movements => _movements;

    public static RedemptionId IdOf(IValueFact fact) => fact switch
    {
        HoldPlaced f => f.Redemption,
        RedemptionCaptured f => f.Redemption,
        RedemptionCapturedOffline f => f.Redemption,
        HoldVoided f => f.Redemption,
        HoldExpired f => f.Redemption,
        RedemptionRefunded f => f.Redemption,
        _ => throw Unknown(fact),
    };

    /// <exception cref="InvalidOperationException">The fact is not about a redemption, or about one that was never held.</exception>
    public void Add(RecordedEvent recorded, IValueFact fact)
    {
        var at = new Moment(recorded.Number, fact.BookedOn, recorded.RecordedAt);
        switch (fact)
        {
            case HoldPlaced f: Put(Held(f, at)); break;
            case RedemptionCaptured f: Capture(f, at); break;
            case RedemptionCapturedOffline f: Capture(f, at); break;
            case HoldVoided f: Put(Known(f.Redemption) with { Status = MerchantRedemptionStatus.Voided, Ended = at }); break;
            case HoldExpired f: Put(Known(f.Redemption) with { Status = MerchantRedemptionStatus.Expired, Ended = at }); break;
            case RedemptionRefunded f: Refund(f, at); break;
            default: throw Unknown(fact);
        }
    }

    private static MerchantRedemption Held(HoldPlaced f, Moment at) => new(f.Redemption, f.Merchant, AccountName.Holder(f.Person), f.Offer,
        MerchantRedemptionStatus.Held, f.Quantity, 0, 0, f.UnitPrice, f.UnitSettlement, f.Bearer.ToString(), null, f.ExpiresAt, at, null, null, f.Commodity);

    private void Capture(RedemptionCaptured f, Moment at)
    {
        Put(Known(f.Redemption) with { Status = MerchantRedemptionStatus.Captured, Captured = f.Quantity, Terminal = f.Terminal, Ended = at });
        Moved(f, f.Merchant, MovementKind.Captured, f.Redemption, null, f.Quantity, at);
    }

    private void Capture(RedemptionCapturedOffline f, Moment at)
    {
        Put(Known(f.Redemption) with { Status = MerchantRedemptionStatus.Captured, Captured = f.Quantity, Terminal = f.Terminal, Ended = at });
        Moved(f, f.Merchant, MovementKind.CapturedOffline, f.Redemption, null, f.Quantity, at);
    }

    private void Refund(RedemptionRefunded f, Moment at)
    {
        var row = Known(f.Redemption);
        row = row with { Refunded = row.Refunded + f.Quantity, LastRefund = at };
        Put(row.Refunded == row.Captured ? row with { Status = MerchantRedemptionStatus.Refunded } : row);
        Moved(f, f.Merchant, f.Reason == UndoCapture.Undone ? MovementKind.Undone : MovementKind.Refunded, f.Redemption, f.Refund, f.Quantity, at);
    }

    private void Moved(IValueFact fact, MerchantId merchant, MovementKind kind, RedemptionId redemption, RefundId? refund, long quantity, Moment at)
    {
        var known = Known(redemption);
        _movements.Add(new MerchantMovement(merchant, kind, redemption, refund, known.Offer, quantity,
            new Points(Sum(fact, AccountName.Spent(merchant))), new Fen(-Sum(fact, AccountName.Payable(merchant))), at, known.Commodity));
    }

    private void Put(MerchantRedemption row)
    {
        _rows[row.Redemption] = row;
        _changed.Add(row.Redemption);
    }

    private MerchantRedemption Known(RedemptionId id) => _rows.GetValueOrDefault(id) ?? throw new InvalidOperationException($"Redemption {id} was never held.");

    private static long Sum(IValueFact fact, string account) => fact.Legs.Where(leg => leg.Account == account).Sum(leg => leg.Amount);

    private static InvalidOperationException Unknown(IValueFact fact) => new($"{fact.GetType().Name} is not about a redemption.");
}
