using System.Text.Json;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>What a merchant collected this year and did not get again yet.</summary>
internal sealed class Owed : IExpected
{
    public string Name => "owed";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var (holder, commodity, amount) in Amounts.ByHolder(town, expected))
            if (Amounts.Differs($"{holder} {commodity}", amount, Of(town, town.Subject(holder))) is { } differs) yield return differs;
    }

    private static long Of(Town town, Subject merchant)
    {
        var collected = town.Journal.Rows.All<Redemption>().Select(row => row.Value)
            .Where(one => Subject.Of(one.Placed.Merchant) == merchant && one.Placed.OccurredOn.Year == town.Today.Year).Sum(one => one.Spent.Sum(lot => lot.Amount));
        return collected - town.Journal.Events.Where(one => one.Name == "points-arrived.v1").Select(one => (PointsArrived)DomainJson.ReadFact(one.Name, one.Data)).Where(one => one.HeldBy == merchant && one.OccurredOn.Year == town.Today.Year).Sum(one => one.Steps![0].Input);
    }
}
