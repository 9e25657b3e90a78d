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
    public static NpgsqlDataSource Create(string connectionString, string name = "ledger-journal") => Build(connectionString, name, 32, null);

    /// <summary>
    /// For keyed look-ups only: a few connections, and plans that are made once. PostgreSQL would plan each look-up anew,
    /// which costs several times what looking does, because it takes the array of keys for ten times longer than it is.
    /// </summary>
    public static NpgsqlDataSource ForLookUps(string connectionString, string name = "ledger-reader") => Build(connectionString, name, 16, "-c plan_cache_mode=force_generic_plan");

    private static NpgsqlDataSource Build(string connectionString, string name, int connections, string? options)
    {
        bool Says(string keyword) => connectionString.Contains(keyword, StringComparison.OrdinalIgnoreCase);
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        var wanted = builder.ConnectionStringBuilder;
        wanted.ApplicationName ??= name;
        // Nothing here leaves a setting behind in a session, so none need be reset.
        wanted.NoResetOnClose = true;
        if (!Says("Max Pool Size") && !Says("Maximum Pool Size")) wanted.MaxPoolSize = connections;
        if (Says("Max Auto Prepare")) return builder.Build();
        (wanted.MaxAutoPrepare, wanted.AutoPrepareMinUsages) = (100, 2);
        wanted.Options ??= options;
        return builder.Build();
    }
}
