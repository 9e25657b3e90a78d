namespace Ledger.Domain.Acts;

/// <summary>How far the roles of who records, attests or reverses reach: a grid assistant's to his building, a team leader's to his team.</summary>
internal static class Reach
{
    /// <summary>What is not there is refused elsewhere.</summary>
    public static Rejection? Refuses(Books books, Actor by, ActId id, params ReadOnlySpan<Role> roles) =>
        books.Find<Act>(id.ToString()) is { Recorded: var act } && !by.HoldsEverywhere(books, roles)
        && !by.Reaches(books, roles, Persons.Person.SurvivorOf(books, act.Person), act.OccurredOn, act.Place.Path, act.Belonging.Path)
            ? new OutsideScope(id) : null;
}

/// <summary>It happened elsewhere, by somebody who belongs elsewhere: the caller's role does not reach that far.</summary>
/// <param name="Person">Who was to be entered elsewhere, where it is about no act.</param>
public sealed record OutsideScope(ActId? Act, PersonId? Person = null) : Rejection;
