using Ledger.Journal.Proof;
using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>
/// Settings of this transaction only: behind pgbouncer a session's would reach strangers. It touches no table, so it may
/// go before the lock. With sequential scans and hash and merge joins off, a plan made while the tables were small stays
/// index-based when they are not. A writer that hangs with a head locked is put out by the database.
/// </summary>
internal sealed class Settings(TimeSpan lockTimeout) : Question
{
    public override NpgsqlBatchCommand Command() => Sql.Statement("""
        SELECT set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', '10s', true),
               set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
               set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
        """, Sql.Text($"{(long)lockTimeout.TotalMilliseconds}ms"));
}

/// <summary>Makes the heads of communities to be opened, so that the lock behind it serialises two openings like all else.</summary>
internal sealed class NewHeads(IReadOnlyList<OpenBook> books, Vocabulary vocabulary) : Question
{
    private readonly List<OpenBook> _opening = [.. books.Where(book => book.Batch.Commands.Any(command => command.Submission.OpensTenant)).OrderBy(book => book.Tenant, ByteOrder.Instance)];

    public override bool IsAsked => _opening.Count > 0;

    public override NpgsqlBatchCommand Command() => Sql.Statement("""
        INSERT INTO ledger.head (tenant_id, number, recorded_at, state_generation, event_names)
        SELECT tenant_id, 0, 'epoch', $2, '{}' FROM unnest($1) AS n(tenant_id)
        ON CONFLICT (tenant_id) DO NOTHING RETURNING tenant_id
        """, Sql.Texts(_opening.Select(book => book.Tenant)), new NpgsqlParameter { Value = vocabulary.Generation });

    public override void Take(NpgsqlDataReader row)
    {
        var tenant = row.GetString(0);
        _opening.Single(book => book.Tenant == tenant).HeadIsNew = true;
    }
}

/// <summary>
/// The lock every append begins with, in the order of communities, in a statement of its own: joined with a read it would
/// return, after a wait, the new head beside old balances. Without <paramref name="locking"/> it only looks (a dry run).
/// </summary>
internal sealed class Heads(IReadOnlyList<OpenBook> books, NamesInUse names, bool locking) : Question
{
    private const string Look = """
        SELECT tenant_id, number, recorded_at, state_generation,
               CASE WHEN cardinality(event_names) = $2[array_position($1, tenant_id)] THEN NULL ELSE event_names END
        FROM ledger.head WHERE tenant_id = ANY($1) ORDER BY tenant_id
        """;

    private readonly Dictionary<string, OpenBook> _books = books.ToDictionary(book => book.Tenant);

    public override NpgsqlBatchCommand Command() =>
        Sql.Statement(locking ? Look + " FOR UPDATE" : Look, Sql.Texts(_books.Keys), Sql.Counts(_books.Keys.Select(tenant => names.Of(tenant).Count)));

    public override void Take(NpgsqlDataReader row)
    {
        var tenant = row.GetString(0);
        var inUse = row.IsDBNull(4) ? names.Of(tenant) : names.Learn(tenant, row.GetFieldValue<string[]>(4));
        _books[tenant].Head = new LockedHead(row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt32(3), inUse);
    }
}

/// <summary>Read behind the lock: the recorded time of the batch.</summary>
internal sealed class Clock(IReadOnlyList<OpenBook> books, TimeProvider? injected) : Question
{
    public override NpgsqlBatchCommand Command() => Sql.Statement("SELECT clock_timestamp()");

    public override void Take(NpgsqlDataReader row)
    {
        var now = injected?.GetUtcNow() ?? row.GetFieldValue<DateTimeOffset>(0);
        foreach (var book in books) book.TakeTime(now);
    }
}

/// <exception cref="InvalidOperationException">A frontier does not stand at its head: nothing may be appended before somebody has looked.</exception>
internal sealed class Frontiers(IReadOnlyList<OpenBook> books) : Question
{
    private readonly Dictionary<string, OpenBook> _books = books.ToDictionary(book => book.Tenant);

    public override NpgsqlBatchCommand Command() =>
        Sql.Statement("SELECT tenant_id, number, hashes FROM ledger.frontier WHERE tenant_id = ANY($1)", Sql.Texts(_books.Keys));

    public override void Take(NpgsqlDataReader row) =>
        _books[row.GetString(0)].Frontier = MerkleFrontier.From(row.GetInt64(1), row.GetFieldValue<byte[]>(2));
}
