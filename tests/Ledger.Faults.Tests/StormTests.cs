using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Ledger.Faults.Tests;

/// <summary>Promise 9: storms, exhausted pools, killed backends and restarts are told as 503 with Retry-After, never as 500, and pass by.</summary>
[Collection(OnePlace.Name)]
public sealed class StormTests(Place place, ITestOutputHelper output)
{
    /// <summary>At once, each on a connection of its own.</summary>
    private const int FewClients = 300, ManyClients = 2_000;

    private const int SlowOnes = 200;

    private string _database = "";
    private TimeSpan _besideSlow;
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
                foreach (var fault in new Func<Village, Uri, Task>[] { NoConnectionsLeft, PoolExhausted, BackendsKilled, Restarted, Crowded(kind.Rounds > 1 ? ManyClients : FewClients), SlowClients }.OrderBy(_ => kind.Random.Next()))
                {
                    await fault(drill.Village, service.Address);
                    var mended = System.Diagnostics.Stopwatch.StartNew();
                    await crowd.Acknowledge(3);
                    if (mended.Elapsed > slowest) slowest = mended.Elapsed;
                }
            });
        kind.Note($"{_told} reads put off with 503, normal again within {slowest.TotalSeconds:0.0} s, 40 reads beside {SlowOnes} slow clients within {_besideSlow.TotalSeconds:0.0} s");
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

    /// <summary>Somebody holds what is written with each look at another's account, until every connection of the pool waits for it.</summary>
    private async Task PoolExhausted(Village village, Uri node)
    {
        await using var connection = await Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE ledger.access_record IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        var toldBefore = _told;
        var reading = Read(village, node, 60);
        await Task.Delay(3000);
        await transaction.RollbackAsync();
        await reading;
        Assert.True(_told > toldBefore, "The pool was never exhausted.");
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

    private Func<Village, Uri, Task> Crowded(int clients) => (village, node) => Read(village, node, clients);

    /// <summary>Half of them dribble their headers, half their body, a byte at a time; nobody else waits for them.</summary>
    private async Task SlowClients(Village village, Uri node)
    {
        using var over = new CancellationTokenSource();
        var dribbling = Enumerable.Range(0, SlowOnes).Select(client => Dribble(node, client % 2 == 0, over.Token)).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Read(village, node, 40);
        if (clock.Elapsed > _besideSlow) _besideSlow = clock.Elapsed;
        await over.CancelAsync();
        await Task.WhenAll(dribbling);
    }

    private static async Task Dribble(Uri node, bool inHeaders, CancellationToken over)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(node.Host, node.Port, over);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/communities HTTP/1.1\r\nHost: {node.Authority}\r\n{(inHeaders ? "X-Slow: " : "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")}"), over);
            for (; ; await Task.Delay(100, over)) await stream.WriteAsync("x"u8.ToArray(), over);
        }
        catch (Exception left) when (left is OperationCanceledException || Caller.IsLost(left))
        {
            // The service may shut the door on it, or the test is over.
        }
    }

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
