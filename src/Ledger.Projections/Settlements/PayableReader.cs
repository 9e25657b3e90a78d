using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Settlements;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Settlements;

/// <summary>What the books owe each merchant (应付商户款).</summary>
/// <param name="KnownOn">The number the answer is cut at.</param>
/// <param name="AsOf">The booked date what is owed is cut at; how far each statement is, is as the number knows it.</param>
public sealed record Payables(long JournalNumber, long KnownOn, DateOnly AsOf, IReadOnlyList<Payable> Merchants)
{
    public Fen Owed => new(Merchants.Sum(merchant => merchant.Owed.Count));
}

/// <param name="Owed">What is owed to the merchant: what became owed less what is paid.</param>
/// <param name="Borne">Who bears it, after payments.</param>
/// <param name="Months">Where what became owed stands, by the month it was booked in.</param>
public sealed record Payable(MerchantId Merchant, Fen Owed, IReadOnlyList<Borne> Borne, IReadOnlyList<PayableMonth> Months);

/// <param name="Bearer"><c>community</c> or <c>donor:…</c>; what the merchant gives himself is owed by nobody.</param>
public sealed record Borne(string Bearer, Fen Amount);

/// <summary>What became owed in a booked month, and how much of it has come how far. Each step holds those after it.</summary>
/// <param name="Became">Captures less refunds booked in the month.</param>
/// <param name="OnStatement">On a statement.</param>
/// <param name="Paid">On a statement that is paid, or that was carried into one that is.</param>
public sealed record PayableMonth(Month Month, string Bearer, Fen Became, Fen OnStatement, Fen Reconciled, Fen Approved, Fen Paid);

/// <summary>Reads what is owed: from legs, and from statements how far it has come.</summary>
public sealed class PayableReader(NpgsqlDataSource source)
{
    private static readonly string Legs = $"""
        SELECT row_number() OVER (ORDER BY s.merchant, s.account, s.month) AS at, s.* FROM (
            SELECT e.merchant, e.account, date_trunc('month', e.booked_on)::date AS month, sum(e.amount)::bigint AS amount FROM ledger.entry e
            WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.role IN ('payable', 'expense', 'paid') AND e.merchant IS NOT NULL
                AND ($3::uuid IS NULL OR e.merchant = $3) AND e.booked_on <= $4 AND e.number <= {LiveQuery.KnownOn("$5")}
            GROUP BY 1, 2, 3) s
        """;

    // A statement at or below zero is settled with the later one it was carried into.
    private static readonly string Stated = $"""
        SELECT row_number() OVER (ORDER BY s.merchant, a.month, a.bearer, s.sequence) AS at, s.merchant, a.month, a.bearer,
            {StatementReader.LastStep("s.statement", LiveQuery.KnownOn("$5"))} AS own,
            (SELECT {StatementReader.LastStep("c.statement", LiveQuery.KnownOn("$5"))} FROM ledger.statement c
             WHERE c.tenant_id = $1 AND c.generation = live.generation AND c.merchant = s.merchant AND c.total > 0 AND c.number <= {LiveQuery.KnownOn("$5")}
                AND c.carried_from <= s.sequence AND s.sequence < c.sequence ORDER BY c.sequence LIMIT 1) AS later,
            a.fen
        FROM ledger.statement s JOIN ledger.statement_amount a ON a.tenant_id = s.tenant_id AND a.generation = s.generation AND a.statement = s.statement
        WHERE s.tenant_id = $1 AND s.generation = live.generation AND ($3::uuid IS NULL OR s.merchant = $3) AND s.issued_on <= $4 AND s.number <= {LiveQuery.KnownOn("$5")}
        """;

    private readonly LiveQuery _entries = new(source, EntryRows.Model);
    private readonly LiveQuery _settlements = new(source, SettlementRows.Model);

    /// <param name="merchant">Absent: all that were ever owed something.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    public async Task<Payables> At(string tenant, MerchantId? merchant, DateOnly asOf, long? knownOn, CancellationToken cancel)
    {
        var legs = await _entries.Read(tenant, Legs, [merchant?.Value, asOf, knownOn],
            row => new LegSum(new MerchantId(row.GetGuid(1)), row.GetString(2), Month.Of(row.GetFieldValue<DateOnly>(3)), row.GetInt64(4)), cancel);
        var stated = await _settlements.Read(tenant, Stated, [merchant?.Value, asOf, legs.Cut(knownOn)], StatedSum.Read, cancel);
        // The other read model may be behind: then both are read as it knows them.
        if (stated.Number < legs.Cut(knownOn)) return await At(tenant, merchant, asOf, stated.Number, cancel);
        var byMerchant = stated.Rows.ToLookup(row => row.Merchant);
        return new Payables(legs.Number, legs.Cut(knownOn), asOf, [.. legs.Rows.GroupBy(row => row.Merchant).Select(own => Of(own.Key, [.. own], byMerchant[own.Key].ToList()))]);
    }

    private static Payable Of(MerchantId merchant, IReadOnlyList<LegSum> legs, IReadOnlyList<StatedSum> stated) => new(merchant,
        new Fen(-legs.Where(leg => leg.Role == "payable").Sum(leg => leg.Amount)),
        [
            .. legs.Where(leg => leg.Role is "expense" or "paid").GroupBy(leg => leg.Party).OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => new Borne(same.Key, new Fen(same.Sum(leg => leg.Amount))))
        ],
        [
            .. legs.Where(leg => leg.Role == "expense").GroupBy(leg => (leg.Month, Bearer: leg.Party)).OrderBy(same => same.Key.Month).ThenBy(same => same.Key.Bearer, StringComparer.Ordinal)
                .Select(same => Of(same.Key.Month, same.Key.Bearer, same.Sum(leg => leg.Amount), stated.Where(row => row.Month == same.Key.Month && row.Bearer == same.Key.Bearer).ToList()))
        ]);

    private static PayableMonth Of(Month month, string bearer, long became, List<StatedSum> stated)
    {
        return new PayableMonth(month, bearer, new Fen(became), From(StatementStatus.Issued), From(StatementStatus.Reconciled), From(StatementStatus.Approved), From(StatementStatus.Paid));

        Fen From(StatementStatus least) => new(stated.Where(row => row.HasReached(least)).Sum(row => row.Fen));
    }

    private sealed record LegSum(MerchantId Merchant, string Account, Month Month, long Amount)
    {
        public string Role => AccountName.RoleOf(Account);

        public string Party => AccountName.PartyOf(Account);
    }

    /// <param name="Own">How the statement itself stands.</param>
    /// <param name="Later">How the statement stands that it was carried into, if there is one.</param>
    private sealed record StatedSum(MerchantId Merchant, Month Month, string Bearer, StatementStatus Own, StatementStatus? Later, long Fen)
    {
        public static StatedSum Read(NpgsqlDataReader row) => new(new MerchantId(row.GetGuid(1)), Month.Of(row.GetFieldValue<DateOnly>(2)), row.GetString(3),
            StatementReader.StatusAfter(row.GetString(4)), row.IsDBNull(5) ? null : StatementReader.StatusAfter(row.GetString(5)), row.GetInt64(6));

        /// <summary>A disputed statement is on paper and no further.</summary>
        public bool HasReached(StatementStatus least) => least == StatementStatus.Issued || Rank(Own) >= Rank(least) || Later is { } later && Rank(later) >= Rank(least);

        private static int Rank(StatementStatus status) => status switch
        {
            StatementStatus.Reconciled => 1,
            StatementStatus.Approved => 2,
            StatementStatus.Paid => 3,
            _ => 0,
        };
    }
}
