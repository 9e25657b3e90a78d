using Ledger.Journal.Schema;
using Npgsql;

namespace Ledger.Projections;

/// <summary>The tables of the read models: a chapter of its own beside the journal's.</summary>
public static class ProjectionsSchema
{
    public static readonly SchemaScripts Scripts = SchemaScripts.Of("projections", typeof(ProjectionsSchema).Assembly);

    /// <summary>Creates or upgrades them, after the journal's. Safe when several nodes start together.</summary>
    /// <exception cref="SchemaMismatchException">A script was changed after it was applied, or the database is newer than this binary.</exception>
    public static Task Apply(NpgsqlDataSource source, CancellationToken cancel) => new SchemaUpgrade(source, Scripts).Apply(cancel);
}
