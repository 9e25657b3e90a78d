using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Settlements;
using Ledger.Journal;

namespace Ledger.Projections.Settlements;

/// <summary>What happened to a statement.</summary>
[JsonConverter(typeof(KebabEnum<SettlementStep>))]
public enum SettlementStep { Issued, Disputed, Answered, Reconciled, Invoiced, Approved, Paid, Returned }

/// <summary>One step of a statement.</summary>
/// <param name="Note">The reason or answer, the invoice's number or the bank's reference.</param>
public sealed record StatementStep(long Number, StatementId Statement, SettlementStep Step, string? Note, DateTimeOffset RecordedAt);

/// <summary>A statement as it was issued, with its number in the journal.</summary>
public sealed record StatementRow(StatementIssued Issued, long Number, DateTimeOffset RecordedAt);

/// <summary>Facts of settlements to rows; needs nothing but the fact itself.</summary>
public static class SettlementFold
{
    /// <exception cref="InvalidOperationException">The fact is not about a statement.</exception>
    public static StatementStep Of(RecordedEvent recorded, IFact fact)
    {
        return fact switch
        {
            StatementIssued f => Step(f.Statement, SettlementStep.Issued, null),
            StatementDisputed f => Step(f.Statement, SettlementStep.Disputed, f.Reason.Value),
            DisputeAnswered f => Step(f.Statement, SettlementStep.Answered, f.Answer.Value),
            StatementReconciled f => Step(f.Statement, SettlementStep.Reconciled, null),
            InvoiceRecorded f => Step(f.Statement, SettlementStep.Invoiced, f.Invoice),
            PaymentApproved f => Step(f.Statement, SettlementStep.Approved, null),
            PaymentMade f => Step(f.Statement, SettlementStep.Paid, f.Reference),
            PaymentReturned f => Step(f.Statement, SettlementStep.Returned, f.Reason.Value),
            _ => throw new InvalidOperationException($"{fact.GetType().Name} is not about a statement."),
        };

        StatementStep Step(StatementId statement, SettlementStep step, string? note) => new(recorded.Number, statement, step, note, recorded.RecordedAt);
    }
}
