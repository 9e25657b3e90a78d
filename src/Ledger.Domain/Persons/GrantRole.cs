namespace Ledger.Domain.Persons;

/// <summary>Gives a role from a date on; a role of a merchant's counter names the merchant.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(RoleNeedsMerchant), typeof(PeriodIsEmpty))]
public sealed record GrantRole(Actor By, PersonId Person, Role Role, MerchantId? Merchant, DateOnly From, DateOnly? Until) : ICommand<PersonChanged>
{
    private bool IsOfMerchant => Role is Role.MerchantOwner or Role.MerchantClerk;

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator)) return new NotAllowed(Role.Administrator);
        if (books.Find<Person>(Person.ToString()) is not { IsForgotten: false }) return new NotFound("person", Person.ToString());
        if (IsOfMerchant != (Merchant is not null)) return new RoleNeedsMerchant(Role);
        if (Merchant is { } merchant && books.Find<Merchants.Merchant>(merchant.ToString()) is null) return new NotFound("merchant", merchant.ToString());
        if (Until < From) return new PeriodIsEmpty("until", From, Until.Value);
        books.Add(Stream.Person(Person), new RoleGranted(Person, Role, Merchant, From, Until));
        return books.Accept(new PersonChanged(Person));
    }
}

/// <summary>Ends a role with a last day: every grant of it that would last longer. One that begins later is never held.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record EndRole(Actor By, PersonId Person, Role Role, MerchantId? Merchant, DateOnly Until) : ICommand<PersonChanged>
{
    public void Name(Needs needs) => needs.StartingWith<RoleHeld>(RoleHeld.Prefix(Person));

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator)) return new NotAllowed(Role.Administrator);
        if (!books.StartingWith<RoleHeld>(RoleHeld.Prefix(Person)).Any(row => row.Value.IsCutBy(Role, Merchant, Until))) return new NotFound("role", Role.ToString());
        books.Add(Stream.Person(Person), new RoleEnded(Person, Role, Merchant, Until));
        return books.Accept(new PersonChanged(Person));
    }
}

/// <summary>A merchant's role names its merchant, another role names none.</summary>
public sealed record RoleNeedsMerchant(Role Role) : Rejection;

/// <summary>The last day lies before the first.</summary>
public sealed record PeriodIsEmpty(string Field, DateOnly From, DateOnly Until) : Rejection;
