using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>
/// What went by a passage as measures count it: once for who gave and once for who got. Windows of versions that are published later are filled
/// from it, and what is given back comes out of the very same windows.
/// </summary>
/// <param name="Version">Of the rulebook by which it went.</param>
/// <param name="IsReceived">Of gifts: whether it is counted for who got it.</param>
/// <param name="Of">Whose windows count it; also those of the <paramref name="Household"/> and <paramref name="Team"/> he had on that day.</param>
/// <param name="Points">Absent: it is money, and only counted once.</param>
/// <param name="Commodity">What went, where that is not the first.</param>
/// <param name="Counted">The windows it is counted in by now.</param>
public sealed record CountedTransfer(
    Code Version, Happening What, bool IsReceived, Subject Of, Code Passage, Points? Points, DateOnly On,
    HouseholdId? Household = null, TeamId? Team = null, AskedFor? For = null, IReadOnlyList<ActInput>? Inputs = null, Code? Commodity = null, IReadOnlyList<CountedIn>? Counted = null)
{
    internal string Key(TransferId transfer) => $"{transfer}|{(IsReceived ? "received" : What.ToString().ToLowerInvariant())}|{Of}";

    /// <summary>Counts it in the windows of its own version, and of those that were published after.</summary>
    internal void Count(IStates states, TransferId transfer)
    {
        var own = In(states, Version).ToList();
        Add(states, Key(transfer), own, On);
        (states.Find<CountedTransfer>(Key(transfer)) ?? this).CountElsewhere(states, Key(transfer), On);
    }

    /// <summary>Counts it in windows of other versions in which it is not counted yet.</summary>
    internal void CountElsewhere(IStates states, string key, DateOnly today)
    {
        var (more, meters) = (new List<CountedIn>(), (Counted ?? []).Select(one => one.Meter).ToHashSet());
        foreach (var version in Elsewhere.Versions(states, Version, today).Where(version => version.Counts(Filled.Transfers, key)))
            more.AddRange(In(states, version.Version).Where(one => !(one.Until?.AddDays(Filing.LongestOpen) < today) && meters.Add(one.Meter)));
        Add(states, key, more, today);
    }

    /// <summary>It was given back.</summary>
    internal void TakeOut(IStates states, TransferId transfer, DateOnly today)
    {
        CountedIn.Move(states, Counted, Names(states), Points ?? new(0), 1, 0, today);
        states.Remove<CountedTransfer>(Key(transfer));
    }

    private void Add(IStates states, string key, IReadOnlyList<CountedIn> windows, DateOnly today)
    {
        states.Put(key, this with { Counted = [.. Counted ?? [], .. windows] });
        CountedIn.Move(states, windows, Names(states), Points ?? new(0), 0, 1, today);
    }

    /// <summary>Whose windows they were then, and whose they are: a merge may lie between.</summary>
    private (PersonId Then, PersonId Now) Names(IStates states) => Of.Person is { } person ? (person, Person.SurvivorOf(states, person)) : default;

    private IEnumerable<CountedIn> In(IRows rows, Code version)
    {
        if (Rulebook.Of(rows, version) is not { } rulebook) return [];
        var subjects = Of.Person is { } person && !IsReceived && What != Happening.Issue ? PointsTransfer.SubjectsOf(person, Household, Team) : PointsTransfer.SubjectsOf(Of, What == Happening.Issue ? Rulebook.Of(rows, Version)?.Document.Passages?.FirstOrDefault(passage => passage.Code == Passage) : null);
        var windows = new ActWindows(rulebook.Compiled, new StandingMeters(rows), subjects, On);
        return PointsTransfer.Counted(rulebook, What, IsReceived, subjects, new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, For, Inputs, On), Points, rulebook.Document.NumberOf(Commodity?.Value ?? Accounts.Commodity.Points))
            .Select(one => windows.KeyOf(one.Measure.Number) is var key ? new CountedIn(key.Meter, key.Scope, key.Period, windows.LastDayOf(one.Measure.Number), one.Measure.Kind, On) : null!);
    }
}
