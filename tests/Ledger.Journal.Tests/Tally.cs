using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Journal.Tests;

/// <summary>A read model with one table that adds up and one that only grows: a number taken twice breaks its key.</summary>
internal sealed class Tally(string name = "tally", int version = 1) : IReadModel
{
    public const string Tables = """
        CREATE TABLE tally_sum (tenant_id text, model text, generation int, stream text, total bigint, events bigint, PRIMARY KEY (tenant_id, model, generation, stream));
        CREATE TABLE tally_entry (tenant_id text, model text, generation int, number bigint, PRIMARY KEY (tenant_id, model, generation, number));
        """;

    public string Name => name;

    public int Version => version;

    /// <summary>Called before a run is written, in its transaction.</summary>
    public Func<ReadModelRun, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        await Before(run);
        await using var entries = new NpgsqlCommand("INSERT INTO tally_entry SELECT $1, $2, $3, n FROM unnest($4::bigint[]) AS n", run.Connection, run.Transaction);
        Bind(entries, run, run.Events.Select(e => e.Recorded.Number).ToArray());
        await entries.ExecuteNonQueryAsync(cancel);
        var sums = run.Events.GroupBy(e => e.Recorded.Stream).Select(group => (group.Key, Total: group.Sum(e => (long)e.Fact), Count: (long)group.Count())).ToList();
        await using var adds = new NpgsqlCommand("""
            INSERT INTO tally_sum AS s SELECT $1, $2, $3, w.* FROM unnest($4::text[], $5::bigint[], $6::bigint[]) AS w
            ON CONFLICT (tenant_id, model, generation, stream) DO UPDATE SET total = s.total + excluded.total, events = s.events + excluded.events
            """, run.Connection, run.Transaction);
        Bind(adds, run, sums.Select(sum => sum.Key).ToArray(), sums.Select(sum => sum.Total).ToArray(), sums.Select(sum => sum.Count).ToArray());
        await adds.ExecuteNonQueryAsync(cancel);
    }

    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var entries = new NpgsqlCommand("DELETE FROM tally_entry WHERE ctid IN (SELECT ctid FROM tally_entry WHERE tenant_id = $1 AND model = $2 AND generation = $3 LIMIT $4)", connection);
        await using var sums = new NpgsqlCommand("DELETE FROM tally_sum WHERE ctid IN (SELECT ctid FROM tally_sum WHERE tenant_id = $1 AND model = $2 AND generation = $3 LIMIT $4)", connection);
        var gone = 0;
        foreach (var command in new[] { entries, sums })
        {
            foreach (var value in new object[] { tenant, name, generation, most }) command.Parameters.Add(new() { Value = value });
            gone += await command.ExecuteNonQueryAsync(cancel);
        }
        return gone;
    }

    private void Bind(NpgsqlCommand command, ReadModelRun run, params object[] values)
    {
        foreach (var value in new object[] { run.Tenant, name, run.Generation }.Concat(values)) command.Parameters.Add(new() { Value = value });
    }
}
