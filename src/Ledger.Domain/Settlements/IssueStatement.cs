using Ledger.Domain.Merchants;
using Ledger.Domain.Months;

namespace Ledger.Domain.Settlements;

/// <summary>
/// Issues a merchant's statement: everything booked up to the end of the month that is on no statement yet. A late refund or
/// capture is booked on its own day and so comes in the next. A merchant that has closed gets its last one at once.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(IdAlreadyUsed), typeof(MonthNotEnded), typeof(NothingToSettle))]
public sealed record IssueStatement(Actor By, MerchantId Merchant, StatementId Statement, Month Month) : ICommand<StatementIsIssued>
{
    public static readonly Role[] Issuers = [Role.Office, Role.Accountant];

    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Merchant>(Merchant.ToString()).Row<Statement>(Statement.ToString())
        .Row<Settling>(Merchant.ToString()).Range<Unsettled>(Unsettled.Prefix(Merchant), Unsettled.Key(Merchant, Month.Next));

    public Decision<StatementIsIssued> Decide(Books books)
    {
        if (!By.Holds(books, Issuers)) return new NotAllowed(Issuers);
        if (books.Find<Merchant>(Merchant.ToString()) is not { } merchant) return new NotFound("merchant", Merchant.ToString());
        if (books.Find<Statement>(Statement.ToString()) is not null) return new IdAlreadyUsed("statement", Statement.ToString());
        if (books.Today <= (merchant.IsClosed ? Month.FirstDay.AddDays(-1) : Month.LastDay)) return new MonthNotEnded(Month, Month.LastDay);
        var months = books.Range<Unsettled>(Unsettled.Prefix(Merchant), Unsettled.Key(Merchant, Month.Next));
        if (months.Count == 0) return new NothingToSettle(Merchant, Month);

        var last = books.Find<Settling>(Merchant.ToString()) ?? Settling.None;
        var lines = Sums.Joined(months.SelectMany(row => row.Value.Lines));
        var due = Sums.Due(lines, last.Carried);
        var issued = new StatementIssued(Statement, Merchant, last.Sequence + 1, Month, last.Through, months.Max(row => row.Value.Last), lines,
            last.Carried, last.CarriedFrom, due, Sums.Total(due), books.Today);
        books.Add(Stream.Merchant(Merchant), issued);
        return books.Accept(new StatementIsIssued(Statement, issued.Sequence, Month, issued.After, issued.Through, issued.Total));
    }
}

/// <param name="After">Its lines have higher journal numbers than this,</param>
/// <param name="Through">up to this.</param>
/// <param name="TotalFen">What is due; at or below zero it is carried into the next statement.</param>
public sealed record StatementIsIssued(StatementId Statement, long Sequence, Month Month, long After, long Through, Fen TotalFen);
