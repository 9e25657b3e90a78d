using Ledger.Domain;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Months;

/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="KnownOn">The number the table is cut at.</param>
public sealed record KnownMonth(long JournalNumber, long KnownOn, MonthTable Table);

/// <summary>
/// The table of any month, from what was booked in each month up to it. A fact is booked on the day it is recorded, so an ended
/// month has the same table at every number behind its end (ADR 0011); whatever were booked into it later would show in its hash.
/// </summary>
public sealed class MonthReader(NpgsqlDataSource source)
{
    private const string Sums = """
        SELECT 0 AS at, s.month, s.commodity, s.role, s.party, s.holder, s.board, s.year, s.expires_on, s.amount
        FROM ledger.month_sum s WHERE s.tenant_id = $1 AND s.generation = live.generation AND s.month <= $3
        """;

    private readonly LiveQuery _sums = new(source, MonthSumRows.Model);

    /// <param name="knownOn">Of an ended month a number behind its end; absent: all that is followed.</param>
    public async Task<KnownMonth> Table(string tenant, Month month, long? knownOn, CancellationToken cancel)
    {
        var sums = await _sums.Read(tenant, Sums, [month.FirstDay], Row, cancel);
        var fold = new MonthFold(month);
        foreach (var (of, amount) in sums.Rows) fold.Add(of, amount);
        return new KnownMonth(sums.Number, sums.Cut(knownOn), fold.Table());
    }

    private static (BookedKey, long) Row(NpgsqlDataReader row) => (
        new BookedKey(Month.Of(row.GetFieldValue<DateOnly>(1)), new MonthKey(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt32(7)), row.GetFieldValue<DateOnly>(8)),
        row.GetInt64(9));
}
