using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From an amount as it is written to a source and its stages.</summary>
internal sealed class AmountCompiler(Compilation into, IReadOnlyDictionary<Code, int> measures)
{
    /// <param name="canBeOver">Whether the whole of a window may be valued in it.</param>
    public CompiledAmount Compile(Amount amount, string pointer, bool canBeOver = false)
    {
        (int Measure, bool Seen, string Pointer) over = (0, false, "");
        var (source, unit, fact) = Source(amount.Of, $"{pointer}/of");
        var stages = new StageCompiler(into, canBeOver ? Over : null).Pipeline(amount.Then ?? [], unit, $"{pointer}/then");
        return new(pointer, source, stages.Stages, new($"{pointer}/of", StepKind.Exclude, unit, stages.Unit), fact,
            over.Seen ? (over.Measure, new(over.Pointer, StepKind.Difference, stages.Unit, stages.Unit)) : null);

        CompiledStage? Over(Code code, string inUnit, string at)
        {
            var measure = into.Document.Measures?.FirstOrDefault(one => one.Code == code);
            if (measure is null || !measures.TryGetValue(code, out var number)) return into.Fault<CompiledStage?>(at, "unknown-measure", null);
            if (over.Seen || measure.Count?.Text != "amount") return into.Fault<CompiledStage?>(at, "malformed", null);
            over = (number, true, at);
            var isBest = measure.Fold == Folding.Max;
            return new OverStage(new(at, isBest ? StepKind.AtLeast : StepKind.Accumulate, inUnit, inUnit), number, isBest);
        }
    }

    private (CompiledSource Source, string Unit, string Fact) Source(TextOr<string, Parts> of, string pointer)
    {
        if (of.Form is { } parts) return Sum(parts, pointer);
        var name = of.Text!;
        if (name == "act") return (new OneSource(), "times", name);
        if (name.StartsWith("amount.", StringComparison.Ordinal))
        {
            var number = into.Amounts.FindIndex(amount => amount.Code == name[7..]);
            return number >= 0 ? (new NamedSource(number), into.Amounts[number].Unit, name) : Unknown("unknown-amount");
        }
        var fact = FactNames.Plain(name);
        return into.TypeOf(fact) is { Kind: FactKind.Number, Counts: { } counts } ? (new FactSource(into.Facts.Take(fact), FactNames.InSteps(fact)), counts, FactNames.InSteps(fact)) : Unknown("unknown-fact");

        (CompiledSource, string, string) Unknown(Code code) => into.Fault<(CompiledSource, string, string)>(pointer, code, (new OneSource(), "times", "act"));
    }

    private (CompiledSource, string, string) Sum(Parts parts, string pointer)
    {
        var sum = parts.Sum.Select((part, number) => Part(part, $"{pointer}/sum/{number}")).ToArray();
        var less = (parts.Less ?? []).Select((part, number) => Part(part, $"{pointer}/less/{number}")).ToArray();
        if (sum.Length is 0 or > 8 || less.Length > 8) return into.Fault<(CompiledSource, string, string)>(pointer, "out-of-range", (new OneSource(), "times", "act"));
        foreach (var part in sum.Concat(less))
            if (part.Unit != sum[0].Unit) into.Fault(pointer, "wrong-unit");
        return (new PartsSource(pointer, sum, less), sum[0].Unit, "act");
    }

    private CompiledAmount Part(Amount part, string pointer)
    {
        if (part.Of.IsForm) into.Fault(pointer, "too-deep");
        return part.Of.IsForm ? Compile(part with { Of = new("act", null) }, pointer) : Compile(part, pointer);
    }
}
