using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>Hears which communities were written to, on any node. Whatever it misses is found by the poll.</summary>
internal sealed class CommitListener(NpgsqlDataSource source, Action<string> heard, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Listen(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                log.LogWarning("Listening for commits was interrupted ({Reason}); polling goes on.", lost.Message);
                await Task.Delay(Pause, stop).ContinueWith(static _ => { }, CancellationToken.None);
            }
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, notification) => heard(notification.Payload);
        await using (var command = new NpgsqlCommand("LISTEN ledger", connection)) await command.ExecuteNonQueryAsync(stop);
        while (true) await connection.WaitAsync(stop);
    }
}
