using Ledger.Domain.Communities;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>A window in which an act counts from when it is recorded, whatever becomes of it until it is rejected or undone; kept with it, so that it comes out of the very same one.</summary>
public sealed record RecordedIn(string Meter, string Scope, string Period, DateOnly? Until, long Units)
{
    /// <summary>By the rulebook of its day.</summary>
    public static IReadOnlyList<RecordedIn>? Of(IRows rows, ActRecorded act)
    {
        if (RulebookVersions.On(rows, act.OccurredOn) is not { } version || Rulebook.Of(rows, version.Version)?.Compiled is not { CountsRecorded: true } rulebook || rulebook.ActOf(act.ActType) < 0) return null;
        var (facts, windows) = (ActFacts.Of(rulebook, act), ActFacts.WindowsOf(rulebook, new StandingMeters(rows), act));
        var found = new List<RecordedIn>();
        foreach (var measure in rulebook.Measures.Where(measure => measure.CountsRecorded && (measure.When?.Test(facts) ?? Truth.True) == Truth.True))
            if (measure.OfOne(facts) is > 0 and var units && windows.KeyOf(measure.Number) is var key) found.Add(new(key.Meter, key.Scope, key.Period, windows.LastDayOf(measure.Number), units));
        return found.Count > 0 ? found : null;
    }

    /// <param name="sign">-1 takes it out again.</param>
    public static void Move(IStates states, Act act, int sign, At at)
    {
        var (then, now) = (act.Recorded.Person, Persons.Person.SurvivorOf(states, act.Recorded.Person));
        foreach (var one in act.CountedFrom ?? [])
            MeterRow.Count(states, new(one.Meter, one.Scope.Replace($"person:{then}", $"person:{now}", StringComparison.Ordinal), one.Period), sign * one.Units, one.Until, Community.DateOf(states, at));
    }
}
