using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From ladders as they are written to levels that can be asked.</summary>
internal sealed class LadderCompiler(Compilation into)
{
    public const int MostLevels = 20, MostNeeds = 8;

    public CompiledLadder Compile(Ladder ladder, int number)
    {
        var at = $"/ladders/{number}";
        if (ladder.Of is not (Whose.Person or Whose.Household or Whose.Team or Whose.Node or Whose.Place or Whose.Merchant)) into.Fault($"{at}/of", "malformed");
        if (ladder.Levels.Count is 0 or > MostLevels) into.Fault($"{at}/levels", "out-of-range");
        Review(ladder.Review, $"{at}/review");
        if (ladder.Judged.Text != Judged.Application && (ladder.Opens is not null || ladder.Levels.Any(level => level.Review is not null))) into.Fault($"{at}/judged", "malformed");
        foreach (var (opens, place) in RulebookCompiler.Numbered(ladder.Opens)) PassageCompiler.Opens(into, opens, $"{at}/opens/{place}");
        if (ladder.Lasts is { } lasts && lasts.Unit.Counts is not ("years" or "months" or "days")) into.Fault($"{at}/lasts", "wrong-unit");
        var needs = ladder.Levels.Select((level, place) => Needs(level, $"{at}/levels/{place}")).ToArray();
        var cycle = ladder.Uses?.Form;
        if (cycle is not null && !into.MeasureUnits.ContainsKey(cycle.Measure.Value)) into.Fault($"{at}/uses/measure", "unknown-measure");
        return new(ladder, number, needs, cycle is null ? -1 : into.Facts.Take($"measure.{cycle.Measure}"),
            cycle is null || !into.MeasureUnits.TryGetValue(cycle.Measure.Value, out var unit) ? 1 : into.Positive(unit, cycle.Cycle, $"{at}/uses/cycle"));
    }

    private void Review(Code? named, string at)
    {
        if (named is { } review && into.Document.Review?.Any(one => one.Code == review && one.Of == Reviewed.Ladder) != true) into.Fault(at, "unknown-review");
    }

    private CompiledSelector[] Needs(Level level, string at)
    {
        Review(level.Review, $"{at}/review");
        if (level.Needs.Count is 0 or > MostNeeds) into.Fault($"{at}/needs", "out-of-range");
        foreach (var (benefit, place) in RulebookCompiler.Numbered(level.Benefits))
            if (into.Document.Items?.Any(item => item.Code == benefit.Item) != true) into.Fault($"{at}/benefits/{place}/item", "unknown-item");
        return [.. level.Needs.Select((need, place) => into.Selector(need, $"{at}/needs/{place}")!)];
    }
}
