using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What an act gives in one commodity.</summary>
/// <param name="Give">The number of the give in the act type.</param>
/// <param name="Commodity">The commodity's number in the document.</param>
/// <param name="Step">The step that arrived at it; -1 where no arithmetic was asked for.</param>
public readonly record struct Credit(int Give, int Commodity, long Amount, int Step);

/// <summary>What a limit kept back and does not drop.</summary>
public readonly record struct Over(int Limit, int Give, long Amount, OverflowKind To);

/// <summary>
/// Facts and meters in, amounts and their arithmetic out: pure, integers only. One object serves any number of acts, one after the
/// other; its answers are those of the last. Several limits are one simultaneous minimum, and every meter counts what was really got.
/// </summary>
/// <exception cref="OverflowException">An amount went beyond 2^53.</exception>
public sealed class Valuation(CompiledRulebook rulebook)
{
    private readonly List<Credit> _credits = [];
    private readonly List<Over> _overs = [];
    private readonly long[] _in = new long[rulebook.Measures.Count], _got = new long[rulebook.Measures.Count];
    private readonly int[] _counts = new int[rulebook.Measures.Count], _isAccepted = new int[rulebook.Facts.Count], _isNamed = new int[rulebook.Amounts.Length];
    private readonly Running[] _accepted = new Running[rulebook.Facts.Count], _named = new Running[rulebook.Amounts.Length];
    private readonly List<MeterChange> _changes = [];
    private FactRow? _facts;
    private IMeters? _meters;
    private CompiledAct? _type;
    private int _run;

    /// <summary>What it gives; nothing is an amount of 0.</summary>
    public IReadOnlyList<Credit> Credits => _credits;

    public IReadOnlyList<Over> Overs => _overs;

    /// <summary>What it adds to the windows it falls in.</summary>
    public IReadOnlyList<MeterChange> Changes => _changes;

    /// <summary>The rule that keeps the act from giving anything; null when none does.</summary>
    public string? KeptOutBy { get; private set; }

    /// <summary>Whether such an act, or one over such a limit, is refused altogether.</summary>
    public bool IsRefused { get; private set; }

    internal FactRow Facts => _facts!;

    internal IMeters Meters => _meters!;

    internal Steps? Steps { get; private set; }

    /// <param name="act">The number of the act type, by <see cref="CompiledRulebook.ActOf"/>.</param>
    /// <param name="steps">Where the arithmetic is to be written; absent: nowhere, which is faster.</param>
    public void Value(int act, FactRow facts, IMeters meters, Steps? steps = null)
    {
        (_facts, _meters, Steps, KeptOutBy, IsRefused) = (facts, meters, steps, null, false);
        _run++;
        _credits.Clear();
        _overs.Clear();
        _changes.Clear();
        _type = rulebook.Acts[act];
        foreach (var measure in _type.Measures) Enter(measure);
        foreach (var limit in _type.InputLimits) Accept(limit);
        Ask(_type);
        foreach (var measure in _type.Measures) Count(measure.Clause);
        foreach (var give in _type.Gives) Give(give);
        foreach (var measure in _type.Measures)
            if (_counts[measure.Clause.Number] == _run) _changes.Add(AddedTo(measure.Clause.Number));
    }

    /// <summary>Puts the measures that follow from others into the row, where those are known.</summary>
    public void Derive(FactRow facts, Steps? steps = null)
    {
        (_facts, Steps) = (facts, steps);
        _run++;
        foreach (var measure in rulebook.Measures)
            if (measure.Derived is { } amount) facts.Set(measure.Slot, amount.Value(this).Amount);
    }

    /// <summary>What this act has added to a window so far.</summary>
    internal MeterChange AddedTo(int measure) => _counts[measure] == _run ? new(measure, _in[measure], _got[measure]) : new(measure, 0, 0);

    internal void PutIn(int measure, long amount) => _in[measure] += amount;

    /// <summary>What limits left of a fact; null when they were not asked.</summary>
    internal Running? Accepted(int slot) => _isAccepted[slot] == _run ? _accepted[slot] : null;

    internal Running Named(int amount)
    {
        if (_isNamed[amount] == _run) return _named[amount];
        _isNamed[amount] = _run;
        return _named[amount] = rulebook.Amounts[amount].Value(this);
    }

    private void Enter(Under<CompiledMeasure> measure)
    {
        if (!measure.Holds(Facts)) return;
        var number = measure.Clause.Number;
        (_counts[number], _in[number], _got[number]) = (_run, 0, 0);
    }

    /// <summary>Cuts what enters the amounts: minutes or another number of the act, or the act itself.</summary>
    private void Accept(Under<CompiledLimit> under)
    {
        var limit = under.Clause;
        if (_counts[limit.Measure] != _run || !under.Holds(Facts)) return;
        var measure = rulebook.Measures[limit.Measure];
        if (measure.Kind == CountKind.Acts)
        {
            if (Cut(limit, new(1, Fact: "act")).Amount == 0) KeptOutBy ??= limit.Law.Rule;
            return;
        }
        var slot = measure.Of;
        if (Facts[slot] is not { } given) return;
        _accepted[slot] = Cut(limit, Accepted(slot) ?? new(given, Fact: measure.Unit == "minutes" ? "minutes" : rulebook.Facts.NameOf(slot)));
        _isAccepted[slot] = _run;
    }

    private void Ask(CompiledAct type)
    {
        foreach (var gate in type.Gates)
        {
            if (gate.When.Test(Facts) == Truth.True) continue;
            KeptOutBy ??= gate.Rule;
            IsRefused |= !type.RecordsOtherwise;
            return;
        }
    }

    /// <summary>What does not depend on the amount. An act that is kept out is not one of the acts that count.</summary>
    private void Count(CompiledMeasure measure)
    {
        if (_counts[measure.Number] != _run) return;
        if (measure.Kind == CountKind.Acts && KeptOutBy is null) _got[measure.Number] = 1;
        if (measure.Kind == CountKind.Input) _got[measure.Number] = Accepted(measure.Of)?.Amount ?? Facts[measure.Of] ?? 0;
    }

    private void Give(CompiledGive give)
    {
        var amount = KeptOutBy is { } rule ? Steps.Tell(Steps, new(rule, StepKind.Exclude, "times", give.Unit), new(1, Fact: "act"), 0) : Worth(give);
        _credits.Add(new(give.Number, give.Commodity, amount.Amount, amount.Step));
        foreach (var measure in _type!.Measures)
            if (Takes(measure.Clause, give)) _got[measure.Clause.Number] += amount.Amount;
    }

    private static bool Takes(CompiledMeasure measure, CompiledGive give) =>
        measure.Kind == CountKind.Commodity ? measure.Of == give.Commodity : measure.Kind == CountKind.Amount && give.Amount.OverMeasure == measure.Number;

    /// <summary>The amount, then bonuses, then the quantum, then the limits.</summary>
    private Running Worth(CompiledGive give)
    {
        var worth = give.Amount.Landed(this);
        foreach (var bonus in give.Bonuses)
            if (bonus.Holds(Facts)) worth = Raise(worth, bonus.Clause);
        if (worth.Amount < 0) worth = Steps.Tell(Steps, new(give.Rule, StepKind.AtLeast, give.Unit, give.Unit, 0), worth, 0);
        if (worth.Amount % give.QuantumUnits != 0) worth = give.Quantum.Run(worth, this);
        foreach (var limit in give.Limits)
            if (_counts[limit.Clause.Measure] == _run && limit.Holds(Facts)) worth = Cut(limit.Clause, worth, give.Number);
        return worth;
    }

    private Running Raise(Running worth, CompiledBonus bonus)
    {
        if (bonus.Plus is null) return CompiledStage.Through(bonus.Stages, worth, this);
        var plus = bonus.Plus.Landed(this);
        var sum = CompiledStage.Within(worth.Amount + plus.Amount);
        return Steps is null ? new(sum) : Steps.Sum(bonus.Rule, sum, [worth, plus]);
    }

    private Running Cut(CompiledLimit limit, Running input, int give = -1)
    {
        var (before, atMost) = (checked(Meters.Of(limit.Measure).Got + AddedTo(limit.Measure).Got), limit.AtMost(Facts));
        var output = Math.Min(input.Amount, Math.Max(0, atMost - before));
        if (output < input.Amount && limit.Overflow != OverflowKind.Drop)
        {
            _overs.Add(new(limit.Number, give, input.Amount - output, limit.Overflow));
            IsRefused |= limit.Overflow == OverflowKind.Refuse;
        }
        return Steps is null ? new(output) : Steps.Add(limit.Law, input, output, atMost, null, Meters.WindowOf(limit.Measure, before));
    }
}
