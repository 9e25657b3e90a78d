using System.Text.Json;
using Ledger.Domain.Grid;

namespace Ledger.Domain.Persons;

/// <summary>
/// Gives a role from a date on. A role of a merchant's counter names the merchant; a grid officer's or assistant's may be bound
/// to a node of the grid, a team leader's to a team. A substitute names whom he stands in for, and until when.
/// </summary>
/// <param name="InPlaceOf">Who holds the role and is away.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(RoleNeedsMerchant), typeof(ScopeDoesNotFit), typeof(UnknownNode), typeof(PeriodIsEmpty),
    typeof(SubstituteNeedsEnd), typeof(RoleNotHeld))]
public sealed record GrantRole(
    Actor By, PersonId Person, Role Role, MerchantId? Merchant, DateOnly From, DateOnly? Until, Code? Node = null, TeamId? Team = null, PersonId? InPlaceOf = null) : ICommand<PersonChanged>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString());
        if (InPlaceOf is { } away) needs.StartingWith<RoleHeld>(RoleHeld.Prefix(away));
    }

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator)) return new NotAllowed(Role.Administrator);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (Persons.Person.IsClosed(books, Person) is { } closed) return closed;
        var duty = new Duty(Role, Merchant, Node, Team);
        if (duty.Refuses(books, From) is { } misfit) return misfit;
        if (Until < From) return new PeriodIsEmpty("until", From, Until.Value);
        if (InPlaceOf is { } away)
        {
            if (Until is null) return new SubstituteNeedsEnd(Role);
            if (away == Person || RoleHeld.On(books, away, duty, From) is null) return new RoleNotHeld(away, Role, From);
        }
        books.Add(Stream.Person(Person), new RoleGranted(Person, Role, Merchant, From, Until, Node, Team, InPlaceOf));
        return books.Accept(new PersonChanged(Person));
    }
}

/// <summary>Ends a role with a last day: every grant of it that would last longer. One that begins later is never held.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(LastAdministrator))]
public sealed record EndRole(Actor By, PersonId Person, Role Role, MerchantId? Merchant, DateOnly Until, Code? Node = null, TeamId? Team = null) : ICommand<PersonChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Person(Person)).StartingWith<RoleHeld>(RoleHeld.Prefix(Person));

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator)) return new NotAllowed(Role.Administrator);
        var duty = new Duty(Role, Merchant, Node, Team);
        if (!RoleHeld.Of(books, Person).Any(held => held.IsCutBy(duty, Until))) return new NotFound("role", JsonNamingPolicy.KebabCaseLower.ConvertName(Role.ToString()));
        if (Role == Role.Administrator && !RoleHeld.IsAdministered(books, without: Person, Until.AddDays(1))) return new LastAdministrator(Person);
        books.Add(Stream.Person(Person), new RoleEnded(Person, Role, Merchant, Until, Node, Team));
        return books.Accept(new PersonChanged(Person));
    }
}

/// <summary>Hands a role over on a day (交接): the day before is the last of one and this the first of the other, with nothing between and nothing twice.</summary>
/// <param name="On">The first day of who takes over, who holds it as long as it was granted.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(RoleNotHeld), typeof(RoleAlreadyHeld))]
public sealed record HandOverRole(Actor By, PersonId Person, PersonId To, Role Role, MerchantId? Merchant, DateOnly On, Code? Node = null, TeamId? Team = null) : ICommand<PersonChanged>
{
    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).AddsTo(Stream.Person(To)).Row<Person>(To.ToString());
        needs.StartingWith<RoleHeld>(RoleHeld.Prefix(Person)).StartingWith<RoleHeld>(RoleHeld.Prefix(To));
    }

    public Decision<PersonChanged> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator)) return new NotAllowed(Role.Administrator);
        if (Persons.Person.Missing(books, "to", To) is { } missing) return missing;
        if (Persons.Person.IsClosed(books, To) is { } closed) return closed;
        var (duty, last) = (new Duty(Role, Merchant, Node, Team), On.AddDays(-1));
        // However often it was granted: what goes over is what lasts longest.
        if (RoleHeld.Of(books, Person).Where(grant => grant.Duty == duty && grant.Covers(last)).MaxBy(grant => grant.Until ?? DateOnly.MaxValue) is not { } held) return new RoleNotHeld(Person, Role, last);
        if (RoleHeld.Of(books, To).Any(other => other.Duty == duty && (other.Until is not { } end || end >= On))) return new RoleAlreadyHeld(To, Role, On);
        if (held.IsCutBy(duty, last)) books.Add(Stream.Person(Person), new RoleEnded(Person, Role, Merchant, last, Node, Team));
        books.Add(Stream.Person(To), new RoleGranted(To, Role, Merchant, On, held.Until > last ? held.Until : null, Node, Team));
        return books.Accept(new PersonChanged(To));
    }
}

/// <summary>A merchant's role names its merchant, another role names none.</summary>
public sealed record RoleNeedsMerchant(Role Role) : Rejection;

/// <summary>Grid roles may be bound to a node and a team leader's to a team; other roles are the whole community's.</summary>
/// <param name="Field">The member that does not fit the role.</param>
public sealed record ScopeDoesNotFit(Role Role, string Field) : Rejection;

/// <summary>Who stands in for somebody does so until a day that is known.</summary>
public sealed record SubstituteNeedsEnd(Role Role) : Rejection;

/// <summary>The person does not hold the role on that day, so nobody stands in for him or takes it over.</summary>
public sealed record RoleNotHeld(PersonId Person, Role Role, DateOnly On) : Rejection;

/// <summary>The person who is to take over holds the role on that day, or will.</summary>
public sealed record RoleAlreadyHeld(PersonId Person, Role Role, DateOnly On) : Rejection;

/// <summary>Nobody else would be an administrator for good: the books would be locked for ever.</summary>
public sealed record LastAdministrator(PersonId Person) : Rejection;

/// <summary>The last day lies before the first.</summary>
public sealed record PeriodIsEmpty(string Field, DateOnly From, DateOnly Until) : Rejection;
