using Ledger.Journal.Append;
using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>Looks into the same ranges of many communities in one statement: a probe each, and nothing is read.</summary>
internal sealed class RangesOfMany(NpgsqlDataSource source, IStateCodec codec)
{
    /// <summary>Some milliseconds of the database's.</summary>
    private const int MostAtOnce = 1000;

    public async Task<IReadOnlySet<string>> WithRows(IEnumerable<string> tenants, IReadOnlyList<StateRange> ranges, CancellationToken cancel)
    {
        if (!ranges.All(range => codec.IsDerived(range.Kind))) throw new ArgumentException("Only derived rows are looked for.", nameof(ranges));
        var found = new HashSet<string>();
        foreach (var some in tenants.Chunk(MostAtOnce))
        {
            await using var command = source.CreateCommand("""
                SELECT n.tenant_id FROM unnest($1) AS n(tenant_id) WHERE EXISTS (
                    SELECT FROM unnest($2, $3, $4) AS r(kind, lower, upper) CROSS JOIN LATERAL (SELECT FROM ledger.state_row t
                        WHERE t.tenant_id = n.tenant_id AND t.generation = $5 AND t.kind = r.kind AND t.key >= r.lower AND t.key < r.upper LIMIT 1) s)
                """);
            command.Parameters.Add(Sql.Texts(some));
            foreach (var part in new Func<StateRange, string>[] { range => range.Kind, range => range.From, range => range.Before }) command.Parameters.Add(Sql.Texts(ranges.Select(part)));
            command.Parameters.Add(Sql.Count(codec.Generation));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) found.Add(rows.GetString(0));
        }
        return found;
    }
}
