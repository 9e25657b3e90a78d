namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>Where an amount starts.</summary>
internal abstract class CompiledSource
{
    /// <summary>Null when it is not known.</summary>
    public abstract Running? Start(Valuation run);

    public virtual bool Reads(int slot) => false;
}

/// <summary>Each act is one.</summary>
internal sealed class OneSource : CompiledSource
{
    public override Running? Start(Valuation run) => new(1, Fact: "act");
}

/// <summary>A fact, or what limits left of it.</summary>
internal sealed class FactSource(int slot, string name) : CompiledSource
{
    public override Running? Start(Valuation run) => run.Accepted(slot) ?? (run.Facts[slot] is { } value ? new(value, Fact: name) : null);

    public override bool Reads(int other) => other == slot;
}

/// <summary>A named amount: computed once for an act.</summary>
internal sealed class NamedSource(int amount) : CompiledSource
{
    public override Running? Start(Valuation run) => run.Named(amount);
}

/// <summary>Parts added up, and others taken off.</summary>
internal sealed class PartsSource(string rule, CompiledAmount[] sum, CompiledAmount[] less) : CompiledSource
{
    public override Running? Start(Valuation run)
    {
        var off = Of(less, run);
        var parts = Of(sum, run);
        var (total, minus) = (parts.Sum(part => part.Amount), off.Sum(part => part.Amount));
        if (run.Steps is null) return new(CompiledStage.Within(total - minus));
        var added = run.Steps.Sum($"{rule}/sum", CompiledStage.Within(total), parts);
        return off.Count == 0 ? added : run.Steps.Less($"{rule}/less", added, minus, off);
    }

    private static List<Running> Of(CompiledAmount[] amounts, Valuation run)
    {
        var parts = new List<Running>(amounts.Length);
        foreach (var amount in amounts) parts.Add(amount.Landed(run));
        return parts;
    }
}

/// <summary>An amount, ready to be computed.</summary>
/// <param name="unknown">The step where the source is not known: nothing.</param>
/// <param name="sourceUnit">Of what the source gives.</param>
/// <param name="over">The measure whose whole window is valued, and the step that takes off what it has got.</param>
internal sealed class CompiledAmount(string rule, CompiledSource source, CompiledStage[] stages, Law unknown, string unknownFact, (int Measure, Law Got)? over)
{
    /// <summary>The unit of what comes out.</summary>
    public string Unit => unknown.Out;

    /// <summary>Whether it starts from this fact.</summary>
    public bool Reads(string fact, Compiling.FactTable facts) => source.Reads(facts.SlotOf(fact));

    public int? OverMeasure => over?.Measure;

    public Running Value(Valuation run)
    {
        if (source.Start(run) is not { } start) return Steps.Tell(run.Steps, unknown, new(0, Fact: unknownFact), 0);
        var value = CompiledStage.Through(stages, start, run);
        return over is var (measure, law) ? LessGot(run, value, measure, law) : value;
    }

    /// <summary>The same as a step, also where no stage made one.</summary>
    public Running Landed(Valuation run)
    {
        var value = Value(run);
        return run.Steps is null ? value : run.Steps.Land(rule, value, Unit);
    }

    private static Running LessGot(Valuation run, Running value, int measure, Law law)
    {
        var before = run.GotOf(measure);
        var output = Math.Max(0, value.Amount - before);
        return run.Steps is null ? new(output) : run.Steps.Add(law, value, output, null, null, run.WindowOf(measure, before));
    }
}
