using Ledger.Domain;
using Ledger.Domain.Settlements;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Settlements;

/// <summary>The tables of statements and their steps. All insert-only.</summary>
public sealed class SettlementRows : IProjection
{
    public const string Model = "settlements";

    private static readonly Table<StatementRow> Statements = new("ledger.statement", ["statement"],
        Column<StatementRow>.Uuid("statement", row => row.Issued.Statement.Value), Column<StatementRow>.Uuid("merchant", row => row.Issued.Merchant.Value),
        Column<StatementRow>.Long("sequence", row => row.Issued.Sequence), Column<StatementRow>.Date("month", row => row.Issued.Month.FirstDay),
        Column<StatementRow>.Long("after_number", row => row.Issued.After), Column<StatementRow>.Long("through_number", row => row.Issued.Through),
        Column<StatementRow>.Long("carried_from", row => row.Issued.CarriedFrom), Column<StatementRow>.Long("total", row => row.Issued.Total.Count),
        Column<StatementRow>.Long("number", row => row.Number), Column<StatementRow>.Date("issued_on", row => row.Issued.IssuedOn),
        Column<StatementRow>.Instant("recorded_at", row => row.RecordedAt));

    private static readonly Table<(StatementId Statement, SettledLines Lines)> Amounts = new("ledger.statement_amount", ["statement", "month", "bearer"],
        Column<(StatementId Statement, SettledLines Lines)>.Uuid("statement", row => row.Statement.Value), Column<(StatementId Statement, SettledLines Lines)>.Date("month", row => row.Lines.Month.FirstDay),
        Column<(StatementId Statement, SettledLines Lines)>.Text("bearer", row => row.Lines.Bearer), Column<(StatementId Statement, SettledLines Lines)>.Long("fen", row => row.Lines.Fen.Count));

    private static readonly Table<StatementStep> Steps = new("ledger.settlement_step", ["number"],
        Column<StatementStep>.Long("number", row => row.Number), Column<StatementStep>.Uuid("statement", row => row.Statement.Value),
        Column<StatementStep>.Text("step", row => row.Step.ToString().ToLowerInvariant()), Column<StatementStep>.Text("note", row => row.Note),
        Column<StatementStep>.Instant("recorded_at", row => row.RecordedAt));

    public string Name => Model;

    public int Version => 1;

    public FactsRead Facts { get; } = FactGroups.Settlements;

    public IReadOnlyList<string> Tables => [Statements.Name, Amounts.Name, Steps.Name];

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        var facts = Facts.In<IFact>(run).ToList();
        if (facts.Count == 0) return;
        var issued = facts.Where(one => one.Fact is StatementIssued).Select(one => new StatementRow((StatementIssued)one.Fact, one.Recorded.Number, one.Recorded.RecordedAt)).ToList();
        await Statements.Insert(run, issued, cancel);
        await Amounts.Insert(run, [.. issued.SelectMany(row => Owed(row.Issued))], cancel);
        await Steps.Insert(run, [.. facts.Select(one => SettlementFold.Of(one.Recorded, one.Fact))], cancel);
    }

    /// <summary>What is owed for whatever was spent.</summary>
    private static IEnumerable<(StatementId Statement, SettledLines Lines)> Owed(StatementIssued issued) => issued.Amounts.GroupBy(lines => (lines.Month, lines.Bearer))
        .Select(same => (issued.Statement, same.First() with { Fen = new Fen(same.Sum(lines => lines.Fen.Count)) }));

    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        if (await Statements.Clear(tenant, generation, most, connection, cancel) is var statements and > 0) return statements;
        return await Amounts.Clear(tenant, generation, most, connection, cancel) is var amounts and > 0 ? amounts : await Steps.Clear(tenant, generation, most, connection, cancel);
    }
}
