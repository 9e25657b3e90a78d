using System.Text.Json;
using Ledger.Domain.Accounts;
using Ledger.Domain.Passages;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>The money this passage gives to each, and to nobody else.</summary>
internal sealed class Paid : IExpected
{
    public string Name => "paid";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var paid = town.Facts.OfType<MoneyGranted>().Select(one => (one.To, one.Amount.Count)).Concat(town.Facts.OfType<PointsCashed>().Select(one => (((IValueFact)one).Owner, one.Amount.Count))).ToDictionary();
        foreach (var bearer in expected.EnumerateObject())
            if (Amounts.Differs(bearer.Name, bearer.Value.GetString()!, paid.GetValueOrDefault(town.Subject(bearer.Name))) is { } differs) yield return differs;
        if (paid.Count != expected.EnumerateObject().Count()) yield return $"{paid.Count} get something";
    }
}
