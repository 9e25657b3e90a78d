using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.MerchantRedemptions;

/// <param name="JournalNumber">Where the read model stands.</param>
public sealed record RedemptionPage(long JournalNumber, IReadOnlyList<MerchantRedemption> Redemptions);

/// <summary>A merchant's day, by booked date: what it hands over and takes back in the evening.</summary>
/// <param name="Captured">Totals of the whole day, not only of this page.</param>
/// <param name="Refunded">Units are above zero, points and fen below.</param>
/// <param name="Further">Spent there on the day in commodities that are not the first, refunds taken off.</param>
public sealed record MerchantDay(
    long JournalNumber, MerchantId Merchant, DateOnly Day, MovementTotals Captured, MovementTotals Refunded, MovementTotals Undone, IReadOnlyList<FurtherAmount> Further, IReadOnlyList<MerchantMovement> Movements)
{
    /// <summary>What the community owes for the day, refunds taken off.</summary>
    public Fen Owed => new(Captured.Fen.Count + Refunded.Fen.Count + Undone.Fen.Count);

    /// <summary>What was spent there on the day, refunds taken off.</summary>
    public Points Points => Captured.Points + Refunded.Points + Undone.Points;
}

/// <summary>So much of a commodity that is not the first, in its smallest unit.</summary>
public sealed record FurtherAmount(Code Commodity, long Amount);

/// <param name="Times">How many captures or refunds.</param>
/// <param name="Points">In the first commodity.</param>
public sealed record MovementTotals(long Times, long Quantity, Points Points, Fen Fen)
{
    public static readonly MovementTotals None = new(0, 0, Points.Zero, new Fen(0));

    public static MovementTotals operator +(MovementTotals a, MovementTotals b) => new(a.Times + b.Times, a.Quantity + b.Quantity, a.Points + b.Points, new Fen(a.Fen.Count + b.Fen.Count));
}

/// <summary>What a merchant sees of its redemptions.</summary>
public sealed class MerchantReader(NpgsqlDataSource source)
{
    private readonly LiveQuery _redemptions = new(source, RedemptionRows.Model);

    /// <summary>Redemptions, the last held first.</summary>
    /// <param name="before">The number of the hold the caller has last; absent for the newest.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<RedemptionPage> Redemptions(
        string tenant, MerchantId merchant, MerchantRedemptionStatus? status, long? before, int most, CancellationToken cancel)
    {
        var rows = await _redemptions.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY r.held_number DESC) AS at, {RedemptionCells.Selected}
            FROM ledger.merchant_redemption r
            WHERE r.tenant_id = $1 AND r.generation = live.generation AND r.merchant = $3 AND r.held_number < $4 AND ($5::text IS NULL OR r.status = $5)
            ORDER BY r.held_number DESC LIMIT $6
            """, [merchant.Value, before ?? long.MaxValue, status is { } one ? RedemptionCells.CodeOf(one) : null, Paging.Checked(most)],
            row => RedemptionCells.Redemption(row, 1), cancel);
        return new RedemptionPage(rows.Number, rows.Rows);
    }

    /// <summary>A person's own redemptions, the last held first.</summary>
    /// <param name="before">The number of the hold the caller has last; absent for the newest.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<RedemptionPage> RedemptionsOf(string tenant, PersonId person, MerchantRedemptionStatus? status, long? before, int most, CancellationToken cancel)
    {
        var rows = await _redemptions.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY r.held_number DESC) AS at, {RedemptionCells.Selected}
            FROM ledger.merchant_redemption r
            WHERE r.tenant_id = $1 AND r.generation = live.generation AND r.holder = $3 AND r.held_number < $4 AND ($5::text IS NULL OR r.status = $5)
            ORDER BY r.held_number DESC LIMIT $6
            """, [AccountName.Holder(person), before ?? long.MaxValue, status is { } one ? RedemptionCells.CodeOf(one) : null, Paging.Checked(most)],
            row => RedemptionCells.Redemption(row, 1), cancel);
        return new RedemptionPage(rows.Number, rows.Rows);
    }

    /// <summary>Captures and refunds booked on a day, in journal order, with the day's totals.</summary>
    /// <param name="after">The last journal number the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<MerchantDay> Day(string tenant, MerchantId merchant, DateOnly day, long after, int most, CancellationToken cancel)
    {
        const string ofTheDay = "FROM ledger.merchant_movement m WHERE m.tenant_id = $1 AND m.generation = live.generation AND m.merchant = $3 AND m.booked_on = $4";
        var rows = await _redemptions.Read(tenant, $"""
            SELECT 0::bigint AS at, count(*) AS times, NULL::uuid AS merchant, m.kind, NULL::uuid AS redemption, NULL::uuid AS refund, NULL::uuid AS offer,
                sum(m.quantity)::bigint AS quantity, sum(m.points)::bigint AS points, sum(m.fen)::bigint AS fen, NULL::bigint AS number, NULL::date AS booked_on, NULL::timestamptz AS recorded_at, m.commodity
            {ofTheDay} GROUP BY m.kind, m.commodity
            UNION ALL
            (SELECT m.number, 1, {RedemptionCells.SelectedMovement} {ofTheDay} AND m.number > $5 ORDER BY m.number LIMIT $6)
            """, [merchant.Value, day, after, Paging.Checked(most)], DayRow.Read, cancel);
        return new MerchantDay(rows.Number, merchant, day, Totals(rows, MovementKind.Captured) + Totals(rows, MovementKind.CapturedOffline), Totals(rows, MovementKind.Refunded), Totals(rows, MovementKind.Undone),
            [.. rows.Rows.Where(row => row is { Movement: null, Commodity: not null }).GroupBy(row => row.Commodity!.Value).OrderBy(same => same.Key.Value, StringComparer.Ordinal).Select(same => new FurtherAmount(same.Key, same.Sum(row => row.Points)))],
            [.. rows.Rows.Select(row => row.Movement).OfType<MerchantMovement>()]);
    }

    /// <summary>Captures and refunds between two journal numbers, in order: a statement's lines.</summary>
    /// <param name="most">1 to 200.</param>
    public async Task<(long JournalNumber, IReadOnlyList<MerchantMovement> Lines)> Between(string tenant, MerchantId merchant, long after, long through, int most, CancellationToken cancel)
    {
        var rows = await _redemptions.Read(tenant, $"""
            SELECT m.number AS at, {RedemptionCells.SelectedMovement} FROM ledger.merchant_movement m
            WHERE m.tenant_id = $1 AND m.generation = live.generation AND m.merchant = $3 AND m.number > $4 AND m.number <= $5 ORDER BY m.number LIMIT $6
            """, [merchant.Value, after, through, Paging.Checked(most)], row => RedemptionCells.Movement(row, 1), cancel);
        return (rows.Number, rows.Rows);
    }

    private static MovementTotals Totals(LiveRows<DayRow> rows, MovementKind kind) => rows.Rows.Where(row => row.Movement is null && row.Kind == kind).Aggregate(MovementTotals.None, (sum, row) => sum + row.Totals);

    private sealed record DayRow(MovementKind Kind, long Times, long Quantity, long Points, Fen Fen, Code? Commodity, MerchantMovement? Movement)
    {
        public MovementTotals Totals => new(Times, Quantity, new Points(Commodity is null ? Points : 0), Fen);

        public static DayRow Read(NpgsqlDataReader row) => new(Enum.Parse<MovementKind>(row.GetString(3), ignoreCase: true),
            row.GetInt64(1), row.GetInt64(7), row.GetInt64(8), new Fen(row.GetInt64(9)), row.Code(13), row.IsDBNull(2) ? null : RedemptionCells.Movement(row, 2));
    }
}
