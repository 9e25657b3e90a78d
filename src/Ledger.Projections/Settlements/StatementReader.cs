using Ledger.Domain;
using Ledger.Domain.Settlements;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Settlements;

/// <param name="JournalNumber">Where the read model stands.</param>
public sealed record StatementPage(long JournalNumber, IReadOnlyList<ListedStatement> Statements);

/// <summary>A statement in a list.</summary>
/// <param name="TotalFen">What is due; at or below zero it is carried into the next.</param>
public sealed record ListedStatement(StatementId Statement, long Sequence, Month Month, long After, long Through, Fen TotalFen, DateOnly IssuedOn, StatementStatus Status);

/// <summary>Statements of a merchant and what happened to them.</summary>
public sealed class StatementReader(NpgsqlDataSource source)
{
    /// <summary>The last step that moves a statement: an invoice's number does not.</summary>
    internal static string LastStep(string statement, string known) => $"""
        (SELECT p.step FROM ledger.settlement_step p WHERE p.tenant_id = $1 AND p.generation = live.generation AND p.statement = {statement}
            AND p.step <> 'invoiced' AND p.number <= {known} ORDER BY p.number DESC LIMIT 1)
        """;

    private readonly LiveQuery _settlements = new(source, SettlementRows.Model);

    /// <summary>Statements, the last first.</summary>
    /// <param name="before">The number of the last one the caller has; absent for the newest.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<StatementPage> List(string tenant, MerchantId merchant, long? before, int most, CancellationToken cancel)
    {
        var rows = await _settlements.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY s.sequence DESC) AS at, s.statement, s.sequence, s.month, s.after_number, s.through_number, s.total, s.issued_on,
                {LastStep("s.statement", "live.number")} AS step
            FROM ledger.statement s WHERE s.tenant_id = $1 AND s.generation = live.generation AND s.merchant = $3 AND s.sequence < $4
            ORDER BY s.sequence DESC LIMIT $5
            """, [merchant.Value, before ?? long.MaxValue, Paging.Checked(most)], row => new ListedStatement(new StatementId(row.GetGuid(1)), row.GetInt64(2), Month.Of(row.GetFieldValue<DateOnly>(3)),
                row.GetInt64(4), row.GetInt64(5), new Fen(row.GetInt64(6)), row.GetFieldValue<DateOnly>(7), StatusAfter(row.GetString(8))), cancel);
        return new StatementPage(rows.Number, rows.Rows);
    }

    /// <summary>What happened to a statement, in order: a few steps, since a payment that comes back is rare.</summary>
    public async Task<(long JournalNumber, IReadOnlyList<StatementStep> Steps)> Steps(string tenant, MerchantId merchant, StatementId statement, CancellationToken cancel)
    {
        var rows = await _settlements.Read(tenant, """
            (SELECT p.number AS at, p.step, p.note, p.recorded_at FROM ledger.settlement_step p
            WHERE p.tenant_id = $1 AND p.generation = live.generation AND p.statement = $3
                AND EXISTS (SELECT FROM ledger.statement s WHERE s.tenant_id = $1 AND s.generation = live.generation AND s.statement = $3 AND s.merchant = $4)
            ORDER BY p.number LIMIT 1000)
            """, [statement.Value, merchant.Value], row => new StatementStep(row.GetInt64(0), statement, Enum.Parse<SettlementStep>(row.GetString(1), ignoreCase: true),
                row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel);
        return (rows.Number, rows.Rows);
    }

    internal static StatementStatus StatusAfter(string step) => Enum.Parse<SettlementStep>(step, ignoreCase: true) switch
    {
        SettlementStep.Issued or SettlementStep.Answered => StatementStatus.Issued,
        SettlementStep.Disputed => StatementStatus.Disputed,
        SettlementStep.Reconciled or SettlementStep.Returned => StatementStatus.Reconciled,
        SettlementStep.Approved => StatementStatus.Approved,
        SettlementStep.Paid => StatementStatus.Paid,
        var other => throw new InvalidOperationException($"{other} moves no statement."),
    };
}
