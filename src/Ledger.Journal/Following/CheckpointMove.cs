using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Following;

/// <summary>
/// One transaction that writes a run of events and moves the checkpoint with it. The rows are locked first, at the number
/// and generation they were read at: a node that finds them elsewhere has lost the race before it wrote anything, and
/// waits its turn rather than meeting the other's rows half way. The commit does not wait for the disk: rows and
/// checkpoint are lost together or not at all, and can be had again from the journal.
/// </summary>
internal sealed class CheckpointMove : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private CheckpointMove(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<CheckpointMove> Begin(NpgsqlDataSource source, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            return new CheckpointMove(connection, await connection.BeginTransactionAsync(cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>False when one of the models does not stand there any more.</summary>
    public async Task<bool> LockLive(string tenant, IReadOnlyList<ReadModelStanding> group, CancellationToken cancel) =>
        await Count("""
            SELECT model, set_config('synchronous_commit', 'off', true) FROM ledger.read_model
            WHERE tenant_id = $1 AND number = $2 AND (model, generation, version) IN (SELECT * FROM unnest($3::text[], $4::int[], $5::int[]))
            ORDER BY model FOR UPDATE
            """, group, tenant, group[0].Number, cancel) == group.Count;

    /// <summary>
    /// The furthest the live generations stand, which stand still until this ends. Null when another node wrote this part of
    /// the rebuild, the rebuild was given up, or the rows were not free for a while: who works on it takes them again before
    /// somebody who waits has woken, run after run, and a wait without end would end in the statement's time-out.
    /// </summary>
    public async Task<long?> LockRebuild(RebuildGroup group, CancellationToken cancel)
    {
        await using (var patience = Command("SELECT set_config('lock_timeout', '2s', true), set_config('synchronous_commit', 'off', true)")) await patience.ExecuteNonQueryAsync(cancel);
        await using var command = Rebuilding($"SELECT number FROM ledger.read_model WHERE tenant_id = $1 AND {StandsThere} ORDER BY model FOR UPDATE", group);
        try
        {
            var (found, furthest) = (0, 0L);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            for (; await rows.ReadAsync(cancel); found++) furthest = Math.Max(furthest, rows.GetInt64(0));
            return found == group.Standings.Count ? furthest : null;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    public Task Apply(IReadModel model, string tenant, int generation, IReadOnlyList<FollowedEvent> events, CancellationToken cancel) =>
        model.Apply(new ReadModelRun(tenant, generation, events, _connection, _transaction), cancel);

    /// <summary>Compare and set, and commit. False, with everything rolled back, when the row was not where it had to be.</summary>
    public async Task<bool> MoveLive(string tenant, IReadOnlyList<ReadModelStanding> group, long number, CancellationToken cancel)
    {
        var moved = await Count("""
            UPDATE ledger.read_model SET number = $6, stopped_because = NULL
            WHERE tenant_id = $1 AND number = $2 AND (model, generation, version) IN (SELECT * FROM unnest($3::text[], $4::int[], $5::int[]))
            RETURNING model
            """, group, tenant, group[0].Number, cancel, number);
        return await CommitIf(moved == group.Count, cancel);
    }

    public async Task<bool> MoveRebuild(RebuildGroup group, long number, CancellationToken cancel)
    {
        await using var command = Rebuilding($"UPDATE ledger.read_model SET rebuild_number = $6 WHERE tenant_id = $1 AND {StandsThere}", group, number);
        return await CommitIf(await command.ExecuteNonQueryAsync(cancel) == group.Standings.Count, cancel);
    }

    /// <summary>The rebuilt generations become the live ones; the former ones are left to be cleared, by whoever lives to do it.</summary>
    public async Task<bool> Swap(RebuildGroup group, long number, CancellationToken cancel)
    {
        await using var command = Rebuilding($"""
            UPDATE ledger.read_model
            SET version = rebuild_version, generation = rebuild_generation, number = $6, stopped_because = NULL,
                rebuild_generation = generation, rebuild_version = NULL, rebuild_number = NULL
            WHERE tenant_id = $1 AND {StandsThere} AND number <= $6
            """, group, number);
        return await CommitIf(await command.ExecuteNonQueryAsync(cancel) == group.Standings.Count, cancel);
    }

    /// <summary>Deletes some rows of a former generation; answers how many. Nobody waits for the disk: they would be deleted again.</summary>
    public async Task<int> Clear(IReadModel model, ReadModelStanding former, int most, CancellationToken cancel)
    {
        await using (var hasty = Command("SET LOCAL synchronous_commit = off")) await hasty.ExecuteNonQueryAsync(cancel);
        var gone = await model.Clear(former.Tenant, former.RebuildGeneration!.Value, most, _connection, cancel);
        await _transaction.CommitAsync(cancel);
        return gone;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private const string StandsThere =
        "rebuild_number = $2 AND (model, rebuild_generation, rebuild_version) IN (SELECT * FROM unnest($3::text[], $4::int[], $5::int[]))";

    private NpgsqlCommand Rebuilding(string sql, RebuildGroup group, params object[] more) => Command(sql, [group.Tenant, group.Number, group.Models.ToArray(),
        group.Standings.Select(standing => standing.RebuildGeneration!.Value).ToArray(), group.Standings.Select(standing => standing.RebuildVersion!.Value).ToArray(), .. more]);

    private async Task<bool> CommitIf(bool moved, CancellationToken cancel)
    {
        if (moved) await _transaction.CommitAsync(cancel);
        return moved;
    }

    private async Task<int> Count(string sql, IReadOnlyList<ReadModelStanding> group, string tenant, long number, CancellationToken cancel, params object[] more)
    {
        await using var command = Command(sql, [tenant, number,
            group.Select(standing => standing.Model).ToArray(), group.Select(standing => standing.Generation).ToArray(), group.Select(standing => standing.Version).ToArray(), .. more]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var count = 0;
        while (await rows.ReadAsync(cancel)) count++;
        return count;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
