using System.Text.Json;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Records an act and lets everybody sign whom its review path asks.</summary>
internal sealed class ActAndAttest : IVerb
{
    private const int MostSignatures = 15;

    public string Name => "act-and-attest";

    public Rejection? Do(Town town, JsonElement members)
    {
        if (new Act().Do(town, members) is { } refused) return refused;
        foreach (var id in Act.Ids(members).Select(town.Act))
            for (var signature = 0; signature < MostSignatures && Waits(town, id); signature++)
                if (Attest.Sign(town, [id], null, members) is { } refusal) return refusal;
        return null;
    }

    private static bool Waits(Town town, ActId id) => town.Look.Find<Ledger.Domain.Acts.Act>(id.ToString()) is { Status: ActStatus.Recorded };
}
