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

    [Fact]
    public async Task A_point_is_followed_from_the_act_to_the_merchant_and_back_from_what_he_is_owed()
    {
        var (town, first) = await Patrolled("2026-05-01T08:00:00+08:00", "2026-05-01T11:00:00+08:00");
        var second = await Patrol(town, "2026-05-02T08:00:00+08:00", "2026-05-02T12:00:00+08:00");
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        var head = await town.Head();

        var became = await town.Volunteer.Calls.Get($"{town.Path}/acts/{second}/flow?atLeast={head}").Accepted();
        Assert.Equal((2000L, 2), (became.Long("given.points"), became.At("uses").GetArrayLength()));
        Assert.Equal(["available 1000", "spent 1000"], became.At("uses").EnumerateArray().Select(use => $"{use.GetProperty("what").GetString()} {use.GetProperty("amount").GetInt64()}").Order());
        Assert.Contains(Sentences(became.At("uses"), "zh"), says => says!.StartsWith("10积分于", StringComparison.Ordinal) && says.EndsWith("在渤海早餐店兑换了“早餐券”，商户款由社区承担。", StringComparison.Ordinal));

        var told = await town.Volunteer.Calls.Get($"{town.Path}/redemptions/{redemption}/explanation?atLeast={head}").Accepted();
        Assert.Equal((2500L, Town.Settlement, "community"), (told.Long("priceHundredths"), told.Long("settlementFen"), told.Says("bearer")));
        Assert.Equal([(first, 1500L), (second, 1000L)], told.At("from").EnumerateArray().Select(part => (part.GetProperty("act").GetGuid(), part.GetProperty("amount").GetInt64())));
        Assert.StartsWith("15积分来自2026年", told.At("from")[0].GetProperty("says").GetProperty("zh").GetString(), StringComparison.Ordinal);

        var behind = await town.MerchantOwner.Calls.Get($"{town.Path}/redemptions/{redemption}/explanation").Accepted();
        Assert.Equal("25积分来自“治安巡逻”，由社区出资。", Assert.Single(Sentences(behind.At("from"), "zh")));
        Assert.False(behind.At("from")[0].TryGetProperty("act", out var act) && act.ValueKind != JsonValueKind.Null || behind.Text.Contains(town.Volunteer.Id.ToString(), StringComparison.Ordinal));
        await town.OtherMerchantOwner.Calls.Get($"{town.Path}/redemptions/{redemption}/explanation").Refused("not-found", "redemption");
    }

    [Fact]
    public async Task Before_a_code_is_asked_for_it_is_told_what_it_would_cost_or_why_not()
    {
        var (town, _) = await Patrolled("2026-05-01T08:00:00+08:00", "2026-05-01T11:00:00+08:00");
        object Ask() => new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer };
        var why = await town.Volunteer.Calls.Post($"{town.Path}/redemptions/preview", Ask()).Accepted();
        Assert.Equal((true, "insufficient-points", "可用 15 积分，需要 25 积分。", 1500L), (why.At("isRefused").GetBoolean(), why.Says("problem"), why.Says("whyNot.zh"), why.Long("leftHundredths")));
        await Patrol(town, "2026-05-02T08:00:00+08:00", "2026-05-02T12:00:00+08:00");
        var (head, told) = (await town.Head(), await town.Volunteer.Calls.Post($"{town.Path}/redemptions/preview", Ask()).Accepted());
        Assert.Equal((false, 2500L, 1000L, 1, head), (told.At("isRefused").GetBoolean(), told.Long("priceHundredths"), told.Long("leftHundredths"), told.At("lots").GetArrayLength(), await town.Head()));
        await town.OtherVolunteer.Calls.Post($"{town.Path}/redemptions/preview", Ask()).Refused("not-found", "person");
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
