using System.Runtime.InteropServices;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What an act gives in one commodity.</summary>
/// <param name="Give">The number of the give in the act type.</param>
/// <param name="Commodity">The commodity's number in the document.</param>
/// <param name="Step">The step that arrived at it; -1 where no arithmetic was asked for.</param>
public readonly record struct Credit(int Give, int Commodity, long Amount, int Step);

/// <summary>What a limit kept back and does not drop.</summary>
/// <param name="Give">-1: it cut what entered the amounts.</param>
public readonly record struct Over(int Limit, int Give, long Amount, OverflowKind To);

/// <summary>
/// Facts and meters in, amounts and their arithmetic out: pure, integers only. One object serves any number of acts, one after the
/// other; its answers are those of the last. Several limits are one simultaneous minimum, and every meter counts what was really got.
/// </summary>
/// <exception cref="OverflowException">An amount went beyond 2^53.</exception>
public sealed class Valuation(CompiledRulebook rulebook)
{
    /// <summary>The evaluator's own version: the same document and facts give the same steps.</summary>
    public const int Version = 2;

    private readonly List<Credit> _credits = [];
    private readonly List<Over> _overs = [];
    private readonly List<MeterChange> _changes = [];
    private readonly List<int> _cuts = [];
    private readonly Once _accepted = new(rulebook.Facts.Count), _named = new(rulebook.Amounts.Length);
    private FactRow? _facts;
    private IMeters? _meters;
    private bool _asksLimits;

    /// <summary>What it gives; nothing is an amount of 0.</summary>
    public IReadOnlyList<Credit> Credits => _credits;

    public IReadOnlyList<Over> Overs => _overs;

    /// <summary>The measures whose limits cut something off.</summary>
    public IReadOnlyList<int> Cuts => _cuts;

    /// <summary>What it adds to the windows it falls in.</summary>
    public ReadOnlySpan<MeterChange> Changes => CollectionsMarshal.AsSpan(_changes);

    /// <summary>The rule that keeps the act from giving anything; null when none does.</summary>
    public string? KeptOutBy { get; private set; }

    /// <summary>Whether such an act, or one over such a limit, is refused altogether.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The number of the limit that refuses it; null when none does.</summary>
    public int? RefusedBy { get; private set; }

    internal FactRow Facts => _facts!;

    internal Steps? Steps { get; private set; }

    internal Added Added { get; } = new(rulebook.Measures.Count);

    /// <param name="act">The number of the act type, by <see cref="CompiledRulebook.ActOf"/>.</param>
    /// <param name="steps">Where the arithmetic is to be written; absent: nowhere, which is faster.</param>
    /// <param name="asksLimits">Whether limits cut; otherwise it is told what the act would be worth without them.</param>
    public void Value(int act, FactRow facts, IMeters meters, Steps? steps = null, bool asksLimits = true)
    {
        Turn(facts, meters, steps);
        _asksLimits = asksLimits;
        var type = rulebook.Acts[act];
        foreach (var measure in type.Measures)
            if (measure.Holds(facts)) Added.Enter(measure.Clause);
        foreach (var limit in type.InputLimits)
            if (Binds(limit)) Accept(limit.Clause);
        Ask(type);
        foreach (var measure in type.Counters) Count(measure);
        foreach (var give in type.Gives) Give(give);
        foreach (var measure in type.Measures)
            if (Added.Counts(measure.Clause)) _changes.Add(new(measure.Clause, Added.In(measure.Clause), Added.Got(measure.Clause)));
    }

    /// <summary>Puts the measures that follow from others into the row, where those are known.</summary>
    public void Derive(FactRow facts, Steps? steps = null)
    {
        Turn(facts, null, steps);
        foreach (var measure in rulebook.Measures)
            if (measure.Derived is { } amount) facts.Set(measure.Slot, amount.Value(this).Amount);
    }

    /// <summary>What an amount comes to that is no act's, such as a price.</summary>
    internal long Price(CompiledAmount amount, FactRow facts, Steps? steps = null)
    {
        Turn(facts, null, steps);
        return amount.Landed(this).Amount;
    }

    /// <summary>What a deduction takes: whole quanta, and never less than nothing.</summary>
    internal long Take(CompiledTake take, FactRow facts, Steps steps)
    {
        Turn(facts, null, steps);
        return Whole(take.Amount.Landed(this), take.Rule, take.Amount.Unit, take.Quantum, take.QuantumUnits).Amount;
    }

    /// <summary>What limits left of a fact; null when they were not asked.</summary>
    internal Running? Accepted(int slot) => _accepted[slot];

    internal Running Named(int amount) => _named[amount] ?? _named.Put(amount, rulebook.Amounts[amount].Value(this));

    /// <summary>What went into a window, with what this act has added so far.</summary>
    internal long InOf(int measure) => _meters!.Of(measure).In + Added.In(measure);

    /// <summary>What a window has got, with what this act has added so far.</summary>
    internal long GotOf(int measure) => _meters!.Of(measure).Got + Added.Got(measure);

    internal StepWindow WindowOf(int measure, long before) => _meters!.WindowOf(measure, before);

    private void Turn(FactRow facts, IMeters? meters, Steps? steps)
    {
        (_facts, _meters, Steps, KeptOutBy, IsRefused, RefusedBy) = (facts, meters, steps, null, false, null);
        _credits.Clear();
        _overs.Clear();
        _changes.Clear();
        _cuts.Clear();
        _accepted.Clear();
        _named.Clear();
        Added.Clear();
    }

    private bool Binds(Under<CompiledLimit> limit) => _asksLimits && Added.Counts(limit.Clause.Measure) && limit.Holds(Facts);

    /// <summary>Cuts what enters the amounts: minutes or another number of the act, or the act itself.</summary>
    private void Accept(CompiledLimit limit)
    {
        var measure = rulebook.Measures[limit.Measure];
        if (measure.Kind == CountKind.Acts && Cut(limit, new(1, Fact: "act")).Amount == 0) KeptOutBy ??= limit.Law.Rule;
        if (measure.Kind == CountKind.Input && Facts[measure.Of] is { } given) _accepted.Put(measure.Of, Cut(limit, Accepted(measure.Of) ?? new(given, Fact: measure.Input)));
    }

    private void Ask(CompiledAct type)
    {
        if (KeptOutBy is null && Facts.IsKeptFromEarning)
        {
            KeptOutBy = rulebook.EarnRightRule;
            return;
        }
        foreach (var gate in type.Gates)
        {
            if (gate.When.Test(Facts) == Truth.True) continue;
            KeptOutBy ??= gate.Rule;
            IsRefused |= !type.RecordsOtherwise;
            return;
        }
    }

    /// <summary>What does not depend on the amount. An act that is kept out is not one of the acts that count, and takes nothing of what a limit leaves; its hours stand all the same.</summary>
    private void Count(CompiledMeasure measure)
    {
        if (!Added.Counts(measure.Number)) return;
        if (measure.Kind == CountKind.Acts && KeptOutBy is null) Added.AddGot(measure.Number, 1);
        if (measure.Kind == CountKind.Input && (KeptOutBy is null || rulebook.RuleOn(measure.Number) is null)) Added.AddGot(measure.Number, Accepted(measure.Of)?.Amount ?? Facts[measure.Of] ?? 0);
    }

    private void Give(CompiledGive give)
    {
        var amount = KeptOutBy is { } rule ? Steps.Tell(Steps, new(rule, StepKind.Exclude, "times", give.Unit), new(1, Fact: "act"), 0) : Worth(give);
        _credits.Add(new(give.Number, give.Commodity, amount.Amount, amount.Step));
        foreach (var measure in give.Takers) Added.AddGot(measure, amount.Amount);
    }

    /// <summary>The amount, then bonuses, then the quantum, then the limits.</summary>
    private Running Worth(CompiledGive give)
    {
        var worth = give.Amount.Landed(this);
        foreach (var bonus in give.Bonuses)
            if (bonus.Holds(Facts)) worth = bonus.Clause.Raise(worth, this);
        worth = Whole(worth, give.Rule, give.Unit, give.Quantum, give.QuantumUnits);
        foreach (var limit in give.Limits)
            if (Binds(limit)) worth = Cut(limit.Clause, worth, give.Number);
        return worth;
    }

    private Running Whole(Running worth, string rule, string unit, LawStage quantum, long units)
    {
        if (worth.Amount < 0) worth = Steps.Tell(Steps, new(rule, StepKind.AtLeast, unit, unit, 0), worth, 0);
        return worth.Amount % units != 0 ? quantum.Run(worth, this) : worth;
    }

    private Running Cut(CompiledLimit limit, Running input, int give = -1)
    {
        var (before, atMost) = (GotOf(limit.Measure), limit.AtMost(Facts));
        var output = Math.Min(input.Amount, Math.Max(0, atMost - before));
        if (output < input.Amount) _cuts.Add(limit.Measure);
        if (output < input.Amount && limit.Overflow != OverflowKind.Drop)
        {
            _overs.Add(new(limit.Number, give, input.Amount - output, limit.Overflow));
            IsRefused |= limit.Overflow == OverflowKind.Refuse;
            if (limit.Overflow == OverflowKind.Refuse) RefusedBy ??= limit.Number;
        }
        return Steps is null ? new(output) : Steps.Add(limit.Law, input, output, atMost, null, WindowOf(limit.Measure, before));
    }
}
