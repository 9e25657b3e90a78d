using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>A rulebook, ready to be asked. It never changes, and any number of valuations may share it.</summary>
public sealed class CompiledRulebook
{
    private readonly Dictionary<Code, int> _acts;
    private readonly CompiledExpiry[] _expiry;
    private readonly CompiledReview[] _reviews;
    private readonly Dictionary<int, string> _bounded;

    internal CompiledRulebook(
        RulebookDocument document, FactTable facts, CompiledMeasure[] measures, CompiledAmount[] amounts, CompiledAct[] acts, CompiledLimit[] limits, CompiledExpiry[] expiry, CompiledReview[] reviews, IReadOnlyList<string> ofActs)
    {
        (Document, Facts, Measures, Amounts, Acts, _expiry) = (document, facts, measures, amounts, acts, expiry);
        _reviews = reviews;
        OfActs = ofActs;
        EarnRightRule = document.Watches?.ToList().FindIndex(watch => watch.Do.Any(effect => effect.Suspend?.Contains(Rights.Earn) == true)) is >= 0 and var suspending ? $"/watches/{suspending}" : "/watches";
        Periods = new Periods(document.Calendar);
        Meters = [.. measures.Where(measure => measure.IsOfActs || measure.IsOfHolds || measure.IsOfTransfers || measure.IsOfDeductions).Select(measure => measure.Meter).Distinct()];
        _acts = acts.Select((act, number) => (act.Code, number)).ToDictionary(pair => pair.Code, pair => pair.number);
        var overs = acts.SelectMany(act => act.Gives).Where(give => give.Amount.OverMeasure is not null).ToList();
        _bounded = limits.Select(limit => (limit.Measure, limit.Law.Rule)).Concat(overs.Select(give => (Measure: give.Amount.OverMeasure!.Value, Rule: $"{give.Rule}/amount")))
            .GroupBy(pair => pair.Measure).ToDictionary(same => same.Key, same => same.First().Rule);
        TellsTerms = expiry.Length > 1 && (document.Acts.Any(act => act.Expiry is not null) || document.Expiry!.Any(entry => entry.When is { } when && ReadsMoreThanLots(when)));
        DependsOnOrder = overs.Count > 0 || !Nesting.IsChain(limits, measures, document.Calendar);
    }

    public RulebookDocument Document { get; }

    public FactTable Facts { get; }

    public IReadOnlyList<CompiledMeasure> Measures { get; }

    /// <summary>The counters that acts, holds, transfers and deductions are counted in, each once.</summary>
    public IReadOnlyList<string> Meters { get; }

    public Periods Periods { get; }

    /// <summary>Whether acts that were not cut may be worth something else once one before them is undone: limits cross, or windows are valued as a whole.</summary>
    public bool DependsOnOrder { get; }

    /// <summary>Whether how long credits live depends on more than the lot: it names its entry then.</summary>
    public bool TellsTerms { get; }

    /// <summary>The facts that clauses about acts read.</summary>
    internal IReadOnlyList<string> OfActs { get; }

    internal IReadOnlyList<CompiledLadder> Ladders { get; init; } = [];

    /// <summary>What each deduction takes, where that is not the same always.</summary>
    internal IReadOnlyList<CompiledTake?> Takes { get; init; } = [];

    /// <summary>Limits on what is deducted.</summary>
    internal IReadOnlyList<CompiledLimit> Deducted { get; init; } = [];

    /// <summary>Whether some measure counts acts from when they are recorded.</summary>
    internal bool CountsRecorded => Measures.Any(measure => measure.CountsRecorded);

    internal IReadOnlyList<CompiledRank> Ranks { get; init; } = [];

    internal CompiledAmount[] Amounts { get; }

    internal CompiledAct[] Acts { get; }

    /// <summary>Limits on what somebody has, asked when something posts.</summary>
    internal IReadOnlyList<CompiledLimit> Stores { get; init; } = [];

    /// <summary>Who may owe what he spends; null: everybody.</summary>
    internal CompiledSelector? MayOwe { get; init; }

    internal CompiledPassage[] Passages { get; init; } = [];

    /// <summary>Who may redeem at all; null: everybody.</summary>
    internal CompiledSelector? Redeem { get; init; }

    /// <summary>… hand something on; <see cref="Honour"/>: be honoured.</summary>
    internal CompiledSelector? Transfer { get; init; }

    internal CompiledSelector? Honour { get; init; }

    internal IReadOnlyList<CompiledWatch> Watches { get; init; } = [];

    /// <summary>The watch that suspends the right to earn, as a JSON pointer; of a rulebook that has none, all of them.</summary>
    internal string EarnRightRule { get; }

    /// <summary>The rulebook, or everything that is wrong with it.</summary>
    public static (CompiledRulebook? Rulebook, IReadOnlyList<Finding> Findings) Of(RulebookDocument document) => new RulebookCompiler(document).Compile();

    /// <summary>The number of an act type; -1 when there is none.</summary>
    public int ActOf(Code code) => _acts.GetValueOrDefault(code, -1);

    /// <summary>The first day of the period of its kind that a day lies in.</summary>
    internal DateOnly FirstDay(Document.Every every, DateOnly day)
    {
        if (every.Period is { } own && Document.Calendar?.Periods?.ToList().FindIndex(period => period.Code == own) is >= 0 and var number) return Periods.LastDayOfOwn(number, Periods.OfOwn(number, day) - 1).AddDays(1);
        var unit = every.Unit ?? Rulebooks.Document.Window.Year;
        return Periods.LastDay(unit, Periods.Of(unit, day) - 1)?.AddDays(1) ?? day;
    }

    /// <summary>… and the last.</summary>
    internal DateOnly LastDay(Document.Every every, DateOnly day) => every.Period is { } own && Own(own) is var number
        ? Periods.LastDayOfOwn(number, Periods.OfOwn(number, day)) : Periods.LastDay(every.Unit!.Value, Periods.Of(every.Unit.Value, day))!.Value;

    /// <summary>The period's name: <c>2026-05</c>.</summary>
    internal string NameOf(Document.Every every, DateOnly day) => every.Period is { } own && Own(own) is var number
        ? Periods.NameOwn(number, Periods.OfOwn(number, day)) : Periods.Name(every.Unit!.Value, Periods.Of(every.Unit.Value, day));

    private int Own(Code period) => Document.Calendar!.Periods!.ToList().FindIndex(one => one.Code == period);

    /// <summary>The rule that refuses acts of such facts; null when none does.</summary>
    /// <param name="asked">Facts that a review will state: what they decide is seen when it has.</param>
    public string? RuleAgainst(Code act, FactRow facts, IEnumerable<string> asked)
    {
        if (Acts[ActOf(act)] is not { RecordsOtherwise: false } type) return null;
        var open = asked.Select(Facts.SlotOf).ToHashSet();
        return Array.Find(type.Gates, gate => gate.Asked.Test(facts) is var truth && truth != Truth.True && !(truth == Truth.Unknown && gate.Asked.Reads(open)))?.Rule;
    }

    /// <summary>The first entry that says who must sign; null when none does.</summary>
    internal Document.Review? ReviewOf(Document.Reviewed of, FactRow facts, bool isLate, Func<int, long?> amount) =>
        Array.Find(_reviews, one => one.Holds(of, facts, isLate, amount))?.Entry;

    /// <summary>The measures that acts of a type may count in.</summary>
    public IEnumerable<int> MeasuresOf(Code act) => Acts[ActOf(act)].Measures.Select(measure => measure.Clause);

    /// <summary>The rule that bounds what a measure counts, or values its windows as a whole; null when none does.</summary>
    public string? RuleOn(int measure) => _bounded.GetValueOrDefault(measure);

    /// <summary>The last day of what is credited; null when it does not expire.</summary>
    /// <param name="act">The act type it is for; absent: none.</param>
    public DateOnly? LastDay(FactRow facts, Code? act, DateOnly occurred, DateOnly booked) => TermsOf(facts, act)?.LastDay(Periods, occurred, booked);

    /// <summary>The entry that says how long credits live; null when none does.</summary>
    /// <param name="act">The act type they are for; absent: none.</param>
    internal CompiledExpiry? TermsOf(FactRow facts, Code? act) => act is { } code && Document.Acts[ActOf(code)].Expiry is { } named
        ? Named(named) : Array.Find(_expiry, one => one.Holds(facts));

    /// <summary>The entry of that name, if the version still has it.</summary>
    internal CompiledExpiry? Named(Code terms) => Array.Find(_expiry, one => one.Entry.Code == terms);

    private static bool ReadsMoreThanLots(Document.When when) => when.Fact?.StartsWith("lot.", StringComparison.Ordinal) == false || when.Measure is not null || when.Level is not null || when.Right is not null
        || (when.All ?? []).Concat(when.Any ?? []).Concat(when.Not is { } not ? [not] : []).Any(ReadsMoreThanLots);
}
