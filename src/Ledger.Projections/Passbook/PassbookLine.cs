using Ledger.Domain;

namespace Ledger.Projections.Passbook;

/// <summary>One line of a passbook (积分存折). Amounts in the commodity's smallest unit.</summary>
/// <param name="Line">Consecutive per holder and commodity, from 1.</param>
/// <param name="Number">The journal number.</param>
/// <param name="Fact">The stored event name: what happened.</param>
/// <param name="AvailableChange">What came to or went from what can be spent.</param>
/// <param name="HeldChange">What came to or went from what is reserved.</param>
/// <param name="DebtChange">What came to or went from what is owed (欠分).</param>
/// <param name="Lapsed">What lapsed on this line, by itself or because it came back after its date.</param>
/// <param name="Available">The running balance after this line, as posted.</param>
/// <param name="Held">What is reserved after this line.</param>
/// <param name="Debt">What is owed after this line.</param>
public sealed record PassbookLine(
    string Holder, string Commodity, long Line, long Number, DateOnly BookedOn, DateOnly OccurredOn, DateTimeOffset RecordedAt, string Fact,
    ActId? Act, Code? ActType, RedemptionId? Redemption, RefundId? Refund, MerchantId? Merchant, OfferId? Offer,
    long AvailableChange, long HeldChange, long DebtChange, long Lapsed, long Available, long Held, long Debt);
