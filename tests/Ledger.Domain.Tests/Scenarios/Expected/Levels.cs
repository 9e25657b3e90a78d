using System.Text.Json;
using Ledger.Domain.Honours;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>The level somebody has on a ladder.</summary>
internal sealed class Levels : IExpected
{
    public string Name => "level";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var ladder in bearer.Value.EnumerateObject())
                if (LevelHeld.On(town.Look, town.Subject(bearer.Name).ToString(), ladder.Name, town.Today)?.Level.Value is var level && level != ladder.Value.GetString()) yield return $"{bearer.Name} {ladder.Name} is {level ?? "none"}, expected {ladder.Value}";
    }
}

/// <summary>What may still be claimed.</summary>
internal sealed class Benefits : IExpected
{
    public string Name => "benefits";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var item in bearer.Value.EnumerateObject())
                if ((town.Look.Find<BenefitLeft>(BenefitLeft.Key(town.Subject(bearer.Name).ToString(), item.Name))?.Units ?? 0) is var left && left != item.Value.GetInt64()) yield return $"{bearer.Name} {item.Name} is {left}, expected {item.Value}";
    }
}
