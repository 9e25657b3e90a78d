using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Ledger.Api.Books;
using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;
using Ledger.Journal;
using Ledger.Journal.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Api.Tests.Loop;

/// <summary>What keeps the scheduler from working is said when it begins and when it is over, and not at every round in between.</summary>
public sealed class SchedulerTroubleTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_database_that_is_away_is_told_once_and_of_no_community()
    {
        var towns = new[] { await api.OpenTown("one"), await api.OpenTown("two") };
        var (isAway, asked) = (false, 0);
        await using var source = Source(() => isAway);
        // It goes when the round has begun, as the first community is about to be looked after.
        var clock = new Cue(api.Clock, () => isAway |= ++asked == 2);
        var reader = new JournalReader(source, api.Node.Service<IStateCodec>());
        using var scheduler = new Scheduler(new Bookkeeper(api.Node.Service<IJournal>(), reader, api.Clock), reader, source, clock, api.Node.Service<IMeterFactory>(), api.Node.Service<ILogger<Scheduler>>());
        await scheduler.StartAsync(CancellationToken.None);
        await Until(() => Said().Any(line => line.Contains("cannot work", StringComparison.Ordinal)));
        await Task.Delay(TimeSpan.FromSeconds(5));
        isAway = false;
        await Until(() => Said().Any(line => line.Contains("works again", StringComparison.Ordinal)));
        await Task.Delay(TimeSpan.FromSeconds(3));
        await scheduler.StopAsync(CancellationToken.None);

        var said = Said().ToList();
        Assert.StartsWith("Warning", said[0]);
        Assert.StartsWith("Information", said[1]);
        Assert.Equal(2, said.Count);
        Assert.DoesNotContain(towns, town => said.Any(line => line.Contains(town.Code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_community_that_cannot_be_looked_after_is_told_once_and_once_more_when_it_can()
    {
        var town = await api.OpenTown("poison");
        // Whoever looks at its rows fails.
        await api.Database.Run($"UPDATE ledger.head SET state_generation = state_generation + 1 WHERE tenant_id = '{town.Code}'");
        for (var round = 0; round < 3; round++) await api.Node.Scheduler.Round(CancellationToken.None);
        Assert.StartsWith("Error", Assert.Single(SaidOf(town)));

        await api.Database.Run($"UPDATE ledger.head SET state_generation = state_generation - 1 WHERE tenant_id = '{town.Code}'");
        for (var round = 0; round < 3; round++) await api.Node.Scheduler.Round(CancellationToken.None);
        Assert.StartsWith("Information", Assert.Single(SaidOf(town).Skip(1)));
    }

    private IEnumerable<string> Said() => api.Node.Logs.Lines.Where(line => line.Contains(typeof(Scheduler).FullName!, StringComparison.Ordinal) && !line.Contains("poison", StringComparison.Ordinal));

    private IEnumerable<string> SaidOf(Town town) => api.Node.Logs.Lines.Where(line => line.Contains(typeof(Scheduler).FullName!, StringComparison.Ordinal) && line.Contains(town.Code, StringComparison.Ordinal));

    private NpgsqlDataSource Source(Func<bool> isAway)
    {
        void Cut()
        {
            if (isAway()) throw new SocketException((int)SocketError.ConnectionRefused);
        }
        return new NpgsqlDataSourceBuilder(api.Database.ConnectionString + ";Pooling=false").UsePhysicalConnectionInitializer(_ => Cut(), _ =>
        {
            Cut();
            return Task.CompletedTask;
        }).Build();
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var end = Environment.TickCount64 + 30_000; !isSo(); await Task.Delay(50)) Assert.True(Environment.TickCount64 < end, "It did not come about within 30 s.");
    }

    private sealed class Cue(TimeProvider clock, Action atAsking) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            atAsking();
            return clock.GetUtcNow();
        }
    }
}
