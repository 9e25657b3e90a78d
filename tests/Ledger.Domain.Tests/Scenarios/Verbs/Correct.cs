using System.Text.Json;
using Ledger.Domain.Corrections;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Asks for a correction.</summary>
internal sealed class Correct : IVerb
{
    public string Name => "correct";

    public Rejection? Do(Town town, JsonElement members)
    {
        if (members.TryGetProperty("papers", out _)) town.NotDecided("correct.papers");
        var person = members.Text("person")!;
        return town.Send(new RequestCorrection(town.By(person), CorrectionId.Of(town.Id("correction", $"{town.Journal.Now:O}")), town.Person(person),
            members.Number("act") is { } act ? town.Act(act) : null, "hours", Town.Hash("text"), []));
    }
}
