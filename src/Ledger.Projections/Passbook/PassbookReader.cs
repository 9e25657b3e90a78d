using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Balances;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Passbook;

/// <param name="JournalNumber">Where the read models stand.</param>
/// <param name="KnownOn">The number the answer is cut at.</param>
/// <param name="AsOf">The booked date the answer is cut at.</param>
/// <param name="Available">What can be spent on that day after all lines: the last running balance less <paramref name="Lapsed"/>.</param>
/// <param name="Lapsed">Past its date on that day, not on a line by then.</param>
/// <param name="Live">What can be spent on that day by lot, soonest to expire first.</param>
public sealed record PassbookPage(
    long JournalNumber, long KnownOn, string Holder, string Commodity, DateOnly AsOf, IReadOnlyList<PassbookLine> Lines, long Available, long Lapsed, IReadOnlyList<LotAmount> Live);

/// <summary>Pages of a passbook (积分存折).</summary>
public sealed class PassbookReader(NpgsqlDataSource source)
{
    private static readonly Direction Onwards = new(">", "ASC");
    private static readonly Direction Backwards = new("<", "DESC");

    private readonly LiveQuery _lines = new(source, PassbookLines.Model);
    private readonly BalanceReader _balances = new(source);

    /// <summary>The lines after a line, in order: continues a printed passbook.</summary>
    /// <param name="after">The last line the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    /// <param name="inForce">The rulebook of a day, which says what goes over at a lot's end; absent: nothing does.</param>
    public Task<PassbookPage> Page(string tenant, string holder, string commodity, long after, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null) =>
        Read(tenant, holder, commodity, Onwards, after, most, asOf, knownOn, cancel, inForce);

    /// <summary>The lines before a line, newest first: what a phone shows.</summary>
    /// <param name="before">The oldest line the caller has; absent for the newest.</param>
    public Task<PassbookPage> Newest(string tenant, string holder, string commodity, long? before, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null) =>
        Read(tenant, holder, commodity, Backwards, before ?? long.MaxValue, most, asOf, knownOn, cancel, inForce);

    private async Task<PassbookPage> Read(
        string tenant, string holder, string commodity, Direction way, long line, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce)
    {
        var (sums, lines) = await LiveQuery.Both(source, _balances.Question(tenant, holder, commodity, asOf, knownOn), Lines(tenant, holder, commodity, way, line, most, asOf, knownOn), cancel);
        // The read models were brought forward in between: what both know.
        if (sums.Cut(knownOn) != lines.Cut(knownOn))
        {
            knownOn = Math.Min(sums.Cut(knownOn), lines.Cut(knownOn));
            (sums, lines) = await LiveQuery.Both(source, _balances.Question(tenant, holder, commodity, asOf, knownOn), Lines(tenant, holder, commodity, way, line, most, asOf, knownOn), cancel);
        }
        var lots = BalanceReader.LotsOf(sums, holder, commodity, asOf, knownOn, inForce);
        return new PassbookPage(Math.Min(lines.Number, lots.JournalNumber), lots.KnownOn, holder, commodity, asOf, lines.Rows, lots.Available, lots.LapsedAmount, lots.Live);
    }

    private LiveQuestion<PassbookLine> Lines(string tenant, string holder, string commodity, Direction way, long line, int most, DateOnly asOf, long? knownOn) =>
        _lines.Question(tenant, $"""
            SELECT row_number() OVER (ORDER BY p.line {way.Order}) AS at, p.line, p.number, p.booked_on, p.occurred_on, p.recorded_at, p.fact, p.act, p.act_type, p.redemption, p.refund, p.merchant, p.offer,
                p.available_change, p.held_change, p.debt_change, p.lapsed, p.available, p.held, p.debt
            FROM ledger.passbook_line p
            WHERE p.tenant_id = $1 AND p.generation = live.generation AND p.holder = $3 AND p.commodity = $4
                AND p.number <= {LiveQuery.KnownOn("$7")} AND p.booked_on <= $6 AND p.line {way.Beyond} $5
            ORDER BY p.line {way.Order} LIMIT $8
            """, [holder, commodity, line, asOf, knownOn, Paging.Checked(most)], row => LineOf(holder, commodity, row));

    private static PassbookLine LineOf(string holder, string commodity, NpgsqlDataReader row) => new(
        holder, commodity, row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateOnly>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetString(6),
        row.Id<ActId>(7), row.Code(8), row.Id<RedemptionId>(9), row.Id<RefundId>(10), row.Id<MerchantId>(11), row.Id<OfferId>(12),
        row.GetInt64(13), row.GetInt64(14), row.GetInt64(15), row.GetInt64(16), row.GetInt64(17), row.GetInt64(18), row.GetInt64(19));

    private readonly record struct Direction(string Beyond, string Order);
}
