using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From limits as they are written to bounds on measures. Only those of earning are asked when an act is valued, and those on what somebody has when it posts.</summary>
internal sealed class LimitCompiler(Compilation into, CompiledMeasure[] measures)
{
    /// <summary>Null for a limit that is not of earning or has something wrong with it.</summary>
    public CompiledLimit? Compile(Limit limit, int number)
    {
        var at = $"/limits/{number}";
        if (Array.Find(measures, one => one.Code == limit.Measure) is not { } measure) return into.Fault<CompiledLimit?>($"{at}/measure", "unknown-measure", null);
        if (limit.Of == Happening.Deduct) return null;
        var atInput = limit.At == CutAt.Input;
        var law = new Law(at, StepKind.Cap, measure.Unit, measure.Unit);
        if (limit.Overflow?.Form?.Pool is { } pool && into.Document.Passages?.Any(passage => passage.Kind == PassageKind.Pool && passage.Code == pool) != true) into.Fault($"{at}/overflow/pool", "unknown-pool");
        if (limit.Overflow?.Form is not null && atInput) into.Fault($"{at}/overflow", "malformed");
        var compiled = new CompiledLimit(number, measure.Number, into.Selector(Reviewed(limit, at), $"{at}/when"), Choices(limit, measure, at),
            Bound(limit.AtMost.Form?.Else ?? limit.AtMost.Text!.Value, measure, $"{at}/atMost"), atInput || measure.Kind == CountKind.Acts, Of(limit.Overflow), law);
        if ((limit.Of ?? Happening.Earn) != Happening.Earn) return null;
        if (measure.Window == Window.Store)
            return !atInput && measure is { Kind: CountKind.Standing, Input: "balance", Whose: [Whose.Person or Whose.Household or Whose.Team] } ? compiled : into.Fault<CompiledLimit?>($"{at}/measure", "not-a-limit-of-earning", null);
        if (measure.Form is { Last: not null } or { Since: not null }) return into.Fault<CompiledLimit?>($"{at}/measure", "rolling-earn-limit", null);
        if (measure.CountsPosted || measure.CountsRecorded) return into.Fault<CompiledLimit?>($"{at}/measure", "not-a-limit-of-earning", null);
        var fits = atInput ? measure.Kind == CountKind.Input : measure.Kind is CountKind.Commodity or CountKind.Acts;
        return measure.Event == Happening.Earn && fits ? compiled : into.Fault<CompiledLimit?>($"{at}/measure", "not-a-limit-of-earning", null);
    }

    /// <summary>What is over waits for those who sign: an act whose review has a tier of the measure is not bound, and no other may be over.</summary>
    private When? Reviewed(Limit limit, string at)
    {
        if (limit.Overflow?.Text != Overflow.Review) return limit.When;
        var least = (limit.AtMost.Form?.Choose.Select(choice => choice.AtMost.Units) ?? []).Append((limit.AtMost.Form?.Else ?? limit.AtMost.Text!.Value).Units).Min();
        var reviews = (into.Document.Review ?? []).Where(review => review.Of is null or Rulebooks.Document.Reviewed.Act && review.Tier?.Measure == limit.Measure && review.Tier.Above.Units <= least && review.Steps.Count > 0).Select(review => review.Code).ToList();
        if (reviews.Count == 0) return into.Fault($"{at}/overflow", "no-review-of-it", limit.When);
        var other = new When(Not: new(Fact: "act.review", In: reviews));
        return limit.When is { } when ? new(All: [when, other]) : other;
    }

    private (CompiledSelector, long)[] Choices(Limit limit, CompiledMeasure measure, string at) =>
    [
        .. RulebookCompiler.Numbered(limit.AtMost.Form?.Choose).Select(pair =>
            (into.Selector(pair.Item.When, $"{at}/atMost/choose/{pair.Number}/when")!, Bound(pair.Item.AtMost, measure, $"{at}/atMost/choose/{pair.Number}/atMost")))
    ];

    private long Bound(Quantity bound, CompiledMeasure measure, string at)
    {
        var units = into.In(measure.Unit, bound, at);
        if (measure.Kind == CountKind.Commodity && units % into.Document.Commodities[measure.Of].Quantum.Units != 0) into.Fault(at, "limit-not-a-multiple");
        return units;
    }

    private static OverflowKind Of(TextOr<Overflow?, OverflowInto>? overflow) => overflow switch
    {
        { Form.Bucket: not null } => OverflowKind.Bucket,
        { Form: not null } => OverflowKind.Pool,
        { Text: Overflow.Refuse } => OverflowKind.Refuse,
        { Text: Overflow.Review } => OverflowKind.Refuse,
        _ => OverflowKind.Drop,
    };
}
