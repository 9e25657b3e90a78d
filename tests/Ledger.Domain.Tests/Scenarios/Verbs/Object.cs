using System.Text.Json;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>An objection during notice.</summary>
internal sealed class Object : IVerb
{
    public string Name => "object";

    public Rejection? Do(Town town, JsonElement members) =>
        town.Send(new RaiseObjection(town.By(members.Text("by")!), town.Act(members.Number("act")!.Value), "objected", null, []));
}

/// <summary>Its end.</summary>
internal sealed class Settle : IVerb
{
    public string Name => "settle";

    public Rejection? Do(Town town, JsonElement members) =>
        town.SendBy(members.Text("by"), by => new DecideObjection(by, town.Act(members.Number("act")!.Value), !members.Flag("stands"), "looked-into"));
}
