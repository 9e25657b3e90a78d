using Ledger.Journal.Reading;
using Npgsql;

namespace Ledger.Cli;

/// <param name="Behind">Events by which the read model furthest behind is behind; the whole journal before they are followed at all.</param>
internal sealed record TopCommunity(string Code, long Head, long Behind, bool IsStopped);

/// <summary>What the database knows at one moment: where each community stands, and what goes on beside.</summary>
internal sealed record TopDatabase(DateTimeOffset At, IReadOnlyList<TopCommunity> Communities, DatabaseActivity Activity)
{
    public static async Task<TopDatabase> Look(NpgsqlDataSource source, CancellationToken cancel)
    {
        var communities = new List<TopCommunity>();
        await using (var command = source.CreateCommand("""
            SELECT h.tenant_id, h.number, h.number - coalesce(min(m.number), 0), coalesce(bool_or(m.stopped_because IS NOT NULL), false)
            FROM ledger.head AS h LEFT JOIN ledger.read_model AS m ON m.tenant_id = h.tenant_id
            GROUP BY h.tenant_id, h.number ORDER BY h.tenant_id
            """))
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) communities.Add(new TopCommunity(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetBoolean(3)));
        }
        return new TopDatabase(TimeProvider.System.GetUtcNow(), communities, await DatabaseActivity.Of(source, cancel));
    }

    /// <summary>Events per second since an earlier look; 0 for a community that was not there.</summary>
    public double EventsPerSecond(TopCommunity community, TopDatabase before) =>
        before.Communities.FirstOrDefault(one => one.Code == community.Code) is { } was ? (community.Head - was.Head) / Math.Max(0.001, (At - before.At).TotalSeconds) : 0;
}
