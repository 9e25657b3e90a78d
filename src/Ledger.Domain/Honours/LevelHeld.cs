using Ledger.Domain.Communities;
using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Honours;

/// <summary>The level of somebody on a ladder.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Cycle">How far the cycles went that were judged: the last, from 0, and <paramref name="Inside"/> the position in it.</param>
/// <param name="Since">The first day of this level; <paramref name="Awarded"/>: the last day on which one was reached.</param>
public sealed record LevelHeld(Code Level, int Position, DateOnly Since, DateOnly? Until, DateOnly Awarded, long Cycle = 0, int Inside = 0)
{
    public static string Key(string subject, Code ladder) => $"{subject}|{ladder}";

    /// <summary>The level on a day; null when there is none.</summary>
    public static LevelHeld? On(IRows rows, string subject, Code ladder, DateOnly day) =>
        rows.Find<LevelHeld>(Key(subject, ladder)) is { Position: > 0 } held && held.Since <= day && !(held.Until < day) ? held : null;

    public static void Evolve(IStates states, LevelReached fact)
    {
        MeasureCounting.Count(states, fact.Rulebook, Told.Awarded, fact.Ladder, fact.Subject, fact.From);
        var key = Key(fact.Subject.ToString(), fact.Ladder);
        var before = states.Find<LevelHeld>(key);
        var stays = fact.Cycle > 0 && before?.Position > fact.Position;
        states.Put(key, stays ? before! with { Awarded = fact.From, Cycle = fact.Cycle!.Value, Inside = fact.Position }
            : new LevelHeld(fact.Level, fact.Position, fact.From, fact.Until, fact.From, fact.Cycle ?? 0, fact.Position));
        foreach (var benefit in fact.Benefits ?? []) BenefitLeft.Add(states, fact.Subject, benefit);
        if (fact.Application is { } id && states.Find<Application>(id.ToString()) is { } application) states.Put(id.ToString(), application with { IsDecided = true });
    }

    public static void Evolve(IStates states, LevelLost fact)
    {
        var key = Key(fact.Subject.ToString(), fact.Ladder);
        if (states.Find<LevelHeld>(key) is { } held) states.Put(key, held with { Level = fact.To ?? held.Level, Position = fact.Position, Since = fact.From, Until = null });
    }
}

/// <summary>Units of an item that somebody may still claim.</summary>
public sealed record BenefitLeft(long Units)
{
    public static string Key(string subject, Code item) => $"{subject}|{item}";

    internal static void Add(IStates states, Subject subject, BenefitGiven benefit)
    {
        var of = Key(subject.ToString(), benefit.Item);
        states.Put(of, new BenefitLeft((states.Find<BenefitLeft>(of)?.Units ?? 0) + benefit.Units));
    }
}

/// <summary>An application for a level, while it is signed.</summary>
public sealed record Application(LevelApplied Applied, IReadOnlyList<Signature> Signed, bool IsDecided, long Number)
{
    public static void Evolve(IStates states, LevelApplied fact, At at)
    {
        states.Put(fact.Application.ToString(), new Application(fact, [], false, at.Number));
        MeasureCounting.Count(states, fact.Rulebook, Told.Applied, fact.Ladder, fact.Subject, (states.Find<Community>("") ?? Community.NotOpened).LocalZone.DateOf(at.RecordedAt));
    }

    public static void Evolve(IStates states, LevelReviewed fact, At at)
    {
        if (states.Find<Application>(fact.Application.ToString()) is { } application)
            states.Put(fact.Application.ToString(), application with { Signed = [.. application.Signed, new(fact.Step, fact.By)], Number = at.Number });
    }
}
