using Npgsql;

namespace Ledger.Faults.Tests;

/// <summary>Promise 9: storms, exhausted pools, killed backends and restarts are told as 503 with Retry-After, never as 500, and pass by.</summary>
[Collection(OnePlace.Name)]
public sealed class StormTests(Place place, ITestOutputHelper output)
{
    private const int Clients = 300;

    private string _database = "";
    private int _told;

    [Fact]
    public async Task A_storm_is_weathered()
    {
        var kind = new Kind("storm", output);
        _database = await place.Postgres.MakeDatabase(place.NewName("storm"));
        // A small and impatient pool, so that it is exhausted at all.
        await using var service = place.OnDatabase("stormy", _database + ";Maximum Pool Size=8;Timeout=2");
        await service.Start();
        using var drill = await Drill.Begin(place, kind, () => _database, service.Address);
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < kind.Rounds; round++)
            await drill.Round([service.Address], async crowd =>
            {
                foreach (var fault in new Func<Village, Uri, Task>[] { NoConnectionsLeft, PoolExhausted, BackendsKilled, Restarted, ManyClients }.OrderBy(_ => kind.Random.Next()))
                {
                    await fault(drill.Village, service.Address);
                    var mended = System.Diagnostics.Stopwatch.StartNew();
                    await crowd.Acknowledge(3);
                    if (mended.Elapsed > slowest) slowest = mended.Elapsed;
                }
            });
        kind.Note($"{_told} reads put off with 503, normal again within {slowest.TotalSeconds:0.0} s");
        await drill.End(service.Address);
    }

    /// <summary>Others take every connection the server has.</summary>
    private async Task NoConnectionsLeft(Village village, Uri node)
    {
        var taken = new List<NpgsqlConnection>();
        try
        {
            while (true) taken.Add(await Open());
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
        }
        await Read(village, node, 40);
        await Terminate(taken[0]);
        await Read(village, node, 20);
        foreach (var connection in taken) await connection.DisposeAsync();
    }

    /// <summary>Somebody holds what readers need, until every connection of the pool waits for it.</summary>
    private async Task PoolExhausted(Village village, Uri node)
    {
        await using var connection = await Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE ledger.state IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        var reading = Read(village, node, 60);
        await Task.Delay(3000);
        await transaction.RollbackAsync();
        await reading;
    }

    private async Task BackendsKilled(Village village, Uri node)
    {
        await using var connection = await Open();
        for (var time = 0; time < 3; time++)
        {
            var reading = Read(village, node, 20);
            await Terminate(connection);
            await reading;
        }
    }

    private async Task Restarted(Village village, Uri node)
    {
        var reading = Read(village, node, 40);
        await place.Postgres.Restart();
        await reading;
        await Read(village, node, 5);
    }

    private Task ManyClients(Village village, Uri node) => Read(village, node, Clients);

    private Task Read(Village village, Uri node, int times) => Task.WhenAll(Enumerable.Range(0, times).Select(async time =>
    {
        var path = (time % 3) switch { 0 => $"/persons/{village.Volunteers[0].Id}/balance", 1 => $"/persons/{village.Volunteers[1].Id}", _ => $"/persons/{village.Volunteers[2].Id}/passbook" };
        var said = await village.Get(node, path);
        Manners.Check(path, said);
        if (said.Status == 503) Interlocked.Increment(ref _told);
    }));

    private static async Task Terminate(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'ledger%'", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false;Application Name=harness");
        await connection.OpenAsync();
        return connection;
    }
}
