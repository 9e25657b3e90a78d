using System.Text.Json;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>The text is among those shown there.</summary>
internal sealed class Noted : IExpected
{
    public string Name => "note";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var note in expected.EnumerateObject())
            if (Rulebook.InForce(town.Look, town.Today)!.ShownAt(note.Value.GetString()!) is var shown && shown.All(one => one.Code.Value != note.Name))
                yield return $"{note.Name} is not shown at {note.Value}: {string.Join(", ", shown.Select(one => one.Code))}";
    }
}
