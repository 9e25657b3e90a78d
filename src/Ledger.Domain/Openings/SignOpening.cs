using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Openings;

/// <summary>
/// The second signature: somebody else has compared the opening with the paper. Only now it is posted, every passbook or none,
/// and what forbade entering forbids signing.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OpeningAlreadyDecided), typeof(SecondPersonNeeded), typeof(GainsByOpening), typeof(NoRulebookInForce), typeof(UnknownBoard), typeof(LotPastItsDate))]
public sealed record SignOpening(Actor By, OpeningId Opening) : ICommand<OpeningIsPosted>
{
    /// <summary>The passbooks, whose they are, their accounts and their windows.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => SecondPerson.Name(needs, By, Opening);

    public Decision<OpeningIsPosted> Decide(Books books)
    {
        if (SecondPerson.MayNotDecide(books, By, Opening) is { } refusal) return refusal;
        var passbooks = Passbooks(books);
        if (passbooks.Select(passbook => Refuse(books, passbook.Paper)).FirstOrDefault(no => no is not null) is { } because) return because;
        foreach (var (passbook, paper) in passbooks) Post(books, passbook, paper);
        books.Add(Stream.Opening(Opening), new OpeningSigned(Opening, By.Person!.Value, passbooks.Count));
        return books.Accept(new OpeningIsPosted(Opening, passbooks.Count));
    }

    /// <summary>What signing now would say to one of its passbooks; null is yes.</summary>
    public Rejection? Refuse(Books books, PaperPassbook paper) => OpeningRules.Refuse(books, By.Person!.Value, paper.Person, paper.ClosedOn, paper.Lots);

    /// <summary>Looks at every row the posting will need first, so that one more reading finds them all.</summary>
    private List<(string Passbook, PaperPassbook Paper)> Passbooks(Books books)
    {
        var papers = new List<(string, PaperPassbook)>();
        foreach (var (_, row) in books.StartingWith<OpeningPassbook>(OpeningPassbook.Prefix(Opening)))
        {
            var person = Person.SurvivorOf(books, row.Person);
            books.Find<Person>(person.ToString());
            books.Find<Account>(Account.Key(person, Commodity.Minutes));
            Holding.Of(books, person);
            if (books.Find<PaperPassbook>(row.Passbook) is { } paper) papers.Add((row.Passbook, paper with { Person = person }));
        }
        return papers;
    }

    private void Post(Books books, string passbook, PaperPassbook paper)
    {
        Lapse.PostIfDue(books, paper.Person);
        var posting = new Posting(books, paper.Person);
        foreach (var lot in paper.Lots)
        {
            posting.Credit(AccountName.Opened, new LotAmount(lot.OfPoints, lot.Points.Hundredths));
            posting.Move(AccountName.Opened, AccountName.Available(paper.Person), Commodity.Minutes, lot.OfMinutes, lot.Minutes.Count);
        }
        books.Add(Stream.Person(paper.Person), new OpeningPosted(Opening, passbook, paper.Person, posting.Entries, posting.Legs, paper.ClosedOn, books.Today));
        AccountRest.Settle(books, paper.Person);
    }
}

/// <param name="Passbooks">How many were posted.</param>
public sealed record OpeningIsPosted(OpeningId Opening, int Passbooks);

/// <summary>The second person refuses the opening: nothing of it is posted, and its passbooks may be entered anew.</summary>
/// <param name="Reason">A code.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OpeningAlreadyDecided), typeof(SecondPersonNeeded))]
public sealed record RejectOpening(Actor By, OpeningId Opening, Code Reason) : ICommand<OpeningIsRejected>
{
    public void Name(Needs needs) => SecondPerson.Name(needs, By, Opening);

    public Decision<OpeningIsRejected> Decide(Books books)
    {
        if (SecondPerson.MayNotDecide(books, By, Opening) is { } refusal) return refusal;
        // Folding the refusal frees every passbook: all are looked at first.
        foreach (var (_, row) in books.StartingWith<OpeningPassbook>(OpeningPassbook.Prefix(Opening))) books.Find<PaperPassbook>(row.Passbook);
        books.Add(Stream.Opening(Opening), new OpeningRejected(Opening, By.Person!.Value, Reason));
        return books.Accept(new OpeningIsRejected(Opening));
    }
}

public sealed record OpeningIsRejected(OpeningId Opening);

internal static class SecondPerson
{
    public static readonly Role[] Signers = [Role.Administrator, Role.Office, Role.Accountant];

    public static void Name(Needs needs, Actor by, OpeningId opening)
    {
        needs.Row<Opening>(opening.ToString()).StartingWith<OpeningPassbook>(OpeningPassbook.Prefix(opening)).StartingWith<Rulebooks.Rulebook>("").AddsTo(Stream.Opening(opening));
        if (by.Person is { } person) needs.Row<Person>(person.ToString());
    }

    public static Rejection? MayNotDecide(Books books, Actor by, OpeningId id)
    {
        if (!by.Holds(books, Signers)) return new NotAllowed(Signers);
        if (books.Find<Opening>(id.ToString()) is not { } opening) return new NotFound("opening", id.ToString());
        if (opening.Status != OpeningStatus.Entered) return new OpeningAlreadyDecided(id, opening.Status);
        return Person.IsOne(books, by.Person!.Value, opening.EnteredBy) ? new SecondPersonNeeded("opening") : null;
    }
}
