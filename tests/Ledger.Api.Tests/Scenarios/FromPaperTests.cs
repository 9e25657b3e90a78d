using System.Globalization;
using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A service whose clock starts on the morning of Monday, 5 January 2026.</summary>
public sealed class NewYear : TestApi
{
    protected override DateTimeOffset Start => new(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(8));
}

/// <summary>A community moves from paper passbooks to the ledger in January 2026, spends, clears at the year's end, and closes its months in turn.</summary>
public sealed class FromPaperTests(NewYear api) : IClassFixture<NewYear>
{
    private const string Header = "人员编号,存折号,截止日期,板块,来源年度,积分,到期日,服务时长\r\n";

    private Town _town = null!;
    private Someone _accountant = null!;

    [Fact]
    public async Task Three_passbooks_are_opened_with_two_signatures_and_every_month_adds_up()
    {
        _town = await api.OpenTown("paper");
        var (chen, li, zhao) = (_town.Volunteer, _town.OtherVolunteer, await _town.Register());
        _accountant = await _town.Register(role: "accountant");

        await ThePassbooksAreEnteredAndSigned(chen, li, zhao);
        await ChenSpendsWhatExpiresSoonest(chen);
        var january = await JanuaryIsClosed();
        await AnActOfJanuaryThatIsAttestedInFebruaryCountsInFebruary(zhao, january);
        await TheOtherMonthsAreClosedAndTheYearIsCleared(chen, li, zhao, january);
        await TheJournalAloneSaysTheSame();
    }

    /// <summary>5 January: one line of the file is wrong, so nothing is entered; then all of it, and nothing counts before the accountant has signed on the 6th.</summary>
    private async Task ThePassbooksAreEnteredAndSigned(Someone chen, Someone li, Someone zhao)
    {
        var rows = $"{chen},0001,2025-12-31,平安,2024,20,2026-03-31,\r\n{chen},0001,2025-12-31,平安,2025年,30,2026-12-31,10小时\r\n{li},0002,2025-12-31,safety,2025,12.5,2026-12-31,90\r\n";
        var wrong = await _town.Office.Upload(_town, "openings", Files.Gb18030.GetBytes($"{Header}{rows}{zhao},0003,2025-12-31,safety,2025,40,2025-12-31,\r\n")).Accepted();
        Assert.Equal(["ready", "ready", "ready", "refused"], wrong.Verdicts());
        Assert.Equal(("到期日", "lot-past-its-date"), (wrong.Says("verdicts.3.faults.0.column"), wrong.Says("verdicts.3.faults.0.rule")));
        await _town.Office.Commit(_town, wrong).Refused("import-has-faults");

        var right = Files.Utf8WithBom($"{Header}{rows}{zhao},0003,2025-12-31,safety,2025,40,2027-12-31,\r\n");
        var staged = await _town.Office.Upload(_town, "openings", right).Accepted();
        Assert.Equal("ready", staged.Says("status"));
        Assert.Equal(3, (await _town.Office.Commit(_town, staged).Accepted()).Long("recorded"));
        var head = await _town.Head();
        Assert.Equal("committed", (await _town.Office.Upload(_town, "openings", right).Accepted()).Says("status"));
        Assert.Equal(0, (await _town.Office.Commit(_town, staged).Accepted()).Long("recorded"));
        Assert.Equal(head, await _town.Head());
        Assert.Equal(0, await _town.Available(chen));

        var opening = $"{_town.Path}/openings/{staged.Says("import")}";
        await _town.Office.Calls.Post($"{opening}/signature", new { }).Refused("second-person-needed");
        Until(2026, 1, 6);
        var preview = await _accountant.Calls.Get(opening).Accepted();
        Assert.Equal(("entered", 3, 10_250, 690), (preview.Says("opening.status"), preview.Count("passbooks"), preview.Long("opening.pointsHundredths"), preview.Long("opening.minutes")));
        Assert.Equal(("0001", chen.Name, 2), (preview.Says("passbooks.0.number"), preview.Says("passbooks.0.name"), preview.Count("passbooks.0.lots")));
        Assert.False(preview.At("passbooks.0").TryGetProperty("refusal", out _));
        Assert.Equal(3, (await _accountant.Calls.Post($"{opening}/signature", new { }).Accepted()).Long("passbooks"));
        await _accountant.Calls.Post($"{opening}/signature", new { }).Refused("opening-already-decided");

        Assert.Equal((5000, 1250, 4000), (await _town.Available(chen), await _town.Available(li), await _town.Available(zhao)));
        var balance = await chen.Calls.Get($"{_town.Path}/persons/{chen}/balance?asOf=2026-01-06&atLeast={await _town.Head()}").Accepted();
        Assert.Equal(("opening", 600), (balance.Says("minutesByEvidence.0.evidence"), balance.Long("minutesByEvidence.0.minutes")));
        foreach (var line in (await chen.Calls.Get($"{_town.Path}/persons/{chen}/passbook").Accepted()).At("lines").EnumerateArray())
            Assert.Equal("期初", line.GetProperty("what").GetProperty("zh").GetString());
        foreach (var commodity in new[] { "points", "minutes" })
            Assert.Equal(0, (await chen.Calls.Get($"{_town.Path}/rankings?from=2020-01-01&to=2026-12-31&commodity={commodity}").Accepted()).Long("subjects"));
    }

    /// <summary>10 January: a breakfast for 25 积分 takes the 20 that expire in March and 5 that expire in December. The community owes the shop 15 元.</summary>
    private async Task ChenSpendsWhatExpiresSoonest(Someone chen)
    {
        Until(2026, 1, 10);
        var (_, code, _) = await _town.Hold(chen);
        await _town.Terminal.Post($"{_town.Path}/merchants/{_town.Merchant}/captures", new { code }).Accepted();
        var balance = await chen.Calls.Get($"{_town.Path}/persons/{chen}/balance").Accepted();
        Assert.Equal((2500, 1), (balance.Long("availableHundredths"), balance.Count("lots")));
        Assert.Equal(("safety/opening/community/2025/2026-12-31", 2500), (balance.Says("lots.0.lot"), balance.Long("lots.0.amount")));
    }

    private async Task<string> JanuaryIsClosed()
    {
        var running = await Month("2026-01");
        Assert.Equal("running", running.Says("status"));
        await Close("2026-01", running.Says("tableHash")).Refused("month-not-ended");
        Until(2026, 2, 1);
        var ended = await Month("2026-01");
        Assert.Equal(("ended", running.Says("tableHash")), (ended.Says("status"), ended.Says("tableHash")));
        await _town.Office.Calls.Post($"{_town.Path}/months/2026-01/closing", new { tableHash = ended.Says("tableHash") }).Refused("not-allowed");
        await Close("2026-02", ended.Says("tableHash")).Refused("month-not-ended");
        await Close("2026-01", new string('0', 64)).Refused("month-table-differs");
        await Close("2025-12", ended.Says("tableHash")).Refused("not-found");
        Assert.Equal(404, (await _accountant.Calls.Get($"{_town.Path}/months/2026-03")).Status);
        var (substitute, key) = (await _town.Register(), $"{Guid.NewGuid()}");
        await _town.Administrator.Calls.Post($"{_town.Path}/persons/{substitute}/roles", new { role = "accountant", from = "2026-02-01", until = "2026-02-01" }).Accepted();
        var first = await Again(ended.Says("tableHash")).Accepted(201);
        await Close("2026-01", ended.Says("tableHash")).Refused("month-already-closed");
        // The reply was lost, and he asks again when he is accountant no more.
        Until(2026, 2, 2);
        Assert.Equal(first.Text, (await Again(ended.Says("tableHash")).Accepted(201)).Text);
        await Again(new string('0', 64)).Refused("idempotency-key-reused");
        Task<Reply> Again(string hash) => substitute.Calls.Post($"{_town.Path}/months/2026-01/closing", new { tableHash = hash }, key);

        var closed = await Month("2026-01");
        Assert.Equal(("closed", true), (closed.Says("status"), closed.At("closing.agrees").GetBoolean()));
        Says(closed, opening: 0, opened: 10_250, spent: 2500, closing: 7750);
        Assert.Equal((0, 1500, 0, 1500), Owed(closed, "table.money.bearers.0.line"));
        Assert.Equal((0, 1500, 0, 1500), Owed(closed, "table.money.merchants.0"));
        Assert.Equal(["safety 2024: 2000 - 2000 = 0", "safety 2025: 8250 - 500 = 7750"], Table(closed, "points").GetProperty("origins").EnumerateArray()
            .Select(origin => $"{origin.GetProperty("board").GetString()} {origin.GetProperty("year")}: {origin.GetProperty("line").GetProperty("opened")} - {origin.GetProperty("line").GetProperty("spent")} = {origin.GetProperty("line").GetProperty("closing")}"));
        Assert.Equal((690, 690), (Line(closed, "minutes", "opened"), Line(closed, "minutes", "closing")));
        return closed.Text;
    }

    /// <summary>Two hours of patrol on 30 January, recorded and attested on 3 February: January is closed and stays as it is.</summary>
    private async Task AnActOfJanuaryThatIsAttestedInFebruaryCountsInFebruary(Someone zhao, string january)
    {
        Until(2026, 2, 3);
        var act = Guid.NewGuid();
        await zhao.Calls.Post($"{_town.Path}/acts", _town.Act(zhao, act, startedAt: "2026-01-30T09:00:00+08:00", endedAt: "2026-01-30T11:00:00+08:00")).Accepted();
        Assert.Equal(1, (await Month("2026-02")).Long("stillOpen.pendingActs"));
        await _town.GridOfficer.Calls.Post($"{_town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        Assert.Equal(january, (await Month("2026-01")).Text);
        Until(2026, 4, 1);
        await Close("2026-03", (await Month("2026-03")).Says("tableHash")).Refused("earlier-month-open");
        var february = await Closed("2026-02");
        Says(february, opening: 7750, opened: 0, spent: 0, closing: 8750);
        Assert.Equal((1000, 120, 810), (Line(february, "points", "issued"), Line(february, "minutes", "issued"), Line(february, "minutes", "closing")));
    }

    /// <summary>陈's 25 and 李's 12.5 积分 can be spent until the last second of 2026 and are cleared on 1 January 2027: that is January's, not December's.</summary>
    private async Task TheOtherMonthsAreClosedAndTheYearIsCleared(Someone chen, Someone li, Someone zhao, string january)
    {
        for (var month = new DateOnly(2026, 3, 1); month < new DateOnly(2026, 12, 1); month = month.AddMonths(1))
        {
            if (api.Clock.Today < month.AddMonths(1)) Until(month.AddMonths(1).Year, month.AddMonths(1).Month, 1);
            Says(await Closed(month.ToString("yyyy-MM", CultureInfo.InvariantCulture)), opening: 8750, opened: 0, spent: 0, closing: 8750);
        }
        api.Clock.Advance(new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(8)) - api.Clock.Now);
        Assert.Equal((2500, 1250), (await _town.Available(chen), await _town.Available(li)));
        Until(2027, 1, 1);
        Assert.Equal((0, 0, 5000), (await _town.Available(chen), await _town.Available(li), await _town.Available(zhao)));
        for (var twice = 0; twice < 2; twice++) await api.Node.Scheduler.Tick(_town.Code, CancellationToken.None);
        Says(await Closed("2026-12"), opening: 8750, opened: 0, spent: 0, closing: 8750);

        Until(2027, 2, 1);
        var cleared = await Closed("2027-01");
        Says(cleared, opening: 8750, opened: 0, spent: 0, closing: 5000);
        Assert.Equal(3750, Line(cleared, "points", "expired"));
        Assert.Equal((1500, 0, 0, 1500), Owed(cleared, "table.money.merchants.0"));
        Assert.Equal(january, (await Month("2026-01")).Text);
        Assert.Equal(13, (await _town.Auditor.Calls.Get($"{_town.Path}/months").Accepted()).Count("months"));
        Assert.True((await _town.Auditor.Calls.Get($"{_town.Path}/books-check?atLeast={await _town.Head()}").Accepted()).At("addUp").GetBoolean());

        var (status, csv) = await _accountant.Download(_town, "table.csv", "months/2027-01");
        var text = System.Text.Encoding.UTF8.GetString(csv);
        Assert.Equal((200, true), (status, csv.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF])));
        Assert.Contains("积分,平安,2025,77.50,0.00,0.00,0.00,0.00,0.00,-37.50,0.00,0.00,0.00,0.00,0.00,40.00,", text, StringComparison.Ordinal);
        Assert.Contains("商户,渤海早餐店,,15.00,0.00,0.00,15.00", text, StringComparison.Ordinal);
        var sheet = await _accountant.Calls.Get($"{_town.Path}/months/2027-01/sheet.html");
        Assert.Equal((200, "text/html"), (sheet.Status, sheet.MediaType));
        Assert.Contains("2027 年 1 月　月结账表", sheet.Text, StringComparison.Ordinal);
        Assert.Contains("重算与结账时一致", sheet.Text, StringComparison.Ordinal);
        // The page has margins of its own: with both the last column would not be on the paper.
        Assert.Contains("@media print{body{margin:0}}", sheet.Text, StringComparison.Ordinal);
    }

    /// <summary>The auditor's own tool, without any table of the service.</summary>
    private async Task TheJournalAloneSaysTheSame()
    {
        foreach (var month in new[] { "2026-01", "2026-12", "2027-01" })
        {
            var output = new StringWriter();
            Assert.Equal(LedgerCtl.Well, await LedgerCtl.Run(["month", _town.Code, month, "--database", api.Database.ConnectionString], output, output));
            Assert.Contains("与结账时一致", output.ToString(), StringComparison.Ordinal);
            Assert.Contains((await Month(month)).Says("tableHash"), output.ToString(), StringComparison.Ordinal);
        }
        var open = new StringWriter();
        Assert.Equal(LedgerCtl.Well, await LedgerCtl.Run(["month", _town.Code, "2027-02", "--database", api.Database.ConnectionString], open, open));
        Assert.Contains("尚未结账", open.ToString(), StringComparison.Ordinal);
        await using var change = api.Database.DataSource.CreateCommand("UPDATE ledger.mt_events SET data = jsonb_set(data, '{tableHash}', to_jsonb(repeat('0', 64))) WHERE tenant_id = $1 AND stream_id = 'month-2026-12'");
        change.Parameters.Add(new Npgsql.NpgsqlParameter { Value = _town.Code });
        Assert.Equal(1, await change.ExecuteNonQueryAsync());
        Assert.Equal(LedgerCtl.Wrong, await LedgerCtl.Run(["month", _town.Code, "2026-12", "--database", api.Database.ConnectionString], open, open));
    }

    private void Until(int year, int month, int day) => api.Clock.Advance(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromHours(8)) - api.Clock.Now);

    private async Task<Reply> Month(string month) => await _accountant.Calls.Get($"{_town.Path}/months/{month}?atLeast={await _town.Head()}").Accepted();

    private Task<Reply> Close(string month, string tableHash) => _accountant.Calls.Post($"{_town.Path}/months/{month}/closing", new { tableHash });

    private async Task<Reply> Closed(string month)
    {
        await Close(month, (await Month(month)).Says("tableHash")).Accepted(201);
        return await Month(month);
    }

    private static JsonElement Table(Reply month, string commodity) => month.At("table.commodities").EnumerateArray().Single(one => one.GetProperty("commodity").GetString() == commodity);

    private static long Line(Reply month, string commodity, string column) => Table(month, commodity).GetProperty("total").GetProperty(column).GetInt64();

    private static void Says(Reply month, long opening, long opened, long spent, long closing)
    {
        Assert.True(month.At("table.addsUp").GetBoolean());
        Assert.Equal((opening, opened, spent, closing), (Line(month, "points", "opening"), Line(month, "points", "opened"), Line(month, "points", "spent"), Line(month, "points", "closing")));
    }

    private static (long Before, long Cost, long Paid, long Owed) Owed(Reply month, string path) =>
        (month.Long($"{path}.owedBefore"), month.Long($"{path}.cost"), month.Long($"{path}.paid"), month.Long($"{path}.owed"));
}
