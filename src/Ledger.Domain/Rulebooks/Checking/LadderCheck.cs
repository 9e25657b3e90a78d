using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Levels go up, and can be reached.</summary>
internal static class LadderCheck
{
    public static IEnumerable<Finding> Check(RulebookDocument document)
    {
        var most = new Reach(document);
        foreach (var (ladder, number) in RulebookCompiler.Numbered(document.Ladders))
        {
            foreach (var (opens, place) in RulebookCompiler.Numbered(ladder.Opens))
                if (Terms.NeverOpens(opens)) yield return new($"/ladders/{number}/opens/{place}", "window-never-opens");
            for (var at = 0; at < ladder.Levels.Count; at++)
            {
                var pointer = $"/ladders/{number}/levels/{at}";
                foreach (var (need, place) in RulebookCompiler.Numbered(ladder.Levels[at].Needs))
                    if (Least(need) is var (measure, least) && most.Of(measure) is { } reach && reach.Units < least.Units)
                        yield return new($"{pointer}/needs/{place}", "level-unreachable", About: reach.ToString());
                if (at > 0 && IsBelow(ladder.Levels[at], ladder.Levels[at - 1])) yield return new(pointer, "level-below-the-one-before", About: ladder.Levels[at - 1].Code.Value);
            }
        }
    }

    /// <summary>Less of something is needed, and of nothing more.</summary>
    private static bool IsBelow(Level level, Level before)
    {
        var (here, there) = (Needs(level), Needs(before));
        return here.Count == level.Needs.Count && here.Keys.All(there.ContainsKey) && here.All(need => need.Value <= there[need.Key]) && here.Any(need => need.Value < there[need.Key]);
    }

    private static Dictionary<Code, long> Needs(Level level)
    {
        var needs = new Dictionary<Code, long>();
        foreach (var need in level.Needs)
            if (Least(need) is var (measure, least)) needs[measure] = Math.Max(least.Units, needs.GetValueOrDefault(measure));
        return needs;
    }

    private static (Code Measure, Quantity Least)? Least(When need) =>
        need is { Measure: { } measure, AtLeast: { } least } && Quantity.Parse(least.Text) is { } quantity ? (measure, quantity) : null;
}
