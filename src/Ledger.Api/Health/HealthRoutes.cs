using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Api.Health;

/// <summary>Live: the process answers. Ready: it can keep what it promises.</summary>
internal static class HealthRoutes
{
    public sealed record Readiness(bool Ready, IReadOnlyList<string> Faults);

    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { live = true }, ApiJson.Options)).ExcludeFromDescription();
        app.MapGet("/health/ready", async (NpgsqlDataSource source, Follower follower, IHostApplicationLifetime life, StopNotice stop, CancellationToken cancel) =>
        {
            var faults = life.ApplicationStopping.IsCancellationRequested || stop.IsGiven ? ["stopping"] : await Faults(source, follower, cancel);
            return Results.Json(new Readiness(faults.Count == 0, faults), ApiJson.Options, statusCode: faults.Count == 0 ? 200 : 503);
        }).ExcludeFromDescription();
    }

    private static async Task<List<string>> Faults(NpgsqlDataSource source, Follower follower, CancellationToken cancel)
    {
        var faults = new List<string>();
        try
        {
            await using var command = source.CreateCommand("SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'");
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) faults.Add($"durability is switched off: {rows.GetString(0)}");
            // Which, and why, is in the log and told by ledgerctl doctor: anybody may ask here.
            var stopped = (await follower.Standings(cancel)).Count(standing => standing.StoppedBecause is not null);
            if (stopped > 0) faults.Add($"{stopped} read models stopped");
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            faults.Add("the database is away");
        }
        return faults;
    }
}
