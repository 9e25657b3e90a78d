namespace Ledger.Domain.Months;

/// <summary>A month was closed (月结): its table, as the books knew it at a journal number, was checked and fixed.</summary>
/// <param name="KnownOn">The journal number the table is cut at. Whatever is booked in the month has this number or an earlier one.</param>
/// <param name="Root">The Merkle root of all events up to that number, in hexadecimal.</param>
/// <param name="TableHash">SHA-256 of the table's canonical JSON, in hexadecimal. The table itself is derived and can be made again.</param>
public sealed record MonthClosed(Month Month, long KnownOn, string Root, string TableHash, DateOnly ClosedOn) : IFact;

/// <summary>A closed month. Twelve rows a year.</summary>
/// <param name="Number">The journal number of the closing itself.</param>
public sealed record ClosedMonth(Month Month, long KnownOn, string Root, string TableHash, DateOnly ClosedOn, long Number)
{
    public static string Key(Month month) => month.ToString();

    public static void Evolve(IStates states, MonthClosed fact, At at) =>
        states.Put(Key(fact.Month), new ClosedMonth(fact.Month, fact.KnownOn, fact.Root, fact.TableHash, fact.ClosedOn, at.Number));
}
