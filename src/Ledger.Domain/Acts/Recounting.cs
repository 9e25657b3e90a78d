using Ledger.Domain.Accounts;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>An act that was counted after an undone one, and what it is worth without that.</summary>
internal sealed record Recount(Act Act, Worth Now);

/// <summary>
/// What undoing an act does to others (rule 12): those that were counted after it, and share an open window with it or with each
/// other, are valued again in their order, as if it had never been. The decision asks what to adjust, the fold what to count.
/// </summary>
internal static class Recounting
{
    public static IReadOnlyList<Recount> Of(IRows rows, Act undone, DateOnly today)
    {
        var after = After(rows, undone, today);
        var meters = new MeterBook(new StandingMeters(rows));
        foreach (var act in after.Prepend(undone))
            foreach (var (version, changes) in act.Accrual!.Everywhere) meters.Add(WindowsOf(rows, act, version), [.. changes], sign: -1);
        var counted = new List<Recount>(after.Count);
        foreach (var act in after)
        {
            var now = Worth.Of(meters, RulebookOf(rows, act), OfSurvivor(rows, act.Recorded), act.Accrual!.Read ?? [], act.Accrual.BookedOn);
            meters.Add(WindowsOf(rows, act), [.. now.Changes]);
            foreach (var (version, changes) in Elsewhere.Of(rows, meters, act, now.Points, today)) meters.Add(WindowsOf(rows, act, version), [.. changes]);
            counted.Add(new(act, now));
        }
        return counted;
    }

    /// <summary>The arithmetic of taking an act out of the windows of its limits.</summary>
    public static IReadOnlyList<ArithmeticStep> GiveBack(IRows rows, Act act)
    {
        var (rulebook, windows, steps) = (RulebookOf(rows, act).Compiled, WindowsOf(rows, act), new List<ArithmeticStep>());
        foreach (var change in act.Accrual!.Counted)
        {
            if (rulebook.RuleOn(change.Measure) is not { } rule || change.Got == 0 || MeterRow.LineOf(rows, windows.KeyOf(change.Measure)) is not { Got: var got }) continue;
            var measure = rulebook.Measures[change.Measure];
            var fact = measure.Unit == "points" ? "points" : $"counted.{measure.Code}";
            steps.Add(new(rule, StepKind.GiveBack, change.Got, got - change.Got, Window: windows.WindowOf(change.Measure, got), Fact: fact, Unit: fact == "points" ? null : measure.Unit));
        }
        return steps;
    }

    /// <summary>Looks at what undoing an act may need, by whose windows it was counted in: so that it need not be found act by act and window by window.</summary>
    public static void LookAt(Books books, Act undone)
    {
        var doer = Person.SurvivorOf(books, undone.Recorded.Person);
        var open = ActFacts.ScopesOf(undone.Recorded with { Person = doer }, undone.Accrual!.Board).SelectMany(scope => MeterRow.OpenOf(books, scope)).ToList();
        var others = open.Where(one => one.At > undone.Accrual.At).Select(one => Person.SurvivorOf(books, one.Person)).Where(person => person != doer).Distinct().ToList();
        open.AddRange(others.SelectMany(person => MeterRow.OpenOf(books, MeterRow.PrefixOf(person))));
        var after = open.Where(one => one.At > undone.Accrual.At).DistinctBy(one => one.At).ToList();
        foreach (var person in after.Count > 0 ? others.Prepend(doer) : [doer])
        {
            Holding.Of(books, person);
            books.Find<Account>(Account.Key(person, Commodity.Minutes));
            if (after.Count > 0) books.StartingWith<LotLapsed>(LotHeld.Prefix(person, Commodity.Points));
        }
        foreach (var one in after)
            if (books.Find<Act>(one.Act.ToString()) is { Accrual: not null } act) RulebookOf(books, act);
    }

    /// <summary>Looks at every row that counting the act will need.</summary>
    public static void LookAt(Books books, Rulebook rulebook, ActRecorded act)
    {
        if (rulebook.Find(act.ActType) is null) return;
        var windows = ActFacts.WindowsOf(rulebook.Compiled, new StandingMeters(books), OfSurvivor(books, act), bookedOn: books.Today);
        foreach (var measure in rulebook.Compiled.MeasuresOf(act.ActType)) MeterRow.LookAt(books, windows.KeyOf(measure));
        RoundState.LateFor(books, act.OccurredOn);
    }

    /// <summary>Looks at what counting it in windows of other versions will need.</summary>
    public static void LookAtOthers(Books books, ActRecorded act)
    {
        if (RulebookVersions.Of(books).On(act.OccurredOn) is not { } own) return;
        foreach (var version in Elsewhere.Versions(books, own.Version, books.Today))
            if (Rulebook.Of(books, version.Version) is { } other && Rulebook.Of(books, own.Version)?.Find(act.ActType) is { Board: var board } && ActFacts.WindowsOf(other.Compiled, new StandingMeters(books), OfSurvivor(books, act), board, books.Today) is var windows)
                foreach (var measure in other.Compiled.Measures.Where(measure => measure.IsOfActs)) MeterRow.LookAt(books, windows.KeyOf(measure.Number));
    }

    public static ActWindows WindowsOf(IRows rows, Act act) => WindowsOf(rows, act, act.Accrual!.Rulebook.Version);

    /// <summary>The windows of a version, which may not be its own.</summary>
    public static ActWindows WindowsOf(IRows rows, Act act, Code version) =>
        ActFacts.WindowsOf(Rulebook.Of(rows, version)!.Compiled, new StandingMeters(rows), OfSurvivor(rows, act.Recorded), act.Accrual!.Board, act.Accrual.BookedOn, act.Accrual.PostedOn, act.Accrual.LateFor);

    public static Rulebook RulebookOf(IRows rows, Act act) => Rulebook.Of(rows, act.Accrual!.Rulebook);

    /// <summary>The act as that of whom the doer was merged into, if he was registered twice: caps and what they free are the survivor's.</summary>
    public static ActRecorded OfSurvivor(IRows rows, ActRecorded act) => act with { Person = Person.SurvivorOf(rows, act.Person) };

    private static IReadOnlyList<Act> After(IRows rows, Act undone, DateOnly today)
    {
        var found = new SortedDictionary<long, Act>();
        var waiting = new Queue<Act>([undone]);
        while (waiting.TryDequeue(out var act))
            foreach (var open in OpenWith(rows, act, today).Where(open => open.At > undone.Accrual!.At && !found.ContainsKey(open.At)))
                if (found.Count < MeterRow.MostOpen && rows.Find<Act>(open.Act.ToString()) is { Status: ActStatus.Attested, Accrual: not null } other && ClosedWindow.IsAdjusted(rows, other, today))
                {
                    found.Add(open.At, other);
                    waiting.Enqueue(other);
                }
        return [.. found.Values];
    }

    /// <summary>The acts in its windows that may be worth another amount, as far as the windows are open.</summary>
    private static IEnumerable<OpenAct> OpenWith(IRows rows, Act act, DateOnly today)
    {
        foreach (var (version, changes) in act.Accrual!.Everywhere)
        {
            var (windows, adjusts) = (WindowsOf(rows, act, version), Rulebook.Of(rows, version)!.Document.Filing.AdjustsFor());
            foreach (var change in changes)
            {
                if (MeterRow.LineOf(rows, windows.KeyOf(change.Measure)) is not { Open: { } others, Until: var last } || last?.AddDays(adjusts) < today) continue;
                foreach (var open in others)
                    if (last is not null || open.OccurredOn.AddDays(adjusts) >= today) yield return open;
            }
        }
    }
}
