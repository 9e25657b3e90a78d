using System.Net;
using Npgsql;

namespace Ledger.Faults.Tests;

/// <summary>Promises 7 and 8: read models equal replay through rebuild and kill; a poisoned event stops its own community's and no other.</summary>
[Collection(OnePlace.Name)]
public sealed class ReadModelTests(Place place, ITestOutputHelper output)
{
    [Fact]
    public async Task A_rebuild_killed_while_people_write_ends_equal()
    {
        var kind = new Kind("kill-rebuild", output);
        var service = await place.Shared();
        using var drill = await Drill.Begin(place, kind, () => place.Postgres.ConnectionString(), service.Address);
        var halfWay = 0;
        for (var round = 0; round < kind.Rounds; round++)
        {
            await drill.Round([service.Address], async _ =>
            {
                using var rebuild = Tools.Launch("rebuild", "--community", drill.Village.Code, "--database", place.Postgres.ConnectionString());
                await Waiting.Until("a rebuild is under way", async () => rebuild.HasExited || await Rebuilding(drill.Village.Code) > 0);
                await Task.Delay(kind.Random.Next(0, 60));
                var withService = kind.Random.Next(3) == 0;
                if (withService) await service.Kill();
                Signals.Kill(rebuild.Id);
                await rebuild.WaitForExitAsync();
                if (await Rebuilding(drill.Village.Code) > 0) halfWay++;
                if (withService) await service.Start();
            });
            await Tools.Rebuilt(place.Postgres.ConnectionString(), drill.Village.Code, kind.Findings);
            kind.Findings.None($"{kind.Name}, LEDGER_SEED={kind.Seed}");
        }
        kind.Note($"{halfWay} rebuilds were left half way");
        await drill.End(service.Address);
    }

    [Fact]
    public async Task A_poisoned_event_stops_and_alarms_its_own_community_only()
    {
        var kind = new Kind("poison", output);
        var database = await place.Postgres.MakeDatabase(place.NewName("poison"));
        await using var service = place.OnDatabase("poisoned", database);
        await service.Start();
        using var drill = await Drill.Begin(place, kind, () => database, service.Address);
        var other = await Village.Open(drill.Village.Caller, service.Address, place.NewName("other"), volunteers: 1);
        for (var round = 0; round < kind.Rounds; round++)
        {
            await drill.Round([service.Address], async crowd =>
            {
                var poison = await Plant(database, other.Code, unknown: kind.Random.Next(2) == 0);
                await Waiting.Until("readiness alarms", async () => await service.Ready() == HttpStatusCode.ServiceUnavailable);
                await Waiting.Until("the log names the event", () => Task.FromResult(service.Lines.Any(line => line.Contains($"are stopped by event {poison}", StringComparison.Ordinal))));
                await crowd.Acknowledge(10);
                // The others' read models follow to their head; those of the poisoned community wait before the event, and say so.
                var here = (await SeenJournal.Read(database, drill.Village.Code)).Head;
                Assert.True((await drill.Village.Get(service.Address, $"/books-check?atLeast={here}")).IsWell);
                Assert.Equal(503, (await other.Get(service.Address, $"/books-check?atLeast={poison}")).Status);
                Assert.Equal(poison - 1, await Scalar(database, "SELECT max(number) FROM ledger.read_model WHERE tenant_id = $1", other.Code));
                await PullOut(database, other.Code, poison);
                // Mended, and with something to follow, it goes on by itself.
                await other.Do(service.Address, HttpMethod.Post, "/grid-nodes", other.Administrator, new { nodes = new[] { new { node = $"grid-{poison}", parent = "root", kind = "grid", name = new { zh = "网格" }, from = "2020-01-01" } } });
                await service.UntilReady();
            });
        }
        await drill.End(service.Address);
    }

    private Task<long> Rebuilding(string community) => Scalar(place.Postgres.ConnectionString(), "SELECT count(*) FROM ledger.read_model WHERE tenant_id = $1 AND rebuild_generation IS NOT NULL", community);

    /// <summary>An event nobody can read, at the head: of a name nobody knows, or of a known name with something else in it.</summary>
    private static Task<long> Plant(string database, string community, bool unknown) => Scalar(database, $"""
        WITH head AS (UPDATE ledger.head SET number = number + 1 WHERE tenant_id = $1 RETURNING tenant_id, number, recorded_at)
        INSERT INTO ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id)
        SELECT number, gen_random_uuid(), 'poison', number, '[]', '{(unknown ? "unheard-of.v1" : "act-accrued.v1")}', recorded_at, tenant_id, gen_random_uuid()::text FROM head RETURNING seq_id
        """, community);

    private static Task<long> PullOut(string database, string community, long poison) => Scalar(database, $"""
        WITH gone AS (DELETE FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id = {poison})
        UPDATE ledger.head SET number = number - 1 WHERE tenant_id = $1 RETURNING number
        """, community);

    private static async Task<long> Scalar(string database, string sql, string community)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Application Name=harness");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = community } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
