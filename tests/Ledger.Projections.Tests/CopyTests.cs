using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Ledger.Projections.Tests.Given;

namespace Ledger.Projections.Tests;

public sealed class CopyTests
{
    /// <summary>More than one buffer, every kind of cell, empty ones, and the ends of what a cell may hold.</summary>
    [Fact]
    public async Task What_is_copied_is_read_back_as_it_was()
    {
        await using var followed = await Followed.Empty();
        await using var connection = await followed.Source.OpenConnectionAsync();
        await using (var make = new Npgsql.NpgsqlCommand("CREATE TABLE copied (tenant_id text, generation int, n int, t text, l bigint, d date, i timestamptz, u uuid)", connection)) await make.ExecuteNonQueryAsync();
        var id = Guid.Parse("01234567-89ab-8def-8123-456789abcdef");
        Cells[] rows =
        [
            new(0, "", 0, new DateOnly(2000, 1, 1), new DateTimeOffset(2026, 3, 2, 8, 30, 15, 123, 456, TimeSpan.FromHours(8)), id),
            new(1, "王阿姨 😀 \"\\\t\n", long.MinValue, new DateOnly(1958, 2, 28), DateTimeOffset.UnixEpoch, Guid.Empty),
            new(2, "", 0, DateOnly.MinValue, new DateTimeOffset(1999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), id),
            new(int.MaxValue, new string('长', 40_000), long.MaxValue, DateOnly.MaxValue, null, null),
            new(null, null, null, null, null, null),
        ];
        var copied = new Table<Cells>("copied", ["n"],
            Column<Cells>.Int("n", row => row.N), Column<Cells>.Text("t", row => row.Text), Column<Cells>.Long("l", row => row.Long),
            Column<Cells>.Date("d", row => row.Day), Column<Cells>.Instant("i", row => row.At), Column<Cells>.Uuid("u", row => row.Id));

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await copied.Insert(new ReadModelRun("haian", 1, [], connection, transaction), rows, default);
            await transaction.CommitAsync();
        }

        await using var command = new Npgsql.NpgsqlCommand("SELECT n, t, l, d, i, u FROM copied WHERE (tenant_id, generation) = ('haian', 1) ORDER BY n", connection);
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var row in rows)
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal(row, new Cells(reader.IsDBNull(0) ? null : reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.Long(2), reader.Date(3), reader.Instant(4),
                reader.IsDBNull(5) ? null : reader.GetGuid(5)));
        }
    }

    /// <summary>A copy that only ends counts as whole, and alone it is a transaction of its own.</summary>
    [Fact]
    public async Task Of_a_run_with_a_row_that_cannot_be_made_nothing_is_copied()
    {
        await using var followed = await Followed.Empty();
        await using var connection = await followed.Source.OpenConnectionAsync();
        await using (var make = new Npgsql.NpgsqlCommand("CREATE TABLE copied (tenant_id text, generation int, n int, t text)", connection)) await make.ExecuteNonQueryAsync();
        var copied = new Table<int>("copied", ["n"], Column<int>.Int("n", row => row), Column<int>.Text("t", row => row < 500 ? new string('长', 1000) : throw new InvalidOperationException("No such row.")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => copied.Insert(new ReadModelRun("haian", 1, [], connection, null!), [.. Enumerable.Range(0, 501)], default));

        await using var count = new Npgsql.NpgsqlCommand("SELECT count(*) FROM copied", connection);
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    private sealed record Cells(int? N, string? Text, long? Long, DateOnly? Day, DateTimeOffset? At, Guid? Id);
}
