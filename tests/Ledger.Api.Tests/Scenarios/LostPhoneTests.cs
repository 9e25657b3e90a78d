using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A lost phone, on 20 May 2026.</summary>
public sealed class LostPhoneTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Open_codes_end_points_come_back_nothing_is_spent_until_two_people_lift_it_and_earning_goes_on()
    {
        var town = await api.OpenTown();
        var assistant = await town.Register(role: "grid-assistant");
        await town.Earn(town.Volunteer, 10_000);

        // Ten o'clock: 100 points, two codes of 25 on the phone.
        var (first, code, _) = await town.Hold(town.Volunteer);
        await town.Hold(town.Volunteer);
        Assert.Equal((5000, 5000), await Points(town));
        var open = await Codes(town, town.Volunteer, "held");
        Assert.Equal((2, code), (open.Count("redemptions"), open.Says("redemptions.1.code")));

        // Ten past: the phone is gone. He telephones the grid assistant, who reports it and is named.
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await assistant.Calls.Post($"{town.Path}/persons/{town.Volunteer}/loss-report", new { lost = "phone" }).Accepted()).Long("codesEnded"));
        Assert.Equal((10_000, 0), await Points(town));
        Assert.Equal(0, (await Codes(town, town.Volunteer, "held")).Count("redemptions"));
        Assert.Equal(2, (await Codes(town, town.Volunteer, "voided")).Count("redemptions"));

        // A quarter past: whoever found it tries the code, and a new one.
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.ChangesNothing(async () =>
        {
            await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("hold-has-ended");
            await TryToHold(town).Refused("reported-lost");
            await assistant.Calls.Post($"{town.Path}/vouchers", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("reported-lost");
        });
        Assert.Contains((await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/offers").Accepted()).At("offers.0.whyNot").EnumerateArray(), why => why.GetProperty("type").GetString() == "/problems/reported-lost");

        // The next day: an hour of patrol of the evening before is attested, and counts.
        api.Clock.Advance(TimeSpan.FromDays(1));
        var act = Guid.NewGuid();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-05-20T19:00:00+08:00", endedAt: "2026-05-20T20:00:00+08:00")).Accepted();
        await town.Office.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        Assert.Equal((10_500, 0), await Points(town));

        // He comes to the office. Two people lift it; he himself does not, and one does not twice.
        await Lift(town, town.Volunteer).Refused("not-allowed");
        Assert.False((await Lift(town, assistant).Accepted()).At("isLifted").GetBoolean());
        await Lift(town, assistant).Refused("second-person-needed");
        Assert.Equal(assistant.Id.ToString(), (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/loss-report").Accepted()).Says("signedBy"));
        await TryToHold(town).Refused("reported-lost");
        Assert.True((await Lift(town, town.Office).Accepted()).At("isLifted").GetBoolean());
        await Lift(town, town.Office).Refused("no-loss-reported");
        Assert.False((await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/loss-report").Accepted()).At("isReported").GetBoolean());

        // What was ended stays ended; a new code is good.
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("hold-has-ended");
        var (_, fresh, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code = fresh }).Accepted();
        Assert.Equal((8000, 0), await Points(town));
        Assert.Equal("voided", (await town.Volunteer.Calls.Get($"{town.Path}/redemptions/{first}").Accepted()).Says("status"));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());
    }

    private static async Task<(long, long)> Points(Town town)
    {
        var balance = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        return (balance.Long("availableHundredths"), balance.Long("heldHundredths"));
    }

    private static async Task<Reply> Codes(Town town, Someone asks, string status) =>
        await asks.Calls.Get($"{town.Path}/persons/{town.Volunteer}/redemptions?status={status}&atLeast={await town.Head()}").Accepted();

    private static Task<Reply> TryToHold(Town town) => town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer });

    private static Task<Reply> Lift(Town town, Someone signer) => signer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/loss-report/lifting", new { });
}
