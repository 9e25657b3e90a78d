using NpgsqlTypes;

namespace Ledger.Projections.Tables;

/// <summary>A column of a derived table and where a row has it: as one array for all rows of a run, or cell by cell.</summary>
internal sealed record Column<TRow>(string Name, NpgsqlDbType Type, Func<IReadOnlyList<TRow>, Array> Values, Action<CopyCells, TRow> Copy)
{
    public static Column<TRow> Text(string name, Func<TRow, string?> value) => Of(name, NpgsqlDbType.Text, value, (cells, row) => cells.Text(value(row)));

    public static Column<TRow> Int(string name, Func<TRow, int?> value) => Of(name, NpgsqlDbType.Integer, value, (cells, row) => cells.Int(value(row)));

    public static Column<TRow> Long(string name, Func<TRow, long?> value) => Of(name, NpgsqlDbType.Bigint, value, (cells, row) => cells.Long(value(row)));

    public static Column<TRow> Date(string name, Func<TRow, DateOnly?> value) => Of(name, NpgsqlDbType.Date, value, (cells, row) => cells.Date(value(row)));

    public static Column<TRow> Instant(string name, Func<TRow, DateTimeOffset?> value) => Of(name, NpgsqlDbType.TimestampTz, row => value(row)?.UtcDateTime, (cells, row) => cells.Instant(value(row)));

    public static Column<TRow> Uuid(string name, Func<TRow, Guid?> value) => Of(name, NpgsqlDbType.Uuid, value, (cells, row) => cells.Uuid(value(row)));

    private static Column<TRow> Of<TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> value, Action<CopyCells, TRow> copy) =>
        new(name, type, rows => rows.Select(value).ToArray(), copy);
}
