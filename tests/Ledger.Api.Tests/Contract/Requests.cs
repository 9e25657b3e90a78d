using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>A sound body for every operation that takes one.</summary>
internal static class Requests
{
    /// <exception cref="KeyNotFoundException">The operation has no body here: add one beside its row in the table.</exception>
    public static async Task<object?> BodyOf(string operation, Town town, Guid pendingAct)
    {
        if (operation.StartsWith("GET ", StringComparison.Ordinal) || operation.StartsWith("DELETE ", StringComparison.Ordinal)) return null;
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("/v1/communities/{community}", ""));
        switch (path)
        {
            case "/terminals/pairings":
                return new { pairingCode = (await town.Administrator.Calls.Post($"{town.Path}/merchants/{town.Merchant}/terminals", new { terminal = Guid.NewGuid() }).Accepted()).Says("pairingCode") };
            case "/merchants/{merchant}/code-checks" or "/merchants/{merchant}/captures":
                return new { code = await LiveCode(town) };
            case "/card-checks":
                return new { number = (await town.Office.Calls.Post($"{town.Path}/persons/{town.OtherVolunteer}/cards", new { card = Guid.NewGuid() }).Accepted()).Says("number") };
            default:
                return Plain(method, path, town, pendingAct);
        }
    }

    /// <summary>A code that is good: the one asked before when nobody redeemed it, since not many may be open at once.</summary>
    private static async Task<string> LiveCode(Town town)
    {
        var open = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/redemptions?status=held&limit=1&atLeast={await town.Head()}").Accepted();
        if (open.Count("redemptions") == 1 && open.Says("redemptions.0.offer") is var known && open.At("redemptions.0").TryGetProperty("code", out var code) && CheapOffers.TryGetValue(town.Code, out var mine) && mine == known) return code.GetString()!;
        var offer = CheapOffers[town.Code] = (await town.Publish(Town.Terms(price: 50))).ToString();
        return (await town.Hold(town.Volunteer, Guid.Parse(offer))).Code;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> CheapOffers = new();

    /// <summary>A file of one act.</summary>
    public static string Acts(Town town) => $"person id,日期,开始,分钟,类别,地点\n{town.OtherVolunteer},2026-05-04,9:00,45,patrol,grid-1\n";

    /// <summary>A paper passbook of somebody who neither enters nor signs it.</summary>
    public static object Opening(Town town, Guid opening) => new
    {
        opening,
        passbooks = new[] { new { person = town.OtherVolunteer.Id, passbook = $"{opening}", closedOn = "2025-12-31", lots = new[] { new { board = "safety", year = 2025, points = 3000, minutes = 600, expiresOn = "2099-12-31" } } } },
    };

    private static object Plain(string method, string path, Town town, Guid pendingAct) => (method, path) switch
    {
        ("PUT", "") => new { name = new { zh = "又" }, zone = "Asia/Shanghai", holdMinutes = 30, root = "root", administrator = new { person = Guid.NewGuid(), name = "又", subject = "x" } },
        (_, "/grid-nodes") => new { nodes = new[] { Town.Node($"node-{Guid.NewGuid():N}"[..20], "新网格", "grid") } },
        (_, "/rulebook-drafts") => Town.Rulebook("v8", "2027-01-01"),
        (_, "/rulebook-drafts/{version}/decisions") => new { step = "meeting", decidedOn = "2026-05-01", hash = new string('a', 64) },
        (_, "/rulebook-drafts/{version}/publication") => new { hash = new string('a', 64) },
        (_, "/rulebook-drafts/{version}/simulations" or "/rulebook-drafts/{version}/check" or "/rulebook-drafts/{version}/withdrawal") => new { },
        (_, "/rulebooks" or "/rulebooks/checks") => Town.Rulebook("v9", "2027-01-01"),
        (_, "/persons") => new { person = Guid.NewGuid(), name = "测试", residence = "resident", subject = $"{Guid.NewGuid()}" },
        (_, "/persons/search") => new { name = town.Volunteer.Name },
        (_, "/persons/{person}/sign-in") => new { subject = $"{Guid.NewGuid()}" },
        (_, "/persons/{person}/roles") => new { role = "team-leader", from = "2026-01-01" },
        (_, "/persons/{person}/roles/end") => new { role = "team-leader", until = "2026-05-31" },
        (_, "/persons/{person}/roles/handover") => new { to = town.OtherVolunteer.Id, role = "team-leader", on = "2027-01-02" },
        (_, "/persons/{person}/moves") => new { from = "2026-05-01", node = "grid-2" },
        (_, "/persons/{person}/closing") => new { reason = "moved-away" },
        (_, "/persons/{person}/heirs") => new { person = town.OtherVolunteer.Id, evidenceHash = new string('a', 64) },
        (_, "/persons/{person}/merges") => new { merged = town.OtherVolunteer.Id },
        (_, "/teams") => new { team = Guid.NewGuid(), name = new { zh = "邻里帮" }, from = "2026-01-01" },
        (_, "/teams/{team}/members") => new { person = town.OtherVolunteer.Id, from = "2026-01-01" },
        (_, "/teams/{team}/members/end") => new { person = town.Volunteer.Id, until = "2026-05-31" },
        (_, "/persons/{person}/relations") => new { other = town.OtherVolunteer.Id, kind = "helper", from = "2026-01-01" },
        (_, "/persons/{person}/relations/end") => new { other = town.OtherVolunteer.Id, kind = "helper", until = "2026-05-31" },
        (_, "/persons/{person}/child-consents") => new { may = "spend", given = true },
        (_, "/persons/{person}/suspension" or "/persons/{person}/reinstatement" or "/terminals/{terminal}/revocation" or "/offers/{offer}/withdrawal" or "/redemptions/{redemption}/void") => new { reason = "test" },
        (_, "/marks" or "/marks/end") => new { of = $"person:{town.Volunteer}", mark = "trained" },
        (_, "/watches/agreement") => new { watch = "much", subject = $"person:{town.Volunteer}" },
        (_, "/watches/dropping") => new { watch = "much", subject = $"person:{town.Volunteer}", reason = "mild" },
        (_, "/rights/restoration") => new { subject = $"person:{town.Volunteer}", right = "gift", reason = "heard" },
        (_, "/ranks/corrections") => new { rank = "stars", to = "2026-04-30", reason = "act-late" },
        (_, "/level-applications") => new { application = Guid.NewGuid(), subject = $"person:{town.Volunteer}", ladder = "stars", level = "star-1" },
        (_, "/level-applications/signatures") => new { application = Guid.NewGuid() },
        (_, "/acts" or "/acts/preview") => town.Act(town.Volunteer, startedAt: "2026-05-03T20:00:00+08:00", endedAt: "2026-05-03T21:00:00+08:00"),
        (_, "/acts/attestations") => new { acts = new[] { pendingAct } },
        (_, "/acts/rejections") => new { acts = new[] { pendingAct }, reason = "not-there" },
        (_, "/acts/{act}/reversal") => new { reason = "wrong-person" },
        (_, "/acts/{act}/objections") => new { reason = "was-elsewhere" },
        (_, "/acts/{act}/objections/decision") => new { upheld = true, reason = "was-elsewhere" },
        (_, "/deductions") => new { deduction = Guid.NewGuid(), person = town.Volunteer.Id, rule = "no-show", occurredOn = "2026-05-03" },
        (_, "/deductions/{deduction}/appeal") => new { note = "我到了" },
        (_, "/deductions/{deduction}/decision") => new { post = true, reason = "seen-by-two" },
        (_, "/deductions/{deduction}/signatures") => new { },
        (_, "/deductions/{deduction}/reversal") => new { reason = "not-him" },
        (_, "/work-calendars") => new { year = 2026, holidays = new[] { "2026-10-01" }, workedWeekends = Array.Empty<string>() },
        (_, "/merchants") => new { merchant = Guid.NewGuid(), name = new { zh = "新店" }, category = "fruit", circle = "hemei" },
        (_, "/merchants/{merchant}/terminals") => new { terminal = Guid.NewGuid() },
        (_, "/merchants/{merchant}/closing") => new { reason = "retired" },
        (_, "/merchants/{merchant}/days-off") => new { from = Town.Day(town.Api.Clock.Today), until = Town.Day(town.Api.Clock.Today), reason = "holiday" },
        (_, "/merchants/{merchant}/days-off/lifting" or "/offers/{offer}/sold-out/lifting" or "/offers/{offer}/sold-out") => new { },
        (_, "/redemptions/{redemption}/undo") => new { id = Guid.NewGuid() },
        (_, "/merchants/{merchant}/statements") => new { statement = Guid.NewGuid(), month = "2026-04" },
        (_, "/merchants/{merchant}/statements/{statement}/reconciliation" or "/merchants/{merchant}/statements/{statement}/approval") => new { },
        (_, "/merchants/{merchant}/statements/{statement}/disputes") => new { lines = new[] { Guid.NewGuid() }, reason = "never-fetched" },
        (_, "/merchants/{merchant}/statements/{statement}/dispute-answer") => new { result = "found-right", refunds = Array.Empty<Guid>() },
        (_, "/merchants/{merchant}/statements/{statement}/invoice") => new { number = "25327000000012345678" },
        (_, "/merchants/{merchant}/statements/{statement}/payment") => new { reference = "BANK-2026-0001" },
        (_, "/merchants/{merchant}/statements/{statement}/payment-return") => new { reason = "account-closed" },
        ("POST", "/offers") => new { offer = Guid.NewGuid(), merchant = town.Merchant, terms = Town.Terms() },
        ("PUT", "/offers/{offer}") => Town.Terms(price: 2600),
        (_, "/imports/acts") => Acts(town),
        (_, "/imports/openings") => $"人员编号,存折号,截止日期,板块,来源年度,积分,到期日\n{town.OtherVolunteer},0012,2025-12-31,safety,2025,30,2099-12-31\n",
        (_, "/openings") => Opening(town, Guid.NewGuid()),
        (_, "/openings/{opening}/signature") => new { },
        (_, "/openings/{opening}/rejection") => new { reason = "wrong-year" },
        (_, "/months/{month}/closing") => new { tableHash = new string('0', 64) },
        (_, "/imports/persons") => "姓名,电话\n测试员,\n",
        (_, "/imports/{import}/commit") => new { },
        (_, "/merchants/{merchant}/offline-captures") => new { captures = new[] { new { id = Guid.NewGuid(), code = Digits.NobodysCode("0000000000"), capturedAt = "2026-05-20T09:00:00+08:00" } } },
        (_, "/vouchers") => new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer },
        (_, "/redemptions/{redemption}/reprints" or "/persons/{person}/loss-report/lifting") => new { },
        (_, "/persons/{person}/loss-report") => new { lost = "phone" },
        (_, "/persons/{person}/cards") => new { card = Guid.NewGuid() },
        (_, "/cards/{card}/end") => new { reason = "given-back" },
        (_, "/redemptions" or "/redemptions/preview") => new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer },
        (_, "/subsidies") => new { transfer = Guid.NewGuid(), person = town.Volunteer.Id, passage = "refund" },
        (_, "/cashings") => new { transfer = Guid.NewGuid(), person = town.Volunteer.Id, passage = "cash", amount = 100 },
        (_, "/money-due/{transfer}/refusal") => new { to = $"person:{town.Volunteer}", reason = "account-wrong" },
        (_, "/shares") => new { transfer = Guid.NewGuid(), passage = "dividend" },
        (_, "/money-due/{transfer}/approval") => new { to = $"person:{town.Volunteer}" },
        (_, "/money-due/{transfer}/payment") => new { to = $"person:{town.Volunteer}", reference = "BANK-2026-0001" },
        (_, "/transfers/{transfer}/reversal") => new { reason = "wrong-person" },
        (_, "/transfers") => new { transfer = Guid.NewGuid(), person = town.Volunteer.Id, passage = "gift", amount = 100, to = $"person:{town.OtherVolunteer}" },
        (_, "/grants") => new { transfer = Guid.NewGuid(), passage = "aid", to = $"person:{town.OtherVolunteer}", amount = 100 },
        (_, "/redemptions/{redemption}/refunds") => new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" },
        (_, "/persons/{person}/corrections") => new { correction = Guid.NewGuid(), about = "minutes", text = "那天巡逻了两小时" },
        (_, "/persons/{person}/corrections/{correction}/decision") => new { outcome = "refused", reason = "sheet-says-so", text = "签到表上是一小时" },
        (_, "/persons/{person}/consents") => new { purpose = "publish-name", evidenceHash = new string('a', 64) },
        (_, "/persons/{person}/consents/withdrawal") => new { purpose = "publish-name" },
        (_, "/persons/{person}/forgetting") => new { evidenceHash = new string('a', 64) },
        (_, "/persons/{person}/forgetting/withdrawal" or "/persons/{person}/forgetting/confirmation") => new { },
        (_, "/audit-checks") => new { check = Guid.NewGuid(), auditor = town.Auditor.Id, scope = "payables", from = "2026-05-01", until = "2026-05-31" },
        (_, "/audit-checks/{check}/closing") => new { },
        _ => throw new KeyNotFoundException($"{method} {path} has no body here: add one beside its row."),
    };
}
