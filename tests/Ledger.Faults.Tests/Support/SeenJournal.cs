using Npgsql;

namespace Ledger.Faults.Tests.Support;

/// <summary>A community's journal as SQL shows it.</summary>
internal sealed class SeenJournal
{
    private readonly Dictionary<(string Type, Guid About), int> _counts = [];
    private readonly Dictionary<long, HashSet<Guid>> _abouts = [];

    private SeenJournal(string community) => Community = community;

    public string Community { get; }

    public long Head { get; private set; }

    public long Events { get; private set; }

    public List<string> Faults { get; } = [];

    /// <summary>How often the books say this of that.</summary>
    public int Count(string type, Guid about) => _counts.GetValueOrDefault((type, about));

    public bool IsAbout(long number, Guid about) => _abouts.TryGetValue(number, out var named) && named.Contains(about);

    public IEnumerable<Guid> All(string type) => _counts.Keys.Where(key => key.Type == type).Select(key => key.About);

    /// <summary>Reads it whole, and notes gaps, a head that stands elsewhere and times that go backwards.</summary>
    public static async Task<SeenJournal> Read(string connectionString, string community)
    {
        var journal = new SeenJournal(community);
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Application Name=harness;Command Timeout=120");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            SELECT e.seq_id, e.type, e.timestamp, coalesce(e.data ->> 'act', e.data ->> 'redemption', e.data ->> 'person'), h.number
            FROM ledger.head h LEFT JOIN ledger.mt_events e ON e.tenant_id = h.tenant_id WHERE h.tenant_id = $1 ORDER BY e.seq_id
            """, connection) { Parameters = { new() { Value = community } } };
        await using var rows = await command.ExecuteReaderAsync();
        var (last, lastTime) = (0L, DateTime.MinValue);
        while (await rows.ReadAsync())
        {
            journal.Head = rows.GetInt64(4);
            if (rows.IsDBNull(0)) break;
            var (number, type, time) = (rows.GetInt64(0), rows.GetString(1), rows.GetDateTime(2));
            if (number != last + 1) journal.Faults.Add($"{community}: after {last} comes {number}");
            if (time < lastTime) journal.Faults.Add($"{community}: {number} was recorded {time:O}, before its predecessor's {lastTime:O}");
            (last, lastTime) = (number, time);
            journal.Events++;
            if (rows.IsDBNull(3) || !Guid.TryParse(rows.GetString(3), out var about)) continue;
            journal._counts[(type, about)] = journal._counts.GetValueOrDefault((type, about)) + 1;
            journal._abouts[number] = [about];
        }
        if (last != journal.Head) journal.Faults.Add($"{community}: the head stands at {journal.Head}, the last event is {last}");
        return journal;
    }
}
