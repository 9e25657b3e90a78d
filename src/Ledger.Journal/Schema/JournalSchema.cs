using Npgsql;

namespace Ledger.Journal.Schema;

/// <summary>The journal's own tables.</summary>
public static class JournalSchema
{
    public static readonly SchemaScripts Scripts = SchemaScripts.Of("journal", typeof(JournalSchema).Assembly);

    /// <summary>Creates or upgrades them. Safe when several nodes start together.</summary>
    /// <exception cref="SchemaMismatchException">A script was changed after it was applied, or the database is newer than this binary.</exception>
    public static Task Apply(NpgsqlDataSource source, CancellationToken cancel) => new SchemaUpgrade(source, Scripts).Apply(cancel);
}
