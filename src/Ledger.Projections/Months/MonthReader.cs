using Ledger.Domain;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Months;

/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="KnownOn">The number the table is cut at.</param>
public sealed record KnownMonth(long JournalNumber, long KnownOn, MonthTable Table);

/// <summary>The table of any month as the books knew it at any number, from entries.</summary>
/// <param name="range">How many journal numbers one statement reads.</param>
public sealed class MonthReader(NpgsqlDataSource source, long range = 50_000)
{
    private static readonly string Sums = $"""
        SELECT 0 AS at, s.* FROM (
            SELECT e.commodity, e.role, CASE WHEN e.commodity = 'fen' THEN substr(e.account, length(e.role) + 2) ELSE '' END AS party,
                CASE WHEN e.commodity = 'fen' THEN e.holder ELSE '' END AS holder, coalesce(e.board, '') AS board, coalesce(e.origin_year, 0) AS year,
                coalesce(sum(e.amount) FILTER (WHERE e.booked_on < $4), 0)::bigint AS before, coalesce(sum(e.amount) FILTER (WHERE e.booked_on >= $4), 0)::bigint AS within,
                coalesce(sum(e.amount) FILTER (WHERE e.expires_on < $5), 0)::bigint AS overdue
            FROM ledger.entry e
            WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.number > $6 AND e.number <= $7 AND e.number <= {LiveQuery.KnownOn("$3")} AND e.booked_on <= $5
            GROUP BY 1, 2, 3, 4, 5, 6) s
        """;

    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <summary>
    /// Range by range, so that no statement takes long however many entries there are. Entries are only ever added, so ranges
    /// cut at one number fit together; when a rebuild was swapped in between, it begins anew.
    /// </summary>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    public async Task<KnownMonth> Table(string tenant, Month month, long? knownOn, CancellationToken cancel)
    {
        var fold = new MonthFold(month);
        var first = await Read(0, knownOn);
        var cut = first.Cut(knownOn);
        Take(first);
        for (var after = range; after < cut; after += range)
        {
            var next = await Read(after, cut);
            if (next.Generation != first.Generation) return await Table(tenant, month, knownOn, cancel);
            Take(next);
        }
        return new KnownMonth(first.Number, cut, fold.Table());

        Task<LiveRows<(MonthKey, MonthSum)>> Read(long after, long? known) =>
            _entries.Read(tenant, Sums, [known, month.FirstDay, month.LastDay, after, after + range], Row, cancel);

        void Take(LiveRows<(MonthKey Key, MonthSum Sum)> rows)
        {
            foreach (var (key, sum) in rows.Rows) fold.Add(key, sum);
        }
    }

    private static (MonthKey, MonthSum) Row(NpgsqlDataReader row) => (
        new MonthKey(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6)),
        new MonthSum(row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)));
}
