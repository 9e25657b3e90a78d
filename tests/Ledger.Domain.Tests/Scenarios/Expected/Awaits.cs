using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>The body whose signature is next for what this step recorded or signed.</summary>
internal sealed class Awaits : IExpected
{
    public string Name => "awaits";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        var next = town.Facts.Reverse().Select(fact => NextOf(town, fact)).FirstOrDefault(next => next.IsOne).Body;
        if (next != expected.GetString()) yield return $"{next ?? "nobody"}, expected {expected}";
    }

    private static (bool IsOne, string? Body) NextOf(Town town, IFact fact) => fact switch
    {
        ActAttested or LevelReached => (true, null),
        LevelApplied applied => (true, OfApplication(town, applied.Application)),
        LevelReviewed reviewed => (true, OfApplication(town, reviewed.Application)),
        ActReviewed reviewed => (true, OfAct(town, reviewed.Act)),
        ActRecorded recorded => (true, OfAct(town, recorded.Act)),
        _ => default,
    };

    private static string? OfApplication(Town town, LevelApplicationId id)
    {
        var application = town.Look.Find<Application>(id.ToString())!;
        var document = Rulebook.Of(town.Look, application.Applied.Rulebook).Document;
        return document.Review?.FirstOrDefault(one => one.Code == application.Applied.Review)?.Steps
            .Where((step, number) => application.Signed.Count(one => one.Step == number) < document.Bodies!.First(body => body.Code == step.Body).Signers).FirstOrDefault()?.Body.Value;
    }

    private static string? OfAct(Town town, ActId id)
    {
        var act = town.Look.Find<Act>(id.ToString())!;
        var document = Rulebook.InForce(town.Look, act.Recorded.OccurredOn)!.Document;
        if (act.Recorded.Review is not { } code) return null;
        var review = document.Review!.First(one => one.Code == code);
        return review.Steps.Where((step, number) => (act.Signed ?? []).Count(one => one.Step == number) < document.Bodies!.First(body => body.Code == step.Body).Signers).FirstOrDefault()?.Body.Value;
    }
}
