using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Entries;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.Balances;

/// <summary>What a holder had on a day, as the books knew it at a journal number; from entries. Today's balance for a decision is state, not this.</summary>
public sealed class BalanceReader(NpgsqlDataSource source)
{
    private static readonly string Body = $"SELECT row_number() OVER () AS at, s.* FROM ({Sums("$1", "live.generation", "$3", "$4", LiveQuery.KnownOn("$6"), "$5")}) s";

    private readonly LiveQuery _entries = new(source, EntryRows.Model);

    /// <param name="holder">See <see cref="AccountName.Holder"/>.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    /// <param name="inForce">The rulebook of a day, which says what goes over at a lot's end; absent: nothing does.</param>
    public async Task<Balance> At(string tenant, string holder, string commodity, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null)
    {
        var sums = await Read(tenant, holder, commodity, asOf, knownOn, cancel);
        return BalanceFold.Of(sums.Number, sums.Cut(knownOn), holder, commodity, asOf, sums.Rows, inForce);
    }

    /// <summary>What a holder has by lot, soonest to expire first: what expires next.</summary>
    public async Task<HolderLots> Lots(string tenant, string holder, string commodity, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null)
    {
        return LotsOf(await Read(tenant, holder, commodity, asOf, knownOn, cancel), holder, commodity, asOf, knownOn, inForce);
    }

    /// <summary>What moved by role and lot, of a commodity and of service time; the arguments are SQL.</summary>
    private static string Sums(string tenant, string generation, string holder, string commodity, string cut, string asOf) =>
        // What is activity: Idling.IsActivity. Balances go by the booked date, hours by the occurred date (rule 4).
        $"""
        SELECT e.role, e.commodity, sum(e.amount)::bigint AS amount, e.board, e.bucket, e.funding, e.origin_year, e.expires_on, e.terms,
            max(e.booked_on) FILTER (WHERE e.booked_on <= {asOf} AND (e.role IN ('issued', 'opened', 'received', 'sent', 'spent') OR (e.role = 'held' AND e.amount > 0) OR (e.role = 'deducted' AND e.amount < 0))) AS active_on
        FROM ledger.entry e
        WHERE e.tenant_id = {tenant} AND e.generation = {generation} AND e.holder = {holder} AND e.commodity IN ({commodity}, 'minutes') AND e.number <= {cut}
            AND CASE WHEN e.commodity = 'minutes' THEN e.occurred_on ELSE e.booked_on END <= {asOf}
        GROUP BY e.role, e.commodity, e.board, e.bucket, e.funding, e.origin_year, e.expires_on, e.terms
        """;

    /// <param name="at">Where the columns of <see cref="Sums"/> begin.</param>
    private static RoleAmount AmountOf(NpgsqlDataReader row, int at) => new(row.GetString(at), row.GetString(at + 1), LotOf(row, at + 3), row.GetInt64(at + 2), row.Date(at + 9));

    private static HolderLots LotsOf(LiveRows<RoleAmount> sums, string holder, string commodity, DateOnly asOf, long? knownOn, Func<DateOnly, Rulebook?>? inForce) =>
        BalanceFold.Lots(sums.Number, sums.Cut(knownOn), holder, commodity, asOf, sums.Rows, inForce);

    private Task<LiveRows<RoleAmount>> Read(string tenant, string holder, string commodity, DateOnly asOf, long? knownOn, CancellationToken cancel) =>
        _entries.Read(tenant, Body, [holder, commodity, asOf, knownOn], row => AmountOf(row, 1), cancel);

    private static Lot? LotOf(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : new Lot(row.GetString(at), row.GetString(at + 1), row.GetString(at + 2), row.GetInt32(at + 3), row.Date(at + 4), row.Code(at + 5));
}
