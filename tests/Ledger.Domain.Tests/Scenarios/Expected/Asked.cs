using System.Text.Json;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>What the asking of this step took, and the money paid beside it.</summary>
internal sealed class Price : IExpected
{
    public string Name => "price";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        if (Taken(town) is not { } hold) yield return "nothing was placed";
        else if (Amounts.Differs("points", expected.Text("points")!, hold.UnitPrice.Hundredths * hold.Quantity) is { } points) yield return points;
        else if (expected.Text("cash") is { } cash && Amounts.Differs("cash", cash, hold.Asked?.Cash?.Count ?? 0) is { } paid) yield return paid;
    }

    /// <summary>What was placed in this step, or captured in it.</summary>
    private static HoldPlaced? Taken(Town town) => town.Facts.OfType<HoldPlaced>().LastOrDefault()
        ?? (town.Facts.OfType<RedemptionCaptured>().LastOrDefault() is { } captured ? town.Look.Find<Redemption>(captured.Redemption.ToString())?.Placed : null);
}

/// <summary>The fund that bears what the asking of this step costs.</summary>
internal sealed class Fund : IExpected
{
    public string Name => "fund";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var fund = town.Facts.OfType<HoldPlaced>().LastOrDefault()?.Asked?.Fund?.Value;
        if (fund != expected.GetString()) yield return $"{fund}, expected {expected}";
    }
}
