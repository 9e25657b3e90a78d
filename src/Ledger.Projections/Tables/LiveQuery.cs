using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Tables;

/// <summary>
/// Reads the live generation of a read model: generation, checkpoint and rows in one statement, so in one snapshot. The body
/// is a subquery beside <c>live (generation, number)</c>; $1 is the community, its own parameters start at $3. Its first
/// column is the order of its rows, from 0 or 1 and never null.
/// </summary>
internal sealed class LiveQuery(NpgsqlDataSource source, string model)
{
    /// <summary>Cuts a journal number at what is known: the parameter, but never beyond the checkpoint.</summary>
    public static string KnownOn(string parameter) => $"least(live.number, coalesce({parameter}::bigint, live.number))";

    /// <summary>The rows, and the number they stand at; 0 when the community has not been followed yet.</summary>
    public async Task<LiveRows<TRow>> Read<TRow>(string tenant, string body, object?[] parameters, Func<NpgsqlDataReader, TRow> read, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Text(body));
        Add(command.Parameters, tenant, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await Rows(reader, read, cancel);
    }

    private static string Text(string body) => $"""
        WITH live AS (SELECT generation, number FROM ledger.read_model WHERE tenant_id = $1 AND model = $2)
        SELECT x.*, live.generation, live.number FROM live LEFT JOIN LATERAL ({body}) x ON true ORDER BY 1
        """;

    private void Add(NpgsqlParameterCollection to, string tenant, object?[] parameters)
    {
        to.Add(new NpgsqlParameter { Value = tenant });
        to.Add(new NpgsqlParameter { Value = model });
        foreach (var value in parameters) to.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }

    private static async Task<LiveRows<TRow>> Rows<TRow>(NpgsqlDataReader reader, Func<NpgsqlDataReader, TRow> read, CancellationToken cancel)
    {
        var rows = new List<TRow>();
        var (generation, number) = (0, 0L);
        while (await reader.ReadAsync(cancel))
        {
            (generation, number) = (reader.GetInt32(reader.FieldCount - 2), reader.GetInt64(reader.FieldCount - 1));
            if (!reader.IsDBNull(0)) rows.Add(read(reader));
        }
        return new LiveRows<TRow>(generation, number, rows);
    }
}

internal sealed record LiveRows<TRow>(int Generation, long Number, IReadOnlyList<TRow> Rows)
{
    /// <summary>The number an answer is cut at.</summary>
    public long Cut(long? knownOn) => Math.Min(Number, knownOn ?? Number);
}

/// <summary>Columns that may be empty.</summary>
internal static class Cells
{
    public static Code? Code(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : (Code?)new Code(row.GetString(at));

    public static DateOnly? Date(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at);

    public static long? Long(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt64(at);

    public static TId? Id<TId>(this NpgsqlDataReader row, int at) where TId : struct, IId<TId> => row.IsDBNull(at) ? null : TId.Of(row.GetGuid(at));

    public static DateTimeOffset? Instant(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateTimeOffset>(at);
}

/// <summary>How many rows a page has.</summary>
public static class Paging
{
    public const int Most = 200;

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 200: the caller validates shape.</exception>
    internal static int Checked(int most) => most is >= 1 and <= Most ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "1 to 200.");
}
