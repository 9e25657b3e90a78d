using System.Text.Json;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>王阿姨 asks why eleven hours of patrol gave as much as ten; the answer is what is stored, in her words.</summary>
public sealed class WhyTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_cut_act_is_explained_step_by_step_with_what_it_would_have_been()
    {
        var (town, act) = await Patrolled("2026-05-01T08:00:00+08:00", "2026-05-01T19:00:00+08:00");
        var told = await town.Volunteer.Calls.Get($"{town.Path}/acts/{act}/explanation").Accepted();
        Assert.Equal((5000L, "治安巡逻", 5000L), (told.Long("pointsHundredths"), told.Says("title.zh"), told.Long("accrued.amount")));
        Assert.Equal(["按“治安巡逻”：每1小时计5积分：11小时计55积分。", "2026-05-01期间最多50积分，此前已有0积分：55积分计为50积分。"], Sentences(told.At("accrued.lines"), "zh"));
        Assert.Equal(["没有这个上限时是55积分，少了5积分。"], Sentences(told.At("accrued.withoutCaps"), "zh"));
        Assert.Equal(["without this limit it would be 55 points, 5 points more."], Sentences(told.At("accrued.withoutCaps"), "en"));
    }

    [Fact]
    public async Task What_undoing_another_act_gave_is_explained_beside_it()
    {
        var (town, first) = await Patrolled("2026-05-01T08:00:00+08:00", "2026-05-01T14:00:00+08:00");
        var second = await Patrol(town, "2026-05-01T14:00:00+08:00", "2026-05-01T20:00:00+08:00");
        await town.Office.Calls.Post($"{town.Path}/acts/{first}/reversal", new { reason = "was-elsewhere" }).Accepted();
        var told = await town.Volunteer.Calls.Get($"{town.Path}/acts/{second}/explanation?atLeast={await town.Head()}").Accepted();
        Assert.Equal((3000L, 2000L, 1000L), (told.Long("pointsHundredths"), told.Long("accrued.amount"), told.At("adjusted")[0].GetProperty("amount").GetInt64()));
    }

    [Fact]
    public async Task An_act_that_is_not_attested_has_nothing_to_explain_yet()
    {
        var town = await api.OpenTown();
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act)).Accepted();
        var told = await town.Volunteer.Calls.Get($"{town.Path}/acts/{act}/explanation").Accepted();
        Assert.Equal("recorded", told.Says("status"));
    }

    [Fact]
    public async Task Before_it_is_recorded_an_act_tells_what_it_would_give()
    {
        var (town, _) = await Patrolled("2026-05-01T08:00:00+08:00", "2026-05-01T17:00:00+08:00");
        var head = await town.Head();
        var told = await town.Volunteer.Calls.Post($"{town.Path}/acts/preview", town.Act(town.Volunteer, startedAt: "2026-05-01T18:00:00+08:00", endedAt: "2026-05-01T20:00:00+08:00")).Accepted();
        Assert.Equal((500L, false, "5积分", head), (told.Long("explained.amount"), told.At("isRefused").GetBoolean(), told.Says("explained.says.zh"), await town.Head()));
        Assert.Equal(["没有这个上限时是10积分，少了5积分。"], Sentences(told.At("explained.withoutCaps"), "zh"));
        await town.OtherVolunteer.Calls.Post($"{town.Path}/acts/preview", town.Act(town.Volunteer)).Refused("not-allowed");
    }

    private async Task<(Town Town, Guid Act)> Patrolled(string from, string to)
    {
        var town = await api.OpenTown();
        return (town, await Patrol(town, from, to));
    }

    private static async Task<Guid> Patrol(Town town, string from, string to)
    {
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: from, endedAt: to)).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        return act;
    }

    private static IEnumerable<string?> Sentences(JsonElement lines, string language) => lines.EnumerateArray().Select(line => line.GetProperty("says").GetProperty(language).GetString());
}
