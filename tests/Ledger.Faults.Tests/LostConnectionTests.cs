using Npgsql;

namespace Ledger.Faults.Tests;

/// <summary>Promises 3 and 5: a connection lost at COMMIT, or in the middle of a reply, leaves one effect and one reply.</summary>
[Collection(OnePlace.Name)]
public sealed class LostConnectionTests(Place place, ITestOutputHelper output)
{
    private static readonly Cut[] Ways = [Cut.Before, Cut.Half, Cut.After, Cut.Answered, Cut.HalfAnswered];

    /// <summary>Between service and PostgreSQL: before and after COMMIT goes out, before and in the middle of its answer; at any other statement; and by an administrator's hand.</summary>
    [Fact]
    public async Task What_was_unknown_at_COMMIT_has_one_effect()
    {
        var kind = new Kind("lost-at-commit", output);
        var (armed, anywhere, gate) = (Cut.None, false, new Lock());
        var database = await place.Postgres.MakeDatabase(place.NewName("commit"));
        await using var proxy = new Proxy(new NpgsqlConnectionStringBuilder(database).Port, bytes =>
        {
            lock (gate)
            {
                if (armed == Cut.None || !(anywhere || bytes.Span.IndexOf("COMMIT"u8) >= 0)) return Cut.None;
                return (Cut.None, armed) is var (none, cut) && (armed = none) == none ? cut : Cut.None;
            }
        });
        await using var service = place.OnDatabase("lost", new NpgsqlConnectionStringBuilder(database) { Port = proxy.Port }.ConnectionString);
        await service.Start();
        using var drill = await Drill.Begin(place, kind, () => database, service.Address);
        for (var round = 0; round < kind.Rounds; round++)
            await drill.Round([service.Address], async crowd =>
            {
                foreach (var way in Ways.OrderBy(_ => kind.Random.Next()))
                {
                    lock (gate) (armed, anywhere) = (way, kind.Random.Next(4) == 0);
                    await Waiting.Until("the connection is cut", () => Task.FromResult(armed == Cut.None));
                    await crowd.Acknowledge(2);
                }
                await TerminateOne(database);
            });
        kind.Note($"{proxy.Cuts} connections cut");
        Assert.Equal(kind.Rounds * Ways.Length, proxy.Cuts);
        await drill.End(service.Address);
    }

    /// <summary>Between client and service: before, in and after the request, before and in the middle of the reply.</summary>
    [Fact]
    public async Task A_reply_cut_in_the_middle_is_told_again_to_the_letter()
    {
        var kind = new Kind("lost-reply", output);
        var service = await place.Shared();
        var (random, gate) = (new Random(kind.Random.Next()), new Lock());
        await using var proxy = new Proxy(service.Address.Port, _ =>
        {
            lock (gate) return random.Next(6) == 0 ? Ways[random.Next(Ways.Length)] : Cut.None;
        });
        using var drill = await Drill.Begin(place, kind, () => place.Postgres.ConnectionString(), service.Address);
        for (var round = 0; round < kind.Rounds; round++)
            await drill.Round([new Uri($"http://127.0.0.1:{proxy.Port}")], crowd => crowd.Acknowledge(20), asked: service.Address);
        Assert.True(proxy.Cuts >= kind.Rounds, $"{proxy.Cuts}");
        kind.Note($"{proxy.Cuts} connections cut");
        await drill.End(service.Address);
    }

    private static async Task TerminateOne(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Application Name=harness");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'ledger%' ORDER BY random() LIMIT 2", connection);
        await command.ExecuteNonQueryAsync();
    }
}
