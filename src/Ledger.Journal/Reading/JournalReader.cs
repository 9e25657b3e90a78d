using System.Runtime.CompilerServices;
using Ledger.Journal.Append;
using Ledger.Journal.Proof;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Reading;

/// <summary>Reads the primary, in single statements: none of them needs a transaction of its own, none is long.</summary>
public sealed class JournalReader(NpgsqlDataSource source, IStateCodec codec) : IJournalReader
{
    private const int LargestRange = 1000;
    private const int SmallestRange = 50;

    /// <summary>Walking over as many others' keys costs about what a probe does.</summary>
    private const int FewCommunities = 8;

    private const int RangeSeconds = 2;
    private const int LastRangeSeconds = 30;

    private readonly StateRows _states = new(source, codec);
    private readonly RangesOfMany _ranges = new(source, codec);

    public async Task<IReadOnlyList<string>> Tenants(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT tenant_id FROM ledger.head ORDER BY tenant_id");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var tenants = new List<string>();
        while (await rows.ReadAsync(cancel)) tenants.Add(rows.GetString(0));
        return tenants;
    }

    public async Task<JournalHead?> Head(string tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT h.number, h.recorded_at, h.state_generation, f.number, f.hashes
            FROM ledger.head AS h JOIN ledger.frontier AS f ON f.tenant_id = h.tenant_id
            WHERE h.tenant_id = $1
            """);
        command.Parameters.Add(new() { Value = tenant });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return null;
        var frontier = MerkleFrontier.From(row.GetInt64(3), row.GetFieldValue<byte[]>(4));
        return new JournalHead(tenant, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), frontier.Root());
    }

    public async IAsyncEnumerable<RecordedEvent> Read(string tenant, long after, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (last, isPlain) = upTo - after <= LargestRange ? (upTo, false) : (Math.Min(upTo, await HeadNumber(tenant, cancel)), await AreFewBeyond(after, cancel));
        var size = LargestRange;
        while (after < last)
        {
            var end = Math.Min(after + size, last);
            List<RecordedEvent> events;
            try
            {
                events = await EventRows.Range(source, tenant, after + 1, end, isPlain, size > SmallestRange ? RangeSeconds : LastRangeSeconds, cancel);
            }
            catch (NpgsqlException slow) when (slow.InnerException is TimeoutException && size > SmallestRange)
            {
                // A slow disk or large events: shorter ranges instead of a longer transaction.
                size /= 2;
                continue;
            }
            // The statement has ended before the first event is handed out: a slow taker holds nothing open.
            foreach (var read in events) yield return read;
            after = end;
        }
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadStream(string tenant, string stream, long afterVersion, long upTo, int most, CancellationToken cancel) =>
        await EventRows.Stream(source, tenant, stream, afterVersion, upTo, most, cancel);

    public async Task<IReadOnlyList<RecordedEvent>> ReadNumbers(string tenant, IReadOnlyCollection<long> numbers, CancellationToken cancel) =>
        await EventRows.Numbers(source, tenant, numbers, cancel);

    /// <summary>Recorded times never go down within a community, so the numbers can be halved: some twenty probes of the primary key.</summary>
    public async Task<long> NumberAt(string tenant, DateTimeOffset instant, CancellationToken cancel)
    {
        var (before, beyond) = (0L, await HeadNumber(tenant, cancel) + 1);
        while (beyond - before > 1)
        {
            var middle = before + (beyond - before) / 2;
            if (await IsRecordedBy(tenant, middle, instant, cancel)) before = middle;
            else beyond = middle;
        }
        return before;
    }

    public Task<StateSnapshot?> ReadState(string tenant, StateNeeds needs, CancellationToken cancel) => _states.Read(tenant, needs, cancel);

    public Task<IReadOnlyList<KeyValuePair<string, object>>> FirstRows(string tenant, StateRange range, CancellationToken cancel) =>
        FirstRows(tenant, range, new RowsWith(null), cancel);

    public async Task<IReadOnlyList<KeyValuePair<string, object>>> FirstRows(string tenant, StateRange range, RowsWith only, CancellationToken cancel)
    {
        var (derived, kind) = (codec.IsDerived(range.Kind), only.Kind ?? range.Kind);
        if (codec.IsDerived(kind) != derived) throw new InvalidOperationException($"{range.Kind} and {kind} lie in different tables.");
        var join = only.Kind is null ? "" : $"""
            JOIN {RowTables.Name(derived)} AS o ON o.tenant_id = t.tenant_id{RowTables.And(derived, "o.generation = t.generation")} AND o.kind = $6 AND o.key = t.row ->> $7
            """;
        var row = only.Kind is null ? "t.row" : "o.row";
        await using var command = source.CreateCommand($"""
            SELECT h.state_generation, s.key, s.row FROM ledger.head AS h
            LEFT JOIN LATERAL (SELECT t.key, {row} FROM {RowTables.Name(derived)} AS t {join}
                WHERE t.tenant_id = h.tenant_id{RowTables.And(derived, "t.generation = $11")} AND t.kind = $2 AND t.key >= $3 AND t.key < $4
                    AND ($8::text[] IS NULL OR EXISTS (SELECT FROM unnest($8::text[], $9::text[], $10::text[]) AS p (part, first, before)
                        WHERE {row} @> p.part::jsonb AND t.key >= p.first AND t.key < p.before))
                ORDER BY t.key LIMIT $5) AS s (key, row) ON true
            WHERE h.tenant_id = $1 ORDER BY s.key
            """);
        foreach (object value in new object[] { tenant, range.Kind, range.From, range.Before, range.Most, kind, only.Member ?? "" }) command.Parameters.Add(new() { Value = value });
        foreach (var of in new Func<RowPart, string>[] { part => part.Json, part => part.From, part => part.Before })
            command.Parameters.Add(new() { Value = (object?)only.Parts?.Select(of).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        foreach (var generation in RowTables.Generation(derived, codec)) command.Parameters.Add(generation);
        var found = new List<KeyValuePair<string, object>>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (derived) StateRows.CheckGeneration(tenant, rows.GetInt32(0), codec);
            if (!rows.IsDBNull(1)) found.Add(new(rows.GetString(1), codec.Read(kind, rows.GetFieldValue<byte[]>(2))));
        }
        return found;
    }

    public Task<IReadOnlySet<string>> WithRows(IEnumerable<string> tenants, IReadOnlyList<StateRange> ranges, CancellationToken cancel) => _ranges.WithRows(tenants, ranges, cancel);

    public async Task<JournalAnswer.Decided?> FindAnswer(string tenant, CommandKey key, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT accepted, number, recorded_at, reply FROM ledger.idempotency WHERE tenant_id = $1 AND caller = $2 AND key = $3");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = key.Caller });
        command.Parameters.Add(new() { Value = key.Key });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new JournalAnswer.Decided(row.GetBoolean(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<byte[]>(3), Replayed: true)
            : null;
    }

    private async Task<long> HeadNumber(string tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT number FROM ledger.head WHERE tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>Every community counts from 1, so heads tell how many share a stretch of numbers.</summary>
    private async Task<bool> AreFewBeyond(long number, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT count(*) <= $2 FROM (SELECT tenant_id FROM ledger.head WHERE number > $1 LIMIT $2 + 1) AS h");
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = FewCommunities });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<bool> IsRecordedBy(string tenant, long number, DateTimeOffset instant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT timestamp <= $3 FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = instant.ToUniversalTime() });
        return await command.ExecuteScalarAsync(cancel) as bool? ?? throw new InvalidOperationException($"Event {number} of {tenant} is missing from the journal.");
    }
}
