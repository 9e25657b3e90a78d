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

/// <summary>Pages of a passbook (积分存折). Those asked for at the same moment share a statement (ADR 0024).</summary>
/// <param name="source">For look-ups: a plan is made once.</param>
public sealed class PassbookReader(NpgsqlDataSource source)
{
    private readonly PassbookStatement _onwards = new(source, ">", "ASC");
    private readonly PassbookStatement _backwards = new(source, "<", "DESC");

    /// <summary>The lines after a line, in order: continues a printed passbook.</summary>
    /// <param name="after">The last line the caller has; 0 for the beginning.</param>
    /// <param name="most">1 to 200.</param>
    /// <param name="asOf">The local booked date, its whole day included.</param>
    /// <param name="knownOn">The last journal number to count; absent: all that is followed.</param>
    /// <param name="inForce">The rulebook of a day, which says what goes over at a lot's end; absent: nothing does.</param>
    public Task<PassbookPage> Page(string tenant, string holder, string commodity, long after, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null) =>
        Read(_onwards, new(tenant, holder, commodity, after, Paging.Checked(most), asOf, knownOn), (one, other) => one.Line.CompareTo(other.Line), inForce, cancel);

    /// <summary>The lines before a line, newest first: what a phone shows.</summary>
    /// <param name="before">The oldest line the caller has; absent for the newest.</param>
    public Task<PassbookPage> Newest(string tenant, string holder, string commodity, long? before, int most, DateOnly asOf, long? knownOn, CancellationToken cancel, Func<DateOnly, Rulebook?>? inForce = null) =>
        Read(_backwards, new(tenant, holder, commodity, before ?? long.MaxValue, Paging.Checked(most), asOf, knownOn), (one, other) => other.Line.CompareTo(one.Line), inForce, cancel);

    private static async Task<PassbookPage> Read(PassbookStatement statement, PassbookQuestion asked, Comparison<PassbookLine> order, Func<DateOnly, Rulebook?>? inForce, CancellationToken cancel)
    {
        await statement.Ask(asked, cancel);
        asked.Lines.Sort(order);
        var lots = BalanceFold.Lots(asked.Number, asked.Cut, asked.Holder, asked.Commodity, asked.AsOf, asked.Sums, inForce);
        return new PassbookPage(asked.Number, asked.Cut, asked.Holder, asked.Commodity, asked.AsOf, asked.Lines, lots.Available, lots.LapsedAmount, lots.Live);
    }
}
