using System.Text.Json.Serialization;

namespace Ledger.Domain.Settlements;

/// <summary>How a statement stands. A returned payment makes it reconciled again: the next transfer needs two signatures anew.</summary>
[JsonConverter(typeof(KebabEnum<StatementStatus>))]
public enum StatementStatus { Issued, Disputed, Reconciled, Approved, Paid }

/// <summary>A statement as decisions know it.</summary>
/// <param name="Disputed">The redemptions disputed last.</param>
/// <param name="Approver">Who signed for the payment first.</param>
/// <param name="Reference">The bank's reference, while it is paid.</param>
/// <param name="Number">The journal number of the last change.</param>
public sealed record Statement(
    StatementIssued Issued, StatementStatus Status, IReadOnlyList<RedemptionId> Disputed, PersonId? Approver, string? Reference, string? Invoice, long Number)
{
    public static void Evolve(IStates states, StatementIssued fact, At at)
    {
        states.Put(fact.Statement.ToString(), new Statement(fact, StatementStatus.Issued, [], null, null, null, at.Number));
        IReadOnlyList<BearerFen> left = fact.Total.Count > 0 ? [] : [.. fact.Due.Where(part => part.Fen.Count != 0)];
        states.Put(fact.Merchant.ToString(), new Settling(fact.Sequence, fact.Through, left, left.Count == 0 ? null : fact.CarriedFrom ?? fact.Sequence));
        Unsettled.Evolve(states, fact);
    }

    public static void Evolve(IStates states, StatementReconciled fact, At at) => Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Reconciled });

    public static void Evolve(IStates states, StatementDisputed fact, At at) =>
        Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Disputed, Disputed = fact.Lines });

    public static void Evolve(IStates states, DisputeAnswered fact, At at) => Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Issued });

    public static void Evolve(IStates states, InvoiceRecorded fact, At at)
    {
        Change(states, fact.Statement, at, row => row with { Invoice = fact.Invoice });
        states.Put(fact.Invoice, new InvoiceUsed(fact.Statement));
    }

    public static void Evolve(IStates states, PaymentApproved fact, At at) =>
        Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Approved, Approver = fact.Approver });

    public static void Evolve(IStates states, PaymentMade fact, At at)
    {
        Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Paid, Reference = fact.Reference });
        states.Put(fact.Reference, new ReferenceUsed(fact.Statement));
    }

    public static void Evolve(IStates states, PaymentReturned fact, At at) =>
        Change(states, fact.Statement, at, row => row with { Status = StatementStatus.Reconciled, Approver = null, Reference = null });

    private static void Change(IStates states, StatementId id, At at, Func<Statement, Statement> change)
    {
        if (states.Find<Statement>(id.ToString()) is { } row) states.Put(id.ToString(), change(row) with { Number = at.Number });
    }
}

/// <summary>Where a merchant's statements stand.</summary>
/// <param name="Sequence">The number of the last one.</param>
/// <param name="Through">The journal number up to which every line is on a statement.</param>
/// <param name="Carried">What the last one left over, by bearer: its total was at or below zero.</param>
/// <param name="CarriedFrom">The number of the first statement in it.</param>
public sealed record Settling(long Sequence, long Through, IReadOnlyList<BearerFen> Carried, long? CarriedFrom)
{
    public static readonly Settling None = new(0, 0, [], null);
}

/// <summary>An invoice number is taken; also one that was replaced.</summary>
public sealed record InvoiceUsed(StatementId Statement);

/// <summary>A bank's reference is taken; also that of a payment that came back.</summary>
public sealed record ReferenceUsed(StatementId? Statement = null, TransferId? Transfer = null);
