namespace Ledger.Api.Hosting;

/// <summary>Configuration, by environment: <c>Ledger__Database</c>, <c>Ledger__Authority</c>, …</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Connection string of the journal's database. Absent: a private PostgreSQL is found or installed and started.</summary>
    public string? Database { get; set => field = Given(value); }

    /// <summary>Folder of the private cluster and of the keys. Absent: the usual place of the account that runs the service.</summary>
    public string? DataFolder { get; set => field = Given(value); }

    /// <summary>Folder of the keys, outside the database and its backups. Absent: <c>keys</c> in the data folder.</summary>
    public string? KeyFolder { get; set => field = Given(value); }

    /// <summary>Folder for the private database's finished log, so that it can be restored to any moment. Absent: only to backups.</summary>
    public string? LogArchive { get; set => field = Given(value); }

    /// <summary>The OpenID Connect issuer whose tokens are taken.</summary>
    public string? Authority { get; set => field = Given(value); }

    /// <summary>The audience tokens must name.</summary>
    public string Audience { get; set; } = "ledger";

    /// <summary>The one signature algorithm that is accepted.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>Subjects of the issuer who may open communities.</summary>
    public IReadOnlyList<string> Operators { get; set; } = [];

    /// <summary>Several communities in one transaction; off on Citus.</summary>
    public bool GroupCommunities { get; set; } = true;

    /// <summary>How long readiness says that the node stops before it takes no more requests: longer than a balancer's interval. Absent: not at all.</summary>
    public TimeSpan? StopNotice { get; set; }

    /// <summary>An empty variable is one that was not given.</summary>
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>Whether the demo's own sign-in exists: only in the private cluster, only when asked for, never beside an authority.</summary>
    public bool IsEmbeddedDemo => Demo && Database is null && Authority is null;

    /// <summary>Asked for with <c>--demo</c>.</summary>
    public bool Demo { get; set; }

    /// <exception cref="InvalidOperationException">The demo was asked for where real people sign in.</exception>
    public void Check()
    {
        if (Demo && (Authority is not null || Database is not null))
            throw new InvalidOperationException("--demo 只用于内置数据库，且不得与 Ledger__Authority 或 Ledger__Database 同用。/ --demo is for the private database only: it cannot be used with Ledger__Authority or Ledger__Database.");
    }
}
