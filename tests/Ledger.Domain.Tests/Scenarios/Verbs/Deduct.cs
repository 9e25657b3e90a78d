using System.Text.Json;
using Ledger.Domain.Deductions;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>A deduction: proposed, and decided at once or when its notice is over.</summary>
internal sealed class Deduct : IVerb, IDue
{
    public string Name => "deduct";

    public Rejection? Do(Town town, JsonElement members)
    {
        if (members.Text("subject") is not { } subject || subject.Contains(':'))
        {
            town.NotDecided("deduct.subject that is no person");
            return null;
        }
        var id = DeductionId.Of(town.Id("deduction", $"{town.Journal.Events.Count()}"));
        if (town.SendBy(null, by => new ProposeDeduction(by, id, town.Person(subject), members.Text("rule")!, town.Today, null, [])) is { } refusal) return refusal;
        return Decide(town, id) is { } refused and not NoticeIsNotOver ? refused : null;
    }

    /// <summary>Somebody decides it on the first day on which it can be.</summary>
    public void Run(Town town)
    {
        foreach (var open in town.Journal.Rows.All<Deduction>().Where(row => row.Value.IsOpen && row.Value.Proposed.NoticeUntil < town.Today).ToList()) Decide(town, open.Value.Proposed.Deduction);
    }

    /// <summary>Those that were proposed by something else than this verb and have no notice.</summary>
    public static void DecideOpen(Town town)
    {
        foreach (var open in town.Journal.Rows.All<Deduction>().Where(row => row.Value.IsOpen && row.Value.Proposed.NoticeUntil is null).ToList()) Decide(town, open.Value.Proposed.Deduction);
    }

    /// <summary>Whoever must sign before the last signs; the decision is the last signature.</summary>
    private static Rejection? Decide(Town town, DeductionId id)
    {
        Rejection? refusal;
        do refusal = DecideIt(town, id);
        while (refusal is DeductionIsNotSigned && town.SendBy(null, by => new SignDeduction(by, id)) is null);
        return refusal;
    }

    private static Rejection? DecideIt(Town town, DeductionId id) => town.SendBy(null, by => new DecideDeduction(by, id, true, "seen-by-two"));
}
