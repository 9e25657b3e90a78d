using Ledger.Domain.Persons;

namespace Ledger.Domain.Redemptions;

/// <summary>Hands out a card (积分卡). The one before it ends: one person, one good card.</summary>
/// <param name="NumberHashes">Keyed hashes of the numbers of attempts 0, 1, …; the first that is free is taken.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(IdAlreadyUsed), typeof(ReportedLost), typeof(NoCodeFree))]
public sealed record IssueCard(Actor By, CardId Card, PersonId Person, IReadOnlyList<string> NumberHashes) : ICommand<CardIsIssued>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<Card>(Card.ToString()).Row<CardOfPerson>(Person.ToString()).Row<LossReport>(Person.ToString());
        foreach (var hash in NumberHashes) needs.Row<CardNumber>(hash);
    }

    public Decision<CardIsIssued> Decide(Books books)
    {
        if (By.Person is not { } issuer || !By.Holds(books, PlaceHold.Helpers)) return new NotAllowed(PlaceHold.Helpers);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (!By.Reaches(books, PlaceHold.Helpers, Person)) return new NotFound("person", Person.ToString());
        if (Persons.Person.IsClosed(books, Person) is { } closed) return closed;
        if (books.Find<Card>(Card.ToString()) is not null) return new IdAlreadyUsed("card", Card.ToString());
        if (LossReport.Of(books, Person) is not null) return new ReportedLost(Person);
        var attempt = NumberHashes.TakeWhile(hash => books.Find<CardNumber>(hash) is not null).Count();
        if (attempt == NumberHashes.Count) return new NoCodeFree();
        Redemptions.Card.EndOf(books, Person, "replaced");
        books.PutSide(NumberHashes[attempt], new CardNumber(Card));
        books.Add(Stream.Person(Person), new CardIssued(Card, Person, attempt, issuer));
        return books.Accept(new CardIsIssued(Card, Person, attempt));
    }
}

/// <param name="Attempt">From it and the id the number is computed; the number itself is not kept.</param>
public sealed record CardIsIssued(CardId Card, PersonId Person, int Attempt);

/// <summary>Ends a card: given back, broken. A lost one ends with the loss report.</summary>
[Refuses(typeof(NotFound))]
public sealed record EndCard(Actor By, CardId Card, Code Reason) : ICommand<CardIsEnded>
{
    public void Name(Needs needs) => needs.Row<Card>(Card.ToString());

    public Decision<CardIsEnded> Decide(Books books)
    {
        if (books.Find<Card>(Card.ToString()) is not { } card) return new NotFound("card", Card.ToString());
        if (!By.Is(card.Person) && !PlaceHold.HelpedBy(By, books, card.Person)) return new NotFound("card", Card.ToString());
        if (card.IsGood) books.Add(Stream.Person(card.Person), new CardEnded(Card, card.Person, Reason));
        return books.Accept(new CardIsEnded(Card));
    }
}

public sealed record CardIsEnded(CardId Card);

/// <summary>Finds the person a card stands for, at a counter of the staff. Counts wrong numbers as a merchant's counter does wrong codes.</summary>
[Refuses(typeof(NotAllowed), typeof(TooManyWrongCodes), typeof(CardNotGood))]
public sealed record LookAtCard(Actor By, string NumberHash) : ICommand<CardIsGood>
{
    public void Name(Needs needs) => needs.Row<CardNumber>(NumberHash);

    public Decision<CardIsGood> Decide(Books books)
    {
        if (!By.Holds(books, PlaceHold.Helpers)) return new NotAllowed(PlaceHold.Helpers);
        var guesses = WrongCodes.Of(books, By);
        if (guesses.BlockedUntil(books.Now) is { } until) return new TooManyWrongCodes(books.Local(until));
        if (books.Find<CardNumber>(NumberHash) is { } number && books.Find<Card>(number.Card.ToString()) is { IsGood: true } card)
            return By.Reaches(books, PlaceHold.Helpers, card.Person) ? books.Accept(new CardIsGood(card.Id, card.Person)) : new CardNotGood();
        guesses.Note(books, By);
        return new CardNotGood();
    }
}

public sealed record CardIsGood(CardId Card, PersonId Person);
