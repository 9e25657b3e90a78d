using System.Globalization;
using Ledger.Journal.Append;

namespace Ledger.Journal.Reading;

/// <summary>
/// The texts of look-ups: the heads, and those of four parts that are asked for (rows and ranges, derived and not), since each
/// costs starting. Sixteen at most, so that each stays prepared.
/// </summary>
internal sealed class LookUpTexts(IStateCodec codec)
{
    private readonly string?[] _texts = new string?[16];

    /// <param name="asked">Derived rows, other rows, derived ranges, other ranges.</param>
    public string Of(ReadOnlySpan<bool> asked)
    {
        var nr = 0;
        for (var part = 0; part < asked.Length; part++) if (asked[part]) nr |= 1 << part;
        return _texts[nr] ??= Made(asked);
    }

    private string Made(ReadOnlySpan<bool> asked)
    {
        // LATERAL with a LIMIT keeps the planner from turning keyed look-ups into a join over the table.
        var parts = new List<string>
        {
            """
            SELECT 0 AS part, n.nr, NULL::text AS key, NULL::jsonb AS row, h.number, h.recorded_at, h.state_generation, clock_timestamp()
            FROM unnest($1) WITH ORDINALITY AS n(tenant_id, nr) CROSS JOIN LATERAL (SELECT * FROM ledger.head WHERE tenant_id = n.tenant_id LIMIT 1) AS h
            """,
        };
        var parameter = 2;
        for (var part = 0; part < asked.Length; part++)
            if (asked[part]) parts.Add(part < 2 ? Named(part, derived: part == 0, ref parameter) : InRange(part, derived: part == 2, ref parameter));
        return string.Join("\nUNION ALL\n", parts);
    }

    private string Named(int part, bool derived, ref int parameter) => $"""
        SELECT {part + 1}, n.nr, NULL, s.row, NULL, NULL, NULL, NULL
        FROM unnest(${parameter++}, ${parameter++}, ${parameter++}) WITH ORDINALITY AS n(tenant_id, kind, key, nr)
        CROSS JOIN LATERAL (SELECT t.row FROM {RowTables.Name(derived)} t
            WHERE t.tenant_id = n.tenant_id{OfGeneration(derived)} AND t.kind = n.kind AND t.key = n.key LIMIT 1) AS s
        """;

    // One row more than allowed is read, to tell a full range from one that is too wide.
    private string InRange(int part, bool derived, ref int parameter) => $"""
        SELECT {part + 1}, n.nr, s.key, s.row, NULL, NULL, NULL, NULL
        FROM unnest(${parameter++}, ${parameter++}, ${parameter++}, ${parameter++}, ${parameter++}) WITH ORDINALITY AS n(tenant_id, kind, first, before, most, nr)
        CROSS JOIN LATERAL (SELECT t.key, t.row FROM {RowTables.Name(derived)} t
            WHERE t.tenant_id = n.tenant_id{OfGeneration(derived)} AND t.kind = n.kind AND t.key >= n.first AND t.key < n.before ORDER BY t.key LIMIT n.most + 1) AS s
        """;

    private string OfGeneration(bool derived) => RowTables.And(derived, string.Create(CultureInfo.InvariantCulture, $"t.generation = {codec.Generation}"));
}
