namespace Ledger.Model;

/// <param name="Rightly">With the hash of the table as it is; it is put in when it is sent.</param>
public sealed record CloseMonth(Guid By, DateOnly Month, bool Rightly) : Deed(By)
{
    public string Hash { get; set; } = "";
    public override string Kind => "close a month";
    public override string Path => $"months/{Month:yyyy-MM}/closing";
    public override object Body => new { tableHash = Hash };
}

/// <summary>What a month's table says of an origin, by columns that do not depend on who noted a lapse when.</summary>
public sealed partial class Books
{
    private readonly HashSet<DateOnly> _closed = [];

    public DateOnly FirstMonth { get; } = MonthOf(DayOf(now));

    public bool IsClosed(DateOnly month) => _closed.Contains(month);

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private Expected Do(CloseMonth deed)
    {
        Unless(Is(deed.By, "accountant"), "not-allowed");
        Unless(deed.Month >= FirstMonth, "not-found");
        Unless(!_closed.Contains(deed.Month), "month-already-closed");
        Unless(Today >= deed.Month.AddMonths(1), "month-not-ended");
        Unless(deed.Month == FirstMonth || _closed.Contains(deed.Month.AddMonths(-1)), "earlier-month-open");
        Unless(deed.Rightly, "month-table-differs");
        _closed.Add(deed.Month);
        return Expected.Yes([]);
    }

    /// <summary>What moved in a month, as booked: column and amount for each origin.</summary>
    public IEnumerable<string> Moved(string what, DateOnly month) => History.All.Where(move => move.What == what && MonthOf(move.Booked) == month)
        .GroupBy(move => (move.Lot.Board, move.Lot.Year))
        .Select(origin => (origin.Key, Told: string.Join(", ", Columns(origin).Where(column => column.Key is "issued" or "opened" or "spent" or "deducted" or "clawedBack" or "reattributed")
            .Where(column => column.Value != 0).OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key} {column.Value}"))))
        .Where(line => line.Told.Length > 0).Select(line => $"{line.Key.Board} {line.Key.Year}: {line.Told}").Order(StringComparer.Ordinal);
}
