using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Honours;

/// <summary>
/// Judges a ladder by the period that has just ended: people after the last that were judged, in the order of their ids, up to one. The
/// level stands from the first day of the new period; a need that asks for an age is not known to hold. Sent by the scheduler until all are judged; what another has judged meanwhile is left alone.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed), typeof(NoRulebookInForce), typeof(NotFound))]
public sealed record JudgeLadder(Actor By, Code Ladder, PersonId? After, PersonId? To) : ICommand<LadderIsJudged>
{
    /// <summary>The people, where they belong, their marks and windows.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => needs.Row<LadderState>(Ladder.Value).Range<Person>(From, Before);

    public Decision<LadderIsJudged> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (rulebook.Compiled.Ladders.FirstOrDefault(one => one.Entry.Code == Ladder) is not { Entry: { Judged.Form: { } every, Of: Whose.Person } } ladder) return new NotFound("ladder", Ladder.Value);
        var first = rulebook.Compiled.FirstDay(every, books.Today);
        var state = books.Find<LadderState>(Ladder.Value);
        if (state?.Period == first ? state.IsDone || state.To != After : After is not null) return books.Accept(new LadderIsJudged(Ladder, state?.Period == first && state.IsDone));
        var people = books.Range<Person>(From, Before).Select(row => row.Value).Where(person => person.MergedInto is null && !person.IsForgotten && person.Since < first).Select(person => person.Id).ToList();
        var facts = people.Select(person => Laddering.Facts(books, rulebook, Subject.Of(person), first.AddDays(-1), null)).ToList();
        foreach (var person in people) books.Find<LevelHeld>(LevelHeld.Key(Subject.Of(person).ToString(), Ladder));
        for (var number = 0; number < people.Count; number++) Laddering.Judge(books, rulebook, ladder, Subject.Of(people[number]), first, facts[number]);
        books.Add(Stream.Community, new LadderJudged(Ladder, first, After, To, people.Count));
        return books.Accept(new LadderIsJudged(Ladder, To is null));
    }

    private string From => After is { } after ? $"{after} " : "";

    private string Before => To is { } to ? $"{to} " : "\uffff";
}

/// <param name="IsDone">Whether everybody was judged.</param>
public sealed record LadderIsJudged(Code Ladder, bool IsDone);

/// <summary>People were judged on a ladder by the period that ended: those whose level changed have facts of their own.</summary>
/// <param name="Period">The first day of the new period.</param>
/// <param name="People">How many were judged.</param>
public sealed record LadderJudged(Code Ladder, DateOnly Period, PersonId? After, PersonId? To, int People) : IFact;

/// <summary>How far a ladder was judged.</summary>
public sealed record LadderState(DateOnly Period, PersonId? To)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDone => To is null;

    public static void Evolve(IStates states, LadderJudged fact) => states.Put(fact.Ladder.Value, new LadderState(fact.Period, fact.To));
}
