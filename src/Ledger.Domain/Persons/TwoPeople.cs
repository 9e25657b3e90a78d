namespace Ledger.Domain.Persons;

/// <summary>The signature that waits for a second person's; the row goes with it.</summary>
/// <param name="About">Exactly what was signed for.</param>
public sealed record FirstSignature(string About, PersonId Signer)
{
    public static string Key(PersonId person, Code what) => $"{person}|{what}";

    public static void Evolve(IStates states, RelationBound fact)
    {
        if (fact.Approver is not null) states.Remove<FirstSignature>(Key(fact.Person, NameHeir.What));
    }

    public static void Evolve(IStates states, FirstSigned fact) => states.Put(Key(fact.Person, fact.What), new FirstSignature(fact.About, fact.Signer));
}

/// <summary>What needs two people: the first signature is kept, the second, of somebody else and for the same, does it.</summary>
internal static class TwoPeople
{
    /// <summary>Whether signing would be for oneself or for one's own household, today.</summary>
    public static bool Gains(Books books, PersonId signer, PersonId gainer) =>
        signer == gainer || Person.LiveTogether(books, signer, gainer, books.Today);

    /// <summary>Who signed first for the very same; null when this is the first signature, which is then kept.</summary>
    /// <param name="refusal">That the first signature is the same person's.</param>
    public static PersonId? FirstOf(Books books, PersonId person, Code what, string about, PersonId signer, out Rejection? refusal)
    {
        refusal = null;
        if (books.Find<FirstSignature>(FirstSignature.Key(person, what)) is { } first && first.About == about)
        {
            if (!Person.IsOne(books, signer, first.Signer)) return first.Signer;
            refusal = new SecondPersonNeeded("person");
            return null;
        }
        books.Add(Stream.Person(person), new FirstSigned(person, what, about, signer));
        return null;
    }
}
