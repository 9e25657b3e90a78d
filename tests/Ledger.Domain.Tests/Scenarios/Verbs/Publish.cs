using System.Text.Json;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>A further version.</summary>
internal sealed class Publish : IVerb
{
    public string Name => "publish";

    public Rejection? Do(Town town, JsonElement members)
    {
        Opening.Publish(town, Opening.Read(town, members.Text("rulebook")!));
        return null;
    }
}
