using NpgsqlTypes;

namespace Ledger.Projections.Tables;

/// <summary>A column of a derived table and where a row has it; written as one array for all rows of a run.</summary>
internal sealed record Column<TRow>(string Name, NpgsqlDbType Type, Func<IReadOnlyList<TRow>, Array> Values)
{
    public static Column<TRow> Text(string name, Func<TRow, string?> value) => Of(name, NpgsqlDbType.Text, value);

    public static Column<TRow> Int(string name, Func<TRow, int?> value) => Of(name, NpgsqlDbType.Integer, value);

    public static Column<TRow> Long(string name, Func<TRow, long?> value) => Of(name, NpgsqlDbType.Bigint, value);

    public static Column<TRow> Date(string name, Func<TRow, DateOnly?> value) => Of(name, NpgsqlDbType.Date, value);

    public static Column<TRow> Instant(string name, Func<TRow, DateTimeOffset?> value) =>
        Of(name, NpgsqlDbType.TimestampTz, row => value(row)?.UtcDateTime);

    public static Column<TRow> Uuid(string name, Func<TRow, Guid?> value) => Of(name, NpgsqlDbType.Uuid, value);

    private static Column<TRow> Of<TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> value) =>
        new(name, type, rows => rows.Select(value).ToArray());
}
