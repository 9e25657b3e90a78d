using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Problems;
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
        app.MapGet("/health/figures", (HttpContext http, LedgerOptions options, NodeFigures figures) => MayNotSee(http, options) is { } problem
            ? new ProblemResult(problem)
            : Results.Json(figures.Take(), ApiJson.Options)).ExcludeFromDescription();
    }

    /// <summary>Operators only: how busy the books are is nobody else's, and for everybody else there is nothing here.</summary>
    private static Problem? MayNotSee(HttpContext http, LedgerOptions options)
    {
        if (http.User.Identity?.IsAuthenticated != true) return new Problem(RequestProblems.SignInNeeded, Gate.NoToken);
        return options.Operators.Contains(http.User.FindFirst("sub")?.Value) ? null : new Problem(RequestProblems.NoSuchPage, new("没有这个地址。", "There is no such address."));
    }

    private static async Task<List<string>> Faults(NpgsqlDataSource source, Follower follower, CancellationToken cancel)
    {
        var faults = new List<string>();
        try
        {
            // A standby, or a server somebody has closed, answers all questions and takes nothing in.
            await using var command = source.CreateCommand("""
                SELECT 'durability is switched off: ' || name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'
                UNION ALL SELECT 'the database takes no writes' WHERE current_setting('transaction_read_only') = 'on'
                """);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) faults.Add(rows.GetString(0));
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
