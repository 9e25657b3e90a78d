using Ledger.Domain.Accounts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Forgetting;

/// <summary>Asks that a person be forgotten: he himself, an heir, or the office on a written request.</summary>
[Refuses(typeof(NotFound), typeof(PersonWasMerged), typeof(Consents.PaperIsMissing))]
public sealed record AskToBeForgotten(Actor By, PersonId Person, string? EvidenceHash) : ICommand<ForgettingIs>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<ForgettingWish>(Person.ToString());

    public Decision<ForgettingIs> Decide(Books books)
    {
        var speaks = By.DisposesOf(books, Person);
        if (!speaks && !By.IsOrWas(books, Person) && !By.Holds(books, Role.Office)) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (!speaks && EvidenceHash is null) return new Consents.PaperIsMissing(Person);
        if (books.Find<ForgettingWish>(Person.ToString()) is null) books.Add(Stream.Person(Person), new ForgettingAsked(Person, By.Person!.Value, books.Today, EvidenceHash));
        return books.Accept(new ForgettingIs(Person, false));
    }
}

/// <summary>Takes the request back, as long as it waits.</summary>
[Refuses(typeof(NotFound))]
public sealed record TakeForgettingBack(Actor By, PersonId Person) : ICommand<ForgettingIs>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<ForgettingWish>(Person.ToString());

    public Decision<ForgettingIs> Decide(Books books)
    {
        if (!By.DisposesOf(books, Person) && !By.Holds(books, Role.Office)) return new NotFound("person", Person.ToString());
        if (books.Find<ForgettingWish>(Person.ToString()) is null) return new NotFound("person", Person.ToString());
        books.Add(Stream.Person(Person), new ForgettingTakenBack(Person, By.Person!.Value, books.Today));
        return books.Accept(new ForgettingIs(Person, false));
    }
}

/// <summary>
/// Forgets a person who asked for it: the second of two people, from the office. What can be found by his name or phone goes
/// with it, and so do his ciphertexts; his key is destroyed after the commit, under every id he was registered by. His card, roles
/// and relations end. Nothing that was ever counted changes: the account is not closed, which would move its rest; what is on it
/// lapses by its own dates and nobody can spend it. Codes somebody still waits for are used or given up first, at whatever price.
/// </summary>
/// <param name="SearchKeys">The side rows by which he is found.</param>
/// <param name="Expected">The journal number at which those were collected: who was merged since has more.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(SecondPersonNeeded), typeof(ChangedMeanwhile), typeof(HoldsAreOpen), typeof(LastAdministrator))]
public sealed record ForgetPerson(Actor By, PersonId Person, IReadOnlyList<string> SearchKeys, long? Expected = null) : ICommand<ForgettingIs>
{
    /// <summary>The reason that the card ends with.</summary>
    public static readonly Code Gone = "person-forgotten";

    public void Name(Needs needs)
    {
        Ties.Name(needs, Person);
        needs.Row<ForgettingWish>(Person.ToString()).Row<Account>(Account.Key(Person, Commodity.Points)).StartingWith<SignInOf>(SignInOf.Prefix(Person)).StartingWith<SideRow>(VaultOf(Person));
        if (By.Person is { } second) needs.Row<Person>(second.ToString());
    }

    public Decision<ForgettingIs> Decide(Books books)
    {
        if (!By.Holds(books, Role.Office)) return new NotAllowed(Role.Office);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (books.Find<ForgettingWish>(Person.ToString()) is not { } wish) return new NotFound("person", Person.ToString());
        var second = By.Person!.Value;
        if (Persons.Person.IsOne(books, second, wish.AskedBy) || TwoPeople.Gains(books, second, Person)) return new SecondPersonNeeded("person");
        if (Expected is { } expected && books.Find<Person>(Person.ToString())!.Number is var actual && expected != actual) return new ChangedMeanwhile(expected, actual);
        if (books.StartingWith<OpenHold>(OpenHold.Prefix(Person)) is { Count: > 0 } open)
            return new HoldsAreOpen(Person, new Points(books.Find<Account>(Account.Key(Person, Commodity.Points))?.Held ?? 0), open.Count);
        if (RoleHeld.IsLastAdministrator(books, Person)) return new LastAdministrator(Person);
        Ties.End(books, Person, Gone);
        foreach (var id in (books.Find<Person>(Person.ToString())!.Aliases ?? []).Prepend(Person))
        {
            books.Add(Stream.Person(id), new PersonForgotten(id, wish.AskedBy, second, books.Today));
            foreach (var (key, _) in books.StartingWith<SideRow>(VaultOf(id))) books.RemoveSide<SideRow>(key);
        }
        foreach (var key in SearchKeys) books.RemoveSide<SideRow>(key);
        return books.Accept(new ForgettingIs(Person, true));
    }

    private static string VaultOf(PersonId person) => $"{SideKinds.Vault}|{person}|";
}

public sealed record ForgettingIs(PersonId Person, bool IsForgotten);

/// <summary>Codes are still open: they are used or given up first.</summary>
/// <param name="Held">Points behind them; none for what costs none.</param>
public sealed record HoldsAreOpen(PersonId Person, Points Held, int Codes) : Rejection;
