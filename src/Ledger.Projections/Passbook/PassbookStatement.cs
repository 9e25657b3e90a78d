using Ledger.Domain;
using Ledger.Journal.Reading;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Passbook;

/// <summary>
/// The lines of pages of any passbooks in one statement, cut at the number that entries know too: what is there at that number
/// may have to be added up from them.
/// </summary>
internal sealed class PassbookStatement
{
    /// <summary>Lines of one statement at most.</summary>
    private const int MostLines = 2000;

    private readonly NpgsqlDataSource _source;
    private readonly string _text;
    private readonly AskedTogether<PassbookQuestion> _shared;

    /// <param name="beyond">How a line on the page compares with the one it begins beyond.</param>
    /// <param name="order">Of the lines.</param>
    public PassbookStatement(NpgsqlDataSource source, string beyond, string order)
    {
        (_source, _text) = (source, Text(beyond, order));
        _shared = new(Ask, MostLines);
    }

    public Task Ask(PassbookQuestion question, CancellationToken cancel) => _shared.Ask(question, cancel);

    // LATERAL with a LIMIT keeps the planner from turning keyed look-ups into a join over the table.
    private static string Text(string beyond, string order) => $"""
        SELECT a.nr, a.number, a.cut, p.*
        FROM (
            SELECT a.*, p.generation, least(e.number, p.number) AS number, least(e.number, p.number, a.known_on) AS cut
            FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY AS a(tenant_id, holder, commodity, line, as_of, known_on, most, nr)
            CROSS JOIN LATERAL (SELECT number FROM ledger.read_model WHERE tenant_id = a.tenant_id AND model = '{EntryRows.Model}' LIMIT 1) e
            CROSS JOIN LATERAL (SELECT generation, number FROM ledger.read_model WHERE tenant_id = a.tenant_id AND model = '{PassbookLines.Model}' LIMIT 1) p) a
        LEFT JOIN LATERAL (
            SELECT l.line, l.number, l.booked_on, l.occurred_on, l.recorded_at, l.fact, l.act, l.act_type, l.redemption, l.refund, l.merchant, l.offer,
                l.available_change, l.held_change, l.debt_change, l.lapsed, l.available, l.held, l.debt
            FROM ledger.passbook_line l
            WHERE l.tenant_id = a.tenant_id AND l.generation = a.generation AND l.holder = a.holder AND l.commodity = a.commodity
                AND l.number <= a.cut AND l.booked_on <= a.as_of AND l.line {beyond} a.line
            ORDER BY l.line {order} LIMIT a.most) p ON true
        """;

    private async Task Ask(IReadOnlyList<PassbookQuestion> asked, CancellationToken cancel)
    {
        foreach (var one in asked) one.Begin();
        await using var command = _source.CreateCommand(_text);
        Add(command, NpgsqlDbType.Text, asked, one => one.Tenant);
        Add(command, NpgsqlDbType.Text, asked, one => one.Holder);
        Add(command, NpgsqlDbType.Text, asked, one => one.Commodity);
        Add(command, NpgsqlDbType.Bigint, asked, one => one.Line);
        Add(command, NpgsqlDbType.Date, asked, one => one.AsOf);
        Add(command, NpgsqlDbType.Bigint, asked, one => one.KnownOn);
        Add(command, NpgsqlDbType.Integer, asked, one => one.Most);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel)) Take(row, asked[(int)row.GetInt64(0) - 1]);
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, IReadOnlyList<PassbookQuestion> asked, Func<PassbookQuestion, T> of) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. asked.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | type });

    private static void Take(NpgsqlDataReader row, PassbookQuestion asked)
    {
        const int line = 3;
        asked.Stands(row.GetInt64(1), row.GetInt64(2));
        if (!row.IsDBNull(line)) asked.Lines.Add(LineOf(asked, row, line));
    }

    private static PassbookLine LineOf(PassbookQuestion asked, NpgsqlDataReader row, int at) => new(
        asked.Holder, asked.Commodity, row.GetInt64(at), row.GetInt64(at + 1), row.GetFieldValue<DateOnly>(at + 2), row.GetFieldValue<DateOnly>(at + 3), row.GetFieldValue<DateTimeOffset>(at + 4), row.GetString(at + 5),
        row.Id<ActId>(at + 6), row.Code(at + 7), row.Id<RedemptionId>(at + 8), row.Id<RefundId>(at + 9), row.Id<MerchantId>(at + 10), row.Id<OfferId>(at + 11),
        row.GetInt64(at + 12), row.GetInt64(at + 13), row.GetInt64(at + 14), row.GetInt64(at + 15), row.GetInt64(at + 16), row.GetInt64(at + 17), row.GetInt64(at + 18));
}
