using System.Text.Json.Nodes;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>王阿姨 looks at what she can get: an item that the rulebook prices costs her what it would cost, and says why she cannot have it.</summary>
public sealed class PricedOffersTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_item_of_the_rulebook_is_listed_as_the_redemption_itself_would_answer()
    {
        var town = await Opened();
        var (path, she) = (town.Path, town.Volunteer);
        var (haircut, rice, bread) = (await Publish(town, "haircut"), await Publish(town, "rice"), await Publish(town, "bread"));
        await town.Earn(she, 3000);

        var first = await Listed(town, she);
        Assert.Equal([(haircut, 2000L, true, ""), (rice, 4000, false, "insufficient-points"), (bread, 100, false, "not-eligible")], first);
        Assert.All((await she.Calls.Get($"{path}/offers").Accepted()).At("offers").EnumerateArray().Where(one => one.TryGetProperty("item", out _)), one => Assert.False(one.TryGetProperty("priceHundredths", out _)));

        await town.Hold(she, haircut);
        Assert.Equal([(haircut, 2000L, false, "limit-reached"), (rice, 4000, false, "insufficient-points"), (bread, 100, false, "not-eligible")], await Listed(town, she));
        foreach (var (offer, price, canBeTaken, why) in await Listed(town, she))
        {
            var told = await she.Calls.Post($"{path}/redemptions/preview", new { redemption = Guid.NewGuid(), person = she.Id, offer, quantity = 1 }).Accepted();
            Assert.Equal((!canBeTaken, why), (told.At("isRefused").GetBoolean(), told.Says("problem")));
        }
    }

    /// <summary>The items, in the order in which they were published.</summary>
    private static async Task<List<(Guid Offer, long Price, bool CanBeTaken, string Why)>> Listed(Town town, Someone she) =>
        [.. (await town.Office.Calls.Get($"{town.Path}/persons/{she}/offers").Accepted()).At("offers").EnumerateArray().Where(one => one.GetProperty("offer").TryGetProperty("item", out _))
            .Select(one => (one.GetProperty("offer").GetProperty("offer").GetGuid(), one.GetProperty("offer").GetProperty("priceHundredths").GetInt64(), one.GetProperty("canBeTaken").GetBoolean(),
                one.GetProperty("whyNot").EnumerateArray().Select(why => why.GetProperty("type").GetString()![10..]).FirstOrDefault() ?? "", Item: one.GetProperty("offer").GetProperty("item").GetString()))
            .OrderBy(one => one.Item == "haircut" ? 0 : one.Item == "rice" ? 1 : 2).Select(one => (one.Item1, one.Item2, one.Item3, one.Item4))];

    private static Task<Guid> Publish(Town town, string item) =>
        town.Publish(new { title = new { zh = item }, price = 0, settlement = 0, bearer = new { kind = "merchant" }, opensOn = "2026-01-01", item });

    private async Task<Town> Opened()
    {
        var town = await api.OpenTown();
        var document = JsonNode.Parse(ApiClient.Text(Town.Rulebook("v2", Town.Day(api.Clock.Today.AddDays(1)))))!.AsObject();
        document["items"] = JsonNode.Parse("""[{"code":"haircut","title":{"zh":"理发"}},{"code":"rice","title":{"zh":"大米"}},{"code":"bread","title":{"zh":"面包"}}]""");
        document["passages"] = JsonNode.Parse("""
            [{"code":"haircut","kind":"redeem","item":"haircut","price":"20 points","perPerson":{"atMost":"1 times","every":"quarter"}},
             {"code":"rice","kind":"redeem","item":"rice","price":"40 points"},
             {"code":"bread","kind":"redeem","item":"bread","price":"1 points","who":{"fact":"person.age","below":"30 years"}}]
            """);
        await town.Office.Calls.Post($"{town.Path}/rulebooks", document.ToJsonString()).Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        return town;
    }
}
