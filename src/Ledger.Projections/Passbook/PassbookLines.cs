using Ledger.Domain.Accounts;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Passbook;

/// <summary>The table of passbook lines.</summary>
public sealed class PassbookLines : IProjection
{
    public const string Model = "passbook";

    private static readonly Table<PassbookLine> Rows = new("ledger.passbook_line", ["holder", "commodity", "line"],
        Column<PassbookLine>.Text("holder", row => row.Holder), Column<PassbookLine>.Text("commodity", row => row.Commodity),
        Column<PassbookLine>.Long("line", row => row.Line), Column<PassbookLine>.Long("number", row => row.Number),
        Column<PassbookLine>.Date("booked_on", row => row.BookedOn), Column<PassbookLine>.Date("occurred_on", row => row.OccurredOn),
        Column<PassbookLine>.Instant("recorded_at", row => row.RecordedAt), Column<PassbookLine>.Text("fact", row => row.Fact),
        Column<PassbookLine>.Uuid("act", row => row.Act?.Value), Column<PassbookLine>.Text("act_type", row => row.ActType?.Value),
        Column<PassbookLine>.Uuid("redemption", row => row.Redemption?.Value), Column<PassbookLine>.Uuid("refund", row => row.Refund?.Value),
        Column<PassbookLine>.Uuid("merchant", row => row.Merchant?.Value), Column<PassbookLine>.Uuid("offer", row => row.Offer?.Value),
        Column<PassbookLine>.Long("available_change", row => row.AvailableChange), Column<PassbookLine>.Long("held_change", row => row.HeldChange),
        Column<PassbookLine>.Long("debt_change", row => row.DebtChange), Column<PassbookLine>.Long("lapsed", row => row.Lapsed),
        Column<PassbookLine>.Long("available", row => row.Available), Column<PassbookLine>.Long("held", row => row.Held),
        Column<PassbookLine>.Long("debt", row => row.Debt));

    public string Name => Model;

    public int Version => 2;

    public FactsRead Facts => FactGroups.PersonValue;

    public IReadOnlyList<string> Tables => [Rows.Name];

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        var facts = Facts.In<IValueFact>(run).ToList();
        if (facts.Count == 0) return;
        var fold = new PassbookFold(await Endings(run, [.. facts.SelectMany(followed => PassbookFold.Touched(followed.Fact)).Distinct()], cancel));
        await Rows.Insert(run, [.. facts.SelectMany(followed => fold.Add(followed.Recorded, followed.Fact))], cancel);
    }

    public Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel) =>
        Rows.Clear(tenant, generation, most, connection, cancel);

    private static async Task<IReadOnlyDictionary<PassbookKey, Ending>> Endings(ReadModelRun run, PassbookKey[] touched, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT b.holder, b.commodity, last.available, last.held, last.debt
            FROM unnest($3::text[], $4::text[]) AS b(holder, commodity)
            CROSS JOIN LATERAL (
                SELECT p.available, p.held, p.debt FROM ledger.passbook_line p
                WHERE p.tenant_id = $1 AND p.generation = $2 AND p.holder = b.holder AND p.commodity = b.commodity
                ORDER BY p.line DESC LIMIT 1) last
            """, run.Connection, run.Transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = run.Tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = run.Generation });
        command.Parameters.Add(new NpgsqlParameter { Value = touched.Select(book => book.Holder).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = touched.Select(book => book.Commodity).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var endings = new Dictionary<PassbookKey, Ending>();
        while (await reader.ReadAsync(cancel))
            endings.Add(new PassbookKey(reader.GetString(0), reader.GetString(1)), new Ending(reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        return endings;
    }
}
