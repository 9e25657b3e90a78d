using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>Every line of an account says why it is there: gifts, grants, money for points, deductions; and a merchant's statement which acts stand behind it.</summary>
public sealed class WhyPostingTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_gift_and_a_grant_are_explained_to_who_gave_and_to_who_got()
    {
        var town = await Giving();
        await town.Volunteer.Calls.Post($"{town.Path}/transfers", new { transfer = Guid.NewGuid(), person = town.Volunteer.Id, passage = "gift", amount = 300, to = $"person:{town.OtherVolunteer}" }).Accepted();
        var sent = await Last(town, town.Volunteer);
        Assert.Equal("points-sent.v1", sent.Says("fact"));
        Assert.Equal($"person:{town.OtherVolunteer}", sent.Says("party"));
        Assert.Equal([$"按“gift”：{Today}转出3积分，给另一位居民。", "可用减少3积分。"], Sentences(sent.At("says")));
        Assert.Equal(["2026期间最多5积分，这次3积分，没有超过。"], Sentences(sent.At("limits"), "says"));
        Assert.Equal([-300L], sent.At("lots").EnumerateArray().Select(lot => lot.GetProperty("amount").GetInt64()));
        Assert.All(Sentences(sent.At("from"), "says"), says => Assert.EndsWith("的“治安巡逻”，由社区出资。", says, StringComparison.Ordinal));

        var got = await Last(town, town.OtherVolunteer);
        Assert.Equal([$"按“gift”：{Today}收到另一位居民转来的3积分。", "可用增加3积分。"], Sentences(got.At("says")));
        Assert.DoesNotContain(town.Volunteer.Id.ToString(), got.Text, StringComparison.Ordinal);
        Assert.Single(got.At("uses").EnumerateArray());

        await town.Office.Calls.Post($"{town.Path}/grants", new { transfer = Guid.NewGuid(), passage = "aid", to = $"person:{town.OtherVolunteer}", inputs = new[] { new { input = "people", value = 2 } } }).Accepted();
        var granted = await Last(town, town.OtherVolunteer);
        Assert.Equal((400L, $"{Today}由社区赠予4积分。"), (granted.Long("reached.amount"), Sentences(granted.At("says")).First()!.Replace("按“aid”：", "", StringComparison.Ordinal)));
        Assert.Equal(["每1人计2积分，共4积分。"], Sentences(granted.At("reached.lines"), "says"));
    }

    [Fact]
    public async Task A_posting_is_told_to_nobody_whose_it_is_not()
    {
        var town = await Giving();
        var mine = (await Lines(town, town.Volunteer))[0].GetProperty("journalNumber").GetInt64();
        await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.OtherVolunteer}/postings/{mine}/explanation").Refused("not-found", "number");
        await town.OtherVolunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/postings/{mine}/explanation").Refused("not-found", "person");
        foreach (var number in new[] { "1", "0", "999999999", "99999999999999999999", "x" })
            await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/postings/{number}/explanation").Refused("not-found", "number");
    }

    [Fact]
    public async Task A_deduction_is_explained_by_its_rule()
    {
        var town = await Giving();
        var deduction = Guid.NewGuid();
        await town.GridOfficer.Calls.Post($"{town.Path}/deductions", new { deduction, person = town.Volunteer.Id, rule = "no-show", occurredOn = $"{api.Clock.Today:yyyy-MM-dd}" }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/deductions/{deduction}/decision", new { post = true, reason = "seen-by-two" }).Accepted();
        var told = await Last(town, town.Volunteer);
        Assert.Equal((300L, $"按“接单未到”：因{Today}的情形扣除3积分。"), (told.Long("reached.amount"), Sentences(told.At("says")).First()));
    }

    [Fact]
    public async Task An_act_that_waits_tells_what_it_would_give_and_one_that_was_rejected_why()
    {
        var town = await api.OpenTown();
        var (waits, rejected) = (Guid.NewGuid(), Guid.NewGuid());
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, waits, startedAt: "2026-05-01T08:00:00+08:00", endedAt: "2026-05-01T10:00:00+08:00")).Accepted();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, rejected, startedAt: "2026-05-01T11:00:00+08:00", endedAt: "2026-05-01T12:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/rejections", new { acts = new[] { rejected }, reason = "not-seen" }).Accepted();
        var told = await town.Volunteer.Calls.Get($"{town.Path}/acts/{waits}/explanation").Accepted();
        Assert.Equal((1000L, "recorded"), (told.Long("waiting.amount"), told.Says("status")));
        Assert.Equal(["已登记，等待认定。"], Sentences(told.At("says")));
        var why = await town.Volunteer.Calls.Get($"{town.Path}/acts/{rejected}/explanation").Accepted();
        Assert.Equal(("not-seen", "审核不通过（not-seen），不计分。"), (why.Says("rejectedFor"), Sentences(why.At("says")).Last()));
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { waits } }).Accepted();
        var attested = await town.Volunteer.Calls.Get($"{town.Path}/acts/{waits}/explanation?atLeast={await town.Head()}").Accepted();
        Assert.Equal(town.GridOfficer.Id.ToString(), attested.Says("attester"));
        Assert.Equal(["已由他人认定。", "按细则 v1 计分。"], Sentences(attested.At("says")));
        Assert.Equal(["2026年5月1日的“治安巡逻”计分入账。", "可用增加10积分。"], Sentences(attested.At("postings")[0].GetProperty("says")).Where(says => !says!.Contains("小时", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_statement_is_explained_by_boards_and_funds_and_line_by_line()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 5000);
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/merchants/{town.Merchant}/closing", new { reason = "retired" }).Accepted();
        var statement = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/merchants/{town.Merchant}/statements", new { statement, month = "2026-05" }).Accepted(201);
        var (path, head) = ($"{town.Path}/merchants/{town.Merchant}/statements/{statement}/explanation", await town.Head());
        var told = await town.MerchantOwner.Calls.Get($"{path}?atLeast={head}").Accepted();
        Assert.Equal(["25积分来自“平安”，由社区出资。"], Sentences(told.At("behind"), "says"));
        Assert.Equal(["渤海早餐店第1号结算单：核销1笔，退还0笔，应付15元。", "其中15元由社区承担。"], Sentences(told.At("says")));
        var line = Assert.Single(told.At("lines").EnumerateArray());
        Assert.Equal((redemption, Town.Price), (line.GetProperty("redemption").GetGuid(), line.GetProperty("from").EnumerateArray().Sum(part => part.GetProperty("amount").GetInt64())));
        Assert.DoesNotContain(town.Volunteer.Id.ToString(), told.Text, StringComparison.Ordinal);
        Assert.All(line.GetProperty("from").EnumerateArray(), part => Assert.True(!part.TryGetProperty("act", out var act) || act.ValueKind == JsonValueKind.Null));
        var known = await town.Auditor.Calls.Get(path).Accepted();
        Assert.All(known.At("lines")[0].GetProperty("from").EnumerateArray(), part => Assert.NotEqual(Guid.Empty, part.GetProperty("act").GetGuid()));
        await town.OtherMerchantOwner.Calls.Get(path).Refused("not-found", "statement");
    }

    /// <summary>From tomorrow on points may be given, five a year, and granted by how many people it is for. The volunteer has ten.</summary>
    private async Task<Town> Giving()
    {
        var town = await api.OpenTown();
        var rules = JsonSerializer.SerializeToNode(Town.Rulebook("v2", $"{api.Clock.Today.AddDays(1):yyyy-MM-dd}"), new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull })!;
        rules["measures"]!.AsArray().Add(JsonNode.Parse("""{ "code": "gift-year", "count": "sent", "whose": ["person"], "window": "year" }"""));
        rules["limits"]!.AsArray().Add(JsonNode.Parse("""{ "code": "gift-year", "measure": "gift-year", "atMost": "5 points", "of": "gift" }"""));
        rules["inputs"] = JsonNode.Parse("""[{ "code": "people", "title": { "zh": "人数" }, "unit": "people", "least": 1, "most": 10, "of": "asking" }]""");
        rules["passages"] = JsonNode.Parse("""
            [{ "code": "gift", "kind": "gift" }, { "code": "aid", "kind": "grant", "inputs": ["people"], "price": { "of": "input.people", "then": [{ "each": "2 points" }] } }]
            """);
        await town.Office.Calls.Post($"{town.Path}/rulebooks", rules).Accepted();
        await town.Earn(town.Volunteer, 1000);
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        api.Clock.Advance(TimeSpan.FromDays(1));
        return town;
    }

    private string Today => $"{api.Clock.Today:yyyy年M月d日}";

    private static async Task<List<JsonElement>> Lines(Town town, Someone whose) =>
        [.. (await whose.Calls.Get($"{town.Path}/persons/{whose}/passbook?atLeast={await town.Head()}").Accepted()).At("lines").EnumerateArray()];

    private static async Task<Reply> Last(Town town, Someone whose) =>
        await whose.Calls.Get($"{town.Path}/persons/{whose}/postings/{(await Lines(town, whose))[0].GetProperty("journalNumber").GetInt64()}/explanation").Accepted();

    private static IEnumerable<string?> Sentences(JsonElement titles, string? member = null) => titles.EnumerateArray().Select(one => (member is null ? one : one.GetProperty(member)).GetProperty("zh").GetString());
}
