using System.Text.Json;
using Ledger.Domain.Marks;

namespace Ledger.Domain.Tests.Scenarios.Listed;

/// <summary>Marks that are there from the beginning, or from when somebody arrives: without the acts they would cause.</summary>
internal sealed class Marks : IListed
{
    public string Name => "marks";

    public void Set(Town town, string bearer, JsonElement value)
    {
        foreach (var mark in value.EnumerateArray())
            if (town.IsInVault(mark.GetString()!)) town.Keep(town.Subject(bearer).Person!.Value, mark.GetString()!, ends: false);
            else town.Take(Stream.Of(town.Subject(bearer)), new MarkSet(town.Subject(bearer), mark.GetString()!, town.Today, null, null, null, null, town.Person("office")));
    }
}
