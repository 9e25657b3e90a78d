using Ledger.Domain.Accounts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Forgetting;

/// <summary>Asks that a person be forgotten: he himself, an heir, or the office on a written request.</summary>
[Refuses(typeof(NotFound), typeof(Consents.PaperIsMissing))]
public sealed record AskToBeForgotten(Actor By, PersonId Person, string? EvidenceHash) : ICommand<ForgettingIs>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<ForgettingWish>(Person.ToString());

    public Decision<ForgettingIs> Decide(Books books)
    {
        var speaks = By.DisposesOf(books, Person);
        if (!speaks && !By.Holds(books, Role.Office)) return new NotFound("person", Person.ToString());
        if (books.Find<Person>(Person.ToString()) is not { IsForgotten: false }) return new NotFound("person", Person.ToString());
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
/// with it, and so do his ciphertexts; his key is destroyed after the commit. Nothing that was ever counted changes.
/// </summary>
/// <param name="SearchKeys">The side rows by which he is found.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(SecondPersonNeeded), typeof(HoldsAreOpen))]
public sealed record ForgetPerson(Actor By, PersonId Person, IReadOnlyList<string> SearchKeys) : ICommand<ForgettingIs>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<ForgettingWish>(Person.ToString()).Row<Account>(Account.Key(Person, Commodity.Points));
        needs.StartingWith<SignInOf>(SignInOf.Prefix(Person)).StartingWith<SideRow>(VaultPrefix);
        if (By.Person is { } second) needs.Row<Person>(second.ToString());
    }

    public Decision<ForgettingIs> Decide(Books books)
    {
        if (!By.Holds(books, Role.Office)) return new NotAllowed(Role.Office);
        if (books.Find<Person>(Person.ToString()) is not { IsForgotten: false } person) return new NotFound("person", Person.ToString());
        if (books.Find<ForgettingWish>(Person.ToString()) is not { } wish) return new NotFound("person", Person.ToString());
        if (By.Is(wish.AskedBy) || (books.Find<Person>(By.Person!.Value.ToString()) is { } second && second.SharesHouseholdWith(person))) return new SecondPersonNeeded("person");
        if (books.Find<Account>(Account.Key(Person, Commodity.Points)) is { Held: > 0 } account) return new HoldsAreOpen(Person, new Points(account.Held));
        books.Add(Stream.Person(Person), new PersonForgotten(Person, wish.AskedBy, By.Person!.Value, books.Today));
        foreach (var key in SearchKeys.Concat(books.StartingWith<SideRow>(VaultPrefix).Select(row => row.Key))) books.RemoveSide<SideRow>(key);
        return books.Accept(new ForgettingIs(Person, true));
    }

    private string VaultPrefix => $"{SideKinds.Vault}|{Person}|";
}

public sealed record ForgettingIs(PersonId Person, bool IsForgotten);

/// <summary>Points are still held: the codes are used or given up first.</summary>
public sealed record HoldsAreOpen(PersonId Person, Points Held) : Rejection;
