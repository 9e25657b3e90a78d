using System.Text.Json;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>A measure as a gate would read it now.</summary>
internal sealed class Measured : IExpected
{
    public string Name => "measure";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var measure in bearer.Value.EnumerateObject())
                if (Of(town, bearer.Name, measure.Name, measure.Value.GetString()!) is not { } value) town.NotDecided($"measure {measure.Name} of {bearer.Name}");
                else if (Amounts.Differs($"{bearer.Name} {measure.Name}", measure.Value.GetString()!, value) is { } differs) yield return differs;
    }

    /// <summary>By a rulebook that asks for it, if the one in force does not.</summary>
    private static long? Of(Town town, string bearer, string measure, string bound)
    {
        var document = Rulebook.InForce(town.Look, town.Today)!.Document;
        var asks = document with { Members = (document.Members ?? new()) with { Earn = new When(Measure: measure, AtLeast: new Bound(bound.TrimStart('-'))) } };
        var rulebook = CompiledRulebook.Of(asks).Rulebook!;
        return SubjectFacts.Of(town.Look, rulebook, town.Subject(bearer), town.Today, bearer.Contains(':') ? null : town.Vault(bearer, town.Today)).SingleOrDefault(read => read.Fact == $"measure.{measure}")?.Value;
    }
}
