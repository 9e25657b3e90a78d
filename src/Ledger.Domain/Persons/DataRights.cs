namespace Ledger.Domain.Persons;

/// <summary>Who has a person's rights to his own data: correction, copy, consent, being forgotten.</summary>
public static class DataRights
{
    /// <summary>He himself, or his guardian or helper today.</summary>
    public static bool Speaks(this Actor by, Books books, PersonId person) => by.Is(person) || by.ActsFor(books, person);

    /// <summary>He himself, a guardian, or after his death an heir: what cannot be undone is not for a helper.</summary>
    public static bool DisposesOf(this Actor by, Books books, PersonId person) => by.Is(person) || by.IsGuardianOf(books, person) || by.Inherits(books, person);
}
