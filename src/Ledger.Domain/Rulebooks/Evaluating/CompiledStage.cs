namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>One stage of a pipeline: integers, rounding as its law says.</summary>
internal abstract class CompiledStage
{
    /// <summary>The largest whole number JSON carries everywhere: 2^53 − 1.</summary>
    public const long Largest = (1L << 53) - 1;

    public abstract Running Run(Running input, Valuation run);

    public static Running Through(CompiledStage[] stages, Running input, Valuation run)
    {
        foreach (var stage in stages) input = stage.Run(input, run);
        return input;
    }

    /// <exception cref="OverflowException">Beyond 2^53: the bounds of the document's numbers do not allow it.</exception>
    public static long Proportion(long amount, long factor, long per)
    {
        var (whole, rest) = Int128.DivRem((Int128)amount * factor, per);
        return Within((long)(rest < 0 ? whole - 1 : whole));
    }

    public static long Within(long amount) => amount is >= -Largest and <= Largest ? amount : throw new OverflowException("An amount is beyond 2^53.");
}

/// <summary>What one law says.</summary>
internal sealed class LawStage(Law law) : CompiledStage
{
    private readonly long _limit = law.Limit ?? 0, _factor = law.Factor ?? 0;

    public override Running Run(Running input, Valuation run) => Steps.Tell(run.Steps, law, input, Output(input.Amount));

    private long Output(long input) => law.Kind switch
    {
        StepKind.Fixed => Within(checked(input * _factor)),
        StepKind.Rate => Proportion(input, _factor, _limit),
        StepKind.RoundDown => Down(input, _limit),
        StepKind.RoundUp => -Down(-input, _limit),
        StepKind.RoundNearest => Proportion(checked(2 * input + _limit), 1, 2 * _limit) * _limit,
        StepKind.Add => Within(input + _factor),
        StepKind.AtLeast => Math.Max(input, _limit),
        StepKind.Cap => Math.Min(input, _limit),
        StepKind.Need => input >= _limit ? input : 0,
        StepKind.Exclude => 0,
        _ => throw new InvalidOperationException($"No stage of one {law.Kind}."),
    };

    private static long Down(long input, long quantum) => Within((input / quantum - (input % quantum < 0 ? 1 : 0)) * quantum);
}

/// <summary>Each part of the input by its own rate; bands it does not reach are left out.</summary>
internal sealed class BandsStage(string rule, (Law Band, Law Rate)[] bands) : CompiledStage
{
    public override Running Run(Running input, Valuation run)
    {
        var parts = run.Steps is null ? null : new List<Running>(bands.Length);
        var sum = 0L;
        for (var at = 0; at < bands.Length && (at == 0 || input.Amount > bands[at].Band.Factor); at++)
        {
            var (band, rate) = bands[at];
            var part = Math.Max(0, Math.Min(input.Amount, band.Limit ?? long.MaxValue) - band.Factor!.Value);
            var worth = Proportion(part, rate.Factor!.Value, rate.Limit!.Value);
            parts?.Add(Steps.Tell(run.Steps, rate, Steps.Tell(run.Steps, band, input, part), worth));
            sum = Within(sum + worth);
        }
        return parts is null ? new(sum) : run.Steps!.Sum(rule, sum, parts);
    }
}

/// <summary>The whole input by one row. The first law is that of what is below the first row.</summary>
internal sealed class TableStage(Law[] rows) : CompiledStage
{
    private readonly long[] _from = [.. rows.Skip(1).Select(row => row.Limit!.Value)];

    public override Running Run(Running input, Valuation run)
    {
        var at = Array.BinarySearch(_from, input.Amount);
        var row = rows[at >= 0 ? at + 1 : ~at];
        return Steps.Tell(run.Steps, row, input, row.Factor!.Value);
    }
}

/// <summary>In proportion to a fact; nothing where it is not known.</summary>
internal sealed class ScaleStage(Law law, int slot) : CompiledStage
{
    public override Running Run(Running input, Valuation run)
    {
        if (run.Facts[slot] is not { } factor) return Steps.Tell(run.Steps, law with { Kind = StepKind.Exclude, Limit = null, By = null }, input, 0);
        var output = Proportion(input.Amount, factor, law.Limit!.Value);
        return run.Steps is null ? new(output) : run.Steps.Add(law, input, output, law.Limit, factor);
    }
}

/// <summary>The first branch whose condition is true, otherwise the last.</summary>
internal sealed class ChooseStage((CompiledSelector When, CompiledStage[] Then)[] branches, CompiledStage[] otherwise) : CompiledStage
{
    public override Running Run(Running input, Valuation run)
    {
        foreach (var (when, then) in branches)
            if (when.Test(run.Facts) == Truth.True) return Through(then, input, run);
        return Through(otherwise, input, run);
    }
}

/// <summary>From here on the whole window is valued: what went in before with this, or the best of it.</summary>
internal sealed class OverStage(Law law, int measure, bool isBest) : CompiledStage
{
    public override Running Run(Running input, Valuation run)
    {
        var before = run.InOf(measure);
        var output = isBest ? Math.Max(input.Amount, before) : Within(before + input.Amount);
        run.Added.AddIn(measure, isBest ? output - before : input.Amount);
        return run.Steps is null ? new(output) : run.Steps.Add(law, input, output, null, null, run.WindowOf(measure, before));
    }
}
