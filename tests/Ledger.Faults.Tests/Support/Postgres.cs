using System.Globalization;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Faults.Tests.Support;

/// <summary>A durable private cluster in a folder of the harness, and ways to do it harm.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly PrivateClusterOptions _options;

    /// <summary>Each start holds a share of the cluster, so that no service that leaves stops it.</summary>
    private readonly Stack<PrivateCluster> _held = new();

    private string? _found;

    private Postgres(PrivateClusterOptions options) => _options = options;

    public string Folder => _held.TryPeek(out var held) ? held.DataFolder : _options.DataFolder!;

    public string Binaries => _held.Peek().Binaries.Folder;

    public string Log => Path.Combine(Folder, "postgres.log");

    public static async Task<Postgres> Start(string folder, params (string Name, string Value)[] settings)
    {
        var postgres = new Postgres(new PrivateClusterOptions
        {
            DataFolder = folder,
            ExtraSettings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        });
        await postgres.Start();
        return postgres;
    }

    /// <summary>The cluster that a service runs by itself: nothing of it is held open here.</summary>
    public static async Task<Postgres> Found(string folder)
    {
        var running = await RunningCluster.Find(folder, "ledger", CancellationToken.None);
        return new Postgres(new PrivateClusterOptions { DataFolder = folder }) { _found = running?.ConnectionString ?? throw new InvalidOperationException($"Nothing runs on {folder}.") };
    }

    /// <summary>Starts it, or takes it as it runs.</summary>
    public async Task Start() => _held.Push(await PrivateCluster.Start(_options, CancellationToken.None));

    public string ConnectionString(string database = "ledger") =>
        _found is null ? _held.Peek().ConnectionString(database) : new NpgsqlConnectionStringBuilder(_found) { Database = database }.ConnectionString;

    /// <summary>Null when none runs.</summary>
    public int? Pid => PidFile() is { Length: > 0 } lines && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && Signals.IsAlive(pid) ? pid : null;

    /// <summary>What the server says of itself in its pid file: <c>starting</c> while it recovers, then <c>ready</c>.</summary>
    public string? Status => PidFile() is { Length: >= 8 } lines ? lines[7].Trim() : null;

    /// <summary>The postmaster and every child it has, by their ids.</summary>
    public IReadOnlyList<int> Processes => Pid is { } postmaster ? [postmaster, .. Signals.ChildrenOf(postmaster)] : [];

    /// <summary>kill -9 of all its processes.</summary>
    public Task Kill() => Kill(Processes);

    public static async Task Kill(IReadOnlyList<int> processes)
    {
        foreach (var process in processes) Signals.Kill(process);
        await Waiting.Until("PostgreSQL is dead", () => Task.FromResult(!processes.Any(Signals.IsAlive)));
    }

    /// <summary>An orderly restart, as an operator does it.</summary>
    public async Task Restart()
    {
        await _held.Peek().Stop();
        await Start();
    }

    public async Task<NpgsqlConnection> Open(string database = "ledger")
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false;Timeout=15;Command Timeout=60;Application Name=harness");
        await connection.OpenAsync();
        return connection;
    }

    public async Task Run(string sql, string database = "ledger")
    {
        await using var connection = await Open(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A fresh database beside the others; answers its connection string.</summary>
    public async Task<string> MakeDatabase(string name)
    {
        await Run($"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", "postgres");
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        while (_held.TryPop(out var cluster)) await cluster.DisposeAsync();
    }

    private string[]? PidFile()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Folder, "cluster", "postmaster.pid"));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
