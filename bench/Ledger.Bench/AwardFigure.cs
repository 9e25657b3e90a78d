using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Bench;

/// <summary>
/// Processor time of an award over HTTP (sign-in, idempotency, three events, leaves, full durability) against hand-written SQL
/// with a commit each, in turn on one server in one run. The load generators are left out on both sides.
/// </summary>
internal static partial class AwardFigure
{
    private const int Connections = 64, Rounds = 3;
    private const string Url = "http://127.0.0.1:5199";

    public static async Task<int> Run(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        try
        {
            return await Run(folder, seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Run(string folder, int seconds)
    {
        await using var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = folder, Databases = ["ledger", "reference"], Progress = Console.Error.WriteLine }, default);
        await Reference(cluster, "psql", "-q", "-f", Sql("reference-schema.sql"));
        using var service = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "serve", cluster.ConnectionString("ledger"), Path.Combine(folder, "keys"), Url]) { RedirectStandardOutput = true })!;
        try
        {
            var token = await service.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The service did not start.");
            _ = service.StandardOutput.ReadToEndAsync();
            var postmaster = await Postmaster(cluster);
            var load = new Load(Url, token);
            await Task.Delay(2000);
            // Until the compiler has seen what is hot: it costs more than the work itself at first.
            await load.Run(Connections, TimeSpan.FromSeconds(30));
            var rounds = new List<(double Ours, double OursRate, double Theirs, double TheirsRate)>();
            for (var round = 1; round <= Rounds; round++)
            {
                var ours = await Measure([service.Id, postmaster], () => load.Run(Connections, TimeSpan.FromSeconds(seconds)));
                var theirs = await Measure([postmaster], () => PgBench(cluster, seconds));
                rounds.Add((ours.Micros, ours.Rate, theirs.Micros, theirs.Rate));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"round {round}: award over HTTP {ours.Micros:F0} us/op ({ours.First:F0} service, {ours.Micros - ours.First:F0} database) {ours.Rate:F0}/s   award.pgbench.sql {theirs.Micros:F0} us/op {theirs.Rate:F0}/s   ratio {ours.Micros / theirs.Micros:F2}"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"median of {Rounds}, {Connections} connections: {Median(rounds.Select(r => r.Ours)):F0} us against {Median(rounds.Select(r => r.Theirs)):F0} us CPU per award, ratio {Median(rounds.Select(r => r.Ours / r.Theirs)):F2}; {Median(rounds.Select(r => r.OursRate)):F0}/s against {Median(rounds.Select(r => r.TheirsRate)):F0}/s; refused {load.Refused}"));
            return load.Refused == 0 ? 0 : 1;
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await cluster.Stop();
        }
    }

    /// <summary>Processor time per operation, of all roots together and of the first alone.</summary>
    private static async Task<(double Micros, double First, double Rate)> Measure(int[] roots, Func<Task<(long Operations, double Seconds)>> work)
    {
        var before = roots.Select(CpuTime.OfTree).ToList();
        var (operations, seconds) = await work();
        var used = roots.Select((root, index) => (CpuTime.OfTree(root) - before[index]) * 1e6 / operations).ToList();
        return (used.Sum(), used[0], operations / seconds);
    }

    private static async Task<(long Operations, double Seconds)> PgBench(PrivateCluster cluster, int seconds)
    {
        var watch = Stopwatch.StartNew();
        var text = await Reference(cluster, "pgbench", "-n", "-M", "prepared", "-c", Connections.ToString(), "-j", "2", "-T", seconds.ToString(), "-f", Sql("award.pgbench.sql"));
        return (long.Parse(Processed().Match(text).Groups[1].Value, CultureInfo.InvariantCulture), watch.Elapsed.TotalSeconds);
    }

    private static async Task<string> Reference(PrivateCluster cluster, string program, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("reference"));
        var found = Path.Combine(cluster.Binaries.Folder, program);
        var start = new ProcessStartInfo(File.Exists(found) ? found : program, arguments) { RedirectStandardOutput = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) =
            (at.Host, at.Port.ToString(CultureInfo.InvariantCulture), at.Username, at.Password, at.Database);
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} failed.");
    }

    private static async Task<int> Postmaster(PrivateCluster cluster)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("reference"));
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return int.Parse(CpuTime.Output("ps", "-o", "ppid=", "-p", backend.ToString(CultureInfo.InvariantCulture)).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Under <c>dotnet run</c> the process is the program itself; under <c>dotnet x.dll</c> it is the host and needs the file.</summary>
    private static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(AwardFigure).Assembly.Location] : [];

    private static string Sql(string name) => Path.Combine(AppContext.BaseDirectory, "reference", name);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Processed();
}
