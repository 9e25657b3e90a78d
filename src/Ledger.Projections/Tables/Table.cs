using Ledger.Journal.Following;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Tables;

/// <summary>
/// A derived table: its key begins with tenant_id and generation, its rows are written a run at a time, new ones with <c>COPY</c>.
/// Names are constants of this project, values are parameters.
/// </summary>
internal sealed class Table<TRow>(string name, string[] key, params Column<TRow>[] columns)
{
    private readonly string _insert = $"""
        INSERT INTO {name} AS t (tenant_id, generation, {Join(columns, column => column.Name)})
        SELECT $1, $2, {Join(columns, column => $"u.{column.Name}")}
        FROM unnest({string.Join(", ", columns.Select((_, index) => $"${index + 3}"))}) AS u({Join(columns, column => column.Name)})
        """;

    private readonly string _copy = $"COPY {name} (tenant_id, generation, {Join(columns, column => column.Name)}) FROM STDIN (FORMAT binary)";

    public string Name => name;

    /// <summary>A row that is there already is a bug and stops the follower.</summary>
    public async Task Insert(ReadModelRun run, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        await using var copy = await run.Connection.BeginBinaryImportAsync(_copy, cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(run.Tenant, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(run.Generation, NpgsqlDbType.Integer, cancel);
            foreach (var column in columns) await column.Copy(copy, row, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>Writes rows whole, whether they were there or not.</summary>
    public Task Put(ReadModelRun run, IReadOnlyList<TRow> rows, CancellationToken cancel) =>
        Merge(run, rows, Join(columns, column => $"{column.Name} = excluded.{column.Name}"), cancel);

    /// <param name="set">What becomes of a row that is there; it is <c>t</c>, the new one is <c>excluded</c>.</param>
    public Task Merge(ReadModelRun run, IReadOnlyList<TRow> rows, string set, CancellationToken cancel) =>
        Write(run, $"{_insert} ON CONFLICT (tenant_id, generation, {string.Join(", ", key)}) DO UPDATE SET {set}", rows, cancel);

    /// <summary>
    /// Deletes at most <paramref name="most"/> rows of a generation; answers how many went, 0 only when none is left. Two nodes
    /// may clear at once: the rows are locked first, so that who comes second goes on to others instead of finding his own gone.
    /// They are found again by where they lie: of a generation that came since the last ANALYZE the planner expects one row, and
    /// would join the rest row by row.
    /// </summary>
    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            DELETE FROM {name} WHERE tenant_id = $1 AND ctid = ANY (ARRAY(
                SELECT ctid FROM {name} WHERE tenant_id = $1 AND generation = $2 ORDER BY {string.Join(", ", key)} LIMIT $3 FOR UPDATE))
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = generation });
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task Write(ReadModelRun run, string sql, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(sql, run.Connection, run.Transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = run.Tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = run.Generation });
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.Values(rows), NpgsqlDbType = NpgsqlDbType.Array | column.Type });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Join(Column<TRow>[] columns, Func<Column<TRow>, string> text) => string.Join(", ", columns.Select(text));
}
