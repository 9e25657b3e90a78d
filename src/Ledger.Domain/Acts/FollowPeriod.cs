using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Acts;

/// <summary>
/// Records what the rulebook gives everybody when a period begins (年初基础分): people after the last that had it, in the order of their
/// ids, up to one; who was registered before the period began. Sent by the scheduler until all have it; what another has done meanwhile is left alone.
/// </summary>
/// <param name="Period"><c>month</c>, <c>quarter</c>, <c>half</c>, <c>year</c> or one of the calendar's own.</param>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record FollowPeriod(Actor By, Code Period, PersonId? After, PersonId? To) : ICommand<PeriodIsFollowed>
{
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs) => needs.Row<PeriodState>(Period.Value).Range<Person>(From, Before);

    public Decision<PeriodIsFollowed> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (Following.PeriodsOf(books).Where(one => one.Period == Period).Select(one => (DateOnly?)one.First).FirstOrDefault() is not { } first) return new NotFound("period", Period.Value);
        var state = books.Find<PeriodState>(Period.Value);
        if (state?.First == first ? state.IsDone || state.To != After : After is not null) return books.Accept(new PeriodIsFollowed(Period, state?.First == first && state.IsDone));
        var people = Walking.People(books, From, Before, first).ToList();
        foreach (var person in people) Following.Follow(books, $"period.{Period}", Subject.Of(person.Id));
        books.Add(Stream.Community, new PeriodFollowed(Period, first, After, To, people.Count));
        return books.Accept(new PeriodIsFollowed(Period, To is null));
    }

    private string From => Walking.From(After?.ToString());

    private string Before => Walking.Before(To?.ToString());
}

/// <param name="IsDone">Whether nobody is left.</param>
public sealed record PeriodIsFollowed(Code Period, bool IsDone);

/// <summary>Some of the people have what the rulebook gives when a period begins.</summary>
/// <param name="First">The first day of the period.</param>
/// <param name="After">Those after this one, up to <paramref name="To"/>; absent: from the first, to the last.</param>
/// <param name="People">How many they were.</param>
public sealed record PeriodFollowed(Code Period, DateOnly First, PersonId? After, PersonId? To, int People) : IFact;

/// <summary>How far it went.</summary>
public sealed record PeriodState(DateOnly First, PersonId? To)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDone => To is null;

    public static void Evolve(IStates states, PeriodFollowed fact) => states.Put(fact.Period.Value, new PeriodState(fact.First, fact.To));
}
