using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Privacy;

/// <summary>A person's own copy (个人信息副本): everything that is kept of him, and nothing of anybody else.</summary>
public sealed class CopyTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_copy_holds_everything_that_is_kept_of_him()
    {
        var town = await api.OpenTown();
        var he = town.Volunteer;
        await town.Earn(he, 7000);
        await town.Volunteer.Calls.Post($"{town.Path}/acts", new { actType = "visit", startedAt = "2026-05-01T09:00:00+08:00", place = "grid-1", note = "送药到三楼", people = new[] { new { act = Guid.NewGuid(), person = he.Id } } }).Accepted();
        var (redemption, code, _) = await town.Hold(he);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await he.Calls.Post($"{town.Path}/persons/{he}/consents", new { purpose = "sms" }).Accepted();
        await he.Calls.Post($"{town.Path}/persons/{he}/corrections", new { correction = Guid.NewGuid(), about = "name", text = "名字写错了" }).Accepted();
        await town.Office.Calls.Get($"{town.Path}/persons/{he}").Accepted();

        var copy = await he.Calls.Get($"{town.Path}/persons/{he}/copy").Accepted();
        Assert.Equal("attachment", copy.Headers["Content-Disposition"].Split(';')[0]);
        Assert.Equal((he.Name, he.Phone, he.BirthDate), (copy.Says("registration.name"), copy.Says("registration.phone"), copy.Says("registration.birthDate")));
        Assert.Equal((4500, 0, 7000), (copy.Long("account.availableHundredths"), copy.Long("account.heldHundredths"), copy.Long("account.earnedHundredths")));
        Assert.Equal((4, 3), (copy.Count("passbook"), copy.Count("acts")));
        Assert.Contains(copy.At("acts").EnumerateArray(), act => act.TryGetProperty("note", out var note) && note.GetString() == "送药到三楼");
        Assert.Equal((redemption.ToString(), "captured"), (copy.Says("redemptions.0.redemption"), copy.Says("redemptions.0.status")));
        Assert.Equal(("sms", "名字写错了"), (copy.Says("consents.0.purpose"), copy.Says("corrections.0.text")));
        Assert.Equal("GET persons/{person}", copy.Says("accessRecords.0.operation"));
        Assert.Equal("person-registered.v1", copy.Says("events.0.type"));
        Assert.All(copy.At("titles").EnumerateObject(), title => Assert.True(copy.Has(title.Name), title.Name));
    }

    /// <summary>Ten hours and four hours of patrol, a breakfast of 25 积分, a note, a look of the office.</summary>
    [Fact]
    public async Task The_page_says_it_in_chinese_first_for_old_eyes()
    {
        var town = await api.OpenTown();
        var he = town.Volunteer;
        await town.Earn(he, 7000);
        await he.Calls.Post($"{town.Path}/acts", new { actType = "visit", startedAt = "2026-05-01T09:00:00+08:00", place = "grid-1", note = "送药<到>三楼", people = new[] { new { act = Guid.NewGuid(), person = he.Id } } }).Accepted();
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code = (await town.Hold(he)).Code }).Accepted();
        await town.Office.Calls.Get($"{town.Path}/persons/{he}").Accepted();

        var page = await he.Calls.Get($"{town.Path}/persons/{he}/copy.html").Accepted();
        Assert.Equal(("text/html", "no-store"), (page.MediaType, page.Headers["Cache-Control"]));
        foreach (var said in new[] { he.Name, he.Phone, "个人信息副本", "治安巡逻", "兑换：早餐券（渤海早餐店）", "<td>45</td>", "<td class=\"n\">-25</td>", "<td>14 小时</td>", "送药&lt;到&gt;三楼", "a person&#39;s own copy", town.Office.Name, "font: 18pt/1.4", "@media screen and (max-width: 190mm)" })
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LEDGER_PAGES") is { } folder) await File.WriteAllTextAsync(Path.Combine(folder, "copy.html"), page.Text);
        await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{he}/copy.html").Refused("not-found", "person");
    }

    /// <summary>Whoever was not believed may object again; of what he wrote, nothing replaces anything.</summary>
    [Fact]
    public async Task It_holds_every_objection_he_wrote()
    {
        var (town, act) = (await api.OpenTown(), Guid.NewGuid());
        var day = api.Clock.Today.AddDays(-1);
        await town.OtherVolunteer.Calls.Post($"{town.Path}/acts", town.Act(town.OtherVolunteer, act, "talk", $"{day:yyyy-MM-dd}T10:00:00+08:00", $"{day:yyyy-MM-dd}T11:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        string[] said = ["那天他在烟台", "邻居也看见了"];
        foreach (var note in said)
        {
            await town.Volunteer.Calls.Post($"{town.Path}/acts/{act}/objections", new { reason = "was-elsewhere", note }).Accepted();
            await town.Office.Calls.Post($"{town.Path}/acts/{act}/objections/decision", new { upheld = false, reason = "was-there" }).Accepted();
        }

        var copy = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/copy").Accepted();
        Assert.Equal(said, copy.At("events").EnumerateArray().Where(e => e.TryGetProperty("note", out _)).Select(e => e.GetProperty("note").GetString()));
        var page = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/copy.html").Accepted();
        Assert.All(said, note => Assert.Contains(note, page.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(said[0], (await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/copy").Accepted()).Text);
    }

    [Fact]
    public async Task Of_an_event_about_somebody_else_it_tells_only_that_he_is_named()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 2000);
        var copy = await town.GridOfficer.Calls.Get($"{town.Path}/persons/{town.GridOfficer}/copy").Accepted();
        var attested = copy.At("events").EnumerateArray().Single(e => e.GetProperty("type").GetString() == "act-attested.v1");
        Assert.False(attested.TryGetProperty("data", out _));
        Assert.DoesNotContain(town.Volunteer.ToString(), copy.Text);
    }

    [Fact]
    public async Task The_office_makes_it_on_request_and_that_is_a_look()
    {
        var town = await api.OpenTown();
        await town.Office.Calls.Get($"{town.Path}/persons/{town.Volunteer}/copy").Accepted();
        await town.GridOfficer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/copy").Refused("not-found");
        Assert.Equal("GET persons/{person}/copy", (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/access-records").Accepted()).Says("records.0.operation"));
    }
}
