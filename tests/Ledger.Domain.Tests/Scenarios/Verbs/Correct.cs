using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Corrections;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Asks for a correction.</summary>
internal sealed class Correct : IVerb
{
    public string Name => "correct";

    public Rejection? Do(Town town, JsonElement members)
    {
        var person = members.Text("person")!;
        return town.Send(new RequestCorrection(town.By(person), CorrectionId.Of(town.Id("correction", $"{town.Journal.Now:O}")), town.Person(person),
            members.Number("act") is { } act ? town.Act(act) : null, "hours", Town.Hash("text"), [], [.. members.Texts("papers").Select(paper => new ActPaper(paper, Town.Hash($"{town.Journal.Now:O} {paper}")))]));
    }
}
