using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// A paper voucher across New Year's Eve: printed on 20 December 2026, the year's points are cleared on 1 January with the
/// clearing run twice, captured on 5 January, refunded on 20 January, when the lots have lapsed.
/// </summary>
public sealed class PaperVoucherTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(14)]
    public async Task Held_lots_survive_the_clearing_and_a_late_refund_says_beforehand_what_becomes_of_it(int? graceDays)
    {
        await using var api = new TestApi();
        await api.InitializeAsync();
        var town = await api.OpenTown();
        var assistant = await town.Register(role: "grid-assistant");
        object? refund = graceDays is { } days ? new { grace = $"{days} days" } : null;
        await town.Administrator.Calls.Post($"{town.Path}/rulebooks", Town.Rulebook("v2", "2026-06-01", refund: refund, expiryYears: 0, paper: new { lasts = "30 days" })).Accepted();

        // 20 November: a day's patrol of 50 points, good until 31 December.
        Until(api, "2026-11-20T10:00:00");
        await town.Earn(town.Volunteer, 5000);
        await Stands(town, available: 5000, held: 0);

        // 20 December: the grid assistant prints a voucher for 25 points. It is good until 19 January.
        Until(api, "2026-12-20T10:00:00");
        var voucher = Guid.NewGuid();
        var printed = await assistant.Calls.Post($"{town.Path}/vouchers", new { redemption = voucher, person = town.Volunteer.Id, offer = town.Offer }).Accepted(201);
        Assert.Equal("2027-01-19T16:00:00+00:00", printed.Says("expiresAt"));
        var sheet = (await assistant.Calls.Get($"{town.Path}/redemptions/{voucher}/voucher")).Ok();
        var code = printed.Says("code");
        foreach (var said in new[] { "纸质兑换券", "早餐券 × 1", "渤海早餐店", "已预扣 <b>25积分</b>", "2027 年 1 月 19 日", $"代办人：{assistant.Name}", $"{code[..4]} {code[4..7]} {code[7..]}", "<svg", "第 1 次打印" }) Assert.Contains(said, sheet.Text);
        Assert.DoesNotContain(town.Volunteer.Name, sheet.Text);
        await Stands(town, available: 2500, held: 2500);

        // New Year's Eve, the last second, and the first of the new year: what is not held is gone, posted or not.
        Until(api, "2026-12-31T23:59:59");
        await Stands(town, available: 2500, held: 2500);
        Until(api, "2027-01-01T00:00:00");
        await Stands(town, available: 0, held: 2500);

        // The clearing runs twice and lapses 25 points once.
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(("积分到期", -2500), await LastLine(town));
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.ChangesNothing(() => api.Node.Scheduler.Tick(town.Code, CancellationToken.None));
        await Stands(town, available: 0, held: 2500);

        // 3 January: the sheet got wet; another print, and the first is void.
        Until(api, "2027-01-03T09:00:00");
        var again = await assistant.Calls.Post($"{town.Path}/redemptions/{voucher}/reprints", new { }).Accepted();
        Assert.Equal(2, again.Long("print"));
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Refused("voucher-is-replaced", "code");
        Assert.Contains("第 2 次打印", (await assistant.Calls.Get($"{town.Path}/redemptions/{voucher}/voucher")).Ok().Text);

        // 5 January: captured. The shop is owed 15 yuan.
        Until(api, "2027-01-05T08:00:00");
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code = again.Says("code") }).Accepted();
        await Stands(town, available: 0, held: 0);
        Assert.Equal(1500, await Owed(town));

        // 20 January: the refund. The preview says what becomes of it, and so it does.
        Until(api, "2027-01-20T09:00:00");
        // The counter is told what comes back and what lapses; from where it came and what is owed is the office's to see.
        var atCounter = await town.Terminal.Get($"{town.Path}/redemptions/{voucher}/refund-preview").Accepted();
        Assert.Equal((2500, graceDays is null ? 2500 : 0, false, false), (atCounter.Long("priceHundredths"), atCounter.Long("lapsedHundredths"), atCounter.Has("lots"), atCounter.Has("debtPaidHundredths")));
        var preview = await town.Office.Calls.Get($"{town.Path}/redemptions/{voucher}/refund-preview").Accepted();
        Assert.Equal(0, preview.Long("debtPaidHundredths"));
        Assert.Equal((1, graceDays is null ? "lapses" : "grace"), (preview.Count("lots"), preview.Says("lots.0.outcome")));
        Assert.Equal(graceDays is null ? 2500 : 0, preview.Long("lapsedHundredths"));
        if (graceDays is not null) Assert.Equal("2027-02-03", preview.Says("lots.0.expiresOn"));
        await Stands(town, available: 0, held: 0);
        var back = await town.Terminal.Post($"{town.Path}/redemptions/{voucher}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "spoilt-goods" }).Accepted();
        Assert.Equal((preview.Long("lapsedHundredths"), false, false), (back.Long("lapsedHundredths"), back.Has("lots"), back.Has("debtPaidHundredths")));
        await Stands(town, available: graceDays is null ? 0 : 2500, held: 0);
        Assert.Equal(0, await Owed(town));

        // The last day of grace, and the day after.
        Until(api, "2027-02-03T23:59:59");
        await Stands(town, available: graceDays is null ? 0 : 2500, held: 0);
        Until(api, "2027-02-04T00:00:00");
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        await Stands(town, available: 0, held: 0);

        // Looked at from later: every date keeps its numbers, and who printed stands on the line.
        foreach (var (day, available, held) in new[] { ("2026-12-19", 5000, 0), ("2026-12-31", 2500, 2500), ("2027-01-01", 0, 2500), ("2027-01-05", 0, 0), ("2027-01-20", graceDays is null ? 0 : 2500, 0) })
        {
            var then = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance?asOf={day}&atLeast={await town.Head()}").Accepted();
            Assert.Equal((day, available, held), (day, then.Long("availableHundredths"), then.Long("heldHundredths")));
        }
        var lines = (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook").Accepted()).At("lines").EnumerateArray();
        var held20 = lines.Single(line => line.GetProperty("what").GetProperty("zh").GetString()!.StartsWith("纸质兑换券", StringComparison.Ordinal));
        Assert.Equal(assistant.Name, held20.GetProperty("helper").GetProperty("name").GetString());
    }

    private static void Until(TestApi api, string local) => api.Clock.Advance(DateTimeOffset.Parse(local + "+08:00", CultureInfo.InvariantCulture) - api.Clock.Now);

    private static async Task Stands(Town town, long available, long held)
    {
        var balance = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance").Accepted();
        Assert.Equal((available, held), (balance.Long("availableHundredths"), balance.Long("heldHundredths")));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={await town.Head()}").Accepted()).At("addUp").GetBoolean());
    }

    private static async Task<long> Owed(Town town) => (await town.MerchantOwner.Calls.Get($"{town.Path}/merchants/{town.Merchant}/payable?atLeast={await town.Head()}").Accepted()).Long("owedFen");

    private static async Task<(string, long)> LastLine(Town town)
    {
        var book = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?limit=1&atLeast={await town.Head()}").Accepted();
        return (book.Says("lines.0.what.zh"), book.Long("lines.0.change"));
    }
}
