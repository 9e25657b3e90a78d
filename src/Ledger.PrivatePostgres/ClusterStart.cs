using System.Diagnostics;
using Npgsql;

namespace Ledger.PrivatePostgres;

/// <summary>One start of a cluster, under the folder's start lock: adopt what runs, else make and start it.</summary>
internal sealed class ClusterStart(PrivateClusterOptions options, ClusterFolder folder, PostgresBinaries binaries)
{
    public const string Superuser = "ledger";

    public bool Adopted { get; private set; }

    /// <summary>Answers the port of a server that accepts connections and has the databases asked for.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        Adopted = Postmaster.RunningPort(folder) is not null;
        if (Adopted)
            options.Progress($"PostgreSQL already runs on {folder.Root}; using it.");
        else
            await MakeAndStart(cancel);
        var port = Postmaster.RunningPort(folder) ?? throw new PostgresUnavailableException($"PostgreSQL 启动后又停止了。/ PostgreSQL stopped right after its start.\n{folder.LogTail()}");
        await folder.KeepPort(port, cancel);
        await WaitUntilUsable(port, cancel);
        await MakeDatabases(port, cancel);
        return port;
    }

    public static string ConnectionString(int port, string database, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = Superuser,
        Password = password,
    }.ConnectionString;

    private async Task MakeAndStart(CancellationToken cancel)
    {
        if (ClusterFolder.MajorOf(folder.Root) is null)
            await Make(cancel);
        Postmaster.RemoveStalePid(folder);
        if (options.LogArchive is { } archive)
        {
            ClusterFolder.Make(Path.GetFullPath(archive));
            await folder.Account.Own(archive, cancel);
        }
        RotateLog();
        var postmaster = new Postmaster(folder, binaries);
        var clock = Stopwatch.StartNew();
        var port = folder.KeptPort() is { } kept && Postmaster.IsFree(kept) ? kept : Postmaster.FreePort();
        for (var attempt = 1; ; attempt++)
        {
            await WriteSettings(port, cancel);
            options.Progress($"Starting PostgreSQL {binaries.Version} on 127.0.0.1:{port}, data in {folder.Root}.");
            if (await WithProgress(postmaster.Start(options.RecoveryLimit, cancel), cancel) is not { } failure)
                return;
            // Children of a killed server hold its memory until they notice, some seconds at most.
            var survivors = failure.Contains("pre-existing shared memory", StringComparison.Ordinal);
            var portTaken = failure.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal) || failure.Contains("could not bind", StringComparison.Ordinal);
            if (!(survivors && clock.Elapsed < TimeSpan.FromMinutes(1)) && !(portTaken && attempt < 5))
                throw new PostgresUnavailableException($"PostgreSQL 无法启动，日志在 {folder.Log}。/ PostgreSQL could not be started; its log is {folder.Log}.\n{failure}");
            port = portTaken ? Postmaster.FreePort() : port;
            await Task.Delay(500, cancel);
        }
    }

    private async Task Make(CancellationToken cancel)
    {
        // A making that was killed half way left nothing worth keeping: no server ever ran on it.
        if (Directory.Exists(folder.Cluster))
            Directory.Delete(folder.Cluster, recursive: true);
        options.Progress($"Making a PostgreSQL cluster in {folder.Cluster}.");
        await folder.Password(cancel);
        string[] arguments = ["-D", folder.Cluster, "-U", Superuser, "--pwfile", folder.PasswordFile, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", .. options.Durable ? Array.Empty<string>() : ["--no-sync"]];
        var result = await folder.Account.Run(binaries.Initdb, arguments, cancel, folder.Root, binaries.Environment);
        if (!result.Succeeded)
            throw new PostgresUnavailableException($"initdb 失败。/ initdb failed: {result.Tail}");
        await DurableFile.Append(Path.Combine(folder.Cluster, "postgresql.conf"), "\ninclude 'ledger.conf'\n", cancel);
    }

    private async Task WriteSettings(int port, CancellationToken cancel)
    {
        var written = folder.Settings + ".new";
        await DurableFile.Write(written, ClusterSettings.Render(port, await folder.MakeSocketFolder(cancel), options), cancel);
        await folder.Account.Own(written, cancel);
        File.Move(written, folder.Settings, overwrite: true);
    }

    private void RotateLog()
    {
        if (new FileInfo(folder.Log) is { Exists: true, Length: > 16 << 20 })
            File.Move(folder.Log, folder.Log + ".old", overwrite: true);
    }

    private async Task<T> WithProgress<T>(Task<T> work, CancellationToken cancel)
    {
        for (var waited = 2; await Task.WhenAny(work, Task.Delay(2_000, cancel)) != work; waited += 2)
            options.Progress($"PostgreSQL is starting or recovering; waited {waited} s.");
        return await work;
    }

    /// <summary>An adopted server may still be recovering from the crash that a neighbour's start ended.</summary>
    private async Task WaitUntilUsable(int port, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var password = await folder.Password(cancel);
        for (var said = TimeSpan.Zero; ; await Task.Delay(100, cancel))
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres", password) + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancel);
                return;
            }
            catch (NpgsqlException waiting) when (waiting is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow } && clock.Elapsed < options.RecoveryLimit && Postmaster.RunningPort(folder) is not null)
            {
                if (clock.Elapsed - said < TimeSpan.FromSeconds(2))
                    continue;
                said = clock.Elapsed;
                options.Progress($"Waiting for PostgreSQL to accept connections: {waiting.Message}");
            }
        }
    }

    private async Task MakeDatabases(int port, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres", await folder.Password(cancel)) + ";Pooling=false");
        await connection.OpenAsync(cancel);
        foreach (var database in options.Databases)
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await exists.ExecuteScalarAsync(cancel) is not null)
                continue;
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
    }
}
