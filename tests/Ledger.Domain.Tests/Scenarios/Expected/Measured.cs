using System.Text.Json;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>A measure as a gate would read it now.</summary>
internal sealed class Measured : IExpected
{
    public string Name => "measure";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var rulebook = Rulebook.InForce(town.Look, town.Today)!.Compiled;
        foreach (var bearer in expected.EnumerateObject())
            foreach (var measure in bearer.Value.EnumerateObject())
                if (rulebook.Measures.FirstOrDefault(one => one.Code.Value == measure.Name) is not { Window: { } window, Whose: [Whose.Person], Kind: not CountKind.Other } counted || bearer.Name.Contains(':')) town.NotDecided($"measure {measure.Name} of {bearer.Name}");
                else if (Amounts.Differs($"{bearer.Name} {measure.Name}", measure.Value.GetString()!, MeterRow.Of(town.Look,
                    new(counted.Meter, $"person:{town.Person(bearer.Name)}", Periods.Name(window, rulebook.Periods.Of(window, town.Today)))).Got) is { } differs) yield return differs;
    }
}
