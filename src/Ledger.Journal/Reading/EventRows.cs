using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Reading;

/// <summary>How events are found in Marten's table and read from its rows.</summary>
internal static class EventRows
{
    private const string Columns = "e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.data";

    /// <summary>
    /// One probe of the primary key (seq_id, tenant_id) per number. A plain range on seq_id would walk over the rows of
    /// every other community, and LIMIT keeps the planner from turning the probes back into such a scan.
    /// </summary>
    internal const string RangeSql = $"""
        SELECT {Columns}
        FROM generate_series($2::bigint, $3::bigint) AS n (number)
        CROSS JOIN LATERAL (SELECT * FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = n.number LIMIT 1) AS e
        ORDER BY e.seq_id
        """;

    /// <summary>Where hardly anybody else has numbers as high, walking over theirs is cheaper than probing for each of its own.</summary>
    internal const string PlainRangeSql = $"""
        SELECT {Columns}
        FROM ledger.mt_events AS e
        WHERE e.tenant_id = $1 AND e.seq_id >= $2 AND e.seq_id <= $3
        ORDER BY e.seq_id LIMIT $3 - $2 + 1
        """;

    private const string NumbersSql = $"""
        SELECT {Columns} FROM unnest($2::bigint[]) AS n (number)
        CROSS JOIN LATERAL (SELECT * FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = n.number LIMIT 1) AS e
        ORDER BY e.seq_id
        """;

    private const string StreamSql = $"""
        SELECT {Columns}
        FROM ledger.mt_events AS e
        WHERE e.tenant_id = $1 AND e.stream_id = $2 AND e.version > $3 AND e.seq_id <= $4
        ORDER BY e.version
        LIMIT $5
        """;

    /// <summary>The events first ≤ number ≤ last that exist, in order.</summary>
    /// <param name="isPlain">Few other communities have numbers as high.</param>
    public static async Task<List<RecordedEvent>> Range(NpgsqlDataSource source, string tenant, long first, long last, bool isPlain, int timeoutSeconds, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(isPlain ? PlainRangeSql : RangeSql);
        command.CommandTimeout = timeoutSeconds;
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        return await All(command, tenant, cancel);
    }

    public static async Task<List<RecordedEvent>> Numbers(NpgsqlDataSource source, string tenant, IEnumerable<long> numbers, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(NumbersSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = numbers.ToArray() });
        return await All(command, tenant, cancel);
    }

    public static async Task<List<RecordedEvent>> Stream(NpgsqlDataSource source, string tenant, string stream, long afterVersion, long upTo, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(StreamSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = afterVersion });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = most, NpgsqlDbType = NpgsqlDbType.Integer });
        return await All(command, tenant, cancel);
    }

    private static async Task<List<RecordedEvent>> All(NpgsqlCommand command, string tenant, CancellationToken cancel)
    {
        var events = new List<RecordedEvent>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) events.Add(One(rows, tenant));
        return events;
    }

    private static RecordedEvent One(NpgsqlDataReader row, string tenant) => new(
        tenant,
        Number: row.GetInt64(0),
        Id: row.GetGuid(1),
        Stream: row.GetString(2),
        Version: row.GetInt64(3),
        Type: row.GetString(4),
        RecordedAt: row.GetFieldValue<DateTimeOffset>(5),
        CorrelationId: row.IsDBNull(6) ? Guid.Empty : Guid.Parse(row.GetString(6)),
        CausationId: row.IsDBNull(7) ? null : Guid.Parse(row.GetString(7)),
        Headers: row.IsDBNull(8) ? [] : row.GetFieldValue<byte[]>(8),
        Data: row.GetFieldValue<byte[]>(9));
}
