using System.Text.Json;
using Ledger.Domain.Marks;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>Whether somebody bears a mark.</summary>
internal sealed class Marked : IExpected
{
    public string Name => "mark";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var mark in bearer.Value.EnumerateObject())
                if ((MarkHeld.On(town.Look, town.Subject(bearer.Name).ToString(), mark.Name, town.Today) is not null || town.Subject(bearer.Name).Person is { } person && town.MarksOn(person, town.Today).Contains(mark.Name)) != mark.Value.GetBoolean()) yield return $"{bearer.Name} {mark.Name}, expected {mark.Value}";
    }
}
