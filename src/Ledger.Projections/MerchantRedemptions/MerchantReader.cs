using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.MerchantRedemptions;

/// <param name="JournalNumber">Where the read model stands.</param>
public sealed record RedemptionPage(long JournalNumber, IReadOnlyList<MerchantRedemption> Redemptions);

/// <summary>A merchant's day, by booked date: what it hands over and takes back in the evening.</summary>
/// <param name="Captured">Totals of the whole day, not only of this page.</param>
/// <param name="Refunded">Units are above zero, points and fen below.</param>
public sealed record MerchantDay(
    long JournalNumber, MerchantId Merchant, DateOnly Day, MovementTotals Captured, MovementTotals Refunded, IReadOnlyList<MerchantMovement> Movements)
{
    /// <summary>What the community owes for the day, refunds taken off.</summary>
    public Fen Owed => new(Captured.Fen.Count + Refunded.Fen.Count);
}

/// <param name="Times">How many captures or refunds.</param>
public sealed record MovementTotals(long Times, long Quantity, Points Points, Fen Fen)
{
    public static readonly MovementTotals None = new(0, 0, Points.Zero, new Fen(0));
}

/// <summary>What the books owe each merchant (应付商户款), folded from legs.</summary>
/// <param name="KnownOn">The number the answer is cut at.</param>
/// <param name="AsOf">The booked date the answer is cut at.</param>
public sealed record Payables(long JournalNumber, long KnownOn, DateOnly AsOf, IReadOnlyList<Payable> Merchants)
{
    public Fen Owed => new(Merchants.Sum(merchant => merchant.Owed.Count));
}

/// <param name="Owed">What is owed to the merchant.</param>
/// <param name="Borne">Who bears what became owed, before any payment.</param>
public sealed record Payable(MerchantId Merchant, Fen Owed, IReadOnlyList<Borne> Borne);

/// <param name="Bearer"><c>community</c> or <c>donor:…</c>; what the merchant gives himself is owed by nobody.</param>
public sealed record Borne(string Bearer, Fen Amount);

/// <summary>What a merchant sees of its redemptions, and what it is owed.</summary>
public sealed class MerchantReader(NpgsqlDataSource source)
{
    private readonly LiveQuery _redemptions = new(source, RedemptionRows.Model);
    private readonly LiveQuery _entries = new(source, EntryRows.Model);

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

    /// <summary>Captures and refunds booked on a day, in journal order, with the day's totals.</summary>
    /// <param name="after">The last journal number the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    public async Task<MerchantDay> Day(string tenant, MerchantId merchant, DateOnly day, long after, int most, CancellationToken cancel)
    {
        const string ofTheDay = "FROM ledger.merchant_movement m WHERE m.tenant_id = $1 AND m.generation = live.generation AND m.merchant = $3 AND m.booked_on = $4";
        var rows = await _redemptions.Read(tenant, $"""
            SELECT 0::bigint AS at, count(*) AS times, NULL::uuid AS merchant, m.kind, NULL::uuid AS redemption, NULL::uuid AS refund, NULL::uuid AS offer,
                sum(m.quantity)::bigint AS quantity, sum(m.points)::bigint AS points, sum(m.fen)::bigint AS fen, NULL::bigint AS number, NULL::date AS booked_on, NULL::timestamptz AS recorded_at
            {ofTheDay} GROUP BY m.kind
            UNION ALL
            (SELECT m.number, 1, {RedemptionCells.SelectedMovement} {ofTheDay} AND m.number > $5 ORDER BY m.number LIMIT $6)
            """, [merchant.Value, day, after, Paging.Checked(most)], DayRow.Read, cancel);
        return new MerchantDay(rows.Number, merchant, day, Totals(rows, MovementKind.Captured), Totals(rows, MovementKind.Refunded),
            [.. rows.Rows.Select(row => row.Movement).OfType<MerchantMovement>()]);
    }

    /// <param name="merchant">Absent: all that were ever owed something.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    public async Task<Payables> Payable(string tenant, MerchantId? merchant, DateOnly asOf, long? knownOn, CancellationToken cancel)
    {
        var rows = await _entries.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY s.merchant, s.account) AS at, s.* FROM (
                SELECT e.merchant, e.account, sum(e.amount)::bigint AS amount FROM ledger.entry e
                WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.role IN ('payable', 'expense') AND e.merchant IS NOT NULL
                    AND ($3::uuid IS NULL OR e.merchant = $3) AND e.booked_on <= $4 AND e.number <= {LiveQuery.KnownOn("$5")}
                GROUP BY e.merchant, e.account) s
            """, [merchant?.Value, asOf, knownOn], row => (Merchant: new MerchantId(row.GetGuid(1)), Account: row.GetString(2), Amount: row.GetInt64(3)), cancel);
        return new Payables(rows.Number, rows.Cut(knownOn), asOf, [.. rows.Rows.GroupBy(row => row.Merchant).Select(own => new Payable(own.Key,
            new Fen(-own.Where(row => row.Account == AccountName.Payable(own.Key)).Sum(row => row.Amount)),
            [.. own.Where(row => AccountName.RoleOf(row.Account) == "expense").Select(row => new Borne(AccountName.PartyOf(row.Account), new Fen(row.Amount)))]))]);
    }

    private static MovementTotals Totals(LiveRows<DayRow> rows, MovementKind kind) => rows.Rows.FirstOrDefault(row => row.Movement is null && row.Kind == kind)?.Totals ?? MovementTotals.None;

    private sealed record DayRow(MovementKind Kind, MovementTotals Totals, MerchantMovement? Movement)
    {
        public static DayRow Read(NpgsqlDataReader row) => new(
            Enum.Parse<MovementKind>(row.GetString(3), ignoreCase: true),
            new MovementTotals(row.GetInt64(1), row.GetInt64(7), new Points(row.GetInt64(8)), new Fen(row.GetInt64(9))),
            row.IsDBNull(2) ? null : RedemptionCells.Movement(row, 2));
    }
}
