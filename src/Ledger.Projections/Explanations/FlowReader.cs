using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Explanations;

/// <summary>The flow of somebody's lots, from the entries.</summary>
public sealed class FlowReader(NpgsqlDataSource source)
{
    /// <summary>How far back it is asked who gave what was received, and of how many holders at most.</summary>
    private const int MostGifts = 3, MostHolders = 50;

    private static readonly string[] Followed = ["person:", "household:", "team:"];

    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <param name="holders">Whose lots, under every id that was merged with theirs.</param>
    /// <param name="upTo">As it lay at this journal number; absent: as it lies.</param>
    /// <param name="andGivers">Whether to look behind what was received from others: only for who may see anybody's account.</param>
    public async Task<LotFlows> Of(string tenant, IReadOnlyCollection<string> holders, bool andGivers, CancellationToken cancel, long? upTo = null)
    {
        var all = holders.ToHashSet();
        for (var gifts = 0; ;)
        {
            var more = await Same(tenant, all, cancel);
            if (more.Count == 0 && andGivers && gifts++ < MostGifts) more = await Givers(tenant, all, cancel);
            if (more.Count == 0 || all.Count + more.Count > MostHolders) break;
            all.UnionWith(more);
        }
        var rows = await _entries.Read(tenant, $"""
            SELECT row_number() OVER (ORDER BY e.number, e.leg) AS at, e.number, e.leg, e.holder, e.account, e.commodity, e.board, e.bucket, e.funding, e.origin_year, e.expires_on, e.amount,
                e.fact, e.occurred_on, e.booked_on, e.recorded_at, e.act, e.act_type, e.redemption, e.refund, e.merchant, e.offer, e.terms
            FROM ledger.entry e WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.holder = ANY($3) AND e.number <= {LiveQuery.KnownOn("$4")} AND e.commodity NOT IN ('minutes', 'fen')
            """, [all.ToArray(), upTo], Read, cancel);
        return new(rows.Number, all, LotFlow.Of(rows.Rows));
    }

    /// <summary>What was spent at a merchant between two journal numbers, by commodity, and by the board and the fund it came from; what came back is taken off.</summary>
    public async Task<(long JournalNumber, IReadOnlyList<SpentFrom> Spent)> Spent(string tenant, MerchantId merchant, long after, long through, CancellationToken cancel)
    {
        var rows = await _entries.Read(tenant, """
            SELECT row_number() OVER (ORDER BY x.commodity, x.board, x.funding) AS at, x.commodity, x.board, x.funding, x.amount FROM (
                SELECT e.commodity, e.board, e.funding, sum(e.amount)::bigint AS amount FROM ledger.entry e
                WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.number > $4 AND e.number <= $5 AND e.account = $3 GROUP BY 1, 2, 3) x
            """, [AccountName.Spent(merchant), after, through], row => new SpentFrom(row.GetString(1), row.Code(2)!.Value, row.Code(3)!.Value, row.GetInt64(4)), cancel);
        return (rows.Number, rows.Rows);
    }

    /// <summary>Other ids of the same people.</summary>
    private async Task<IReadOnlyList<string>> Same(string tenant, HashSet<string> known, CancellationToken cancel) => Unknown(known, (await _entries.Read(tenant, """
        SELECT row_number() OVER () AS at, x.holder FROM (
            SELECT a.survivor AS holder FROM ledger.alias a WHERE a.tenant_id = $1 AND a.generation = live.generation AND a.holder = ANY($3)
            UNION SELECT a.holder FROM ledger.alias a WHERE a.tenant_id = $1 AND a.generation = live.generation AND a.survivor = ANY($3)) x
        """, [known.ToArray()], row => row.GetString(1), cancel)).Rows);

    private async Task<IReadOnlyList<string>> Givers(string tenant, HashSet<string> known, CancellationToken cancel) => Unknown(known, (await _entries.Read(tenant, $"""
        SELECT row_number() OVER () AS at, x.account FROM (
            SELECT DISTINCT e.account FROM ledger.entry e WHERE e.tenant_id = $1 AND e.generation = live.generation AND e.holder = ANY($3) AND e.role = '{AccountName.ReceivedRole}') x
        """, [known.ToArray()], row => AccountName.PartyOf(row.GetString(1)), cancel)).Rows);

    private static List<string> Unknown(HashSet<string> known, IEnumerable<string> holders) =>
        [.. holders.Where(holder => !known.Contains(holder) && Followed.Any(kind => holder.StartsWith(kind, StringComparison.Ordinal)))];

    private static Entry Read(NpgsqlDataReader row) => new(row.GetInt64(1), row.GetInt32(2), row.GetString(3),
        new Leg(row.GetString(4), row.GetString(5), row.Code(6) is { } board ? new Lot(board, row.Code(7)!.Value, row.Code(8)!.Value, row.GetInt32(9), row.Date(10), row.Code(22)) : null, row.GetInt64(11)),
        null, row.GetString(12), row.GetFieldValue<DateOnly>(13), row.GetFieldValue<DateOnly>(14), row.GetFieldValue<DateTimeOffset>(15),
        new References(row.Id<ActId>(16), row.Code(17), Redemption: row.Id<RedemptionId>(18), Refund: row.Id<RefundId>(19), Merchant: row.Id<MerchantId>(20), Offer: row.Id<OfferId>(21)));
}

/// <param name="JournalNumber">Where the read model stands.</param>
/// <param name="Holders">Whose entries it was made of.</param>
public sealed record LotFlows(long JournalNumber, IReadOnlySet<string> Holders, IReadOnlyList<FlowPart> Parts);

/// <param name="Amount">In the smallest unit of the commodity.</param>
public sealed record SpentFrom(string Commodity, Code Board, Code Funding, long Amount);
