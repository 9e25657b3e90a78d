using Ledger.Domain.Persons;

namespace Ledger.Domain.Redemptions;

/// <summary>A card (积分卡) was handed out: its number stands for the person at a counter of the staff. The number is in no event.</summary>
/// <param name="Attempt">Which of the numbers computed from the secret and the id is good.</param>
/// <param name="IssuedBy">Who printed it.</param>
public sealed record CardIssued(CardId Card, PersonId Person, int Attempt, PersonId IssuedBy) : IFact;

/// <summary>A card is not good any more.</summary>
/// <param name="Reason">A code: loss-reported, replaced, …</param>
public sealed record CardEnded(CardId Card, PersonId Person, Code Reason) : IFact;

/// <summary>A card by its id. It names its holder to the staff and spends nothing: for that a paper voucher is printed.</summary>
public sealed record Card(CardId Id, PersonId Person, int Attempt, PersonId IssuedBy, bool IsGood, long Number)
{
    public static void Evolve(IStates states, CardIssued fact, At at)
    {
        states.Put(fact.Card.ToString(), new Card(fact.Card, fact.Person, fact.Attempt, fact.IssuedBy, true, at.Number));
        states.Put(fact.Person.ToString(), new CardOfPerson(fact.Card));
    }

    public static void Evolve(IStates states, CardEnded fact, At at)
    {
        if (states.Find<Card>(fact.Card.ToString()) is { } card) states.Put(fact.Card.ToString(), card with { IsGood = false, Number = at.Number });
        states.Remove<CardOfPerson>(fact.Person.ToString());
    }

    /// <summary>Ends the person's card, if there is one.</summary>
    public static bool EndOf(Books books, PersonId person, Code reason)
    {
        if (books.Find<CardOfPerson>(person.ToString()) is not { } good) return false;
        books.Add(Stream.Person(person), new CardEnded(good.Card, person, reason));
        return true;
    }
}

/// <summary>The one card of a person that is good.</summary>
public sealed record CardOfPerson(CardId Card);

/// <summary>Which card a number's hash stands for. Not derivable: the number is in no event.</summary>
public sealed record CardNumber(CardId Card);

/// <summary>No card has this number, or it is not good any more: lost, replaced.</summary>
public sealed record CardNotGood : Rejection;
