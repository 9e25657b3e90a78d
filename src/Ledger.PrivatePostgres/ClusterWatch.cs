namespace Ledger.PrivatePostgres;

/// <summary>
/// Starts the server again when it is gone: killed, or ended by itself on a full disk. Nobody else would, and the service
/// beside it would say for ever that the database is away.
/// </summary>
internal sealed class ClusterWatch : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(4);

    private readonly PrivateClusterOptions _options;
    private readonly ClusterFolder _folder;
    private readonly PostgresBinaries _binaries;
    private readonly int _port;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ClusterWatch(PrivateClusterOptions options, ClusterFolder folder, PostgresBinaries binaries, int port)
    {
        (_options, _folder, _binaries, _port) = (options, folder, binaries, port);
        _running = Task.Run(Run);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task Run()
    {
        for (var pause = Look; !_stop.IsCancellationRequested; await Task.Delay(pause, _stop.Token).ContinueWith(static _ => { }, CancellationToken.None))
        {
            try
            {
                if (Postmaster.RunningPort(_folder) is null) await StartAgain();
                pause = Look;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception failed)
            {
                // The disk may be full for hours: tried again and again, but not without a breath.
                pause = pause < LongestPause ? pause * 2 : LongestPause;
                _options.Progress($"PostgreSQL could not be started again; trying on. {failed.Message.Split('\n')[0]}");
            }
        }
    }

    private async Task StartAgain()
    {
        using var turn = await FileLock.Alone(ClusterFolder.StartLock(_folder.Root), static () => { }, _stop.Token);
        // Somebody else may have been faster.
        if (Postmaster.RunningPort(_folder) is not null) return;
        _options.Progress("PostgreSQL 已停止，正在重新启动 / PostgreSQL is gone; it is started again.");
        var port = await new ClusterStart(_options, _folder, _binaries).Run(_stop.Token);
        if (port != _port) _options.Progress($"PostgreSQL is on port {port} now instead of {_port}: the service must be started anew.");
    }
}
