using Npgsql;

namespace Ledger.Journal;

/// <summary>Data sources as the journal wants them.</summary>
public static class JournalSource
{
    /// <summary>
    /// Named, since spans of an unnamed source carry its connection string; with an application name, so that
    /// pg_stat_activity tells who holds a lock. Everything else is the caller's connection string.
    /// </summary>
    public static NpgsqlDataSource Create(string connectionString, string name = "ledger-journal")
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        builder.ConnectionStringBuilder.ApplicationName ??= name;
        return builder.Build();
    }
}
