using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>Points were reserved for an offer (预扣). Price, settlement price, rulebook version and lots are fixed here.</summary>
/// <param name="Attempt">Which of the codes computed from the secret and the id is good; the code itself is in no event.</param>
/// <param name="Helper">Who acted for the holder (代办人): asked for the code, or printed the voucher.</param>
/// <param name="IsPaper">A paper voucher (纸质兑换券).</param>
/// <param name="PerPerson">The limit that was looked at, where the offer has one.</param>
/// <param name="HeldBy">Whose points they are where they are not the person's: his household's or team's.</param>
/// <param name="Asked">The passage of the rulebook, where the offer is of one of its items; <paramref name="Steps"/>: how the price of a unit was reached.</param>
/// <param name="Commodity">What it is paid in, where that is not the first.</param>
public sealed record HoldPlaced(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, Points UnitPrice, Fen UnitSettlement, Bearer Bearer,
    RulebookStamp Rulebook, DateTimeOffset ExpiresAt, int Attempt,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn,
    PersonId? Helper = null, bool? IsPaper = null, PersonLimit? PerPerson = null,
    Asked? Asked = null, IReadOnlyList<ArithmeticStep>? Steps = null, Subject? HeldBy = null, Code? Commodity = null) : IValueFact
{
    /// <summary>Whose value it reserves: his own, or that of those he acts for.</summary>
    [JsonIgnore]
    public Subject Owner => HeldBy ?? Person;

    /// <summary>What the books call the commodity it is paid in.</summary>
    [JsonIgnore]
    public string Kept => Commodity?.Value ?? Accounts.Commodity.Points;
}

/// <summary>A paper voucher was printed with a new code; the one printed before is void.</summary>
/// <param name="Attempt">Which of the codes is good from now on.</param>
/// <param name="Helper">Who printed it.</param>
public sealed record VoucherReprinted(RedemptionId Redemption, PersonId Person, int Attempt, PersonId Helper) : IFact;

/// <summary>The merchant redeemed a hold (核销), wholly or in part; what was not used went back to its lots.</summary>
/// <param name="Quantity">Units handed over: 1 to the hold's.</param>
public sealed record RedemptionCaptured(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, TerminalId? Terminal,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;

/// <summary>
/// A terminal without network redeemed a code (离线核销) and told so later. The hold may have ended meanwhile: then its points are
/// taken again, and what is missing is owed.
/// </summary>
/// <param name="Capture">Made by the terminal: the same id again changes nothing.</param>
/// <param name="Clerk">Who stood behind the counter, where it was no terminal.</param>
/// <param name="CapturedAt">The terminal's own time; its local date is when it occurred.</param>
public sealed record RedemptionCapturedOffline(
    OfflineCaptureId Capture, RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, TerminalId? Terminal, PersonId? Clerk, DateTimeOffset CapturedAt,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;

/// <summary>A hold was given up before it was used (取消预扣).</summary>
public sealed record HoldVoided(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, Code Reason,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;

/// <summary>A hold's time was over.</summary>
public sealed record HoldExpired(
    RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;

/// <summary>The merchant gave points back (退还) to the very lots they came from.</summary>
/// <param name="Quantity">Units: never more than captured and not refunded yet.</param>
/// <param name="Restock">Whether the units are on the shelf again.</param>
public sealed record RedemptionRefunded(
    RefundId Refund, RedemptionId Redemption, PersonId Person, MerchantId Merchant, OfferId Offer, long Quantity, bool Restock, Code Reason,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;
