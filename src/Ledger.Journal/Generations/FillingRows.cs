using Npgsql;

namespace Ledger.Journal.Generations;

/// <summary>Where the state of a community stands on its way to this node's generation.</summary>
/// <param name="InUse">The generation decisions read.</param>
/// <param name="Filled">The number up to which the next generation is folded; null when nobody has begun.</param>
internal sealed record FillingStanding(string Tenant, long Head, int InUse, long? Filled);

/// <summary>The rows of <c>ledger.state_filling</c>, and what is left lying when a generation has been switched.</summary>
internal sealed class FillingRows(NpgsqlDataSource source, int generation)
{
    /// <summary>Small deletes keep locks and log short.</summary>
    private const int RowsPerDelete = 5000;

    /// <summary>Communities whose state is of an older generation, or that still have rows of one.</summary>
    public async Task<List<string>> Outdated(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT h.tenant_id FROM ledger.head AS h
            WHERE h.state_generation < $1
               OR h.state_generation = $1 AND (
                   EXISTS (SELECT FROM ledger.state_row AS s WHERE s.tenant_id = h.tenant_id AND s.generation < $1)
                   OR $1 > 1 AND EXISTS (SELECT FROM ledger.state AS s WHERE s.tenant_id = h.tenant_id))
            ORDER BY h.tenant_id
            """);
        command.Parameters.Add(new() { Value = generation });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var outdated = new List<string>();
        while (await rows.ReadAsync(cancel)) outdated.Add(rows.GetString(0));
        return outdated;
    }

    /// <summary>Null when there is no such community.</summary>
    public async Task<FillingStanding?> Of(string tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT h.number, h.state_generation, f.number FROM ledger.head AS h
            LEFT JOIN ledger.state_filling AS f ON f.tenant_id = h.tenant_id AND f.generation = $2
            WHERE h.tenant_id = $1
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = generation });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new FillingStanding(tenant, row.GetInt64(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetInt64(2)) : null;
    }

    /// <summary>Nothing happens when another node has begun.</summary>
    public Task Begin(string tenant, CancellationToken cancel) => Change("""
        INSERT INTO ledger.state_filling (tenant_id, generation, number)
        SELECT tenant_id, $2, 0 FROM ledger.head WHERE tenant_id = $1 AND state_generation < $2
        ON CONFLICT (tenant_id, generation) DO NOTHING
        """, tenant, cancel);

    /// <summary>
    /// Deletes what generations before this one left, a batch at a time. A filling that was overtaken is forbidden first;
    /// its node, if it lives, finds no row to lock and stops.
    /// </summary>
    public async Task Clear(string tenant, CancellationToken cancel)
    {
        await Change("DELETE FROM ledger.state_filling WHERE tenant_id = $1 AND generation <= $2", tenant, cancel);
        while (await Change($"""
            DELETE FROM ledger.state_row AS s USING (
                SELECT tenant_id, generation, kind, key FROM ledger.state_row WHERE tenant_id = $1 AND generation < $2 LIMIT {RowsPerDelete}) AS old
            WHERE s.tenant_id = $1 AND s.tenant_id = old.tenant_id AND s.generation = old.generation AND s.kind = old.kind AND s.key = old.key
            """, tenant, cancel) > 0) { }
        // The table of nodes from before generations lay beside one another: all of it is of generation 1.
        while (await Change($"""
            DELETE FROM ledger.state AS s USING (
                SELECT tenant_id, kind, key FROM ledger.state WHERE tenant_id = $1 AND $2 > 1 LIMIT {RowsPerDelete}) AS old
            WHERE s.tenant_id = $1 AND s.tenant_id = old.tenant_id AND s.kind = old.kind AND s.key = old.key
            """, tenant, cancel) > 0) { }
    }

    private async Task<int> Change(string sql, string tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = generation });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
