using System.Globalization;
using Npgsql;

namespace Ledger.Journal.Schema;

/// <summary>
/// Brings a chapter's tables to the newest script. Several nodes may start together: the table of versions is locked,
/// in the transaction of each script, since an advisory lock is worth nothing behind pgbouncer or on Citus.
/// </summary>
/// <param name="lockTimeout">How long a script waits for a table in use before it steps aside and tries again: whoever comes for that table meanwhile queues behind it. Five seconds unless told.</param>
public sealed class SchemaUpgrade(NpgsqlDataSource source, SchemaScripts scripts, TimeSpan? lockTimeout = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // What another starter causes: locks not had in time, deadlocks, and the races IF NOT EXISTS does not close.
    private static readonly HashSet<string> CausedByOthers =
    [
        PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.UniqueViolation,
        PostgresErrorCodes.DuplicateSchema, PostgresErrorCodes.DuplicateTable, PostgresErrorCodes.DuplicateObject,
    ];

    /// <summary>Answers the number of scripts applied.</summary>
    /// <exception cref="SchemaMismatchException">A script was changed after it was applied, or the database is newer than this binary.</exception>
    public async Task<int> Apply(CancellationToken cancel)
    {
        var giveUp = DateTime.UtcNow + Patience;
        for (var applied = 0; ;)
        {
            try
            {
                while (await ApplyNext(cancel)) applied++;
                return applied;
            }
            catch (PostgresException met) when (CausedByOthers.Contains(met.SqlState) && DateTime.UtcNow < giveUp)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private async Task<bool> ApplyNext(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run(connection, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(lockTimeout ?? TimeSpan.FromSeconds(5)).TotalMilliseconds:0}"), cancel);
        await MakeVersionTable(connection, cancel);
        await Run(connection, "LOCK TABLE ledger.schema_version IN SHARE ROW EXCLUSIVE MODE", cancel);
        var known = await Verify(connection, cancel);
        if (known < scripts.Scripts.Count)
        {
            await Run(connection, scripts.Scripts[known].Sql, cancel);
            await Record(connection, scripts.Scripts[known], cancel);
        }
        await transaction.CommitAsync(cancel);
        return known < scripts.Scripts.Count;
    }

    // Looked for first, so that a role that may not create can start on a schema that is up to date.
    private static async Task MakeVersionTable(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('ledger.schema_version') IS NOT NULL", connection);
        if ((bool)(await exists.ExecuteScalarAsync(cancel))!) return;
        await Run(connection, """
            CREATE SCHEMA IF NOT EXISTS ledger;
            CREATE TABLE IF NOT EXISTS ledger.schema_version (
                chapter    text        NOT NULL,
                number     int         NOT NULL,
                name       text        NOT NULL,
                checksum   bytea       NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (chapter, number));
            """, cancel);
    }

    private async Task<int> Verify(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT number, checksum FROM ledger.schema_version WHERE chapter = $1 ORDER BY number", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = scripts.Chapter });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var known = 0;
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetInt32(0) != ++known) throw new SchemaMismatchException($"Script {known:0000} of {scripts.Chapter} is missing from ledger.schema_version.");
            if (known > scripts.Scripts.Count)
                throw new SchemaMismatchException($"The database has script {known:0000} of {scripts.Chapter}; this binary knows {scripts.Scripts.Count:0000}: it is older than the database.");
            if (!reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(scripts.Scripts[known - 1].Checksum))
                throw new SchemaMismatchException($"Script {known:0000} of {scripts.Chapter} was changed after it was applied.");
        }
        return known;
    }

    private async Task Record(NpgsqlConnection connection, SchemaScript script, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("INSERT INTO ledger.schema_version (chapter, number, name, checksum) VALUES ($1, $2, $3, $4)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = scripts.Chapter });
        command.Parameters.Add(new NpgsqlParameter { Value = script.Number });
        command.Parameters.Add(new NpgsqlParameter { Value = script.Name });
        command.Parameters.Add(new NpgsqlParameter { Value = script.Checksum });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
