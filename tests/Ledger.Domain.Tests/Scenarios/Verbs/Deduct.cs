using System.Text.Json;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Teams;
using Whose = Ledger.Domain.Rulebooks.Document.Whose;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>A deduction: proposed, and decided at once or when its notice is over.</summary>
internal sealed class Deduct : IVerb, IDue
{
    public string Name => "deduct";

    public Rejection? Do(Town town, JsonElement members)
    {
        var id = DeductionId.Of(town.Id("deduction", $"{town.Journal.Events.Count()}"));
        if (town.SendBy(null, by => new ProposeDeduction(by, id, OneOf(town, town.Subject(members.Text("subject")!)), members.Text("rule")!, town.Today, null, [], Act.Inputs(town, members))) is { } refusal) return refusal;
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

    /// <summary>The person, or one of the household or team.</summary>
    private static PersonId OneOf(Town town, Subject subject) => subject.Kind switch
    {
        Whose.Household => town.Journal.Rows.All<Person>().Select(row => row.Value).Where(one => one.Household?.ToString() == subject.Id).OrderBy(one => one.Id.Value).First().Id,
        Whose.Team => TeamMember.Of(town.Look, TeamId.Of(Guid.Parse(subject.Id))).First(one => one.Until is null).Person,
        _ => subject.Person!.Value,
    };

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
