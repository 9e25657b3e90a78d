using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>What lies on an account on which nothing happens, and a deduction by what is stated, over HTTP.</summary>
public sealed class IdleAccountTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_is_idle_lapses_once_and_a_late_comer_is_deducted_by_the_minute()
    {
        var town = await api.OpenTown("idle");
        await town.Office.Calls.Post($"{town.Path}/rulebooks", Rulebook()).Accepted();
        Until("2026-06-20T18:00:00+08:00");
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-06-20T09:00:00+08:00", endedAt: "2026-06-20T11:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();

        var deduction = Guid.NewGuid();
        await town.Office.Calls.Post($"{town.Path}/deductions", new { deduction, person = town.Volunteer.Id, rule = "late", occurredOn = "2026-06-20" }).Refused("input-out-of-range");
        await town.Office.Calls.Post($"{town.Path}/deductions", new { deduction, person = town.Volunteer.Id, rule = "late", occurredOn = "2026-06-20", inputs = new[] { new { input = "late", value = 25 } } }).Accepted();
        var shown = await town.Volunteer.Calls.Get($"{town.Path}/deductions/{deduction}").Accepted();
        Assert.Equal((100, 25, "/deductions/0/take/then/0"), (shown.Long("deduction.pointsHundredths"), shown.Long("deduction.inputs.0.value"), shown.Says("deduction.steps.0.rule")));

        var before = await town.Available(town.Volunteer);
        Assert.True(before > 0);
        Until("2026-12-20T23:00:00+08:00");
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(before, await town.Available(town.Volunteer));
        Until("2026-12-21T00:10:00+08:00");
        Assert.Equal(0, await town.Available(town.Volunteer));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(before, await Lapsed(town));
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(before, await Lapsed(town));
    }

    private static object Rulebook() => new
    {
        format = 2,
        version = "v2",
        title = new { zh = "积分细则（示例）" },
        effectiveFrom = "2026-06-01",
        commodities = new[] { new { code = "points", title = new { zh = "积分" }, unit = "points", quantum = "0.5 points", spendable = true } },
        boards = new[] { new { code = "safety", title = new { zh = "平安" } } },
        inputs = new[] { new { code = "late", title = new { zh = "迟到" }, unit = "min", least = 1, most = 600 } },
        acts = new[] { new { code = "patrol", title = new { zh = "治安巡逻" }, board = "safety", give = new[] { new { into = new { commodity = "points" }, amount = new { of = "minutes", then = new[] { new { per = "1 h", give = "5 points" } } } } } } },
        deductions = new[] { new { code = "late", title = new { zh = "迟到" }, board = "safety", of = "person", inputs = new[] { "late" }, take = new { of = "input.late", then = new[] { new { per = "10 min", give = "0.5 points" } } } } },
        expiry = new[] { new { code = "all", lasts = "never", from = "booked", idle = "6 months" } },
        filing = new { within = "30 days", longest = "12 h" },
    };

    private async Task<long> Lapsed(Town town)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT coalesce(sum((leg ->> 'amount')::bigint), 0)::bigint FROM ledger.mt_events e, jsonb_array_elements(e.data::jsonb -> 'legs') leg WHERE e.tenant_id = $1 AND e.type = 'points-expired.v1' AND e.data::jsonb ->> 'idleSince' = '2026-06-20' AND leg ->> 'account' = 'expired'");
        command.Parameters.Add(new() { Value = town.Code });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
