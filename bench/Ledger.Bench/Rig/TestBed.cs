using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Api.Books;
using Ledger.Api.Hosting;
using Ledger.Api.SignIn;
using Ledger.Vault;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Bench.Rig;

/// <summary>A durable cluster of its own with the books' database and the reference's, nodes of the service, and the clock's accounting of both.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    /// <summary>Room for the reference's 256 clients beside the service's pools.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["max_connections"] = "400" };

    private readonly string _folder;
    private readonly PrivateCluster _cluster;
    private readonly List<Node> _nodes = [];
    private bool _isDisposed;

    private readonly IReadOnlyList<IDisposable> _signals;

    private TestBed(string folder, PrivateCluster cluster)
    {
        (_folder, _cluster) = (folder, cluster);
        _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, _ => End()))];
    }

    public string Database => _cluster.ConnectionString("ledger");

    public string Keys => Path.Combine(_folder, "keys");

    public string DataFolder => _cluster.DataFolder;

    /// <summary>The parent of all of PostgreSQL's processes.</summary>
    public int Postmaster { get; private init; }

    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));

    /// <summary>Yesterday at nine in the villages' zone.</summary>
    public static DateTimeOffset Yesterday => new(Today.AddDays(-1).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8));

    public static async Task<TestBed> Start()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        var cluster = await PrivateCluster.Start(new PrivateClusterOptions { DataFolder = folder, Databases = ["ledger", "reference"], ExtraSettings = Settings, Progress = Tell }, default);
        return new TestBed(folder, cluster) { Postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(cluster.DataFolder, "cluster", "postmaster.pid")))[0], CultureInfo.InvariantCulture) };
    }

    /// <summary>What takes long says how far it is, beside the figures.</summary>
    public static void Tell(string line) => Console.Error.WriteLine(line);

    /// <summary>Sends commands without a service: through the same books, from this process.</summary>
    /// <param name="ahead">How far the books' clock is ahead of the machine's; negative: what is written is of the past.</param>
    public async Task Write(Func<Bookkeeper, Task> write, string? database = null, TimeSpan ahead = default)
    {
        // What it logs is said beside the table, not in it.
        await using var app = Node.App(database ?? Database, Keys, ["--Logging:Console:LogToStandardErrorThreshold=Trace"], ahead);
        await LedgerApp.Prepare(app, CancellationToken.None);
        await write(app.Services.GetRequiredService<Bookkeeper>());
    }

    public Task Settle(params Village[] villages) => Settle(default, villages);

    public Task Settle(TimeSpan ahead, params Village[] villages) => Write(books => Parallel.ForEachAsync(villages, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (village, _) => await village.SettleHere(books)), ahead: ahead);

    public async Task<Node> Serve(TimeSpan ahead = default) => Mine(await Node.Start(Database, Keys, ahead));

    public async Task<Node> ServeEmpty() => Mine(await Node.StartEmpty());

    private Node Mine(Node node)
    {
        _nodes.Add(node);
        return node;
    }

    /// <summary>A token of the demo's sign-in, as the service itself would hand it out.</summary>
    public string TokenFor(string subject) => new DemoSignIn(new LedgerOptions { Demo = true }, new KeyFolder(Keys)).TokenFor(subject);

    /// <summary>A client program of PostgreSQL against the reference database; what it printed.</summary>
    public async Task<string> Reference(string program, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(_cluster.ConnectionString("reference"));
        var found = Path.Combine(_cluster.Binaries.Folder, program);
        var start = new ProcessStartInfo(File.Exists(found) ? found : program, arguments) { RedirectStandardOutput = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) =
            (at.Host, at.Port.ToString(CultureInfo.InvariantCulture), at.Username, at.Password, at.Database);
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} failed.");
    }

    public string ReferenceDatabase => _cluster.ConnectionString("reference");

    public static string Sql(string name) => Path.Combine(AppContext.BaseDirectory, "reference", name);

    public async Task<T> Ask<T>(string sql, string? database = null)
    {
        await using var source = NpgsqlDataSource.Create(database ?? Database);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Who is told to stop leaves no server and no folder behind.</summary>
    private void End()
    {
        DisposeAsync().AsTask().Wait();
        Environment.Exit(1);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        foreach (var signal in _signals) signal.Dispose();
        foreach (var node in _nodes) await node.DisposeAsync();
        await _cluster.Stop();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
