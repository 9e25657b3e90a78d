using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;

namespace Ledger.Domain.Redemptions;

/// <summary>Points were reserved for an offer (预扣). Price, settlement price, rulebook version and lots are fixed here.</summary>
/// <param name="Attempt">Which of the codes computed from the secret and the id is good; the code itself is in no event.</param>
public sealed record HoldPlaced(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, Points UnitPrice, Fen UnitSettlement, Bearer Bearer,
    Code Rulebook, DateTimeOffset ExpiresAt, int Attempt,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>The merchant redeemed a hold (核销), wholly or in part; what was not used went back to its lots.</summary>
/// <param name="Quantity">Units handed over: 1 to the hold's.</param>
public sealed record RedemptionCaptured(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, TerminalId? Terminal,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>A hold was given up before it was used (取消预扣).</summary>
public sealed record HoldVoided(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, Code Reason,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>A hold's time was over.</summary>
public sealed record HoldExpired(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>The merchant gave points back (退还) to the very lots they came from.</summary>
/// <param name="Quantity">Units: never more than captured and not refunded yet.</param>
/// <param name="Restock">Whether the units are on the shelf again.</param>
public sealed record RedemptionRefunded(
    RefundId Refund, RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, bool Restock, Code Reason,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;
