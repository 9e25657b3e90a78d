using Npgsql;

namespace Ledger.Journal.Generations;

/// <summary>
/// One transaction of a filling: it locks the row that says how far it is, folds what follows and moves the row with it. A
/// node that finds the row elsewhere has lost the race before it wrote anything.
/// </summary>
internal sealed class FillingStep : IAsyncDisposable
{
    private static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(30);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _tenant;
    private readonly int _generation;

    private FillingStep(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, int generation) =>
        (_connection, _transaction, _tenant, _generation) = (connection, transaction, tenant, generation);

    public static async Task<FillingStep> Begin(NpgsqlDataSource source, string tenant, int generation, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            var step = new FillingStep(connection, await connection.BeginTransactionAsync(cancel), tenant, generation);
            await using var settings = new NpgsqlCommand("""
                SELECT set_config('lock_timeout', '5s', true), set_config('idle_in_transaction_session_timeout', '60s', true),
                       set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
                """, connection);
            await settings.ExecuteNonQueryAsync(cancel);
            return step;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Locks the head, before anything else: nobody appends until this transaction ends. Null when the switch has happened.</summary>
    public async Task<long?> LockHead(CancellationToken cancel) =>
        await Scalar("SELECT number FROM ledger.head WHERE tenant_id = $1 AND state_generation < $2 FOR UPDATE", cancel) as long?;

    /// <summary>The number folded so far. Null when the switch has happened, or the filling was overtaken by a later generation.</summary>
    public async Task<long?> LockFilled(CancellationToken cancel) =>
        await Scalar("SELECT number FROM ledger.state_filling WHERE tenant_id = $1 AND generation = $2 FOR UPDATE", cancel) as long?;

    public FoldRun Folding(IStateCodec codec, IStateFold fold) => new(_connection, _tenant, codec, fold, StatementTimeout);

    /// <summary>Commits without waiting for the disk: rows and mark are lost together, and can be had again from the journal.</summary>
    public async Task MoveTo(long number, CancellationToken cancel)
    {
        await using (var noWait = new NpgsqlCommand("SET LOCAL synchronous_commit = off", _connection, _transaction)) await noWait.ExecuteNonQueryAsync(cancel);
        await Run("UPDATE ledger.state_filling SET number = $3 WHERE tenant_id = $1 AND generation = $2", cancel, number);
        await _transaction.CommitAsync(cancel);
    }

    /// <summary>From this commit on decisions read the new generation. It waits for the disk, and with it all that was written before.</summary>
    public async Task Switch(CancellationToken cancel)
    {
        await Run("UPDATE ledger.head SET state_generation = $2 WHERE tenant_id = $1", cancel);
        await Run("DELETE FROM ledger.state_filling WHERE tenant_id = $1 AND generation = $2", cancel);
        await _transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<object?> Scalar(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    private async Task Run(string sql, CancellationToken cancel, params object[] more)
    {
        await using var command = Command(sql, more);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Command(string sql, params object[] more)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction);
        foreach (var value in (object[])[_tenant, _generation, .. more]) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
