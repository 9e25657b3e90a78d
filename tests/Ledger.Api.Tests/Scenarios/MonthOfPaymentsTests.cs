using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// May and June 2026 as the accountant closes them. In May 30 元 become owed to the breakfast shop by the community and 8 元 to the barber by
/// a donor; in June the shop is paid by two people, the barber's payment comes back from the bank, and a breakfast of the last night of May
/// arrives from a terminal without network.
/// </summary>
public sealed class MonthOfPaymentsTests(TestApi api) : IClassFixture<TestApi>
{
    private Town _town = null!;
    private Someone _accountant = null!, _cashier = null!;

    [Fact]
    public async Task A_month_with_a_payment_a_returned_one_and_a_late_capture_says_who_owes_what()
    {
        _town = await api.OpenTown("payments");
        (_accountant, _cashier) = (await _town.Register(role: "accountant"), await _town.Register(role: "cashier"));
        await _town.Earn(_town.Volunteer, 20_000);
        var code = await MayIsSpentIn();
        var may = await MayIsClosed();
        await JuneIsPaidIn(code);
        await JuneIsClosed(may);
    }

    /// <summary>20 May: two breakfasts (25 积分, 15 元 each) and a haircut (10 积分, 8 元 from a donor). 31 May, 23:40: a third breakfast is reserved.</summary>
    private async Task<string> MayIsSpentIn()
    {
        var cut = await _town.Publish(new { title = new { zh = "理发" }, price = 1000, settlement = 800, bearer = new { kind = "donor", donor = "fund-1" }, opensOn = "2026-01-01" }, _town.OtherMerchant);
        foreach (var (offer, merchant, owner) in new[] { (_town.Offer, _town.Merchant, _town.MerchantOwner), (_town.Offer, _town.Merchant, _town.MerchantOwner), (cut, _town.OtherMerchant, _town.OtherMerchantOwner) })
            await owner.Calls.Post($"{_town.Path}/merchants/{merchant}/captures", new { code = (await _town.Hold(_town.Volunteer, offer)).Code }).Accepted();
        Until("2026-05-31T23:40:00+08:00");
        return (await _town.Hold(_town.Volunteer)).Code;
    }

    private async Task<Reply> MayIsClosed()
    {
        Until("2026-06-01T08:00:00+08:00");
        await api.Node.Scheduler.Tick(_town.Code, CancellationToken.None);
        var may = await Closed("2026-05");
        Assert.Equal((0, 3800, 0, 3800), Fen(may, "table.money.total"));
        Assert.Equal(["community: 0 + 3000 - 0 = 3000", "donor:fund-1: 0 + 800 - 0 = 800"], Bearers(may));
        Assert.Equal([$"{_town.Merchant}: 0 + 3000 - 0 = 3000", $"{_town.OtherMerchant}: 0 + 800 - 0 = 800"], Merchants(may));
        Assert.Equal((0, 20_000, 6000, 14_000, 11_500, 2500), Points(may));
        return may;
    }

    /// <summary>1 June: the terminal hands in what it captured at 23:50. On the 3rd both statements of May are paid, on the 5th the barber's 8 元 come back.</summary>
    private async Task JuneIsPaidIn(string code)
    {
        var told = await _town.Terminal.Post($"{_town.Path}/merchants/{_town.Merchant}/offline-captures", new { captures = new[] { new { id = Guid.NewGuid(), code, capturedAt = "2026-05-31T23:50:00+08:00" } } }).Accepted(200);
        Assert.True(told.At("verdicts.0.isBooked").GetBoolean());
        Until("2026-06-03T09:00:00+08:00");
        Assert.Equal(3000, await Paid(_town.Merchant, _town.MerchantOwner, "BANK-0001"));
        Assert.Equal(800, await Paid(_town.OtherMerchant, _town.OtherMerchantOwner, "BANK-0002"));
        Until("2026-06-05T09:00:00+08:00");
        var list = await _accountant.Calls.Get($"{_town.Path}/merchants/{_town.OtherMerchant}/statements?atLeast={await _town.Head()}").Accepted();
        await _cashier.Calls.Post($"{_town.Path}/merchants/{_town.OtherMerchant}/statements/{list.Says("statements.0.statement")}/payment-return", new { reason = "account-closed" }).Accepted();
    }

    /// <summary>1 July: the community owes 15 元 for the late breakfast, the donor his 8 元 again; June begins with what May left, line by line.</summary>
    private async Task JuneIsClosed(Reply may)
    {
        Until("2026-07-01T08:00:00+08:00");
        var june = await Closed("2026-06");
        Assert.Equal((3800, 1500, 3000, 2300), Fen(june, "table.money.total"));
        Assert.Equal(["community: 3000 + 1500 - 3000 = 1500", "donor:fund-1: 800 + 0 - 0 = 800"], Bearers(june));
        Assert.Equal([$"{_town.Merchant}: 3000 + 1500 - 3000 = 1500", $"{_town.OtherMerchant}: 800 + 0 - 0 = 800"], Merchants(june));
        Assert.Equal((14_000, 0, 2500, 11_500, 11_500, 0), Points(june));
        Assert.Equal(may.Text, (await Month("2026-05")).Text);
        var csv = (await _accountant.Calls.Get($"{_town.Path}/months/2026-06/table.csv")).Text;
        Assert.Contains("承担方,社区,,30.00,15.00,30.00,15.00", csv, StringComparison.Ordinal);
        Assert.Contains("商户,银杏理发店,,8.00,0.00,0.00,8.00", csv, StringComparison.Ordinal);
        Assert.Equal(2300, (await _accountant.Calls.Get($"{_town.Path}/payables?asOf=2026-06-30").Accepted()).Long("owedFen"));
        // July begins with it, and the journal alone says the same of both.
        Assert.Equal((2300, 0, 0, 2300), Fen(await Month("2026-07"), "table.money.total"));
        foreach (var month in new[] { "2026-05", "2026-06" })
        {
            var output = new StringWriter();
            Assert.Equal(LedgerCtl.Well, await LedgerCtl.Run(["month", _town.Code, month, "--database", api.Database.ConnectionString], output, output));
            Assert.Contains((await Month(month)).Says("tableHash"), output.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>The statement of May, found right by the merchant, approved by the accountant and paid by the cashier; the accountant may not do both.</summary>
    private async Task<long> Paid(Guid merchant, Someone owner, string reference)
    {
        var (statement, path) = (Guid.NewGuid(), $"{_town.Path}/merchants/{merchant}/statements");
        await _accountant.Calls.Post(path, new { statement, month = "2026-05" }).Accepted(201);
        await owner.Calls.Post($"{path}/{statement}/reconciliation", new { }).Accepted();
        await _accountant.Calls.Post($"{path}/{statement}/approval", new { }).Accepted();
        Assert.Equal(403, (await _accountant.Calls.Post($"{path}/{statement}/payment", new { reference })).Status);
        return (await _cashier.Calls.Post($"{path}/{statement}/payment", new { reference }).Accepted()).Long("totalFen");
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) - api.Clock.Now);

    private async Task<Reply> Month(string month) => await _accountant.Calls.Get($"{_town.Path}/months/{month}?atLeast={await _town.Head()}").Accepted();

    private async Task<Reply> Closed(string month)
    {
        await _accountant.Calls.Post($"{_town.Path}/months/{month}/closing", new { tableHash = (await Month(month)).Says("tableHash") }).Accepted(201);
        var closed = await Month(month);
        Assert.Equal(("closed", true, true), (closed.Says("status"), closed.At("closing.agrees").GetBoolean(), closed.At("table.addsUp").GetBoolean()));
        return closed;
    }

    private static (long, long, long, long) Fen(Reply month, string path) => (month.Long($"{path}.owedBefore"), month.Long($"{path}.cost"), month.Long($"{path}.paid"), month.Long($"{path}.owed"));

    private static IEnumerable<string> Bearers(Reply month) => month.At("table.money.bearers").EnumerateArray().Select(one => Line(one.GetProperty("bearer"), one.GetProperty("line"))).Order(StringComparer.Ordinal);

    private IEnumerable<string> Merchants(Reply month) => month.At("table.money.merchants").EnumerateArray().OrderBy(one => one.GetProperty("merchant").GetGuid() != _town.Merchant).Select(one => Line(one.GetProperty("merchant"), one));

    private static string Line(JsonElement who, JsonElement fen) => $"{who}: {fen.GetProperty("owedBefore")} + {fen.GetProperty("cost")} - {fen.GetProperty("paid")} = {fen.GetProperty("owed")}";

    /// <summary>Opening, issued, spent, closing, available and held, in all.</summary>
    private static (long, long, long, long, long, long) Points(Reply month)
    {
        var line = month.At("table.commodities").EnumerateArray().Single(one => one.GetProperty("commodity").GetString() == "points").GetProperty("total");
        return (Of("opening"), Of("issued"), Of("spent"), Of("closing"), Of("available"), Of("held"));

        long Of(string column) => line.GetProperty(column).GetInt64();
    }
}
