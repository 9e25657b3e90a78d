namespace Ledger.Domain.Months;

/// <summary>
/// Closes a month (月结) after its last local day, in order, once. What is fixed is the table the accountant has checked, cut at
/// a journal number behind which nothing of the month can stand any more.
/// </summary>
/// <param name="Checked">The hash of the table the accountant saw.</param>
/// <param name="Known">The table as the books made it for this command.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MonthAlreadyClosed), typeof(MonthNotEnded), typeof(EarlierMonthOpen), typeof(MonthTableDiffers), typeof(BooksStillMoving))]
public sealed record CloseMonth(Actor By, Month Month, string Checked, MonthKnown Known) : ICommand<MonthIsClosed>
{
    public static readonly Role[] Closers = [Role.Accountant];

    public void Name(Needs needs) => needs.Row<ClosedMonth>(ClosedMonth.Key(Month)).Row<ClosedMonth>(ClosedMonth.Key(Month.Previous)).AddsTo(Stream.Month(Month));

    public Decision<MonthIsClosed> Decide(Books books)
    {
        if (!By.Holds(books, Closers)) return new NotAllowed(Closers);
        var first = Month.Of(books.Community.OpenedOn);
        if (Month < first) return new NotFound("month", Month.ToString());
        if (books.Find<ClosedMonth>(ClosedMonth.Key(Month)) is { } closed) return new MonthAlreadyClosed(Month, closed.Number);
        if (books.Today <= Month.LastDay) return new MonthNotEnded(Month, Month.LastDay);
        if (Month > first && books.Find<ClosedMonth>(ClosedMonth.Key(Month.Previous)) is null) return new EarlierMonthOpen(Month, Month.Previous);
        if (Checked != Known.TableHash) return new MonthTableDiffers(Month, Checked, Known.TableHash);
        if (MayStandBehind(books)) return new BooksStillMoving(Known.Number, books.LastNumber);

        books.Add(Stream.Month(Month), new MonthClosed(Month, Known.Number, Known.Root, Known.TableHash, books.Today));
        return books.Accept(new MonthIsClosed(Month, Known.Number, Known.Root, Known.TableHash));
    }

    /// <summary>
    /// Recorded times never go back, and a fact is booked on the day it is recorded: once a number was recorded after the month,
    /// or is the last there is, nothing of the month comes after it. No clock but the books' own is asked.
    /// </summary>
    private bool MayStandBehind(Books books) =>
        Known.Number != books.LastNumber && books.Community.LocalZone.DateOf(Known.RecordedAt) <= Month.LastDay;
}

/// <param name="Number">The journal number the table was made at.</param>
/// <param name="RecordedAt">When that number was recorded.</param>
public sealed record MonthKnown(long Number, DateTimeOffset RecordedAt, string Root, string TableHash);

/// <param name="KnownOn">The journal number the table is cut at.</param>
public sealed record MonthIsClosed(Month Month, long KnownOn, string Root, string TableHash);

/// <summary>The month was closed before.</summary>
/// <param name="Number">The journal number of the closing.</param>
public sealed record MonthAlreadyClosed(Month Month, long Number) : Rejection;

/// <summary>The month still runs.</summary>
public sealed record MonthNotEnded(Month Month, DateOnly LastDay) : Rejection;

/// <summary>Months are closed in order, and the one before is open.</summary>
public sealed record EarlierMonthOpen(Month Month, Month Earlier) : Rejection;

/// <summary>The table that was checked is not the month's table.</summary>
public sealed record MonthTableDiffers(Month Month, string Checked, string TableHash) : Rejection;

/// <summary>Something was booked while the table was made, and nothing since the month ended: it may belong to the month.</summary>
public sealed record BooksStillMoving(long KnownOn, long LastNumber) : Rejection;
