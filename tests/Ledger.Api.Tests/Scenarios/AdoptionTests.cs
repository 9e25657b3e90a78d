using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>The residents' meeting decides on a yearly limit from June on; what was got since January counts.</summary>
public sealed class AdoptionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_draft_becomes_the_rulebook_by_the_steps_that_the_one_before_asks_for()
    {
        var town = await api.OpenTown();
        var (path, office) = (town.Path, town.Office.Calls);
        await town.Earn(town.Volunteer, 1_000);
        await office.Post($"{path}/rulebooks", With("v2", "2026-05-25", """ "adoption":{"steps":[{"code":"meeting","title":{"zh":"居民会议"}}],"noticeBefore":"3 days"} """)).Accepted();
        Until("2026-05-26T09:00:00+08:00");
        var yearly = With("v3", "2026-06-01", """ "measures":[{"code":"year","count":"points","whose":["person"],"window":"year"}],"limits":[{"code":"year","measure":"year","atMost":"12 points"}] """);

        await office.Post($"{path}/rulebooks", yearly).Refused("steps-are-missing", "step");
        var draft = await office.Post($"{path}/rulebook-drafts", yearly).Accepted();
        var hash = draft.Says("hash");
        await office.Post($"{path}/rulebook-drafts/v3/decisions", new { step = "meeting", decidedOn = "2026-05-25", hash }).Refused("draft-is-not-checked");
        Assert.Equal(0, (await office.Post($"{path}/rulebook-drafts/v3/check", new { }).Accepted()).Long("faults"));
        await office.Post($"{path}/rulebook-drafts/v3/publication", new { hash }).Refused("steps-are-missing");
        await office.Post($"{path}/rulebook-drafts/v3/decisions", new { step = "meeting", decidedOn = "2026-05-25", hash, evidenceHash = new string('b', 64) }).Accepted();
        var shown = (await town.Volunteer.Calls.Get($"{path}/rulebook-drafts/v3").Accepted()).At("draft");
        Assert.Equal((1, "meeting"), (shown.GetProperty("steps")[0].GetProperty("signatures").GetInt32(), shown.GetProperty("decisions")[0].GetProperty("step").GetString()));
        await office.Post($"{path}/rulebook-drafts/v3/publication", new { hash }).Accepted();
        Assert.Equal(0, (await office.Get($"{path}/rulebook-drafts").Accepted()).Count("drafts"));

        // On the first day, before the scheduler has counted what stands, nothing is decided by it.
        Until("2026-06-01T12:00:00+08:00");
        var act = Guid.NewGuid();
        await town.GridOfficer.Calls.Post($"{path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-06-01T08:00:00+08:00", endedAt: "2026-06-01T11:00:00+08:00")).Accepted();
        await town.Office.Calls.Post($"{path}/acts/attestations", new { acts = new[] { act } }).Refused("rulebook-is-being-filled");
        Assert.Contains("rulebook v3 is being filled: 0 acts and holds so far", await Doctor());
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.DoesNotContain("is being filled", await Doctor());
        Assert.Equal("v3", (await office.Get($"{path}/rulebooks").Accepted()).At("versions").EnumerateArray().Single(version => version.GetProperty("isInForce").GetBoolean() && !version.TryGetProperty("filled", out _)).GetProperty("code").GetString());
        Assert.Equal(200, (await town.Office.Calls.Post($"{path}/acts/attestations", new { acts = new[] { act } }).Accepted()).At("posted")[0].GetProperty("pointsHundredths").GetInt64());
    }

    private async Task<string> Doctor()
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        await LedgerCtl.Run(["doctor", "--database", api.Database.ConnectionString], said, said);
        Assert.DoesNotContain("do not follow from the events", said.ToString());
        return said.ToString();
    }

    /// <summary>The town's rulebook with other members, or instead of its own.</summary>
    private static string With(string version, string from, string members)
    {
        var rulebook = System.Text.Json.Nodes.JsonNode.Parse(ApiClient.Text(Town.Rulebook(version, from)))!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse($"{{{members}}}")!.AsObject()) rulebook[name] = value!.DeepClone();
        return rulebook.ToJsonString();
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
