using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Accounts;

/// <summary>Posts the lapse of a holder's lots past their date, or idle too long (到期). Sent by the scheduler; every decision on the account posts it first by itself.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
/// <param name="HeldBy">Whose lots they are where they are not the person's; <paramref name="Commodity"/>: of which, where it is not the first.</param>
public sealed record LapseLots(Actor By, PersonId Person, Subject? HeldBy = null, string? Commodity = null) : ICommand<LotsLapsed>
{
    public void Name(Needs needs) => needs.Row<Person>(Person.ToString()).StartingWith<LotLapsed>(LotHeld.Prefix(HeldBy ?? Person, Commodity ?? Accounts.Commodity.Points));

    /// <summary>For an account by its row; null where it is of nobody who may have lots, or of service time.</summary>
    public static LapseLots? Of(Actor by, string key, Account account)
    {
        var (holder, commodity) = (Subject.Parse(key[..key.LastIndexOf('|')]), key[(key.LastIndexOf('|') + 1)..]);
        if (commodity == Accounts.Commodity.Minutes || holder is not { } subject || (subject.Person ?? account.By) is not { } person) return null;
        return new(by, person, subject.Person is null ? subject : null, commodity == Accounts.Commodity.Points ? null : commodity);
    }

    public Decision<LotsLapsed> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (books.Find<Person>(Person.ToString()) is null) return new NotFound("person", Person.ToString());
        return books.Accept(new LotsLapsed(Lapse.PostIfDue(books, HeldBy ?? Person, Person, Commodity ?? Accounts.Commodity.Points)));
    }
}

/// <param name="LapsedHundredths">What lapsed just now.</param>
public sealed record LotsLapsed(Points LapsedHundredths);

/// <summary>The lapse that every decision on an account posts before anything else.</summary>
public static class Lapse
{
    /// <summary>Everything of a bucket lapses, whatever its date: its clause says so, and somebody has agreed.</summary>
    public static void Bucket(Books books, PersonId person, Code bucket)
    {
        foreach (var commodity in Account.CommoditiesOf(books, person))
        {
            PostIfDue(books, person, person, commodity);
            var (lots, posting) = (Holding.Of(books, person, commodity).Live.Where(lot => lot.Lot.Bucket == bucket).ToList(), new Posting(books, person, commodity));
            foreach (var lot in lots) posting.Move(AccountName.Available(person), AccountName.Expired, commodity, lot);
            if (lots.Count > 0) books.Add(Stream.Person(person), new PointsExpired(person, posting.Entries, posting.Legs, books.Today, books.Today));
        }
    }

    public static Points PostIfDue(Books books, PersonId person) => PostIfDue(books, person, person);

    /// <param name="person">Who has to do with it, where the holder is somebody else.</param>
    public static Points PostIfDue(Books books, Subject holder, PersonId person, string commodity = Commodity.Points)
    {
        if (RulebookVersions.Of(books).Versions.Any(version => version.IsIdling)) books.StartingWith<LotLapsed>(LotHeld.Prefix(holder, commodity));
        var holding = Holding.Of(books, holder, commodity);
        var available = AccountName.Available(holder);
        foreach (var ended in holding.Ended)
        {
            var posting = new Posting(books, holder, commodity);
            foreach (var lot in ended.Expired) posting.Move(available, AccountName.Expired, commodity, lot);
            foreach (var (from, into) in ended.Carried) posting.Move(available, from.Lot, into, from.Amount);
            books.Add(Stream.Person(person), new PointsExpired(person, posting.Entries, posting.Legs, books.Today, books.Today, holder == person ? null : holder, ended.Rulebook, ended.Steps, ended.IdleSince));
        }
        return new Points(holding.Ended.Sum(ended => ended.Expired.Sum(lot => lot.Amount)));
    }
}
