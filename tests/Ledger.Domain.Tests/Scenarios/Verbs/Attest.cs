using System.Text.Json;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>One signature in the next review step of each act.</summary>
internal sealed class Attest : IVerb
{
    private static readonly HashSet<string> Known = ["acts", "by"];

    public string Name => "attest";

    public Rejection? Do(Town town, JsonElement members)
    {
        foreach (var member in members.EnumerateObject().Where(member => !Known.Contains(member.Name))) town.NotDecided($"attest.{member.Name}");
        ActId[] acts = [.. members.GetProperty("acts").EnumerateArray().Select(id => town.Act(id.GetInt32()))];
        return Sign(town, acts, members.Text("by"), members);
    }

    /// <summary>One signature by whoever is named, or may.</summary>
    public static Rejection? Sign(Town town, IReadOnlyList<ActId> acts, string? by, JsonElement members) => town.SendBy(by, actor => new AttestActs(actor, acts));
}
