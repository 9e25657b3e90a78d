using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Following;

/// <summary>The rows of <c>ledger.read_model</c>: where each read model of each community stands.</summary>
internal sealed class CheckpointRows(NpgsqlDataSource source, IReadOnlyList<IReadModel> models)
{
    private readonly string[] _names = [.. models.Select(model => model.Name)];
    private readonly int[] _versions = [.. models.Select(model => model.Version)];

    private const string Columns = "m.tenant_id, m.model, m.version, m.generation, m.number, m.rebuild_version, m.rebuild_generation, m.rebuild_number, m.stopped_because, h.number";

    public Task<List<ReadModelStanding>> All(CancellationToken cancel) =>
        Load($"SELECT {Columns} FROM ledger.read_model AS m JOIN ledger.head AS h ON h.tenant_id = m.tenant_id WHERE m.model = ANY($1) ORDER BY 1, 2", [], cancel);

    public Task<List<ReadModelStanding>> Of(string tenant, CancellationToken cancel) =>
        Load($"SELECT {Columns} FROM ledger.read_model AS m JOIN ledger.head AS h ON h.tenant_id = m.tenant_id WHERE m.model = ANY($1) AND m.tenant_id = $2", [tenant], cancel);

    /// <summary>
    /// Communities with something to do, of all communities in one query: a model that is missing, behind, of an earlier
    /// version, or has a rebuild or a clearing under way.
    /// </summary>
    public async Task<List<PendingCommunity>> Pending(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT h.tenant_id,
                   bool_or(m.model IS NULL OR (m.number < h.number AND m.version = w.version)),
                   bool_or(coalesce(m.version < w.version, false) OR m.rebuild_generation IS NOT NULL),
                   max(h.number - coalesce(m.number, 0)),
                   bool_or(m.stopped_because IS NOT NULL),
                   max(h.number)
            FROM ledger.head AS h
            CROSS JOIN unnest($1::text[], $2::int[]) AS w (model, version)
            LEFT JOIN ledger.read_model AS m ON m.tenant_id = h.tenant_id AND m.model = w.model
            WHERE m.model IS NULL OR m.number < h.number OR m.version < w.version OR m.rebuild_generation IS NOT NULL
            GROUP BY h.tenant_id
            """);
        command.Parameters.Add(new() { Value = _names });
        command.Parameters.Add(new() { Value = _versions });
        var pending = new List<PendingCommunity>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            pending.Add(new PendingCommunity(rows.GetString(0), rows.GetBoolean(1), rows.GetBoolean(2), rows.GetInt64(3), rows.GetBoolean(4), rows.GetInt64(5)));
        return pending;
    }

    /// <summary>Rows for models the community has not met yet, standing at 0.</summary>
    public async Task Introduce(string tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO ledger.read_model (tenant_id, model, version, generation, number)
            SELECT h.tenant_id, w.model, w.version, 1, 0
            FROM ledger.head AS h CROSS JOIN unnest($2::text[], $3::int[]) AS w (model, version)
            WHERE h.tenant_id = $1
            ON CONFLICT (tenant_id, model) DO NOTHING
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = _names });
        command.Parameters.Add(new() { Value = _versions });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The lowest number the community's models stand at; null when one of them has no row yet.</summary>
    public async Task<long?> Lowest(string tenant, string? model, CancellationToken cancel)
    {
        string[] names = model is null ? _names : [model];
        await using var command = source.CreateCommand("SELECT count(*), coalesce(min(number), 0) FROM ledger.read_model WHERE tenant_id = $1 AND model = ANY($2)");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = names });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetInt64(0) == names.Length ? row.GetInt64(1) : null;
    }

    /// <summary>Leaves a note for people; the next batch that goes through takes it away.</summary>
    public async Task NoteStop(string tenant, IEnumerable<string> stopped, long number, string because, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("UPDATE ledger.read_model SET stopped_because = $4 WHERE tenant_id = $1 AND model = ANY($2) AND number = $3");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = stopped.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = because });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Together, so that they go together. Left alone is what another node began, or moved to another generation meanwhile.</summary>
    public async Task BeginRebuild(IReadOnlyList<ReadModelStanding> idle, Func<ReadModelStanding, int> version, CancellationToken cancel)
    {
        if (idle.Count == 0) return;
        await using var command = source.CreateCommand("""
            WITH idle AS (
                SELECT m.model, w.version FROM ledger.read_model AS m JOIN unnest($2::text[], $3::int[], $4::int[]) AS w (model, generation, version) ON w.model = m.model
                WHERE m.tenant_id = $1 AND m.generation = w.generation AND m.rebuild_generation IS NULL AND m.version <= w.version
                ORDER BY m.model FOR UPDATE OF m)
            UPDATE ledger.read_model AS m SET rebuild_version = idle.version, rebuild_generation = m.generation + 1, rebuild_number = 0
            FROM idle WHERE m.tenant_id = $1 AND m.model = idle.model
            """);
        command.Parameters.Add(new() { Value = idle[0].Tenant });
        command.Parameters.Add(new() { Value = idle.Select(standing => standing.Model).ToArray() });
        command.Parameters.Add(new() { Value = idle.Select(standing => standing.Generation).ToArray() });
        command.Parameters.Add(new() { Value = idle.Select(version).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>A rebuild of an earlier version is of no use any more: what it wrote is to be cleared.</summary>
    public Task<bool> GiveUpRebuild(ReadModelStanding rebuilding, CancellationToken cancel) => Change("""
        UPDATE ledger.read_model SET rebuild_version = NULL, rebuild_number = NULL
        WHERE tenant_id = $1 AND model = $2 AND rebuild_generation = $3 AND rebuild_version = $4
        """, rebuilding, rebuilding.RebuildGeneration!.Value, rebuilding.RebuildVersion!.Value, cancel);

    public Task<bool> EndClearing(ReadModelStanding clearing, CancellationToken cancel) => Change("""
        UPDATE ledger.read_model SET rebuild_generation = NULL
        WHERE tenant_id = $1 AND model = $2 AND rebuild_generation = $3 AND rebuild_number IS NULL AND generation = $4
        """, clearing, clearing.RebuildGeneration!.Value, clearing.Generation, cancel);

    private async Task<bool> Change(string sql, ReadModelStanding standing, int third, int fourth, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = standing.Tenant });
        command.Parameters.Add(new() { Value = standing.Model });
        command.Parameters.Add(new() { Value = third });
        command.Parameters.Add(new() { Value = fourth });
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private async Task<List<ReadModelStanding>> Load(string sql, string[] tenants, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = _names });
        foreach (var tenant in tenants) command.Parameters.Add(new() { Value = tenant });
        var standings = new List<ReadModelStanding>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            standings.Add(new ReadModelStanding(
                row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4),
                row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetInt64(7), row.IsDBNull(8) ? null : row.GetString(8))
            {
                RebuildVersion = row.IsDBNull(5) ? null : row.GetInt32(5),
                Head = row.GetInt64(9),
            });
        return standings;
    }
}

/// <param name="Follows">Whether live models have events to take in.</param>
/// <param name="Rebuilds">Whether a model is to be rebuilt, or a former generation cleared.</param>
internal sealed record PendingCommunity(string Tenant, bool Follows, bool Rebuilds, long Behind, bool Stopped, long Head);
