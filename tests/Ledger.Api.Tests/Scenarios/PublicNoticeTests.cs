using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// A talk needs two working days of public notice. It is attested on Wednesday 30 September 2026; from 1 to 7 October is
/// National Day's holiday, Saturday 10 October is worked. So the notice lasts until Friday 9 October.
/// </summary>
public sealed class PublicNoticeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_public_notice_runs_across_a_holiday_and_an_objection_stops_only_its_line()
    {
        var town = await api.OpenTown();
        var holidays = Enumerable.Range(1, 7).Select(day => $"2026-10-0{day}");
        await town.Office.Calls.Post($"{town.Path}/work-calendars", new { year = 2026, holidays, workedWeekends = new[] { "2026-10-10" } }).Accepted();
        var committee = await town.Register(role: "committee-member");
        Until("2026-09-30T17:00:00+08:00");

        var (his, hers) = (await Talk(town, town.Volunteer, "10"), await Talk(town, town.OtherVolunteer, "14"));
        var shown = (await town.OtherMerchantOwner.Calls.Get($"{town.Path}/notices").Accepted()).At("notices").EnumerateArray().ToList();
        Assert.All(shown, notice => Assert.Equal(("2026-10-09", 600), (notice.GetProperty("noticeUntil").GetString(), notice.GetProperty("pointsHundredths").GetInt64())));
        Assert.All(shown, notice => Assert.Contains('*', notice.GetProperty("maskedName").GetString()!));
        await Has(town, town.Volunteer, 0, 0);

        // 8 October: a neighbour says he was elsewhere. The day after, both would still be on notice.
        Until("2026-10-08T09:00:00+08:00");
        await town.MerchantOwner.Calls.Post($"{town.Path}/acts/{his}/objections", new { reason = "was-elsewhere", note = "那天他在烟台" }).Accepted();
        await town.MerchantOwner.Calls.Post($"{town.Path}/acts/{his}/objections", new { reason = "was-elsewhere" }).Refused("objection-is-open");

        // What he wrote is read by those who may decide it, and by nobody else; whose act it is sees that it was read.
        Assert.Equal(("was-elsewhere", "那天他在烟台"), (await Said(committee), (await Notice(committee)).GetProperty("objection").GetProperty("note").GetString()));
        Assert.Equal("was-elsewhere", await Said(town.Office));
        await town.Grant(town.MerchantOwner, "committee-member");
        await town.Grant(town.Volunteer, "committee-member");
        foreach (var other in new[] { town.MerchantOwner, town.Volunteer, town.OtherVolunteer, town.GridOfficer, town.Auditor }) Assert.Null(await Said(other));
        var looks = (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/access-records").Accepted()).At("records").EnumerateArray()
            .Where(look => look.GetProperty("operation").GetString() == "GET notices").Select(look => look.GetProperty("role").GetString());
        Assert.Equal(["committee-member", "office"], looks.Distinct().Order());
        Until("2026-10-09T23:59:00+08:00");
        await Tick(town);
        await Has(town, town.OtherVolunteer, 0, 0);

        // 10 October: hers posts by itself, minutes and points together; his is being looked into.
        Until("2026-10-10T00:00:00+08:00");
        await Tick(town);
        await Has(town, town.OtherVolunteer, 600, 60);
        await Has(town, town.Volunteer, 0, 0);
        await town.OtherVolunteer.Calls.Post($"{town.Path}/acts/{hers}/objections", new { reason = "x" }).Refused("not-on-notice");
        var act = await town.Office.Calls.Get($"{town.Path}/acts/{his}").Accepted();
        Assert.Equal((true, false), (act.At("act.isDisputed").GetBoolean(), act.At("act.isPosted").GetBoolean()));

        // Whoever attested does not decide; the committee dismisses it, and the act posts at once.
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/{his}/objections/decision", new { upheld = false, reason = "x" }).Refused("not-allowed");
        await committee.Calls.Post($"{town.Path}/acts/{his}/objections/decision", new { upheld = false, reason = "was-there" }).Accepted();
        await committee.Calls.Post($"{town.Path}/acts/{his}/objections/decision", new { upheld = false, reason = "was-there" }).Refused("no-open-objection");
        await Has(town, town.Volunteer, 600, 60);

        // He counts for September, in which he spoke; his passbook has the line on the day it posted.
        var ranking = await town.Office.Calls.Get($"{town.Path}/rankings?from=2026-09-01&to=2026-09-30&atLeast={await town.Head()}").Accepted();
        Assert.Equal(2, ranking.Count("places"));
        var line = (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook").Accepted()).At("lines")[0];
        Assert.Equal(("2026-10-10", "2026-09-30"), (line.GetProperty("bookedOn").GetString(), line.GetProperty("occurredOn").GetString()));

        // An objection that is upheld undoes the act: nothing posted, nothing owed, and its time is free again.
        var third = await Talk(town, town.Volunteer, "20", day: "2026-10-09");
        await town.MerchantOwner.Calls.Post($"{town.Path}/acts/{third}/objections", new { reason = "was-elsewhere" }).Accepted();
        await committee.Calls.Post($"{town.Path}/acts/{third}/objections/decision", new { upheld = true, reason = "was-elsewhere" }).Accepted();
        await Has(town, town.Volunteer, 600, 60);
        Assert.Equal("reversed", (await town.Office.Calls.Get($"{town.Path}/acts/{third}").Accepted()).Says("act.status"));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());

        async Task<System.Text.Json.JsonElement> Notice(Someone by) => (await by.Calls.Get($"{town.Path}/notices").Accepted()).At("notices").EnumerateArray().Single(notice => notice.GetProperty("act").GetGuid() == his);
        async Task<string?> Said(Someone by) => (await Notice(by)).TryGetProperty("objection", out var said) ? said.GetProperty("reason").GetString() : null;
    }

    [Fact]
    public async Task A_decider_registered_twice_reads_what_is_said_unless_he_lived_with_the_doer_under_the_other_id()
    {
        var (town, home, day) = (await api.OpenTown(), Guid.NewGuid(), $"{api.Clock.Today.AddDays(-1):yyyy-MM-dd}");
        await town.Office.Calls.Post($"{town.Path}/work-calendars", new { year = 2026, holidays = Array.Empty<string>(), workedWeekends = Array.Empty<string>() }).Accepted();
        var (doer, member, other) = (await town.Register(household: home), await town.Register(role: "committee-member"), await town.Register(household: home));
        foreach (var signer in new[] { town.Office, town.Administrator }) await signer.Calls.Post($"{town.Path}/persons/{member}/merges", new { merged = other.Id }).Accepted();
        var (his, hers) = (await Talk(town, doer, "10", day), await Talk(town, town.OtherVolunteer, "10", day));
        foreach (var act in new[] { his, hers }) await town.MerchantOwner.Calls.Post($"{town.Path}/acts/{act}/objections", new { reason = "was-elsewhere", note = "那天不在" }).Accepted();
        var told = (await member.Calls.Get($"{town.Path}/notices").Accepted()).At("notices").EnumerateArray().Where(notice => notice.TryGetProperty("objection", out _)).Select(notice => notice.GetProperty("act").GetGuid());
        Assert.Equal([hers], told);
    }

    private static async Task<Guid> Talk(Town town, Someone who, string hour, string day = "2026-09-30")
    {
        var act = Guid.NewGuid();
        await who.Calls.Post($"{town.Path}/acts", town.Act(who, act, "talk", $"{day}T{hour}:00:00+08:00", $"{day}T{int.Parse(hour, CultureInfo.InvariantCulture) + 1}:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        return act;
    }

    private static async Task Has(Town town, Someone who, long available, long minutes)
    {
        var now = await who.Calls.Get($"{town.Path}/persons/{who}/balance").Accepted();
        Assert.Equal((available, available, minutes), (now.Long("availableHundredths"), now.Long("earnedHundredths"), now.Long("servedMinutes")));
    }

    private Task Tick(Town town) => api.Node.Scheduler.Tick(town.Code, CancellationToken.None);

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
