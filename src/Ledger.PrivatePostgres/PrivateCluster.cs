namespace Ledger.PrivatePostgres;

/// <summary>A PostgreSQL of our own in a data folder: found or obtained, made or adopted, kept across restarts, never started twice.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly PrivateClusterOptions _options;
    private readonly ClusterFolder _folder;
    private readonly string _password;
    private readonly int _port;
    private IDisposable? _use;
    private readonly ClusterWatch? _watch;
    private IDisposable? _kept;

    private PrivateCluster(PrivateClusterOptions options, ClusterFolder folder, PostgresBinaries binaries, string password, int port, bool adopted, IDisposable use)
    {
        (_options, _folder, Binaries, _password, _port, AdoptedRunning, _use) = (options, folder, binaries, password, port, adopted, use);
        if (options.KeepRunning) _watch = new ClusterWatch(options, folder, binaries, port);
    }

    /// <summary>Whether the server ran already: started by another service, or left by a killed one.</summary>
    public bool AdoptedRunning { get; }

    public PostgresBinaries Binaries { get; }

    /// <summary>Where it is kept; not the folder asked for when the server's account could not reach that one.</summary>
    public string DataFolder => _folder.Root;

    public int Port => _port;

    /// <summary>Over TCP on the loopback address, as a superuser of this cluster.</summary>
    public string ConnectionString(string database) => ClusterStart.ConnectionString(_port, database, _password);

    /// <exception cref="PostgresUnavailableException">Nothing usable was found or could be started; the message says what to do.</exception>
    public static async Task<PrivateCluster> Start(PrivateClusterOptions options, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            throw new PostgresUnavailableException("Windows 上请用 Ledger__Database 给出数据库的连接字符串。/ On Windows, give the connection string of a database in Ledger__Database.");
        try
        {
            return await StartIn(await ReachableRoot(options, cancel), options, cancel);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new PostgresUnavailableException($"数据文件夹无权访问，可用环境变量 LEDGER_DATA 另指一个。/ The data folder is closed to this account; name another one in LEDGER_DATA. {closed.Message}", closed);
        }
    }

    /// <summary>A cluster for tests: fast instead of durable, gone when disposed, and swept up by the next one when its process was killed.</summary>
    public static Task<PrivateCluster> StartThrowAway(Action<string> progress, CancellationToken cancel) => ThrowAway.Start(progress, cancel);

    /// <summary>Stops the server, whoever else uses it.</summary>
    public Task Stop() => Stop("fast");

    /// <summary>Leaves the cluster; the last to leave stops the server, unless the options say that it stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _use, null) is not { } use)
            return;
        if (_watch is not null)
            await _watch.DisposeAsync();
        if (!_options.Durable)
        {
            await ThrowAway.Remove(this);
            use.Dispose();
            _kept?.Dispose();
            return;
        }
        using var turn = await FileLock.Alone(ClusterFolder.StartLock(_folder.Root), static () => { }, CancellationToken.None);
        use.Dispose();
        if (!_options.StopWhenUnused)
            return;
        using var last = FileLock.TryAlone(ClusterFolder.UserLock(_folder.Root));
        if (last is not null)
            await Stop("fast");
    }

    internal void KeepUntilDisposed(IDisposable kept) => _kept = kept;

    internal async Task Stop(string mode)
    {
        if (Postmaster.RunningPort(_folder) is not null && !await new Postmaster(_folder, Binaries).Stop(mode, CancellationToken.None))
            _options.Progress($"PostgreSQL on {_folder.Root} did not stop in time; it goes on by itself.");
        else
            _folder.RemoveSocketFolder();
    }

    private static async Task<PrivateCluster> StartIn(string root, PrivateClusterOptions options, CancellationToken cancel)
    {
        using var turn = await FileLock.Alone(ClusterFolder.StartLock(root), () => options.Progress("Another start on this data folder is under way; waiting for it."), cancel);
        var major = ClusterFolder.MajorOf(root);
        var binaries = await PostgresBinaries.Find(ClusterFolder.InstallsOf(root), major, options.Progress, cancel)
            ?? await Obtain(root, major, options, cancel);
        // Chosen after the install: Debian's package brings the account the server is best run as.
        var account = await ServerAccount.Choose(ClusterFolder.ClusterOf(root), cancel);
        await account.Own(root, cancel);
        var folder = new ClusterFolder(root, account);
        var use = FileLock.TryShared(ClusterFolder.UserLock(root)) ?? throw new PostgresUnavailableException($"{root} 正被占用。/ {root} is in use.");
        try
        {
            var start = new ClusterStart(options, folder, binaries);
            var port = await start.Run(cancel);
            return new PrivateCluster(options, folder, binaries, await folder.Password(cancel), port, start.Adopted, use);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    private static Task<PostgresBinaries> Obtain(string root, int? major, PrivateClusterOptions options, CancellationToken cancel) =>
        options.AllowInstall
            ? new PostgresInstall(ClusterFolder.InstallsOf(root), major, options.Progress).Obtain(cancel)
            : throw new PostgresUnavailableException(PostgresInstall.Advice(major, []));

    internal static async Task<string> ReachableRoot(PrivateClusterOptions options, CancellationToken cancel)
    {
        var wanted = Path.GetFullPath(options.DataFolder ?? DataFolders.Default());
        ClusterFolder.Make(wanted);
        if (await ServerAccount.Reaches(Path.GetDirectoryName(wanted)!, ClusterFolder.ClusterOf(wanted), cancel))
            return wanted;
        var reachable = DataFolders.Reachable(wanted);
        options.Progress($"{wanted} is closed to the account PostgreSQL runs as; the data is kept in {reachable} instead.");
        ClusterFolder.Make(reachable);
        return reachable;
    }
}
