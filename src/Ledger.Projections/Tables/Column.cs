using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Tables;

/// <summary>A column of a derived table and where a row has it: as one array for all rows of a run, or cell by cell.</summary>
internal sealed record Column<TRow>(string Name, NpgsqlDbType Type, Func<IReadOnlyList<TRow>, Array> Values, Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> Copy)
{
    public static Column<TRow> Text(string name, Func<TRow, string?> value) => Of(name, NpgsqlDbType.Text, value, (copy, row, cancel) => value(row) is { } cell ? copy.WriteAsync(cell, NpgsqlDbType.Text, cancel) : copy.WriteNullAsync(cancel));

    public static Column<TRow> Int(string name, Func<TRow, int?> value) => Of(name, NpgsqlDbType.Integer, value, (copy, row, cancel) => Cell(copy, value(row), NpgsqlDbType.Integer, cancel));

    public static Column<TRow> Long(string name, Func<TRow, long?> value) => Of(name, NpgsqlDbType.Bigint, value, (copy, row, cancel) => Cell(copy, value(row), NpgsqlDbType.Bigint, cancel));

    public static Column<TRow> Date(string name, Func<TRow, DateOnly?> value) => Of(name, NpgsqlDbType.Date, value, (copy, row, cancel) => Cell(copy, value(row), NpgsqlDbType.Date, cancel));

    public static Column<TRow> Instant(string name, Func<TRow, DateTimeOffset?> value) =>
        Of(name, NpgsqlDbType.TimestampTz, row => value(row)?.UtcDateTime, (copy, row, cancel) => Cell(copy, value(row)?.UtcDateTime, NpgsqlDbType.TimestampTz, cancel));

    public static Column<TRow> Uuid(string name, Func<TRow, Guid?> value) => Of(name, NpgsqlDbType.Uuid, value, (copy, row, cancel) => Cell(copy, value(row), NpgsqlDbType.Uuid, cancel));

    private static Column<TRow> Of<TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> value, Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> copy) =>
        new(name, type, rows => rows.Select(value).ToArray(), copy);

    private static Task Cell<TValue>(NpgsqlBinaryImporter copy, TValue? value, NpgsqlDbType type, CancellationToken cancel) where TValue : struct =>
        value is { } cell ? copy.WriteAsync(cell, type, cancel) : copy.WriteNullAsync(cancel);
}
