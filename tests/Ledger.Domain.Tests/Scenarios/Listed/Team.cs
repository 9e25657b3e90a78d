using System.Text.Json;
using Ledger.Domain.Consents;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Tests.Scenarios.Listed;

/// <summary>The team somebody is in.</summary>
internal sealed class Team : IListed
{
    public string Name => "team";

    public void Set(Town town, string bearer, JsonElement value) => town.Must(new JoinTeam(town.By("office"), TeamId.Of(town.Id("team", value.GetString()!)), town.Person(bearer), town.Today, null));
}

/// <summary>What somebody has consented to.</summary>
internal sealed class Consents : IListed
{
    public string Name => "consents";

    public void Set(Town town, string bearer, JsonElement value)
    {
        foreach (var consent in value.EnumerateArray())
            if (consent.GetString() == "publish") town.Must(new GiveConsent(town.By(bearer), town.Person(bearer), Purpose.PublishName, null, null));
            else town.NotDecided($"consent {consent}");
    }
}
