using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;

namespace Ledger.Domain.Tests.Scenarios.Verbs;

/// <summary>Applies for a level.</summary>
internal sealed class Apply : IVerb
{
    public string Name => "apply";

    public Rejection? Do(Town town, JsonElement members)
    {
        var (id, subject) = (members.GetProperty("id").ToString(), members.Text("subject")!);
        ActPaper[] papers = [.. members.Texts("papers").Select(paper => new ActPaper(paper, Town.Hash($"{id} {paper}")))];
        return town.Send(new ApplyForLevel(subject.Contains(':') ? town.By("office") : town.By(subject), IdOf(town, members), town.Subject(subject), members.Text("ladder")!, members.Text("level")!, papers,
            subject.Contains(':') ? null : town.Vault(subject, town.Today)));
    }

    public static LevelApplicationId IdOf(Town town, JsonElement members) => LevelApplicationId.Of(town.Id("application", members.GetProperty("id").ToString()));
}

/// <summary>The next signature of an application, or all of them.</summary>
internal sealed class Sign : IVerb
{
    public string Name => "sign";

    public Rejection? Do(Town town, JsonElement members)
    {
        var id = Apply.IdOf(town, members);
        do
            if (town.SendBy(members.Text("by"), by => new SignLevel(by, id)) is { } refusal) return refusal;
        while (members.Flag("all") && town.Look.Find<Application>(id.ToString()) is { IsDecided: false });
        return null;
    }
}
