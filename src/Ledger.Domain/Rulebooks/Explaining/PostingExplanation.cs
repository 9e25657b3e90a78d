using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Explaining;

/// <summary>Why one posting moved so much (rule 12): from the fact and its rulebook, and nothing else.</summary>
/// <param name="Unit">Of what was reached: <c>points</c> (hundredths), <c>minutes</c>, <c>fen</c>.</param>
/// <param name="Part">The clause it went by; absent: that of an act, which its own explanation tells.</param>
/// <param name="Reached">How its amount was reached; absent: nothing was reckoned.</param>
/// <param name="Stored">What limits on what one may have took of it; absent: none was asked.</param>
/// <param name="Limits">Those of its passage.</param>
public sealed record PostingExplanation(RulebookStamp Rulebook, string Unit, RulePart? Part, Explanation? Reached, Explanation? Stored, IReadOnlyList<JudgedLimit> Limits)
{
    /// <summary>The version it names; absent: what an act gave goes by that of its accrual, and everything else by none.</summary>
    public static RulebookStamp? StampOf(IPostedFact fact) => fact switch
    {
        ActAccrued f => f.Rulebook,
        AccrualAdjusted f => f.Rulebook,
        PointsSent f => f.Rulebook,
        PointsArrived f => f.Rulebook,
        PointsCashed f => f.Rulebook,
        MoneyGranted f => f.Rulebook,
        PointsDeducted f => f.Rulebook,
        PointsExpired f => f.Rulebook,
        LotsShortened f => f.Rulebook,
        _ => null,
    };

    public static PostingExplanation Of(Rulebook rulebook, IPostedFact fact)
    {
        var (document, parts) = (rulebook.Document, new RuleParts(rulebook.Document));
        var unit = fact is MoneyGranted or PointsCashed ? "fen" : fact.Legs.Select(leg => leg.Commodity).FirstOrDefault(one => one is not (Accounts.Commodity.Points or Accounts.Commodity.Minutes)) is { } further ? rulebook.UnitOf(further) : rulebook.Unit;
        var passage = PassageOf(rulebook, fact);
        var (reached, stored) = fact switch
        {
            ActAccrued f => (f.Steps, f.Stored),
            AccrualAdjusted f => (f.Steps, f.Stored),
            AccrualPosted f => (null, f.Stored),
            ActCredited f => (null, f.Stored),
            PointsSent f => (f.Steps, null),
            PointsArrived f => (f.Steps, null),
            PointsCashed f => (f.Steps, null),
            MoneyGranted f => (f.Steps, null),
            PointsDeducted f => (f.Steps, null),
            PointsExpired f => (f.Steps, (IReadOnlyList<ArithmeticStep>?)null),
            _ => default,
        };
        var part = passage is not null ? parts.At(passage.Rule) : fact switch
        {
            PointsDeducted f => parts.At($"/deductions/{document.Deductions!.ToList().FindIndex(one => one.Code == f.Rule)}"),
            PointsExpired { Steps: [var first, ..] } => parts.At(first.Rule),
            LotsShortened f when document.Marks?.ToList().FindIndex(mark => mark.Code == f.Mark) is >= 0 and var mark => parts.At($"/marks/{mark}"),
            _ => null,
        };
        return new(rulebook.Stamp, unit, part, fact is ActAccrued or AccrualAdjusted ? OfAct((IActValueFact)fact) : Told(reached, Skipped()), Told(stored, []), passage is null ? [] : LimitsOf(rulebook, passage, fact, parts));

        Explanation OfAct(IActValueFact act) => ActExplanation.Of(rulebook, act.ActType, reached!, act is AccrualAdjusted adjusted ? adjusted.Points : ((ActAccrued)act).Points);

        Explanation? Told(IReadOnlyList<ArithmeticStep>? steps, IReadOnlyList<SkippedRule> skipped) => steps is null ? null : Explanation.Of(document, rulebook.Stamp, steps, unit, skipped);

        // What was known of people then is not kept: of it nothing is said.
        IReadOnlyList<SkippedRule> Skipped() => passage is null ? [] : [.. SkippedRule.Of(document, passage, parts, _ => FactsOf(rulebook, fact)!).Where(one => one.IsKnown && one.Part.Rule.StartsWith($"{passage.Rule}/price", StringComparison.Ordinal))];
    }

    private static CompiledPassage? PassageOf(Rulebook rulebook, IPostedFact fact)
    {
        var code = fact switch { PointsSent f => f.Passage, PointsArrived f => f.Passage, PointsCashed f => f.Passage, MoneyGranted f => f.Passage, _ => (Code?)null };
        return code is null ? null : Array.Find(rulebook.Compiled.Passages, one => one.Entry.Code == code);
    }

    private static FactRow? FactsOf(Rulebook rulebook, IPostedFact fact)
    {
        var row = new FactRow(rulebook.Compiled.Facts);
        return fact switch
        {
            PointsSent f => row.SayTransfer(f.Passage, f.For, f.Inputs, f.OccurredOn),
            PointsArrived f => row.SayTransfer(f.Passage, null, f.Inputs, f.OccurredOn),
            PointsCashed f => row.SayTransfer(f.Passage, null, f.Inputs, f.OccurredOn).Say("asking.points", f.Points.Hundredths),
            MoneyGranted f => row.SayTransfer(f.Passage, null, f.Inputs, f.OccurredOn),
            _ => null,
        };
    }

    /// <summary>None was passed; what their windows held before is not kept.</summary>
    private static IReadOnlyList<JudgedLimit> LimitsOf(Rulebook rulebook, CompiledPassage passage, IPostedFact fact, RuleParts parts)
    {
        var (what, subjects, points) = fact switch
        {
            PointsSent f => (Happening.Gift, PointsTransfer.SubjectsOf(f.Person, f.Household, f.Team), (Points?)f.Points),
            PointsCashed f => (Happening.Cash, PointsTransfer.SubjectsOf(f.Person, f.Household, f.Team), f.Points),
            MoneyGranted f => (Happening.Issue, PointsTransfer.SubjectsOf(f.To), null),
            PointsArrived { From: null } f => (Happening.Issue, PointsTransfer.SubjectsOf(((IValueFact)f).Owner), f.Points),
            _ => (Happening.Earn, null!, null),
        };
        if (what == Happening.Earn) return [];
        var (facts, windows) = (FactsOf(rulebook, fact)!, new ActWindows(rulebook.Compiled, new MeterBook(), subjects, fact.OccurredOn));
        var counted = PointsTransfer.Counted(rulebook, what, isReceived: false, subjects, facts, points, rulebook.Document.NumberOf(fact.Legs.First(leg => leg.Lot is not null || points is null).Commodity)).ToDictionary(one => one.Measure.Number, one => one.Amount);
        return [.. passage.Limits.Select(limit => new JudgedLimit(parts.At(limit.Rule), rulebook.Compiled.Measures[limit.Measure].Unit, windows.KeyOf(limit.Measure).Period,
            limit.When?.Test(facts) != Truth.False && counted.ContainsKey(limit.Measure), null, counted.GetValueOrDefault(limit.Measure), limit.Bound.AtMost(facts)))];
    }
}
