using System.Text.Json;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Scenarios.Verbs;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>What a dry run of asking for one unit answers now: of some item, where there are several.</summary>
internal sealed class May : IExpected
{
    public string Name => "may";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var code in bearer.Value.EnumerateObject())
                if (town.Document.Passages?.FirstOrDefault(one => one.Code.Value == code.Name) is not { Kind: PassageKind.Redeem or PassageKind.Service or PassageKind.Benefit } passage) town.NotDecided($"may {code.Name}");
                else if (passage.AllItems.Any(item => IsLetThrough(town, bearer.Name, passage, item)) is var may && may != code.Value.GetBoolean()) yield return $"{bearer.Name} {code.Name} is {may}, expected {code.Value}";
    }

    private static bool IsLetThrough(Town town, string person, Passage passage, Code item)
    {
        var (offer, id) = (Ask.OfferOf(town, "shop", item), RedemptionId.Of(town.Id("preview", $"{person} {item}")));
        return town.Journal.Copy().Decide(new PlaceHold(town.By(person), id, town.Person(person), offer, 1, [Ask.CodeOf(id)], Asking: new Asking(passage.Code), Vault: town.Vault(person, town.Today)))
            is Decision<HoldIsPlaced>.Accepted;
    }
}
