using Npgsql;

namespace Ledger.Journal;

/// <summary>Data sources as the journal wants them.</summary>
public static class JournalSource
{
    /// <summary>
    /// Named, since spans of an unnamed source carry its connection string; with an application name, so that
    /// pg_stat_activity tells who holds a lock. Statements are prepared once they are used again, unless the connection
    /// string says <c>Max Auto Prepare=0</c>, as it must behind a pooler in transaction mode. The rest is the caller's.
    /// </summary>
    public static NpgsqlDataSource Create(string connectionString, string name = "ledger-journal")
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        builder.ConnectionStringBuilder.ApplicationName ??= name;
        if (!connectionString.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
            (builder.ConnectionStringBuilder.MaxAutoPrepare, builder.ConnectionStringBuilder.AutoPrepareMinUsages) = (100, 2);
        return builder.Build();
    }
}
