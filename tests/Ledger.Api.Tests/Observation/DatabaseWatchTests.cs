using Ledger.Api.Hosting;
using Npgsql;

namespace Ledger.Api.Tests.Observation;

/// <summary>Who looks after the database may not be what ends a service: a background service that fails takes its host down.</summary>
public sealed class DatabaseWatchTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_a_look_meets_another_follows(bool isUnforeseen)
    {
        var source = NpgsqlDataSource.Create("Host=no such host");
        if (isUnforeseen) await source.DisposeAsync();
        using var watch = new DatabaseWatch(source);
        await watch.StartAsync(CancellationToken.None);
        await Task.WhenAny(watch.ExecuteTask!, Task.Delay(TimeSpan.FromSeconds(1)));
        Assert.False(watch.ExecuteTask!.IsCompleted);
        await watch.StopAsync(CancellationToken.None);
        Assert.True(watch.ExecuteTask.IsCompletedSuccessfully);
        await source.DisposeAsync();
    }
}
