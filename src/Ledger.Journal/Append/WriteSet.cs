using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>Everything one transaction writes, for all its communities, in a few statements over arrays.</summary>
internal sealed class WriteSet(IReadOnlyList<OpenBook> books, IStateCodec codec)
{
    private readonly List<OpenBook> _standing = [.. books.Where(book => book.HasWrites && !book.HeadGoesAgain)];

    /// <summary>Streams and events.</summary>
    public IEnumerable<NpgsqlBatchCommand> Facts()
    {
        var events = _standing.SelectMany(Numbering.Number).ToList();
        if (events.Count == 0) yield break;
        yield return Streams();
        yield return Events(events);
    }

    /// <summary>All that goes with them: state, answers, heads, frontiers, and the call that wakes followers.</summary>
    public IEnumerable<NpgsqlBatchCommand> Rest()
    {
        foreach (var command in RowTables.Changes(books, derived: true, codec)) yield return command;
        foreach (var command in RowTables.Changes(books, derived: false, codec)) yield return command;
        yield return Answers();
        if (_standing.Count > 0) yield return Heads();
        foreach (var command in HeadChanges()) yield return command;
        var moved = _standing.Where(book => book.Events.Count > 0 || book.Opened).ToList();
        if (moved.Count == 0) yield break;
        yield return Frontiers(moved);
        yield return Sql.Statement("SELECT pg_notify('ledger', tenant_id) FROM unnest($1) AS n(tenant_id)", Sql.Texts(moved.Select(book => book.Tenant)));
    }

    private NpgsqlBatchCommand Streams()
    {
        var touched = _standing.SelectMany(book => book.Events
            .Select(decided => decided.Fact).DistinctBy(fact => fact.Stream)
            .Select(fact => (book.Tenant, fact.Stream, fact.StreamType, Version: book.StreamVersions[fact.Stream], book.Now))).ToList();
        return Sql.Statement("""
            INSERT INTO ledger.mt_streams (tenant_id, id, type, version, timestamp, created)
            SELECT tenant_id, id, type, version, recorded_at, recorded_at FROM unnest($1, $2, $3, $4, $5) AS n(tenant_id, id, type, version, recorded_at)
            ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, timestamp = excluded.timestamp
            """, Sql.Texts(touched.Select(stream => stream.Tenant)), Sql.Texts(touched.Select(stream => stream.Stream)), Sql.Texts(touched.Select(stream => stream.StreamType)),
            Sql.Numbers(touched.Select(stream => stream.Version)), Sql.Times(touched.Select(stream => stream.Now)));
    }

    private static NpgsqlBatchCommand Events(List<RecordedEvent> events) => Sql.Statement("""
        INSERT INTO ledger.mt_events (tenant_id, seq_id, id, stream_id, version, type, timestamp, correlation_id, causation_id, headers, data)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """, Sql.Texts(events.Select(e => e.Tenant)), Sql.Numbers(events.Select(e => e.Number)), Sql.Uuids(events.Select(e => e.Id)),
        Sql.Texts(events.Select(e => e.Stream)), Sql.Numbers(events.Select(e => e.Version)), Sql.Texts(events.Select(e => e.Type)),
        Sql.Times(events.Select(e => e.RecordedAt)), Sql.Texts(events.Select(e => e.CorrelationId == Guid.Empty ? null : e.CorrelationId.ToString("D"))),
        Sql.Texts(events.Select(e => e.CausationId?.ToString("D"))), Sql.Jsons(events.Select(e => e.Headers.Length == 0 ? null : e.Headers)), Sql.Jsons(events.Select(e => e.Data)));

    private NpgsqlBatchCommand Answers()
    {
        var kept = books.SelectMany(book => book.NewlyKept.Select(answer => (book.Tenant, Answer: answer))).ToList();
        return Sql.Statement("""
            INSERT INTO ledger.idempotency (tenant_id, caller, key, fingerprint, accepted, number, recorded_at, reply)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            """, Sql.Texts(kept.Select(k => k.Tenant)), Sql.Texts(kept.Select(k => k.Answer.Key.Caller)), Sql.Texts(kept.Select(k => k.Answer.Key.Key)),
            Sql.Bytes(kept.Select(k => k.Answer.Fingerprint)), Sql.Flags(kept.Select(k => k.Answer.Accepted)), Sql.Numbers(kept.Select(k => k.Answer.Number)),
            Sql.Times(kept.Select(k => k.Answer.RecordedAt)), Sql.Bytes(kept.Select(k => k.Answer.Reply)));
    }

    private NpgsqlBatchCommand Heads() => Sql.Statement("""
        UPDATE ledger.head h SET number = n.number, recorded_at = n.recorded_at
        FROM unnest($1, $2, $3) AS n(tenant_id, number, recorded_at) WHERE h.tenant_id = n.tenant_id
        """, Sql.Texts(_standing.Select(book => book.Tenant)), Sql.Numbers(_standing.Select(book => book.LastNumber)), Sql.Times(_standing.Select(book => book.Now)));

    private static NpgsqlBatchCommand Frontiers(List<OpenBook> moved) => Sql.Statement("""
        INSERT INTO ledger.frontier (tenant_id, number, hashes) SELECT * FROM unnest($1, $2, $3)
        ON CONFLICT (tenant_id) DO UPDATE SET number = excluded.number, hashes = excluded.hashes
        """, Sql.Texts(moved.Select(book => book.Tenant)), Sql.Numbers(moved.Select(book => book.Frontier.Size)), Sql.Bytes(moved.Select(book => book.Frontier.ToBytes())));

    private IEnumerable<NpgsqlBatchCommand> HeadChanges()
    {
        foreach (var book in _standing)
        {
            var head = book.Head!;
            if (book.Events.TrueForAll(decided => head.Names.Contains(decided.Fact.Type))) continue;
            var names = book.Events.Select(decided => decided.Fact.Type).Union(head.Names).Order(StringComparer.Ordinal);
            yield return Sql.Statement("UPDATE ledger.head SET event_names = $2 WHERE tenant_id = $1", Sql.Text(book.Tenant), Sql.Texts(names));
        }
        var opened = books.Where(book => book.Opened).Select(book => book.Tenant).ToList();
        if (opened.Count > 0) yield return Sql.Statement("""
            INSERT INTO ledger.mt_tenant_partitions (partition_value, partition_suffix)
            SELECT tenant_id, lower(regexp_replace(tenant_id, '[^a-zA-Z0-9_]', '_', 'g')) FROM unnest($1) AS n(tenant_id) ON CONFLICT DO NOTHING
            """, Sql.Texts(opened));
        var refused = books.Where(book => book.HeadGoesAgain).Select(book => book.Tenant).ToList();
        if (refused.Count > 0) yield return Sql.Statement("DELETE FROM ledger.head WHERE tenant_id = ANY($1) AND number = 0", Sql.Texts(refused));
    }
}
