using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// Somebody is registered twice, with a phone each: on 20 May 2026 she has 30 积分 under the one, on 27 May 50 under the other,
/// 25 of them behind a code. That day the office and the administrator make her one.
/// </summary>
public sealed class TwiceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_person_registered_twice_is_one_again()
    {
        var town = await api.OpenTown();
        var (stays, goes) = (town.Volunteer, town.OtherVolunteer);
        Assert.Equal(new DateOnly(2026, 5, 20), api.Clock.Today);
        await town.Earn(stays, 3000);

        // 27 May.
        api.Clock.Advance(TimeSpan.FromDays(7));
        await town.Earn(goes, 5000);
        var (hold, code, _) = await town.Hold(goes);

        Assert.False((await Merge(town.Office).Accepted()).At("isMerged").GetBoolean());
        await Merge(town.Office).Refused("second-person-needed");
        Assert.True((await Merge(town.Administrator).Accepted()).At("isMerged").GetBoolean());

        // Both phones open the one account: 30 and 25 to spend, 25 behind the code, sixteen hours.
        foreach (var phone in new[] { stays, goes })
        {
            Assert.Equal(stays.Id.ToString(), (await phone.Calls.Get($"{town.Path}/me").Accepted()).Says("person"));
            var now = await phone.Calls.Get($"{town.Path}/persons/{stays}/balance").Accepted();
            Assert.Equal((5500L, 2500L, 8000L, 960L), (now.Long("availableHundredths"), now.Long("heldHundredths"), now.Long("earnedHundredths"), now.Long("servedMinutes")));
        }
        var dated = await stays.Calls.Get($"{town.Path}/persons/{stays}/balance?asOf={api.Clock.Today:yyyy-MM-dd}&atLeast={await town.Head()}").Accepted();
        Assert.Equal((5500L, 2500L, 8000L, 960L), (dated.Long("availableHundredths"), dated.Long("heldHundredths"), dated.Long("earnedHundredths"), dated.Long("servedMinutes")));
        foreach (var (commodity, earned) in new[] { ("points", 8000L), ("minutes", 960L) })
            Assert.Equal(earned, (await stays.Calls.Get($"{town.Path}/persons/{stays}/trace?commodity={commodity}").Accepted()).Long("earned"));
        var said = new StringWriter();
        Assert.True(await LedgerCtl.Run(["replay", stays.ToString(), "--community", town.Code, "--as-of", $"{api.Clock.Today:yyyy-MM-dd}", "--database", api.Database.ConnectionString], said, said) == LedgerCtl.Well, said.ToString());
        Assert.Contains("累计获得 earned 80", said.ToString());
        Assert.Equal(stays.Id.ToString(), (await goes.Calls.Get($"{town.Path}/persons/{goes}").Accepted()).Says("mergedInto"));
        await town.Office.Calls.Post($"{town.Path}/persons/{goes}/suspension", new { reason = "x" }).Refused("person-was-merged");

        // The name of the second registration finds the first; the ranking shows one person with eighty points.
        foreach (var name in new[] { stays.Name, goes.Name })
            Assert.Equal([stays.Id.ToString()], (await town.Office.Calls.Post($"{town.Path}/persons/search", new { name }).Accepted()).At("candidates").EnumerateArray().Select(found => found.GetProperty("person").GetString()!));
        var ranking = await town.Office.Calls.Get($"{town.Path}/rankings?from=2026-01-01&to=2026-12-31&atLeast={await town.Head()}").Accepted();
        Assert.Equal(($"person:{stays.Id}", 8000L), (ranking.Says("places.0.subject"), ranking.Long("places.0.amount")));
        Assert.Equal(1, ranking.Count("places"));

        // The code is still good, and what is given back afterwards goes to the one account.
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await town.Terminal.Post($"{town.Path}/redemptions/{hold}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Accepted();
        Assert.Equal(8000, await town.Available(stays));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());

        // The own copy has what happened under either id: both services, and the code that was reserved under the other.
        var copy = await stays.Calls.Get($"{town.Path}/persons/{stays}/copy").Accepted();
        var hours = copy.At("minutesPassbook").EnumerateArray().Sum(line => line.GetProperty("availableChange").GetInt64());
        Assert.Equal((8000L, 960L), (copy.Long("account.earnedHundredths"), copy.Long("account.servedMinutes")));
        Assert.Equal((2, 960L, 1), (copy.At("acts").EnumerateArray().DistinctBy(act => act.GetProperty("act").GetProperty("person").GetString()).Count(), hours, copy.Count("redemptions")));

        Task<Reply> Merge(Someone by) => by.Calls.Post($"{town.Path}/persons/{stays}/merges", new { merged = goes.Id });
    }

    [Fact]
    public async Task What_waits_under_the_other_id_is_seen_by_his_team_leader_and_stands_in_his_copy()
    {
        var town = await api.OpenTown();
        var (stays, goes, leader, team, act) = (town.Volunteer, town.OtherVolunteer, await town.Register(), Guid.NewGuid(), Guid.NewGuid());
        await town.Office.Calls.Post($"{town.Path}/teams", new { team, name = new { zh = "邻里帮" }, from = "2026-01-01" }).Accepted();
        await town.Administrator.Calls.Post($"{town.Path}/persons/{leader}/roles", new { role = "team-leader", from = "2026-01-01", team }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/teams/{team}/members", new { person = goes.Id, from = "2026-01-01" }).Accepted();
        await town.Grant(goes, "grid-assistant");
        await goes.Calls.Post($"{town.Path}/acts", town.Act(goes, act)).Accepted();
        foreach (var signer in new[] { town.Office, town.Administrator }) await signer.Calls.Post($"{town.Path}/persons/{stays}/merges", new { merged = goes.Id }).Accepted();

        Assert.Equal([act.ToString()], (await leader.Calls.Get($"{town.Path}/acts/pending").Accepted()).At("acts").EnumerateArray().Select(one => one.GetProperty("act").GetString()!));
        var copy = await stays.Calls.Get($"{town.Path}/persons/{stays}/copy").Accepted();
        Assert.Equal(["2026-01-01", Town.Day(api.Clock.Today)], copy.At("roles").EnumerateArray().Select(role => role.GetProperty("from").GetString()!));
        // His tablet sends it again, as it was.
        await goes.Calls.Post($"{town.Path}/acts", town.Act(goes, act)).Accepted();
    }

    [Fact]
    public async Task Registered_three_times_he_is_found_under_each_name_and_forgotten_with_all_of_them()
    {
        var town = await api.OpenTown();
        var (stays, second, first) = (town.Volunteer, town.OtherVolunteer, await town.Register());
        foreach (var (person, merged) in new[] { (second, first), (stays, second) })
            foreach (var signer in new[] { town.Office, town.Administrator }) await signer.Calls.Post($"{town.Path}/persons/{person}/merges", new { merged = merged.Id }).Accepted();
        foreach (var one in new[] { stays, second, first })
            Assert.Equal([stays.Id.ToString()], (await town.Office.Calls.Post($"{town.Path}/persons/search", new { phone = one.Phone }).Accepted()).At("candidates").EnumerateArray().Select(found => found.GetProperty("person").GetString()!));
        await stays.Calls.Post($"{town.Path}/persons/{stays}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{stays}/forgetting/confirmation", new { }).Accepted();
        foreach (var one in new[] { stays, second, first })
            Assert.Equal(0, (await town.Office.Calls.Post($"{town.Path}/persons/search", new { phone = one.Phone }).Accepted()).Count("candidates"));
    }

    [Fact]
    public async Task What_was_asked_and_seen_under_the_other_id_is_found_under_the_one_and_forgotten_with_it()
    {
        var town = await api.OpenTown();
        var (stays, goes, correction) = (town.Volunteer, town.OtherVolunteer, Guid.NewGuid());
        await goes.Calls.Post($"{town.Path}/persons/{goes}/corrections", new { correction, about = "name", text = "名字写错了" }).Accepted();
        await town.GridOfficer.Calls.Get($"{town.Path}/persons/{goes}/balance").Accepted();
        foreach (var signer in new[] { town.Office, town.Administrator }) await signer.Calls.Post($"{town.Path}/persons/{stays}/merges", new { merged = goes.Id }).Accepted();

        await town.Office.Calls.Post($"{town.Path}/persons/{stays}/corrections/{correction}/decision", new { outcome = "refused", reason = "not-wrong", text = "证件上就是这样" }).Accepted();
        var told = await stays.Calls.Get($"{town.Path}/persons/{stays}/corrections").Accepted();
        Assert.Equal(("名字写错了", "证件上就是这样"), (told.Says("corrections.0.text"), told.Says("corrections.0.answer")));
        var looks = await stays.Calls.Get($"{town.Path}/persons/{stays}/access-records").Accepted();
        Assert.Contains(looks.At("records").EnumerateArray(), look => look.GetProperty("operation").GetString() == "GET persons/{person}/balance" && look.GetProperty("role").GetString() == "grid-officer");

        // Forgotten is who he was under either id: both keys go, and neither name finds him.
        await stays.Calls.Post($"{town.Path}/persons/{stays}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{stays}/forgetting/confirmation", new { }).Accepted();
        foreach (var id in new[] { stays, goes })
        {
            Assert.Null(api.Keys.Person(town.Code, id.Id));
            Assert.False((await town.Office.Calls.Get($"{town.Path}/persons/{id}").Accepted()).Has("name"));
            foreach (var asked in new object[] { new { name = id.Name }, new { phone = id.Phone } })
                Assert.Equal(0, (await town.Office.Calls.Post($"{town.Path}/persons/search", asked).Accepted()).Count("candidates"));
            await id.Calls.Get($"{town.Path}/me").Refused("community-not-found");
        }
    }
}
