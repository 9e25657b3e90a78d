namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What is over a limit goes where its clause says.</summary>
public enum OverflowKind { Drop, Refuse, Bucket, Pool }

/// <summary>A measure may not pass a bound.</summary>
internal sealed record CompiledLimit(
    int Number, int Measure, CompiledSelector? When, (CompiledSelector When, long AtMost)[] Choices, long Else, bool AtInput, OverflowKind Overflow, Law Law)
{
    /// <summary>The bound of the first choice that applies; of those before it whose facts are missing none helps: the least counts.</summary>
    public long AtMost(FactRow facts)
    {
        var least = long.MaxValue;
        foreach (var (when, atMost) in Choices)
        {
            var truth = when.Test(facts);
            if (truth != Truth.False) least = Math.Min(least, atMost);
            if (truth == Truth.True) return least;
        }
        return Math.Min(least, Else);
    }
}

/// <summary>A clause that some acts of a type fall under.</summary>
/// <param name="When">Null: all of them.</param>
/// <param name="OrUnknown">A clause that bounds applies also where a fact is missing: that must not help its owner.</param>
internal readonly record struct Under<T>(T Clause, CompiledSelector? When, bool OrUnknown = false)
{
    public bool Holds(FactRow facts) => When is null || When.Test(facts) >= (OrUnknown ? Truth.Unknown : Truth.True);
}

/// <summary>What must be true before an act gives anything.</summary>
/// <param name="Veiled">Of a gate that reads marks of the vault: its own condition. <paramref name="When"/> then asks only how that came out.</param>
/// <param name="Condition">The fact that says so.</param>
internal sealed record CompiledGate(string Rule, CompiledSelector When, CompiledSelector? Veiled = null, string? Condition = null)
{
    /// <summary>What it asks while the vault is open.</summary>
    public CompiledSelector Asked => Veiled ?? When;
}

/// <summary>What a deduction takes where that is not the same always.</summary>
internal sealed record CompiledTake(string Rule, CompiledAmount Amount, LawStage Quantum, long QuantumUnits);

/// <param name="Plus">Null: the stages change the amount.</param>
internal sealed record CompiledBonus(string Rule, CompiledStage[] Stages, CompiledAmount? Plus)
{
    public Running Raise(Running worth, Valuation run)
    {
        if (Plus is null) return CompiledStage.Through(Stages, worth, run);
        var plus = Plus.Landed(run);
        var sum = CompiledStage.Within(worth.Amount + plus.Amount);
        return run.Steps is null ? new(sum) : run.Steps.Sum(Rule, sum, [worth, plus]);
    }
}

/// <summary>What an act gives in one commodity.</summary>
/// <param name="Number">Of the give in its act type.</param>
/// <param name="Takers">The measures that count what it gives.</param>
internal sealed record CompiledGive(
    int Number, string Rule, int Commodity, string Unit, CompiledAmount Amount, Under<CompiledBonus>[] Bonuses, LawStage Quantum, long QuantumUnits, Under<CompiledLimit>[] Limits, int[] Takers);

/// <summary>One line of the catalogue, with only those clauses that its acts can fall under.</summary>
/// <param name="Measures">By number. What does not depend on the amounts is counted by <paramref name="Counters"/> of them.</param>
internal sealed record CompiledAct(
    Code Code, bool RecordsOtherwise, CompiledGate[] Gates, Under<int>[] Measures, CompiledMeasure[] Counters, Under<CompiledLimit>[] InputLimits, CompiledGive[] Gives);
