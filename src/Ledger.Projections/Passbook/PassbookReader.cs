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
/// <param name="Live">What can be spent on that day by lot, soonest to expire first; nothing of service time, which is never spent.</param>
public sealed record PassbookPage(
    long JournalNumber, long KnownOn, string Holder, string Commodity, DateOnly AsOf, IReadOnlyList<PassbookLine> Lines, long Available, long Lapsed, IReadOnlyList<LotAmount> Live);

/// <summary>Pages of a passbook (积分存折). Those asked for at the same moment share a statement (ADR 0024).</summary>
/// <param name="source">For look-ups: a plan is made once.</param>
/// <param name="balances">Adds up what there was on a day past, for which nobody else waits.</param>
public sealed class PassbookReader(NpgsqlDataSource source, BalanceReader balances)
{
    private readonly PassbookStatement _onwards = new(source, ">", "ASC");
    private readonly PassbookStatement _backwards = new(source, "<", "DESC");

    public PassbookReader(NpgsqlDataSource source) : this(source, new BalanceReader(source))
    {
    }

    /// <summary>The lines after a line, in order: continues a printed passbook.</summary>
    /// <param name="after">The last line the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    /// <param name="inForce">The rulebook of a day, which says what goes over at a lot's end; absent: nothing does.</param>
    /// <param name="now">What the holder has, where the caller has read it: the page then stands no further, and nothing is added up unless his account has moved since.</param>
    public Task<PassbookPage> Page(string tenant, string holder, string commodity, long after, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null, AccountNow? now = null) =>
        Read(_onwards, new(tenant, holder, commodity, after, Paging.Checked(most), asOf, UpTo(knownOn, now)), (one, other) => one.Line.CompareTo(other.Line), inForce, now, cancel);

    /// <summary>The lines before a line, newest first: what a phone shows.</summary>
    /// <param name="before">The oldest line the caller has; absent for the newest.</param>
    public Task<PassbookPage> Newest(string tenant, string holder, string commodity, long? before, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null, AccountNow? now = null) =>
        Read(_backwards, new(tenant, holder, commodity, before ?? long.MaxValue, Paging.Checked(most), asOf, UpTo(knownOn, now)), (one, other) => other.Line.CompareTo(one.Line), inForce, now, cancel);

    private static long? UpTo(long? knownOn, AccountNow? now) => now?.Number < (knownOn ?? long.MaxValue) ? now.Number : knownOn;

    private async Task<PassbookPage> Read(PassbookStatement statement, PassbookQuestion asked, Comparison<PassbookLine> order, Func<DateOnly, Rulebook?>? inForce, AccountNow? now, CancellationToken cancel)
    {
        await statement.Ask(asked, cancel);
        asked.Lines.Sort(order);
        var (tenant, holder, commodity, cut, asOf) = (asked.Tenant, asked.Holder, asked.Commodity, asked.Cut, asked.AsOf);
        var isNow = now?.IsSo(cut, asOf) == true;
        if (commodity == Commodity.Minutes)
            return Page(isNow ? now!.Available : (await balances.Lots(tenant, holder, commodity, asOf, cut, cancel)).Available, 0, []);
        // Entries up to a number never change: at the number of the lines they need not be read in the same snapshot.
        var lots = isNow ? BalanceFold.Lots(asked.Number, cut, holder, commodity, asOf, now!.Lots, now.ActiveOn, inForce) : await balances.Lots(tenant, holder, commodity, asOf, cut, cancel, inForce);
        return Page(lots.Available, lots.LapsedAmount, lots.Live);

        PassbookPage Page(long available, long lapsed, IReadOnlyList<LotAmount> live) => new(asked.Number, cut, holder, commodity, asOf, asked.Lines, available, lapsed, live);
    }
}
