using Npgsql;

namespace Ledger.Journal.Append;

// LATERAL with a LIMIT keeps the planner from turning keyed look-ups into a join over the table.

/// <summary>Rows by key: derived ones of the codec's generation, or those that are not derived.</summary>
internal sealed class RowsByKey(bool derived, IStateCodec codec) : Question
{
    private readonly List<(OpenBook Book, StateKey Key)> _wanted = [];

    public override bool IsAsked => _wanted.Count > 0;

    public void Add(OpenBook book, StateKey key) => _wanted.Add((book, key));

    public override NpgsqlBatchCommand Command() => Sql.Statement($"""
        SELECT n.nr, s.row FROM unnest($1, $2, $3) WITH ORDINALITY AS n(tenant_id, kind, key, nr)
        CROSS JOIN LATERAL (SELECT t.row FROM {RowTables.Name(derived)} t WHERE t.tenant_id = n.tenant_id{RowTables.And(derived, "t.generation = $4")} AND t.kind = n.kind AND t.key = n.key LIMIT 1) s
        """, [Sql.Texts(_wanted.Select(want => want.Book.Tenant)), Sql.Texts(_wanted.Select(want => want.Key.Kind)), Sql.Texts(_wanted.Select(want => want.Key.Key)), .. RowTables.Generation(derived, codec)]);

    public override void Take(NpgsqlDataReader row)
    {
        var (book, key) = _wanted[(int)row.GetInt64(0) - 1];
        book.Overlay.Of(key.Kind).Load(key.Key, codec.Read(key.Kind, row.GetFieldValue<byte[]>(1)));
    }

    /// <summary>What was asked for and did not come is known not to be there.</summary>
    public void Settle()
    {
        foreach (var (book, key) in _wanted) book.Overlay.Of(key.Kind).Load(key.Key, null);
    }
}

internal sealed class RowsInRange(bool derived, IStateCodec codec) : Question
{
    private readonly List<(OpenBook Book, StateRange Range)> _wanted = [];
    private readonly Dictionary<int, int> _found = [];

    public override bool IsAsked => _wanted.Count > 0;

    public void Add(OpenBook book, StateRange range) => _wanted.Add((book, range));

    // One row more than allowed is read, to tell a full range from one that is too wide.
    public override NpgsqlBatchCommand Command() => Sql.Statement($"""
        SELECT n.nr, s.key, s.row FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS n(tenant_id, kind, lower, upper, most, nr)
        CROSS JOIN LATERAL (SELECT t.key, t.row FROM {RowTables.Name(derived)} t
            WHERE t.tenant_id = n.tenant_id{RowTables.And(derived, "t.generation = $6")} AND t.kind = n.kind AND t.key >= n.lower AND t.key < n.upper ORDER BY t.key LIMIT n.most + 1) s
        """, [Sql.Texts(_wanted.Select(want => want.Book.Tenant)), Sql.Texts(_wanted.Select(want => want.Range.Kind)), Sql.Texts(_wanted.Select(want => want.Range.From)),
        Sql.Texts(_wanted.Select(want => want.Range.Before)), Sql.Counts(_wanted.Select(want => want.Range.Most)), .. RowTables.Generation(derived, codec)]);

    public override void Take(NpgsqlDataReader row)
    {
        var at = (int)row.GetInt64(0) - 1;
        var (book, range) = _wanted[at];
        _found[at] = _found.GetValueOrDefault(at) + 1;
        book.Overlay.Of(range.Kind).Load(row.GetString(1), codec.Read(range.Kind, row.GetFieldValue<byte[]>(2)));
    }

    public void Settle()
    {
        for (var at = 0; at < _wanted.Count; at++)
            _wanted[at].Book.Overlay.Of(_wanted[at].Range.Kind).LoadedWhole(_wanted[at].Range, _found.GetValueOrDefault(at));
    }
}

internal sealed class StreamVersions : Question
{
    private readonly List<(OpenBook Book, string Stream)> _wanted = [];

    public override bool IsAsked => _wanted.Count > 0;

    public void Add(OpenBook book, string stream)
    {
        if (book.StreamVersions.TryAdd(stream, 0)) _wanted.Add((book, stream));
    }

    public override NpgsqlBatchCommand Command() => Sql.Statement("""
        SELECT n.nr, s.version FROM unnest($1, $2) WITH ORDINALITY AS n(tenant_id, id, nr)
        CROSS JOIN LATERAL (SELECT t.version FROM ledger.mt_streams t WHERE t.tenant_id = n.tenant_id AND t.id = n.id LIMIT 1) s
        """, Sql.Texts(_wanted.Select(want => want.Book.Tenant)), Sql.Texts(_wanted.Select(want => want.Stream)));

    public override void Take(NpgsqlDataReader row)
    {
        var (book, stream) = _wanted[(int)row.GetInt64(0) - 1];
        book.StreamVersions[stream] = row.GetInt64(1);
    }
}

/// <summary>The answers kept for the batch's keys: how a retry, and a commit of unknown outcome, finds its one effect.</summary>
internal sealed class KeptAnswers(IReadOnlyList<OpenBook> books) : Question
{
    private readonly List<(OpenBook Book, CommandKey Key)> _wanted =
        [.. books.SelectMany(book => book.Batch.Commands.Select(command => (book, command.Submission.Key)).Distinct())];

    public override NpgsqlBatchCommand Command() => Sql.Statement("""
        SELECT n.nr, s.fingerprint, s.accepted, s.number, s.recorded_at, s.reply
        FROM unnest($1, $2, $3) WITH ORDINALITY AS n(tenant_id, caller, key, nr)
        CROSS JOIN LATERAL (SELECT t.* FROM ledger.idempotency t WHERE t.tenant_id = n.tenant_id AND t.caller = n.caller AND t.key = n.key LIMIT 1) s
        """, Sql.Texts(_wanted.Select(want => want.Book.Tenant)), Sql.Texts(_wanted.Select(want => want.Key.Caller)), Sql.Texts(_wanted.Select(want => want.Key.Key)));

    public override void Take(NpgsqlDataReader row)
    {
        var (book, key) = _wanted[(int)row.GetInt64(0) - 1];
        book.Kept[key] = new KeptAnswer(key, row.GetFieldValue<byte[]>(1), row.GetBoolean(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<byte[]>(5));
    }
}
