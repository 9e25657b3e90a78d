using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A shop without network, on 21 May 2026 from ten in the morning until six in the evening. A code lives half an hour.</summary>
public sealed class ShopWithoutNetworkTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_was_redeemed_in_the_codes_life_is_booked_in_the_evening_and_what_is_missing_is_owed()
    {
        var town = await api.OpenTown();
        var (li, zhou) = (town.Volunteer, town.OtherVolunteer);
        // The community lets a person owe up to 50 points.
        await town.Administrator.Calls.Post($"{town.Path}/rulebooks", Town.Rulebook("v2", "2026-05-21", debtLimit: "50 points")).Accepted();
        api.Clock.Advance(TimeSpan.FromDays(1));
        await town.Earn(li, 5000);
        await town.Earn(zhou, 2500);
        var haircut = await town.Publish(Town.Terms(), town.OtherMerchant);
        var (_, barber) = await town.Pair(town.OtherMerchant);

        // Ten o'clock: both get a code for a breakfast of 25 points. Then the network is gone.
        var (_, lisCode, _) = await town.Hold(li);
        var (zhous, zhousCode, _) = await town.Hold(zhou);

        // The terminal notes: 10:10 Li, 10:20 Zhou. At 10:25 Zhou gives his code up and has his hair cut for the same points.
        api.Clock.Advance(TimeSpan.FromMinutes(25));
        await zhou.Calls.Post($"{town.Path}/redemptions/{zhous}/void", new { reason = "did-not-work" }).Accepted();
        var (_, cut, _) = await town.Hold(zhou, haircut);
        await barber.Post($"{town.Path}/merchants/{town.OtherMerchant}/captures", new { code = cut }).Accepted();

        // 10:40: Li's code has ended, his points are back.
        api.Clock.Advance(TimeSpan.FromMinutes(15));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal((5000, 0), (await town.Available(li), await town.Available(zhou)));

        // Six in the evening: the network is back. One batch, a verdict per line.
        api.Clock.Advance(TimeSpan.FromMinutes(7 * 60 + 20));
        var batch = new
        {
            captures = new[]
            {
                Line(lisCode, "2026-05-21T10:10:00+08:00"), Line(zhousCode, "2026-05-21T10:20:00+08:00"), Line(Digits.NobodysCode(lisCode), "2026-05-21T10:21:00+08:00"),
                Line(lisCode, "2026-05-21T10:22:00+08:00"), Line(zhousCode, "2026-05-21T18:30:00+08:00"),
            },
        };
        var told = await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/offline-captures", batch).Accepted(200);
        Assert.Equal([null, null, "code-not-known", "hold-has-ended", "hold-has-ended"], Verdicts(told));
        Assert.Equal((2500, 1500), (told.Long("verdicts.0.priceHundredths"), told.Long("verdicts.0.settlementFen")));

        // Li paid from what came back; Zhou owes 25 points; the shop is owed 30 yuan.
        Assert.Equal((2500, 0), (await town.Available(li), await town.Available(zhou)));
        Assert.Equal((0, 2500), (await Debt(town, li), await Debt(town, zhou)));
        Assert.Equal(3000, await Owed(town));
        await AddsUp(town);

        // The answer got lost: the same batch again, with the same key and with another, changes nothing.
        var head = await town.Head();
        Assert.Equal([null, null, "code-not-known", "hold-has-ended", "hold-has-ended"], Verdicts(await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/offline-captures", batch).Accepted(200)));
        Assert.Equal(head, await town.Head());

        // It is marked: in the shop's day, in the passbook, where it occurred in the morning and is booked today.
        var day = await town.MerchantOwner.Calls.Get($"{town.Path}/merchants/{town.Merchant}/day?atLeast={head}").Accepted();
        Assert.Equal((2, 3000, "captured-offline"), (day.Long("captured.times"), day.Long("owedFen"), day.Says("movements.0.kind")));
        var line = await li.Calls.Get($"{town.Path}/persons/{li}/passbook?limit=1&atLeast={head}").Accepted();
        Assert.Equal(("离线兑换：早餐券（渤海早餐店）", "2026-05-21"), (line.Says("lines.0.what.zh"), line.Says("lines.0.occurredOn")));

        // The next evening a line turns up that was forgotten: more than a day late, it is the shop's loss.
        var (_, another, _) = await town.Hold(li);
        api.Clock.Advance(TimeSpan.FromHours(25));
        var (tooLate, key) = (new { captures = new[] { Line(another, "2026-05-21T18:00:00+08:00") } }, Guid.NewGuid().ToString());
        var late = await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/offline-captures", tooLate, key).Accepted();
        Assert.Equal(["offline-too-late"], Verdicts(late));

        // Sent again a minute later, after others wrote, a batch of which nothing was booked is answered to the letter as before.
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Earn(li, 100);
        Assert.Equal(late.Text, (await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/offline-captures", tooLate, key).Accepted()).Text);

        // Zhou serves six hours, 30 points: 25 pay what he owes, 5 can be spent.
        var act = Guid.NewGuid();
        await zhou.Calls.Post($"{town.Path}/acts", town.Act(zhou, act, startedAt: "2026-05-22T12:00:00+08:00", endedAt: "2026-05-22T18:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        Assert.Equal((500, 0), (await town.Available(zhou), await Debt(town, zhou)));
        await AddsUp(town);
    }

    private static object Line(string code, string capturedAt) => new { id = Guid.NewGuid(), code, capturedAt };

    private static IEnumerable<string?> Verdicts(Reply told) => told.At("verdicts").EnumerateArray()
        .Select(verdict => verdict.GetProperty("isBooked").GetBoolean() ? null : verdict.GetProperty("whyNot").GetProperty("type").GetString()!["/problems/".Length..]);

    private static async Task<long> Debt(Town town, Someone who) =>
        (await who.Calls.Get($"{town.Path}/persons/{who}/passbook?limit=1&atLeast={await town.Head()}").Accepted()).Long("lines.0.debt");

    private static async Task<long> Owed(Town town) => (await town.MerchantOwner.Calls.Get($"{town.Path}/merchants/{town.Merchant}/payable?atLeast={await town.Head()}").Accepted()).Long("owedFen");

    private static async Task AddsUp(Town town) =>
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());
}
