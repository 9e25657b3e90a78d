using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// Two people are called 王秀英. On 19 May 2026 one of them patrols for five hours; the grid officer books it on the other,
/// who has just spent what it brought her when the mistake is found on 22 May.
/// </summary>
public sealed class WrongPersonTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_act_booked_on_the_wrong_one_of_two_people_of_one_name_is_put_right_after_she_spent_it()
    {
        var town = await api.OpenTown();
        var (wrong, right) = (await town.Register(name: "王秀英"), await town.Register(name: "王秀英"));

        // 20 May: the name finds two who look alike, the act is booked on the wrong one and attested: 25 积分, 300 minutes.
        var alike = (await Found(new { name = "王秀英" })).ToList();
        Assert.Equal(new[] { wrong.Id, right.Id }.Order(), alike.Select(one => one.GetProperty("person").GetGuid()).Order());
        Assert.All(alike, one => Assert.Equal("王*英", one.GetProperty("maskedName").GetString()));
        var act = Guid.NewGuid();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts", town.Act(wrong, act, startedAt: "2026-05-19T08:00:00+08:00", endedAt: "2026-05-19T13:00:00+08:00")).Accepted();
        await town.Office.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        var (redemption, code, _) = await town.Hold(wrong);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await Says(town, wrong, available: 0, earned: 2500, owed: 0, minutes: 300);

        // 22 May: it is reversed. What she spent is owed; the shop keeps what it is due.
        api.Clock.Advance(TimeSpan.FromDays(2));
        var reversed = await town.Office.Calls.Post($"{town.Path}/acts/{act}/reversal", new { reason = "wrong-person" }).Accepted();
        Assert.Equal((2500, 2500), (reversed.Long("pointsHundredths"), reversed.Long("owedHundredths")));
        await Says(town, wrong, available: 0, earned: 0, owed: 2500, minutes: 0);
        Assert.Equal(1500, (await town.MerchantOwner.Calls.Get($"{town.Path}/merchants/{town.Merchant}/payable?atLeast={reversed.Number}").Accepted()).Long("owedFen"));
        await BooksHold(town);

        // Her phone finds the right one: it is recorded again on her, naming what it replaces; a second time it is refused.
        Assert.Equal(right.Id, Assert.Single(await Found(new { phone = right.Phone })).GetProperty("person").GetGuid());
        var again = new { actType = "patrol", startedAt = "2026-05-19T08:00:00+08:00", endedAt = "2026-05-19T13:00:00+08:00", place = "grid-1", people = new[] { new { act = Guid.NewGuid(), person = right.Id, replaces = act } } };
        await town.GridOfficer.Calls.Post($"{town.Path}/acts", again).Accepted();
        await town.Office.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { again.people[0].act } }).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts", again with { people = [new { act = Guid.NewGuid(), person = right.Id, replaces = act }] }).Refused("not-replaceable", "replaces");
        await Says(town, right, available: 2500, earned: 2500, owed: 0, minutes: 300);
        Assert.Equal(act.ToString(), (await town.Office.Calls.Get($"{town.Path}/acts/{again.people[0].act}").Accepted()).Says("act.replaces"));

        // 23 May: she earns 20 积分: all of it pays the debt, 5 积分 are still owed; the next 10 leave her 5.
        await town.Earn(wrong, 2000);
        await Says(town, wrong, available: 0, earned: 2000, owed: 500, minutes: 240);
        api.Clock.Advance(TimeSpan.FromDays(3));
        await town.Earn(wrong, 1000);
        await Says(town, wrong, available: 500, earned: 3000, owed: 0, minutes: 360);
        await BooksHold(town);

        // A refund of what she bought comes back in full: nothing is owed any more.
        await town.Terminal.Post($"{town.Path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "spoilt-goods" }).Accepted();
        await Says(town, wrong, available: 3000, earned: 3000, owed: 0, minutes: 360);
        await BooksHold(town);

        async Task<IEnumerable<System.Text.Json.JsonElement>> Found(object asked) => (await town.GridOfficer.Calls.Post($"{town.Path}/persons/search", asked).Accepted()).At("candidates").EnumerateArray();
    }

    private static async Task Says(Town town, Someone person, long available, long earned, long owed, long minutes)
    {
        var now = (await person.Calls.Get($"{town.Path}/persons/{person}/balance").Accepted());
        Assert.Equal((available, earned, owed, minutes), (now.Long("availableHundredths"), now.Long("earnedHundredths"), now.Long("debtHundredths"), now.Long("servedMinutes")));
        var head = await town.Head();
        var book = await person.Calls.Get($"{town.Path}/persons/{person}/balance?asOf={town.Api.Clock.Today:yyyy-MM-dd}&atLeast={head}").Accepted();
        Assert.Equal((available, earned, owed, minutes), (book.Long("availableHundredths"), book.Long("earnedHundredths"), book.Long("debtHundredths"), book.Long("servedMinutes")));
        var line = (await person.Calls.Get($"{town.Path}/persons/{person}/passbook").Accepted()).At("lines")[0];
        Assert.Equal((available, owed), (line.GetProperty("balance").GetInt64(), line.GetProperty("debt").GetInt64()));
    }

    private static async Task BooksHold(Town town) =>
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());
}
