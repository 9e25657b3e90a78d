using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>One signature in the next review step of each act.</summary>
internal sealed class Attest : IVerb
{
    private static readonly HashSet<string> Known = ["acts", "by", "inputs", "marks"];

    public string Name => "attest";

    public Rejection? Do(Town town, JsonElement members)
    {
        foreach (var member in members.EnumerateObject().Where(member => !Known.Contains(member.Name))) town.NotDecided($"attest.{member.Name}");
        ActId[] acts = [.. members.GetProperty("acts").EnumerateArray().Select(id => town.Act(id.GetInt32()))];
        return Sign(town, acts, members.Text("by"), members);
    }

    /// <summary>One signature by whoever is named, or may.</summary>
    public static Rejection? Sign(Town town, IReadOnlyList<ActId> acts, string? by, JsonElement members) => town.SendBy(by, actor => new AttestActs(actor, acts, Asked(town, acts[0], Act.Inputs(town, members), input => input.Input), Asked(town, acts[0], members.Texts("marks").Select(mark => new Code(mark)), mark => mark), OfDoers(town, acts)));

    private static List<DoersMarks> OfDoers(Town town, IReadOnlyList<ActId> acts) =>
        [.. acts.Select(id => town.Look.Find<Ledger.Domain.Acts.Act>(id.ToString())?.Recorded).OfType<ActRecorded>().Select(act => new DoersMarks(act.Act, town.MarksOn(act.Person, act.OccurredOn)))];

    /// <summary>What the step whose signature is next asks for.</summary>
    private static IReadOnlyList<T>? Asked<T>(Town town, ActId id, IEnumerable<T>? said, Func<T, Code> codeOf) =>
        town.Look.Find<Ledger.Domain.Acts.Act>(id.ToString()) is { Recorded.Review: { } code } act && town.Document.Review!.First(one => one.Code == code) is var review
            && said?.Where(one => review.Steps[Math.Min(StepOf(town, review, act), review.Steps.Count - 1)].Asks?.Contains(codeOf(one)) == true).ToList() is { Count: > 0 } asked ? asked : null;

    private static int StepOf(Town town, Review review, Ledger.Domain.Acts.Act act)
    {
        var step = 0;
        while (step < review.Steps.Count && (act.Signed ?? []).Count(one => one.Step == step) >= town.Document.Bodies!.First(body => body.Code == review.Steps[step].Body).Signers) step++;
        return step;
    }
}
