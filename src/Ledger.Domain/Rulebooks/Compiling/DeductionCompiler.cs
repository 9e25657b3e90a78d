using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>What deductions take: the same always, or an amount that follows from what is stated, from windows and from who it is.</summary>
internal sealed class DeductionCompiler(Compilation into, AmountCompiler amounts)
{
    /// <returns>By their numbers; null where a deduction takes the same always.</returns>
    public CompiledTake?[] Compile() => [.. RulebookCompiler.Numbered(into.Document.Deductions).Select(pair => Take(pair.Item, $"/deductions/{pair.Number}"))];

    /// <summary>How much may be taken in a window.</summary>
    public CompiledLimit[] Limits(IReadOnlyList<CompiledMeasure> measures) => [.. RulebookCompiler.Numbered(into.Document.Limits).Where(pair => pair.Item.Of == Happening.Deduct).Select(pair => Limit(pair.Item, pair.Number, measures)).OfType<CompiledLimit>()];

    private CompiledLimit? Limit(Limit limit, int number, IReadOnlyList<CompiledMeasure> measures)
    {
        var at = $"/limits/{number}";
        if (measures.FirstOrDefault(one => one.Code == limit.Measure) is not { Event: Happening.Deduct, Kind: CountKind.Commodity, Form: not ({ Last: not null } or { Since: not null }) } measure) return into.Fault<CompiledLimit?>($"{at}/measure", "not-a-limit-of-deducting", null);
        var choices = RulebookCompiler.Numbered(limit.AtMost.Form?.Choose)
            .Select(pair => (into.Selector(pair.Item.When, $"{at}/atMost/choose/{pair.Number}/when")!, into.In(measure.Unit, pair.Item.AtMost, $"{at}/atMost/choose/{pair.Number}/atMost"))).ToArray();
        return new(number, measure.Number, into.Selector(limit.When, $"{at}/when"), choices, into.In(measure.Unit, limit.AtMost.Form?.Else ?? limit.AtMost.Text!.Value, $"{at}/atMost"), false, OverflowKind.Drop, new(at, StepKind.Cap, measure.Unit, measure.Unit));
    }

    private CompiledTake? Take(Deduction rule, string at)
    {
        var commodity = into.Document.Commodities.FirstOrDefault(one => one.Code == rule.Commodity) ?? into.Document.Commodities[0];
        var unit = Unit.Find(commodity.Unit)!.Counts;
        if (into.Document.Boards.All(board => board.Code != rule.Board)) into.Fault($"{at}/board", "unknown-board");
        if (rule.Notice is { } notice && into.In("workdays", notice, $"{at}/notice") > Bounds.MostNoticeDays) into.Fault($"{at}/notice", "out-of-range");
        if (rule.Commodity is { } code && commodity.Code != code) into.Fault($"{at}/commodity", "unknown-commodity");
        foreach (var (input, number) in RulebookCompiler.Numbered(rule.Inputs))
            if (into.TypeOf($"input.{input}") is null) into.Fault($"{at}/inputs/{number}", "unknown-input");
        if (rule.Take.Text is { } constant && into.In(unit, constant, $"{at}/take") > Bounds.MostAmount) into.Fault($"{at}/take", "out-of-range");
        if (rule.Take.Text?.Units % commodity.Quantum.Units > 0) into.Fault($"{at}/take", "not-a-multiple");
        if (rule.Take.Form is not { } form) return null;
        foreach (var source in SourcesOf(form))
            if (!(source is "act" || source.StartsWith("measure.", StringComparison.Ordinal) || source.StartsWith("amount.", StringComparison.Ordinal) || rule.Inputs?.Any(input => source == $"input.{input}") == true)) into.Fault($"{at}/take/of", "unknown-fact");
        var found = into.Findings.Count;
        var amount = amounts.Compile(form, $"{at}/take");
        if (amount.Unit != unit && into.Findings.Count == found) into.Fault($"{at}/take", "wrong-unit");
        return new($"{at}/take", amount, ActCompiler.QuantumOf(into.Document, into.Document.Commodities.ToList().IndexOf(commodity)), commodity.Quantum.Units);
    }

    private static IEnumerable<string> SourcesOf(Amount amount) => amount.Of.Text is { } source ? [FactNames.Plain(source)] : amount.Of.Form!.Sum.Concat(amount.Of.Form.Less ?? []).SelectMany(SourcesOf);
}
