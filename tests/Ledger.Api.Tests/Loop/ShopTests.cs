using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>A merchant's day and month over HTTP, with every way in which they are refused.</summary>
public sealed class ShopTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Closed_today_and_sold_out_are_told_before_a_hold_and_open_codes_stay_good()
    {
        var town = await Rich();
        var (_, code, _) = await town.Hold(town.Volunteer);
        var (today, path) = (Town.Day(api.Clock.Today), $"{town.Path}/merchants/{town.Merchant}");
        await town.Terminal.Post($"{path}/days-off", new { from = today, until = Town.Day(api.Clock.Today.AddDays(-1)), reason = "feast" }).Refused("period-is-empty", "until");
        await town.Terminal.Post($"{path}/days-off", new { from = today, until = Town.Day(api.Clock.Today.AddDays(400)), reason = "feast" }).Refused("days-off-out-of-range", "from");
        await town.Terminal.Post($"{path}/days-off", new { from = today, until = today, reason = "feast" }).Accepted();
        await Take(town).Refused("merchant-has-day-off", "offer");
        Assert.Equal("/problems/merchant-has-day-off", (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/offers").Accepted()).Says("offers.0.whyNot.0.type"));
        Assert.Equal(1, (await town.Volunteer.Calls.Get(path).Accepted()).Count("daysOff"));
        await town.Terminal.Post($"{path}/captures", new { code }).Accepted();
        await town.MerchantOwner.Calls.Post($"{path}/days-off/lifting", new { }).Accepted();

        await town.Terminal.Post($"{town.Path}/offers/{town.Offer}/sold-out", new { }).Accepted();
        await Take(town).Refused("offer-sold-out", "offer");
        Assert.Equal(today, (await town.Volunteer.Calls.Get($"{town.Path}/offers/{town.Offer}").Accepted()).Says("offer.soldOut.through"));
        await town.Terminal.Post($"{town.Path}/offers/{town.Offer}/sold-out/lifting", new { }).Accepted();
        await Take(town).Accepted();
    }

    [Fact]
    public async Task A_capture_is_undone_within_ten_minutes_and_the_day_tells_of_it()
    {
        var town = await Rich();
        var path = $"{town.Path}/merchants/{town.Merchant}";
        var (first, code, _) = await town.Hold(town.Volunteer);
        await Undo(town, first).Refused("nothing-captured");
        await town.Terminal.Post($"{path}/captures", new { code }).Accepted();
        await Undo(town, first).Accepted();
        await Undo(town, first).Refused("capture-is-refunded");
        var (second, other, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{path}/captures", new { code = other }).Accepted();
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        await Undo(town, second).Refused("undo-is-over");

        var day = await town.Terminal.Get($"{path}/day?limit=2&atLeast={await town.Head()}").Accepted();
        Assert.Equal((2, 0, 1), (day.Long("captured.times"), day.Long("refunded.times"), day.Long("undone.times")));
        Assert.Equal((Town.Price, Town.Settlement), (day.Long("pointsHundredths"), day.Long("owedFen")));
        Assert.Equal((Town.Price, Town.Settlement), (day.Long("open.pointsHundredths"), day.Long("open.fen")));
        Assert.Equal("早餐券", day.Says("offers.0.title.zh"));
        Assert.Equal(1, (await town.Terminal.Get($"{path}/day?limit=2&cursor={day.Says("nextCursor")}").Accepted()).Count("movements"));
        var slip = (await town.Terminal.Get($"{path}/day.txt").Accepted()).Text;
        Assert.Contains("撤销 1 笔，-25 积分，-15.00 元", slip, StringComparison.Ordinal);
        Assert.Contains("当日合计 25 积分，15.00 元", slip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_goes_its_way_or_is_refused_at_every_step()
    {
        var (town, accountant, cashier) = await Staffed();
        var (shop, sold) = ($"{town.Path}/merchants/{town.Merchant}", new List<Guid>());
        for (var n = 0; n < 2; n++) sold.Add(await Sell(town));
        var statement = Guid.NewGuid();
        await town.Office.Calls.Post($"{shop}/statements", new { statement, month = Month(0) }).Refused("month-not-ended", "month");
        NextMonth();
        await town.Office.Calls.Post($"{shop}/statements", new { statement, month = Month(-1) }).Accepted(201);
        await town.Office.Calls.Post($"{shop}/statements", new { statement, month = Month(-1) }).Refused("id-already-used", "statement");
        var (one, late) = ($"{shop}/statements/{statement}", await Sell(town));

        var owner = town.MerchantOwner.Calls;
        await owner.Post($"{one}/disputes", new { lines = new[] { late }, reason = "wrong" }).Refused("not-on-statement", "lines");
        await owner.Post($"{one}/disputes", new { lines = new[] { sold[0] }, reason = "wrong" }).Accepted();
        await owner.Post($"{one}/reconciliation", new { }).Refused("statement-not-ready");
        await town.Office.Calls.Post($"{one}/dispute-answer", new { result = "refunded", refunds = new[] { Guid.NewGuid() } }).Refused("not-a-disputed-refund", "refunds");
        await town.Office.Calls.Post($"{one}/dispute-answer", new { result = "found-right" }).Accepted();
        await owner.Post($"{one}/reconciliation", new { }, ifMatch: "\"1\"").Refused("changed-meanwhile", "If-Match");
        await owner.Post($"{one}/reconciliation", new { }).Accepted();

        await owner.Post($"{one}/invoice", new { number = "123" }).Refused("invalid-request", "number", "invoice");
        await owner.Post($"{one}/invoice", new { number = "00112233" }).Accepted();
        await town.Grant(accountant, "cashier");
        await accountant.Calls.Post($"{one}/approval", new { }).Accepted();
        await accountant.Calls.Post($"{one}/payment", new { reference = "BANK-1" }).Refused("second-person-needed");
        await cashier.Calls.Post($"{one}/payment", new { reference = "bank 1" }).Refused("invalid-request", "reference", "reference");
        await town.Grant(cashier, "merchant-owner", town.Merchant);
        await cashier.Calls.Post($"{one}/payment", new { reference = "BANK-1" }).Refused("gains-by-signing");

        NextMonth();
        var second = Guid.NewGuid();
        await town.Office.Calls.Post($"{shop}/statements", new { statement = second, month = Month(-1) }).Accepted(201);
        await owner.Post($"{shop}/statements/{second}/invoice", new { number = "00112233" }).Refused("invoice-already-used", "number");
        var steps = await town.Auditor.Calls.Get($"{one}/steps?atLeast={await town.Head()}").Accepted();
        Assert.Equal(["issued", "disputed", "answered", "reconciled", "invoiced", "approved"], steps.At("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()!));
    }

    [Fact]
    public async Task Offers_and_merchants_are_read_page_by_page()
    {
        var town = await api.OpenTown();
        for (var n = 0; n < 4; n++) await town.Publish();
        foreach (var (list, count) in new[] { ("offers", 5), ("merchants", 2) })
        {
            var (seen, cursor) = (new HashSet<string>(), "");
            do
            {
                var page = await town.Volunteer.Calls.Get($"{town.Path}/{list}?limit=2{cursor}").Accepted();
                foreach (var row in page.At(list).EnumerateArray()) Assert.True(seen.Add(row.GetProperty(list[..^1]).GetString()!));
                cursor = page.Has("nextCursor") ? $"&cursor={page.Says("nextCursor")}" : "";
            }
            while (cursor.Length > 0);
            Assert.Equal(count, seen.Count);
        }
        await town.Volunteer.Calls.Get($"{town.Path}/offers?cursor=AAAA").Refused("invalid-request", "cursor", "cursor-of-this-query");
    }

    private async Task<Town> Rich()
    {
        var town = await api.OpenTown("shop");
        await town.Earn(town.Volunteer, 20_000);
        return town;
    }

    private async Task<(Town Town, Someone Accountant, Someone Cashier)> Staffed()
    {
        var town = await Rich();
        return (town, await town.Register(role: "accountant"), await town.Register(role: "cashier"));
    }

    private static async Task<Guid> Sell(Town town)
    {
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        return redemption;
    }

    private static Task<Reply> Take(Town town) => town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer });

    private static Task<Reply> Undo(Town town, Guid redemption) => town.Terminal.Post($"{town.Path}/redemptions/{redemption}/undo", new { id = Guid.NewGuid() });

    private string Month(int ahead) => api.Clock.Today.AddMonths(ahead).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private void NextMonth() => api.Clock.Advance(api.Clock.Today.AddMonths(1).AddDays(1 - api.Clock.Today.Day).ToDateTime(new TimeOnly(9, 0)) - api.Clock.Now.DateTime);
}
