using System.Text.Json;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>The verb was refused for this reason.</summary>
internal sealed class Refused : IExpected
{
    public string Name => "refused";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        if (town.Refusal is not { } refusal) yield return $"was accepted, expected {expected}";
        else if (Refusals.Of(refusal) is var problem && problem != expected.GetString()) yield return $"{Said.By(refusal)}, expected {expected}";
    }
}

/// <summary>… by this part of the document.</summary>
internal sealed class By : IExpected
{
    public string Name => "by";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        if (town.Refusal is not { } refusal) yield break;
        if (Refusals.PartOf(refusal, town.Document) is var part && part != expected.GetString()) yield return $"{part ?? Said.By(refusal)}, expected {expected}";
    }
}
