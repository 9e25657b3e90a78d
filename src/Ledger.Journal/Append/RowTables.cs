using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>
/// The two tables of rows: derived ones, of one generation each, and those no event can rebuild. A statement about derived
/// rows names the generation it is about, as it names the community.
/// </summary>
internal static class RowTables
{
    public static string Name(bool derived) => derived ? "ledger.state_row" : "ledger.side";

    public static string And(bool derived, string condition) => derived ? $" AND {condition}" : "";

    public static IEnumerable<NpgsqlParameter> Generation(bool derived, IStateCodec codec) => derived ? [Sql.Count(codec.Generation)] : [];

    /// <summary>What the overlays of these books hold beyond what lies in the table.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Changes(IEnumerable<OpenBook> books, bool derived, IStateCodec codec)
    {
        var changed = books.SelectMany(book => book.Overlay.Kinds.Where(kind => codec.IsDerived(kind.Kind) == derived)
            .SelectMany(kind => kind.Changed().Select(row => (book.Tenant, kind.Kind, row.Key, row.Row)))).ToLookup(row => row.Row is null);
        var (put, gone) = (changed[false].ToList(), changed[true].ToList());
        if (put.Count > 0) yield return Put(put, derived, codec);
        if (gone.Count > 0) yield return Sql.Statement($"""
            DELETE FROM {Name(derived)} t USING unnest($1, $2, $3) AS n(tenant_id, kind, key)
            WHERE t.tenant_id = n.tenant_id{And(derived, "t.generation = $4")} AND t.kind = n.kind AND t.key = n.key
            """, [Sql.Texts(gone.Select(row => row.Tenant)), Sql.Texts(gone.Select(row => row.Kind)), Sql.Texts(gone.Select(row => row.Key)), .. Generation(derived, codec)]);
    }

    private static NpgsqlBatchCommand Put(List<(string Tenant, string Kind, string Key, object? Row)> put, bool derived, IStateCodec codec)
    {
        var (column, value) = derived ? ("generation, ", "$5, ") : ("", "");
        return Sql.Statement($"""
            INSERT INTO {Name(derived)} (tenant_id, {column}kind, key, row) SELECT tenant_id, {value}kind, key, row FROM unnest($1, $2, $3, $4) AS n(tenant_id, kind, key, row)
            ON CONFLICT (tenant_id, {column}kind, key) DO UPDATE SET row = excluded.row
            """, [Sql.Texts(put.Select(row => row.Tenant)), Sql.Texts(put.Select(row => row.Kind)), Sql.Texts(put.Select(row => row.Key)),
            Sql.Jsons(put.Select(row => codec.Write(row.Kind, row.Row!))), .. Generation(derived, codec)]);
    }
}
