namespace Ledger.Domain.Redemptions;

/// <summary>The code's check digit is right, yet no hold has it.</summary>
public sealed record CodeNotKnown : Rejection;

/// <summary>The code is another merchant's.</summary>
public sealed record CodeOfAnotherMerchant : Rejection;

/// <summary>Too many wrong codes at this counter.</summary>
public sealed record TooManyWrongCodes(DateTimeOffset Until) : Rejection;

/// <summary>The hold has ended: captured, voided or expired. It ends once.</summary>
public sealed record HoldHasEnded(RedemptionId Redemption, RedemptionStatus Status) : Rejection;

/// <summary>The hold's time is over.</summary>
public sealed record HoldIsOver(RedemptionId Redemption, DateTimeOffset ExpiredAt) : Rejection;

/// <summary>More units than the hold reserved.</summary>
public sealed record CaptureExceedsHold(long Held, long Requested) : Rejection;

/// <summary>Nothing was captured, so nothing can be given back.</summary>
public sealed record NothingCaptured(RedemptionId Redemption, RedemptionStatus Status) : Rejection;

/// <summary>More units than captured and not given back yet.</summary>
public sealed record RefundExceedsCapture(long Refundable, long Requested) : Rejection;

/// <summary>Every code tried is in use: ask again with the same key's successor.</summary>
public sealed record NoCodeFree : Rejection;

/// <summary>The hold's time is not over yet.</summary>
public sealed record HoldIsNotOver(RedemptionId Redemption, DateTimeOffset ExpiresAt) : Rejection;
