namespace Ledger.Api.Hosting;

/// <summary>
/// Ready goes first: once a stop is asked for, readiness says so while requests are still taken, so that a balancer has time to
/// look; and every answer closes its connection, so that nobody sends the next request into a door that shuts.
/// </summary>
internal sealed class StopNotice(LedgerOptions options) : IHostedLifecycleService
{
    /// <summary>Whether a stop was asked for.</summary>
    public bool IsGiven { get; private set; }

    public async Task StoppingAsync(CancellationToken hurry)
    {
        IsGiven = true;
        await Task.Delay(options.StopNotice ?? TimeSpan.Zero, hurry).ContinueWith(static _ => { }, CancellationToken.None);
    }

    public Task StartingAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancel) => Task.CompletedTask;
}
