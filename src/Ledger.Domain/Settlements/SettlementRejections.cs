namespace Ledger.Domain.Settlements;

/// <summary>Every capture and refund up to the end of the month is on a statement already.</summary>
public sealed record NothingToSettle(MerchantId Merchant, Month Month) : Rejection;

/// <summary>The statement does not stand where this step begins.</summary>
/// <param name="Needed">Where it would have to stand.</param>
public sealed record StatementIsNotReady(StatementId Statement, StatementStatus Status, StatementStatus Needed) : Rejection;

/// <summary>The statement is paid: it is paid once.</summary>
public sealed record StatementIsPaid(StatementId Statement, string Reference) : Rejection;

/// <summary>The redemption is on no line of the statement.</summary>
public sealed record NotOnStatement(StatementId Statement, RedemptionId Redemption) : Rejection;

/// <summary>The refund is of no disputed redemption.</summary>
public sealed record NotADisputedRefund(StatementId Statement, RefundId Refund) : Rejection;

/// <summary>The invoice number is recorded for another statement, or was.</summary>
public sealed record InvoiceAlreadyUsed(string Invoice) : Rejection;

/// <summary>The statement comes to nothing or less: it is carried into the next one.</summary>
public sealed record NothingToPay(StatementId Statement, Fen Total) : Rejection;

/// <summary>The bank's reference was given for another payment.</summary>
public sealed record ReferenceAlreadyUsed(string Reference) : Rejection;
