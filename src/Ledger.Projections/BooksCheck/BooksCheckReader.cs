using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.BooksCheck;

/// <summary>Checks the books: at the current number from kept totals, at any other number and date from entries.</summary>
/// <param name="range">How many journal numbers one statement reads.</param>
public sealed class BooksCheckReader(NpgsqlDataSource source, long range = 50_000)
{
    private const string KeptTotals = """
        SELECT 0 AS at, t.commodity, t.role AS name, t.board, t.year, t.amount, 0::bigint AS number
        FROM ledger.books_total t WHERE t.tenant_id = $1 AND t.generation = live.generation
        UNION ALL
        (SELECT 1, u.commodity, u.fact, u.board, u.year, u.amount, u.number
        FROM ledger.books_unbalanced u WHERE u.tenant_id = $1 AND u.generation = live.generation ORDER BY u.number LIMIT 1000)
        """;

    // A lot past its date counts as expired on every read, posted or not (rule 8).
    private static readonly string FromEntries = $"""
        SELECT 0 AS at, s.commodity, s.role AS name, s.board, s.year, sum(s.amount)::bigint AS amount, 0::bigint AS number
        FROM (SELECT e.commodity, CASE WHEN e.role = 'available' AND e.expires_on < $4::date THEN 'expired' ELSE e.role END AS role,
                coalesce(e.board, '') AS board, coalesce(e.origin_year, 0) AS year, e.amount {Counted()}) s
        GROUP BY s.commodity, s.role, s.board, s.year
        UNION ALL
        (SELECT 1, e.commodity, e.fact, coalesce(e.board, ''), coalesce(e.origin_year, 0), sum(e.amount)::bigint, e.number {Counted()}
        GROUP BY e.number, e.fact, e.commodity, e.board, e.origin_year HAVING sum(e.amount) <> 0 ORDER BY e.number LIMIT 1000)
        """;

    private readonly LiveQuery _totals = new(source, BooksTotalRows.Model);
    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <summary>At the number the read model stands at, as posted.</summary>
    public async Task<CheckedBooks> Now(string tenant, CancellationToken cancel) =>
        Answer(await _totals.Read(tenant, KeptTotals, [], Row.Read, cancel), null, null);

    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    /// <param name="asOf">Only what is booked up to this local date, lots past it counted as expired; absent: as posted.</param>
    public async Task<CheckedBooks> At(string tenant, long? knownOn, DateOnly? asOf, CancellationToken cancel) =>
        Answer(await Ranges(tenant, knownOn, asOf, cancel), knownOn, asOf);

    /// <summary>
    /// Range by range, so that no statement takes long however many entries there are (JOURNAL.md §3). Entries are only ever
    /// added, so ranges cut at one number fit together; when a rebuild was swapped in between, it begins anew.
    /// </summary>
    private async Task<LiveRows<Row>> Ranges(string tenant, long? knownOn, DateOnly? asOf, CancellationToken cancel)
    {
        var first = await Read(0, knownOn);
        var rows = first.Rows.ToList();
        for (var after = range; after < first.Cut(knownOn); after += range)
        {
            var next = await Read(after, first.Cut(knownOn));
            if (next.Generation != first.Generation) return await Ranges(tenant, knownOn, asOf, cancel);
            rows.AddRange(next.Rows);
        }
        return first with { Rows = rows };

        Task<LiveRows<Row>> Read(long after, long? cut) => _entries.Read(tenant, FromEntries, [cut, asOf, after, after + range], Row.Read, cancel);
    }

    private static string Counted() => $"""
        FROM ledger.entry e
        WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.number > $5 AND e.number <= $6 AND e.number <= {LiveQuery.KnownOn("$3")}
            AND ($4::date IS NULL OR e.booked_on <= $4)
        """;

    private static CheckedBooks Answer(LiveRows<Row> rows, long? knownOn, DateOnly? asOf) => new(rows.Number, rows.Cut(knownOn), asOf,
        TotalsFold.ByCommodity(rows.Rows.Where(row => !row.IsFact).Select(row => (new TotalKey(row.Commodity, row.Name, row.Board, row.Year), row.Amount))),
        [
            .. rows.Rows.Where(row => row.IsFact).OrderBy(row => row.Number).Take(1000).Select(row => new UnbalancedFact(
                row.Number, row.Name, row.Commodity, row.Board.Length == 0 ? null : (Domain.Code?)row.Board, row.Year == 0 ? null : row.Year, row.Amount))
        ]);

    private sealed record Row(bool IsFact, string Commodity, string Name, string Board, int Year, long Amount, long Number)
    {
        public static Row Read(NpgsqlDataReader row) =>
            new(row.GetInt32(0) == 1, row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetInt64(5), row.GetInt64(6));
    }
}
