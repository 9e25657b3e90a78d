using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Limits that do nothing, that stand across each other, and acts that none of them bounds.</summary>
internal static class LimitCheck
{
    public static IEnumerable<Finding> Check(CompiledRulebook rulebook)
    {
        var document = rulebook.Document;
        var limits = RulebookCompiler.Numbered(document.Limits).Where(pair => pair.Item.Of is null or Happening.Earn)
            .Select(pair => (pair.Item, pair.Number, Measure: document.Measures!.First(one => one.Code == pair.Item.Measure))).Where(one => one.Measure.Window?.Text != Window.Store).ToList();
        var reach = new Reach(document);
        foreach (var (limit, number, measure) in limits)
        {
            if (reach.Of(limit.Measure, limit) is { } most && Least(limit).Units >= most.Units) yield return new($"/limits/{number}/atMost", "cap-never-binds", Severity.Warning, Least(limit).ToString(), most.ToString());
            foreach (var (other, _, against) in limits.TakeWhile(one => one.Number < number))
                if (Cross(limit, measure, other, against))
                {
                    yield return new($"/limits/{number}", IsOfOneHome(measure) && IsOfOneHome(against) ? "limits-cross" : "crossing-too-wide", Severity.Warning, other.Code.Value);
                    break;
                }
        }
        if (limits.Count == 0) yield break;
        foreach (var (act, number) in rulebook.Acts.Select((act, number) => (act, number)))
            if (act.InputLimits.Length == 0 && act.Gives.Length > 0 && act.Gives.All(give => give.Limits.Length == 0) && act.Gives.Any(give => document.Commodities[give.Commodity].Spendable))
                yield return new($"/acts/{number}", "act-type-in-no-limit", Severity.Warning, act.Code.Value);
    }

    /// <summary>Whether what one act gets by it can depend only on acts of the same person or household: beyond that one act undone may change what strangers got.</summary>
    private static bool IsOfOneHome(Measure measure) => measure.Whose!.Any(whose => whose is Whose.Person or Whose.Household);

    private static Quantity Least(Limit limit) => limit.AtMost.Form is { } form ? form.Choose.Select(choice => choice.AtMost).Append(form.Else).MinBy(bound => bound.Units) : limit.AtMost.Text!.Value;

    /// <summary>Neither lies within the other, though an act may fall under both: which act gets how much then goes by the order in which they come.</summary>
    private static bool Cross(Limit limit, Measure measure, Limit other, Measure against)
    {
        var (here, there) = (Scope(limit, measure), Scope(other, against));
        return !here.Whens.Any(one => there.Whens.Any(two => Implication.Exclude(one, two))) && (measure.By == CountFrom.Booked != (against.By == CountFrom.Booked) || (!Within(here, there) && !Within(there, here)));
    }

    private static (IReadOnlyList<Whose> Whose, TextOr<Window?, WindowForm> Window, List<When> Whens) Scope(Limit limit, Measure measure) =>
        (measure.Whose!, measure.Window!, [.. new[] { limit.When, measure.When }.OfType<When>()]);

    private static bool Within((IReadOnlyList<Whose> Whose, TextOr<Window?, WindowForm> Window, List<When> Whens) inner, (IReadOnlyList<Whose> Whose, TextOr<Window?, WindowForm> Window, List<When> Whens) outer) =>
        outer.Whose.All(whose => inner.Whose.Any(finer => IsIn(finer, whose))) && IsIn(inner.Window, outer.Window) && outer.Whens.All(wider => inner.Whens.Any(narrower => Implication.Follows(wider, narrower)));

    private static bool IsIn(Whose finer, Whose whose) => finer == whose || whose == Whose.Community || (finer is Whose.Person or Whose.Pair && whose == Whose.Household) || (finer == Whose.Pair && whose == Whose.Person);

    private static bool IsIn(TextOr<Window?, WindowForm> inner, TextOr<Window?, WindowForm> outer) => (inner, outer) switch
    {
        _ when inner == outer || outer.Text == Window.Life => true,
        ({ Text: Window.Act }, _) => true,
        ({ Text: Window.Day }, { Text: not (Window.Act or Window.Session or Window.Activity or Window.Slot) }) => true,
        ({ Text: Window.Month }, { Text: Window.Quarter or Window.HalfYear or Window.Year }) => true,
        ({ Text: Window.Quarter }, { Text: Window.HalfYear or Window.Year }) => true,
        ({ Text: Window.HalfYear }, { Text: Window.Year }) => true,
        _ => false,
    };
}
