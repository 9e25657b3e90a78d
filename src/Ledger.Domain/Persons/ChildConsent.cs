namespace Ledger.Domain.Persons;

/// <summary>
/// Lets a child sign in or spend, or takes that back: the guardian of the day. A child under 14 who may sign in no more is signed
/// out at once; the office binds a sign-in again when the guardian has consented again.
/// </summary>
/// <param name="AgeBand">The band today, from the vault.</param>
[Refuses(typeof(NotFound))]
public sealed record ConsentForChild(Actor By, PersonId Child, ChildMay May, bool Given, string? AgeBand = null) : ICommand<PersonChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Child)).Row<ChildConsent>(ChildConsent.Key(Child, May)).StartingWith<SignInOf>(SignInOf.Prefix(Child));

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.IsGuardianOf(books, Child)) return new NotFound("person", Child.ToString());
        if ((books.Find<ChildConsent>(ChildConsent.Key(Child, May)) is not null) != Given)
            books.Add(Stream.Person(Child), new GuardianConsented(Child, By.Person!.Value, May, Given, EndsSignIn(books) ? true : null));
        return books.Accept(new PersonChanged(Child));
    }

    private bool EndsSignIn(Books books) => (May, Given, AgeBand) == (ChildMay.SignIn, false, ChildConsent.Under14) && books.StartingWith<SignInOf>(SignInOf.Prefix(Child)).Count > 0;
}

/// <summary>What a guardian lets a child do; the row goes when it is taken back.</summary>
public sealed record ChildConsent(PersonId Guardian)
{
    /// <summary>The law asks for a guardian's consent under this age; the band comes from the vault into the command.</summary>
    public const string Under14 = "0-13";

    public static string Key(PersonId child, ChildMay may) => $"{child}|{may}";

    /// <summary>What forbids it to a child under 14: nobody has consented. Whoever acts for the child has, by acting.</summary>
    /// <param name="ageBand">The band on the day of the command; absent where no birth date is known.</param>
    public static Rejection? Missing(Books books, PersonId person, string? ageBand, ChildMay may) =>
        ageBand == Under14 && books.Find<ChildConsent>(Key(person, may)) is null ? new GuardianMustConsent(person, may) : null;

    public static void Evolve(IStates states, GuardianConsented fact)
    {
        if (fact.Given) states.Put(Key(fact.Person, fact.May), new ChildConsent(fact.Guardian));
        else states.Remove<ChildConsent>(Key(fact.Person, fact.May));
        if (fact.EndsSignIn == true) SignIn.End(states, fact.Person);
    }
}

/// <summary>A child under 14 needs a guardian's consent for this.</summary>
public sealed record GuardianMustConsent(PersonId Person, ChildMay May) : Rejection;
