namespace Ledger.Domain.Acts;

/// <summary>How far a recorder's and attester's roles reach: a grid assistant's to his building, a team leader's to his team.</summary>
internal static class Reach
{
    /// <summary>What is not there is refused elsewhere.</summary>
    public static Rejection? Refuses(Books books, Actor by, ActId id) =>
        books.Find<Act>(id.ToString()) is { Recorded: var act } && !by.Reaches(books, RecordActs.Recorders, act.Person, act.OccurredOn, act.Place.Path, act.Belonging.Path)
            ? new OutsideScope(id) : null;
}

/// <summary>It happened elsewhere, by somebody who belongs elsewhere: the caller's role does not reach that far.</summary>
public sealed record OutsideScope(ActId Act) : Rejection;
