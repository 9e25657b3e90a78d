using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>What is somebody else's is not found, and a list of which somebody may see a part has full pages (RELIABILITY.md §4).</summary>
[Collection(SharedApi.Name)]
public sealed class OwnerTests(TestApi api)
{
    /// <summary>Twelve acts wait, every other one in the second grid and of who belongs there: its assistant's pages of four are 4 and 2 long, and hold all six.</summary>
    [Fact]
    public async Task Pages_of_who_reaches_only_a_node_are_full_and_complete()
    {
        var town = await api.OpenTown();
        var assistant = await town.Register(role: null, node: "grid-2");
        await town.Administrator.Calls.Post($"{town.Path}/persons/{assistant}/roles", new { role = "grid-assistant", from = "2026-01-01", node = "grid-2" }).Accepted();
        var there = await town.Register(node: "grid-2");
        var acts = new List<Guid>();
        for (var hour = 8; hour < 20; hour++) acts.Add(await Recorded(town, hour % 2 == 0 ? there : town.Volunteer, hour, hour % 2 == 0 ? "grid-2" : "grid-1"));

        var pages = await Pages(assistant, $"{town.Path}/acts/pending", "acts", 4);

        Assert.Equal([4, 2], pages.Select(page => page.Count));
        Assert.Equal(acts.Where((_, index) => index % 2 == 0).Order(), pages.SelectMany(page => page).Select(act => Guid.Parse(act)).Order());
        Assert.Equal(12, (await Pages(town.Office, $"{town.Path}/acts/pending", "acts", 5)).Sum(page => page.Count));
        await assistant.Calls.Get($"{town.Path}/acts/{acts[0]}").Accepted();
        await assistant.Calls.Get($"{town.Path}/acts/{acts[1]}").Refused("not-found", "act");
    }

    /// <summary>A leader's team has a member since 3 May: of acts on 2 and 3 May the leader sees the second.</summary>
    [Fact]
    public async Task A_team_leader_lists_what_members_did_while_they_were_members()
    {
        var town = await api.OpenTown();
        var (team, leader, days) = (Guid.NewGuid(), await town.Register(), new[] { -2, -1 }.Select(day => town.Api.Clock.Today.AddDays(day)).ToArray());
        await town.Office.Calls.Post($"{town.Path}/teams", new { team, name = new { zh = "邻里帮" }, from = "2026-01-01" }).Accepted();
        await town.Administrator.Calls.Post($"{town.Path}/persons/{leader}/roles", new { role = "team-leader", from = "2026-01-01", team }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/teams/{team}/members", new { person = town.Volunteer.Id, from = Town.Day(days[1]) }).Accepted();
        await Recorded(town, town.Volunteer, 9, "grid-1", days[0]);
        var seen = await Recorded(town, town.Volunteer, 9, "grid-1", days[1]);
        await Recorded(town, town.OtherVolunteer, 10, "grid-1", days[1]);

        var listed = (await leader.Calls.Get($"{town.Path}/acts/pending?limit=1").Accepted()).At("acts").EnumerateArray().Select(act => act.GetProperty("act").GetGuid());

        Assert.Equal([seen], listed);
    }

    [Fact]
    public async Task What_is_another_merchants_or_persons_or_communitys_is_not_found()
    {
        var (town, elsewhere) = (await api.OpenTown(), await api.OpenTown());
        await town.Earn(town.Volunteer, 5000);
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.MerchantOwner.Calls.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/merchants/{town.Merchant}/closing", new { reason = "retired" }).Accepted();
        var (statement, act) = (Guid.NewGuid(), await Recorded(town, town.Volunteer, 9, "grid-1", town.Api.Clock.Today));
        var number = (await town.Office.Calls.Post($"{town.Path}/merchants/{town.Merchant}/statements", new { statement, month = "2026-05" }).Accepted(201)).Number;
        var (shop, other) = ($"/merchants/{town.Merchant}", $"/merchants/{town.OtherMerchant}");

        foreach (var rest in new[] { "", "/lines", "/steps" })
        {
            await town.MerchantOwner.Calls.Get($"{town.Path}{shop}/statements/{statement}{rest}{(rest.Length > 0 ? $"?atLeast={number}" : "")}").Accepted();
            // Under his own shop's address, and under the other's.
            await town.OtherMerchantOwner.Calls.Get($"{town.Path}{other}/statements/{statement}{rest}").Refused("not-found", "statement");
            await town.OtherMerchantOwner.Calls.Get($"{town.Path}{shop}/statements/{statement}{rest}").Refused("not-found", "statement");
            await town.Office.Calls.Get($"{town.Path}{other}/statements/{statement}{rest}").Refused("not-found", "statement");
        }
        await town.MerchantOwner.Calls.Get($"{town.Path}/redemptions/{redemption}").Accepted();
        await town.MerchantOwner.Calls.Get($"{town.Path}/terminals/{town.TerminalId}").Accepted();
        foreach (var stranger in new[] { town.OtherMerchantOwner, town.OtherVolunteer })
        {
            await stranger.Calls.Get($"{town.Path}/redemptions/{redemption}").Refused("not-found", "redemption");
            await stranger.Calls.Get($"{town.Path}/terminals/{town.TerminalId}").Refused("not-found", "terminal");
            await stranger.Calls.Get($"{town.Path}/persons/{town.Volunteer}/redemptions").Refused("not-found", "person");
            await stranger.Calls.Get($"{town.Path}/acts/{act}").Refused("not-found", "act");
        }
        // Whoever sees everything at home sees nothing of it under another community's address.
        foreach (var (path, field) in new[] { ($"/redemptions/{redemption}", "redemption"), ($"/terminals/{town.TerminalId}", "terminal"), ($"/acts/{act}", "act"), ($"/persons/{town.Volunteer}/balance", "person"), ($"{shop}/payable", "merchant"), ($"{shop}/statements/{statement}", "statement") })
        {
            await elsewhere.Office.Calls.Get(elsewhere.Path + path).Refused("not-found", field);
            await elsewhere.Office.Calls.Get(town.Path + path).Refused("community-not-found");
        }
    }

    /// <summary>Seven offers at 5 to 30 积分, that at 5 withdrawn: two pages of three hold the six others, and on each what can be taken with 20 积分 comes first.</summary>
    [Fact]
    public async Task What_a_person_can_get_is_read_page_by_page()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 2000);
        var offers = new List<Guid> { town.Offer };
        for (var price = 500; price <= 3000; price += 500) offers.Add(await town.Publish(Town.Terms(price: price)));
        await town.Office.Calls.Post($"{town.Path}/offers/{offers[1]}/withdrawal", new { reason = "gone" }).Accepted();

        var first = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/offers?limit=3").Accepted();
        var second = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/offers?limit=3&cursor={first.Says("nextCursor")}").Accepted();

        Assert.Equal(offers.Except([offers[1]]).Order(), new[] { first, second }.SelectMany(page => page.At("offers").EnumerateArray()).Select(choice => choice.GetProperty("offer").GetProperty("offer").GetGuid()).Order());
        var takable = new[] { first, second }.Select(page => page.At("offers").EnumerateArray().Select(choice => choice.GetProperty("canBeTaken").GetBoolean()).ToList()).ToList();
        Assert.All(takable, page => Assert.Equal(page.OrderByDescending(can => can), page));
        Assert.Equal(3, takable.Sum(page => page.Count(can => can)));
    }

    private static async Task<Guid> Recorded(Town town, Someone doer, int hour, string place, DateOnly? day = null)
    {
        var (act, start) = (Guid.NewGuid(), new DateTimeOffset((day ?? town.Api.Clock.Today.AddDays(-1)).ToDateTime(new TimeOnly(0, 0)), TimeSpan.FromHours(8)).AddHours(hour));
        if (start > town.Api.Clock.GetUtcNow()) start = start.AddHours(-hour);
        await doer.Calls.Post($"{town.Path}/acts", town.Act(doer, act, startedAt: Town.Iso(start), endedAt: Town.Iso(start.AddMinutes(30)), place: place)).Accepted();
        return act;
    }

    private static async Task<List<List<string>>> Pages(Someone reader, string path, string member, int limit)
    {
        var (pages, cursor) = (new List<List<string>>(), "");
        do
        {
            var page = await reader.Calls.Get(string.Create(CultureInfo.InvariantCulture, $"{path}?limit={limit}{cursor}")).Accepted();
            pages.Add([.. page.At(member).EnumerateArray().Select(one => one.GetProperty("act").GetString()!)]);
            cursor = page.Has("nextCursor") ? $"&cursor={page.Says("nextCursor")}" : "";
        }
        while (cursor.Length > 0);
        return pages;
    }
}
