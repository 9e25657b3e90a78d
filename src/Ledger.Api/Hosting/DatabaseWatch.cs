using Ledger.Journal.Reading;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>Looks every few seconds, by one statement, at what goes on in the database.</summary>
internal sealed class DatabaseWatch(NpgsqlDataSource source) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Null before the first look, and while the database does not answer.</summary>
    public DatabaseActivity? Latest { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Latest = await DatabaseActivity.Of(source, stop);
            }
            // It is told by readiness and by whoever needed the database. Whatever it is: a look never ends a service.
            catch (Exception)
            {
                Latest = null;
            }
            await Task.Delay(Pause, stop).ContinueWith(static _ => { }, CancellationToken.None);
        }
    }
}
