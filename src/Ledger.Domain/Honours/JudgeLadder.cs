using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Honours;

/// <summary>
/// Judges a ladder by the period that has just ended: those after the last that were judged, in the order of their rows, up to one. The
/// level stands from the first day of the new period; a need that asks for an age is not known to hold. Sent by the scheduler until all are judged; what another has judged meanwhile is left alone.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed), typeof(NoRulebookInForce), typeof(NotFound))]
public sealed record JudgeLadder(Actor By, Code Ladder, string? After, string? To) : ICommand<LadderIsJudged>
{
    /// <summary>The rows, whose they are, where they belong, their marks and windows.</summary>
    public int MostReadings => 8;

    public void Name(Needs needs) => needs.Row<LadderState>(Ladder.Value);

    public Decision<LadderIsJudged> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (rulebook.Compiled.Ladders.FirstOrDefault(one => one.Entry.Code == Ladder) is not { Entry.Judged.Form: { } every } ladder) return new NotFound("ladder", Ladder.Value);
        var first = rulebook.Compiled.FirstDay(every, books.Today);
        var state = books.Find<LadderState>(Ladder.Value);
        if (state?.Period == first ? state.IsDone || state.To != After : After is not null) return books.Accept(new LadderIsJudged(Ladder, state?.Period == first && state.IsDone));
        var subjects = Walking.Of(books, ladder.Entry.Of, After, To, first.AddDays(-1));
        var facts = subjects.Select(subject => Laddering.Facts(books, rulebook, subject, first.AddDays(-1), null)).ToList();
        foreach (var subject in subjects) books.Find<LevelHeld>(LevelHeld.Key(subject.ToString(), Ladder));
        for (var number = 0; number < subjects.Count; number++) Laddering.Judge(books, rulebook, ladder, subjects[number], first, facts[number]);
        books.Add(Stream.Community, new LadderJudged(Ladder, first, After, To, subjects.Count));
        return books.Accept(new LadderIsJudged(Ladder, To is null));
    }
}

/// <param name="IsDone">Whether everybody was judged.</param>
public sealed record LadderIsJudged(Code Ladder, bool IsDone);

/// <summary>Some were judged on a ladder by the period that ended: those whose level changed have facts of their own.</summary>
/// <param name="Period">The first day of the new period.</param>
/// <param name="After">The key of the last before them; absent: these are the first. <paramref name="To"/>: of the last of them; absent: there are no more.</param>
/// <param name="People">How many were judged: people, or whom the ladder is for.</param>
public sealed record LadderJudged(Code Ladder, DateOnly Period, string? After, string? To, int People) : IFact;

/// <summary>How far a ladder was judged.</summary>
public sealed record LadderState(DateOnly Period, string? To)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDone => To is null;

    public static void Evolve(IStates states, LadderJudged fact) => states.Put(fact.Ladder.Value, new LadderState(fact.Period, fact.To));
}
