using Ledger.Domain.Grid;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Acts;

/// <summary>How far the roles of who records, attests or reverses reach: a grid assistant's to his building, a team leader's to his team.</summary>
internal static class Reach
{
    /// <summary>What is not there is refused elsewhere.</summary>
    public static Rejection? Refuses(Books books, Actor by, ActId id, params ReadOnlySpan<Role> roles) =>
        books.Find<Act>(id.ToString()) is { Recorded: var act } && !by.HoldsEverywhere(books, roles)
        && !by.Reaches(books, roles, Person.SurvivorOf(books, act.Person), act.OccurredOn, act.Place.Path, act.Belonging.Path)
            ? new OutsideScope(id) : null;

    /// <summary>… as it is told: of whom the role does not reach, nobody learns whether he was merged or his account is closed.</summary>
    public static Rejection? Refuses(Books books, Actor by, ActEntry act, params ReadOnlySpan<Role> roles)
    {
        if (by.HoldsEverywhere(books, roles) || books.Find<Person>(act.Person.ToString()) is not { IsForgotten: false } person) return null;
        var day = books.Community.LocalZone.DateOf(act.StartedAt);
        return by.Reaches(books, roles, Person.SurvivorOf(books, act.Person), day, PathOf(books, act.Place), PathOf(books, person.HomeOn(day).Node)) ? null : new OutsideScope(act.Act);
    }

    private static IReadOnlyList<Code> PathOf(Books books, Code? node) => node is { } one ? books.Find<GridNode>(GridNode.Key(one))?.Path ?? [] : [];
}

/// <summary>It happened elsewhere, by somebody who belongs elsewhere: the caller's role does not reach that far.</summary>
/// <param name="Person">Who was to be entered elsewhere, where it is about no act.</param>
public sealed record OutsideScope(ActId? Act, PersonId? Person = null) : Rejection;
