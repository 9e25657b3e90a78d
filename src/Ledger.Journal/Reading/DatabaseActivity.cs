using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>What goes on in the database as a whole, whoever does it: a snapshot held for long slows every write (JOURNAL.md §2).</summary>
/// <param name="OldestTransaction">How long the oldest transaction has lasted.</param>
/// <param name="HeldBack">How many transactions ago the oldest snapshot was taken: rows dead since then cannot be cleared.</param>
/// <param name="Connections">Of clients; <paramref name="Busy"/> of them are at work.</param>
public sealed record DatabaseActivity(TimeSpan OldestTransaction, long HeldBack, long Connections, long Busy)
{
    private const int PatienceSeconds = 2;

    /// <summary>An account without <c>pg_read_all_stats</c> sees only its own sessions, and what is told is of those.</summary>
    public static async Task<DatabaseActivity> Of(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT coalesce(extract(epoch FROM max(clock_timestamp() - xact_start)), 0)::float8,
                   coalesce(max(greatest(age(backend_xmin), age(backend_xid))), 0)::bigint,
                   count(*), count(*) FILTER (WHERE state <> 'idle')
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type IS DISTINCT FROM 'autovacuum worker'
            """);
        command.CommandTimeout = PatienceSeconds;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new DatabaseActivity(TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(0))), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }
}
