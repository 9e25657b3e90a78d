using System.Text.Json;
using Ledger.Domain.Honours;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>All winners of the round just closed, best first.</summary>
internal sealed class Won : IExpected
{
    public string Name => "won";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var rank in expected.EnumerateObject())
            if (Rankings.Differs(town, rank, town.Since.OfType<HonourAwarded>().Where(fact => fact.Rank.Value == rank.Name).Select(fact => fact.Subject)) is { } differs) yield return differs;
    }
}

/// <summary>The ranking of the running round as it is published now.</summary>
internal sealed class Standing : IExpected
{
    public string Name => "standing";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var rank in expected.EnumerateObject())
            if (town.Journal.Decide(new LookAtStanding(Actor.Nobody, rank.Name, null, null)) is not Decision<StandingIs>.Accepted { Result: var standing }) yield return $"{rank.Name} is not there";
            else if (Rankings.Differs(town, rank, StandingIs.Published([standing]).Select(placed => placed.Entry.Subject)) is { } differs) yield return differs;
    }
}

internal static class Rankings
{
    public static string? Differs(Town town, JsonProperty rank, IEnumerable<Subject> subjects)
    {
        Subject[] wanted = [.. rank.Value.EnumerateArray().Select(bearer => town.Subject(bearer.GetString()!))], found = [.. subjects];
        return found.SequenceEqual(wanted) ? null : $"{rank.Name} is [{string.Join(", ", found.Select(one => Array.IndexOf(wanted, one) is >= 0 and var at ? rank.Value[at].GetString() : one.ToString()))}], expected {rank.Value}";
    }
}
