using System.Globalization;
using Ledger.Journal.Append;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Reading;

/// <summary>State rows, ranges and the head they belong to, in one statement and so in one snapshot.</summary>
internal sealed class StateRows(NpgsqlDataSource source, IStateCodec codec)
{
    // part 0 is the head, 1 the named rows, 2 and above the ranges in the order they were asked for.
    private const string Head = "SELECT 0 AS part, NULL AS kind, NULL AS key, NULL AS row, number, recorded_at, state_generation, clock_timestamp() FROM ledger.head WHERE tenant_id = $1";

    /// <exception cref="StateGenerationException">Derived rows were asked for, and the community's are of another generation.</exception>
    public async Task<StateSnapshot?> Read(string tenant, StateNeeds needs, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        Ask(command, tenant, needs);
        var asksDerived = needs.Rows.Any(row => codec.IsDerived(row.Kind)) || needs.Ranges.Any(range => codec.IsDerived(range.Kind));
        (long Number, DateTimeOffset RecordedAt, DateTimeOffset ReadAt)? head = null;
        var found = new Dictionary<StateKey, object>();
        var ranges = needs.Ranges.Select(_ => new List<KeyValuePair<string, object>>()).ToList();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var part = rows.GetInt32(0);
            if (part == 0)
            {
                head = (rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5), rows.GetFieldValue<DateTimeOffset>(7));
                if (asksDerived) CheckGeneration(tenant, rows.GetInt32(6), codec);
                continue;
            }
            var (kind, key) = (rows.GetString(1), rows.GetString(2));
            var row = codec.Read(kind, rows.GetFieldValue<byte[]>(3));
            if (part == 1) found[new StateKey(kind, key)] = row;
            else ranges[part - 2].Add(new(key, row));
        }
        return head is { } at ? new StateSnapshot(at.Number, at.RecordedAt, at.ReadAt, found, Ordered(needs.Ranges, ranges)) : null;
    }

    internal static void CheckGeneration(string tenant, int inUse, IStateCodec codec)
    {
        if (inUse != codec.Generation) throw new StateGenerationException(tenant, inUse, codec.Generation);
    }

    /// <summary>UNION ALL promises no order.</summary>
    private static List<IReadOnlyList<KeyValuePair<string, object>>> Ordered(IReadOnlyList<StateRange> asked, List<List<KeyValuePair<string, object>>> found)
    {
        for (var index = 0; index < found.Count; index++)
        {
            if (found[index].Count > asked[index].Most)
                throw new InvalidOperationException($"A range of {asked[index].Kind} has more than {asked[index].Most} rows.");
            found[index].Sort(static (a, b) => ByteOrder.Instance.Compare(a.Key, b.Key));
        }
        return [.. found];
    }

    /// <summary>Only the parts that are asked for: each costs planning, and most reads name rows of one table.</summary>
    private void Ask(NpgsqlCommand command, string tenant, StateNeeds needs)
    {
        command.Parameters.Add(new() { Value = tenant });
        var parts = new List<string> { Head };
        foreach (var derived in new[] { true, false })
        {
            var rows = needs.Rows.Where(row => codec.IsDerived(row.Kind) == derived).Distinct().ToList();
            if (rows.Count > 0) parts.Add(Named(command, derived, rows));
            var ranges = needs.Ranges.Select((range, index) => (range, index + 2)).Where(asked => codec.IsDerived(asked.range.Kind) == derived).ToList();
            if (ranges.Count > 0) parts.Add(InRange(command, derived, ranges));
        }
        command.CommandText = string.Join("\nUNION ALL\n", parts);
    }

    private string Named(NpgsqlCommand command, bool derived, List<StateKey> rows)
    {
        var first = command.Parameters.Count + 1;
        AddTexts(command, rows.Select(row => row.Kind));
        AddTexts(command, rows.Select(row => row.Key));
        return $"""
            SELECT 1, s.kind, s.key, s.row, NULL, NULL, NULL, NULL FROM unnest(${first}::text[], ${first + 1}::text[]) AS w (kind, key)
            CROSS JOIN LATERAL (SELECT * FROM {RowTables.Name(derived)} WHERE tenant_id = $1{OfGeneration(derived)} AND kind = w.kind AND key = w.key LIMIT 1) AS s
            """;
    }

    private string InRange(NpgsqlCommand command, bool derived, List<(StateRange Range, int Part)> ranges)
    {
        var first = command.Parameters.Count + 1;
        AddNumbers(command, ranges.Select(asked => asked.Part));
        AddTexts(command, ranges.Select(asked => asked.Range.Kind));
        AddTexts(command, ranges.Select(asked => asked.Range.From));
        AddTexts(command, ranges.Select(asked => asked.Range.Before));
        AddNumbers(command, ranges.Select(asked => asked.Range.Most));
        return $"""
            SELECT r.part, s.kind, s.key, s.row, NULL, NULL, NULL, NULL
            FROM unnest(${first}::int[], ${first + 1}::text[], ${first + 2}::text[], ${first + 3}::text[], ${first + 4}::int[]) AS r (part, kind, first, before, most)
            CROSS JOIN LATERAL (SELECT * FROM {RowTables.Name(derived)}
                WHERE tenant_id = $1{OfGeneration(derived)} AND kind = r.kind AND key >= r.first AND key < r.before ORDER BY key LIMIT r.most + 1) AS s
            """;
    }

    private string OfGeneration(bool derived) => RowTables.And(derived, string.Create(CultureInfo.InvariantCulture, $"generation = {codec.Generation}"));

    private static void AddTexts(NpgsqlCommand command, IEnumerable<string> texts) =>
        command.Parameters.Add(new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    private static void AddNumbers(NpgsqlCommand command, IEnumerable<int> numbers) =>
        command.Parameters.Add(new() { Value = numbers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
}
