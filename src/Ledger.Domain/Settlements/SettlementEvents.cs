using Ledger.Domain.Accounts;

namespace Ledger.Domain.Settlements;

/// <summary>
/// A settlement statement (结算单) was issued: its lines are the merchant's captures and refunds with a journal number above
/// <c>after</c> and up to <c>through</c>, all of them, so that anybody can add them up again.
/// </summary>
/// <param name="Sequence">Consecutive per merchant, from 1.</param>
/// <param name="Month">The last booked month it covers.</param>
/// <param name="After">Where the statement before it ended; 0 for the first.</param>
/// <param name="Through">The journal number of its last line.</param>
/// <param name="Amounts">Its lines added up by booked month, bearer and commodity.</param>
/// <param name="CarriedIn">What statements before it, which came to nothing or less, have left over.</param>
/// <param name="CarriedFrom">The number of the first of them.</param>
/// <param name="Due">Lines and what was carried in, by bearer.</param>
/// <param name="Total">Of what is due; at or below zero nothing is paid, and what is due is carried into the next statement.</param>
public sealed record StatementIssued(
    StatementId Statement, MerchantId Merchant, long Sequence, Month Month, long After, long Through, IReadOnlyList<SettledLines> Amounts,
    IReadOnlyList<BearerFen> CarriedIn, long? CarriedFrom, IReadOnlyList<BearerFen> Due, Fen Total, DateOnly IssuedOn) : IFact;

/// <summary>Captures and refunds of one booked month, bearer and commodity, added up.</summary>
/// <param name="Bearer"><c>community</c>, <c>donor:…</c>, or <c>merchant</c> for what the merchant gave himself: 0 fen.</param>
/// <param name="Points">In the smallest unit, refunds taken off.</param>
/// <param name="Fen">What became owed, refunds taken off.</param>
/// <param name="Commodity">What was spent, where that is not the first.</param>
public sealed record SettledLines(Month Month, string Bearer, long Captures, long Refunds, Points Points, Fen Fen, Code? Commodity = null);

public sealed record BearerFen(string Bearer, Fen Fen);

/// <summary>The merchant's owner found the statement right (对账).</summary>
public sealed record StatementReconciled(StatementId Statement, MerchantId Merchant) : IFact;

/// <summary>The merchant's owner disputes lines of the statement.</summary>
/// <param name="Lines">The redemptions behind the lines.</param>
public sealed record StatementDisputed(StatementId Statement, MerchantId Merchant, IReadOnlyList<RedemptionId> Lines, Code Reason) : IFact;

/// <summary>The office answered a dispute. The statement stays as it is: what was wrong is put right by refunds, which come in the next.</summary>
/// <param name="Refunds">Refunds of disputed redemptions that were made for it.</param>
public sealed record DisputeAnswered(StatementId Statement, MerchantId Merchant, Code Answer, IReadOnlyList<RefundId> Refunds) : IFact;

/// <summary>The number of the invoice (发票) for a statement was recorded.</summary>
public sealed record InvoiceRecorded(StatementId Statement, MerchantId Merchant, string Invoice) : IFact;

/// <summary>The accountant approved the payment of a statement: the first of two signatures.</summary>
public sealed record PaymentApproved(StatementId Statement, MerchantId Merchant, PersonId Approver, Fen Total) : IFact;

/// <summary>The cashier paid a statement: the second signature, by somebody else.</summary>
/// <param name="Reference">The bank's reference, once in a community.</param>
public sealed record PaymentMade(
    StatementId Statement, MerchantId Merchant, string Reference, PersonId Approver, PersonId Cashier,
    IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IPostedFact
{
    string IPostedFact.Holder => AccountName.Holder(Merchant);

    IReadOnlyList<EntryNumber> IPostedFact.Entries => [];
}

/// <summary>A payment came back (退票): it is owed again.</summary>
public sealed record PaymentReturned(
    StatementId Statement, MerchantId Merchant, string Reference, Code Reason,
    IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IPostedFact
{
    string IPostedFact.Holder => AccountName.Holder(Merchant);

    IReadOnlyList<EntryNumber> IPostedFact.Entries => [];
}
