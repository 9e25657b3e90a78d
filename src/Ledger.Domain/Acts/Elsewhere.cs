using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>What an act adds to windows of a version that is not its own.</summary>
public sealed record CountedElsewhere(Code Version, IReadOnlyList<MeterChange> Changes);

/// <summary>
/// A window may be older than the version that bounds it. So an act counts beside its own version in the measures that others have and
/// its own has not: what it really got, its minutes, itself, whatever their limits say; where a window is valued as a whole, what it
/// would be worth there, so that a new rule neither pays nor takes back the past.
/// </summary>
internal static class Elsewhere
{
    public static IReadOnlyList<CountedElsewhere> Of(IRows rows, IStanding standing, Act act, Points points, DateOnly today)
    {
        if (Versions(rows, act, today) is not { Count: > 0 } versions) return [];
        var (own, counted) = (Recounting.RulebookOf(rows, act), new HashSet<string>(Recounting.RulebookOf(rows, act).Compiled.Meters));
        var found = new List<CountedElsewhere>();
        foreach (var version in versions.Where(version => version.Counts(Filled.Acts, act.Recorded.Act.ToString())))
            if (In(Rulebook.Of(rows, version.Version)!, own, counted, standing, act with { Recorded = Recounting.OfSurvivor(rows, act.Recorded) }, points, today) is { Count: > 0 } changes)
                found.Add(new(version.Version, changes));
        return found;
    }

    /// <summary>The versions that may count it, in the order of their publication.</summary>
    public static IReadOnlyList<EffectiveVersion> Versions(IRows rows, Act act, DateOnly today) => Versions(rows, act.Accrual!.Rulebook.Version, today);

    public static IReadOnlyList<EffectiveVersion> Versions(IRows rows, Code own, DateOnly today)
    {
        var versions = RulebookVersions.Of(rows);
        var meters = versions.Of(own)?.Meters;
        return versions.Versions.Count < 2 ? [] : [.. versions.Live(today).Where(version => version.Version != own && version.Meters?.All(meter => meters?.Contains(meter) == true) == false)];
    }

    /// <summary>The windows valued as a whole: whoever is counted after it is counted again when it is undone.</summary>
    public static IReadOnlyCollection<int> OpenIn(IRows rows, CountedElsewhere part) =>
        Rulebook.Of(rows, part.Version)!.Compiled is var version ? [.. part.Changes.Select(change => change.Measure).Where(measure => version.Measures[measure].Kind == CountKind.Amount)] : [];

    /// <summary>Counts the acts, holds, transfers or deductions of a range in the windows of a version.</summary>
    public static void Evolve(IStates states, MetersFilled fact, At at)
    {
        RulebookVersions.Evolve(states, fact);
        var bookedOn = Communities.Community.DateOf(states, at);
        if (fact.Of == Filled.Holds)
            foreach (var (_, hold) in FillMeters.Range<Redemption>(states, fact.After, fact.To)) hold.CountElsewhere(states, bookedOn);
        else if (fact.Of == Filled.Transfers)
            foreach (var (key, one) in FillMeters.Range<CountedTransfer>(states, fact.After, fact.To)) one.CountElsewhere(states, key, bookedOn);
        else if (fact.Of == Filled.Deductions)
            foreach (var (_, one) in FillMeters.Range<Deductions.Deduction>(states, fact.After, fact.To)) one.CountElsewhere(states, fact.Version, bookedOn);
        else
            foreach (var act in FillMeters.Range<Act>(states, fact.After, fact.To).Select(row => row.Value).Where(act => act is { Status: ActStatus.Attested, Accrual: not null }).OrderBy(act => act.Accrual!.At))
                Accrual.CountElsewhere(states, act, act.Accrual!.Points, bookedOn);
    }

    private static IReadOnlyList<MeterChange> In(Rulebook version, Rulebook own, HashSet<string> counted, IStanding standing, Act act, Points points, DateOnly today)
    {
        var (compiled, recorded, board) = (version.Compiled, act.Recorded, act.Accrual!.Board);
        var (facts, windows) = (ActFacts.Of(compiled, recorded, act.Accrual.Read, board), ActFacts.WindowsOf(compiled, standing, recorded, board, act.Accrual.BookedOn, act.Accrual.PostedOn, act.Accrual.LateFor));
        var whole = WholeWindows(compiled, recorded, facts, windows);
        var changes = new List<MeterChange>();
        foreach (var measure in compiled.Measures.Where(measure => measure.IsOfActs && counted.Add(measure.Meter)))
        {
            var atLeast = compiled.RuleOn(measure.Number) is null ? Truth.True : Truth.Unknown;
            if (measure.When?.Test(facts) < atLeast || (windows.KeptUntil(measure.Number) ?? windows.LastDayOf(measure.Number)?.AddDays(Filing.LongestOpen)) < today) continue;
            var change = measure.Kind switch
            {
                CountKind.Commodity when version.Document.Commodities[measure.Of].Code == own.Document.Commodities[0].Code => new MeterChange(measure.Number, 0, points.Hundredths),
                CountKind.Acts => new(measure.Number, 0, 1),
                CountKind.Input => new(measure.Number, 0, facts[measure.Of] ?? 0),
                CountKind.Amount => whole.GetValueOrDefault(measure.Number, new(measure.Number, 0, 0)),
                _ => new(measure.Number, 0, 0),
            };
            if (change.In != 0 || change.Got != 0) changes.Add(change);
        }
        return changes;
    }

    /// <summary>What a version makes of the act in the windows it values as a whole, without its limits; nothing where it has no such acts.</summary>
    private static Dictionary<int, MeterChange> WholeWindows(Rulebooks.Compiling.CompiledRulebook rulebook, ActRecorded act, FactRow facts, ActWindows windows)
    {
        if (rulebook.ActOf(act.ActType) is var type && (type < 0 || rulebook.Measures.All(measure => measure.Kind != CountKind.Amount))) return [];
        var valuation = new Valuation(rulebook);
        try { valuation.Value(type, facts, windows, asksLimits: false); }
        catch (OverflowException) { return []; }
        return valuation.Changes.ToArray().ToDictionary(change => change.Measure);
    }
}
