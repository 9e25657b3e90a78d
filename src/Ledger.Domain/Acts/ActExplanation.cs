using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Domain.Acts;

/// <summary>Where an act's points come from: its own accrual, and what changed when others were undone.</summary>
/// <param name="Accrued">How the first amount was reached, what caps took, and which rules did not apply.</param>
/// <param name="Adjusted">Each change after it; its amount is the change.</param>
public sealed record ActExplanation(Explanation Accrued, IReadOnlyList<Explanation> Adjusted)
{
    /// <summary>What the act has got, in hundredths: all steps together.</summary>
    public Points Points => new(Accrued.Amount + Adjusted.Sum(one => one.Amount));

    /// <param name="rulebook">That of the accrual.</param>
    public static ActExplanation Of(Rulebook rulebook, ActRecorded act, ActAccrued accrued, IEnumerable<AccrualAdjusted> adjusted)
    {
        var skipped = SkippedRule.Of(rulebook.Document, act.ActType, new RuleParts(rulebook.Document), compiled => ActFacts.Of(compiled, act, accrued.Read));
        return new(Of(rulebook, act.ActType, accrued.Steps, accrued.Points, skipped), [.. adjusted.Select(one => Of(rulebook, act.ActType, one.Steps, one.Points))]);
    }

    /// <summary>Of the part of an act that is of the first commodity; one that gives only others has none.</summary>
    internal static Explanation Of(Rulebook rulebook, Code type, IReadOnlyList<ArithmeticStep> steps, Points posted, IReadOnlyList<SkippedRule>? skipped = null) =>
        Explanation.Of(rulebook.Document, rulebook.Stamp, steps, rulebook.Unit, skipped, posted.Hundredths) is var told && rulebook.Find(type)?.Give?.Any(give => give.Into.Commodity == rulebook.Document.Commodities[0].Code) != false
            ? told : told with { Amount = 0, Without = [] };
}
