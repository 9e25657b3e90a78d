using System.Text.Json;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>What the acts of this step accrued, by commodity.</summary>
internal sealed class Gives : IExpected
{
    public string Name => "gives";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var accrued = Accrued(town);
        if (accrued.Count == 0) yield return "nothing was accrued";
        else
            foreach (var commodity in expected.EnumerateObject())
                if (Amounts.Differs(commodity.Name, commodity.Value.GetString()!, accrued.Sum(fact => Of(fact, Amounts.Kept(town, commodity.Name)))) is { } differs) yield return differs;
    }

    /// <summary>Those that the step recorded or signed; where there are none, those that followed from what it did.</summary>
    private static IReadOnlyList<ActAccrued> Accrued(Town town)
    {
        var all = town.Facts.OfType<ActAccrued>().ToList();
        return all.Where(fact => town.Document.Acts.FirstOrDefault(type => type.Code == fact.ActType)?.Automatic is null).ToList() is { Count: > 0 } told ? told : all;
    }

    private static long Of(ActAccrued fact, string commodity) => commodity == Ledger.Domain.Accounts.Commodity.Points ? fact.Points.Hundredths
        : (fact.Beside ?? []).Where(share => share.Commodity == commodity).Sum(share => share.Amount);
}

/// <summary>Service time kept.</summary>
internal sealed class MinutesKept : IExpected
{
    public string Name => "minutes";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var kept = town.Facts.OfType<ActAccrued>().Sum(fact => fact.Minutes.Count);
        if (kept != expected.GetInt64()) yield return $"{kept}, expected {expected}";
    }
}

/// <summary>The arithmetic of the accrual: <c>kind in→out</c>.</summary>
internal sealed class Steps : IExpected
{
    public string Name => "steps";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var said = string.Join(", ", town.Facts.OfType<ActAccrued>().SelectMany(fact => fact.Steps).Select(step => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(step.Kind.ToString())} {step.Input}→{step.Output}"));
        var wanted = string.Join(", ", expected.EnumerateArray().Select(one => one.GetString()));
        if (said != wanted) yield return $"[{said}], expected [{wanted}]";
    }
}
