using Ledger.Domain.Persons;

namespace Ledger.Domain.Accounts;

/// <summary>Posts the lapse of a holder's lots past their date (到期). Sent by the scheduler; every decision on the account posts it first by itself.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record LapseLots(Actor By, PersonId Person) : ICommand<LotsLapsed>
{
    public Decision<LotsLapsed> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (books.Find<Person>(Person.ToString()) is null) return new NotFound("person", Person.ToString());
        return books.Accept(new LotsLapsed(Lapse.PostIfDue(books, Person)));
    }
}

/// <param name="LapsedHundredths">What lapsed just now.</param>
public sealed record LotsLapsed(Points LapsedHundredths);

/// <summary>The lapse that every decision on an account posts before anything else.</summary>
public static class Lapse
{
    public static Points PostIfDue(Books books, PersonId person)
    {
        var holding = Holding.Of(books, person);
        if (holding.Lapsed.Count == 0) return Points.Zero;
        var posting = new Posting(books, person);
        foreach (var lot in holding.Lapsed) posting.Move(AccountName.Available(person), AccountName.Expired, Commodity.Points, lot);
        books.Add(Stream.Person(person), new PointsExpired(person, posting.Entries, posting.Legs, books.Today, books.Today));
        return new Points(holding.Lapsed.Sum(lot => lot.Amount));
    }
}
