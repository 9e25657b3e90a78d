using Ledger.Domain;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Entries;

/// <summary>Where the postings about something stand in the journal.</summary>
public sealed class EntryReader(NpgsqlDataSource source)
{
    /// <summary>More postings about one act are not listed.</summary>
    public const int Most = 200;

    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <summary>The journal numbers of what was posted about an act of any of these holders, in order.</summary>
    public async Task<IReadOnlyList<long>> About(string tenant, IEnumerable<Subject> holders, ActId act, CancellationToken cancel) => (await _entries.Read(tenant, $"""
        SELECT DISTINCT e.number AS at FROM ledger.entry e
        WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.holder = ANY($3) AND e.act = $4 AND e.number <= live.number ORDER BY e.number LIMIT {Most}
        """, [holders.Select(holder => holder.ToString()).ToArray(), act.Value], row => row.GetInt64(0), cancel)).Rows;
}
