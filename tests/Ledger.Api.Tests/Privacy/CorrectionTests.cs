using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Privacy;

/// <summary>A volunteer asks for a correction, sees that it waits, and sees what became of it.</summary>
public sealed class CorrectionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_request_waits_with_its_age_and_is_decided_by_somebody_who_had_no_part_in_it()
    {
        var town = await api.OpenTown();
        var (he, act, correction) = (town.Volunteer, Guid.NewGuid(), Guid.NewGuid());
        await he.Calls.Post($"{town.Path}/acts", town.Act(he, act)).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        await town.Grant(town.GridOfficer, "office");
        var (mine, one) = ($"{town.Path}/persons/{he}/corrections", $"{town.Path}/persons/{he}/corrections/{correction}");

        await he.Calls.Post(mine, new { correction, act = Guid.NewGuid(), about = "minutes", text = "少记了一小时" }).Refused("not-found", "act");
        await he.Calls.Post(mine, new { correction, act, about = "minutes", text = " " }).Refused("invalid-request", "text");
        Assert.EndsWith($"/corrections/{correction}", (await he.Calls.Post(mine, new { correction, act, about = "minutes", text = "少记了一小时" }).Accepted(201)).Location);
        await he.Calls.Post(mine, new { correction, about = "name", text = "名字写错了" }).Refused("id-already-used");
        api.Clock.Advance(TimeSpan.FromDays(3));
        var waiting = await town.Office.Calls.Get($"{town.Path}/corrections").Accepted();
        Assert.Equal((correction.ToString(), "少记了一小时", 3), (waiting.Says("corrections.0.correction"), waiting.Says("corrections.0.text"), waiting.Long("corrections.0.days")));
        Assert.Equal("GET corrections", (await he.Calls.Get($"{town.Path}/persons/{he}/access-records").Accepted()).Says("records.0.operation"));

        var etag = (await town.Office.Calls.Get(one).Accepted()).ETag;
        await town.GridOfficer.Calls.Post($"{one}/decision", new { outcome = "accepted", done = new[] { act } }).Refused("decider-is-involved");
        await town.Office.Calls.Post($"{one}/decision", new { outcome = "accepted" }).Refused("nothing-was-done");
        await town.Office.Calls.Post($"{one}/decision", new { outcome = "refused" }).Refused("invalid-request", "reason", "needed");
        await town.Office.Calls.Post($"{one}/decision", new { outcome = "accepted", done = new[] { act } }, ifMatch: "\"1\"").Refused("changed-meanwhile");
        await town.Office.Calls.Post($"{one}/decision", new { outcome = "refused", reason = "sheet-says-so", text = "签到表上是两小时" }, ifMatch: etag).Accepted();
        await town.Office.Calls.Post($"{one}/decision", new { outcome = "accepted", done = new[] { act } }).Refused("correction-is-decided");

        Assert.Equal(0, (await town.Office.Calls.Get($"{town.Path}/corrections").Accepted()).Count("corrections"));
        var told = await he.Calls.Get(mine).Accepted();
        Assert.Equal(("refused", "sheet-says-so", "签到表上是两小时", 3), (told.Says("corrections.0.outcome"), told.Says("corrections.0.reason"), told.Says("corrections.0.answer"), told.Long("corrections.0.days")));
    }
}
