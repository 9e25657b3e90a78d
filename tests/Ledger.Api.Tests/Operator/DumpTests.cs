using System.Diagnostics;
using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Cli;
using Ledger.Journal.Following;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Operator;

/// <summary>A logical dump holds everything the proof needs: transaction ids and sequences mean nothing to the books.</summary>
public sealed class DumpTests(TestApi api) : IClassFixture<TestApi>
{
    [FactWith("pg_dump", "pg_restore")]
    public async Task A_dump_restored_elsewhere_is_proved_and_goes_on()
    {
        var town = await api.OpenTown("dumped");
        await town.Earn(town.Volunteer, 6000);
        await town.Hold(town.Volunteer);
        await api.Node.Service<Follower>().WaitFor(town.Code, await town.Head(), TimeSpan.FromSeconds(20), CancellationToken.None);
        var file = Path.GetTempFileName();
        await using var other = await TestDatabase.Create();
        try
        {
            await Tool("pg_dump", api.Database.ConnectionString, "--format=custom", "--schema=ledger", $"--file={file}");
            await Tool("pg_restore", other.ConnectionString, "--no-owner", "--exit-on-error", $"--dbname={other.Name}", file);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.DoesNotContain("  ✗", await Doctor(other));

        await using var node = await Node.Start(other.ConnectionString, api.Keys, api.Clock);
        var balance = await node.As(town.Volunteer.Subject).Get($"{town.Path}/persons/{town.Volunteer}/balance");
        Assert.Equal(3500, balance.Ok().Long("availableHundredths"));
        var head = await town.Head();
        var grid = await node.As(town.Administrator.Subject).Post($"{town.Path}/grid-nodes", new { nodes = new[] { Town.Node("grid-9", "第九网格", "grid") } }).Accepted();
        Assert.Equal(head + 1, grid.Number);

        await other.Run($"UPDATE ledger.mt_events SET timestamp = timestamp + interval '1 microsecond' WHERE tenant_id = '{town.Code}' AND seq_id = 5");
        Assert.Contains("✗ 默克尔根不符", await Doctor(other));
    }

    private static async Task<string> Doctor(TestDatabase database)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        await LedgerCtl.Run(["doctor", "--database", database.ConnectionString + ";Options=-c synchronous_commit=on"], said, said);
        // The tests' cluster is fast, not durable.
        return string.Join('\n', said.ToString().Split('\n').Where(line => !line.Contains("fsync") && !line.Contains("full_page_writes")));
    }

    private static async Task Tool(string program, string connection, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) =
            (to.Host, to.Port.ToString(CultureInfo.InvariantCulture), to.Username, to.Password, to.Database);
        using var running = Process.Start(start)!;
        var wrong = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        Assert.True(running.ExitCode == 0, wrong);
    }
}
