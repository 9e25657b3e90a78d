using System.Globalization;
using Ledger.Api.Books;
using Ledger.Api.Tests.Support;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Watches;
using Ledger.Journal;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>What a rulebook does with everybody when a month begins or has ended, in a community of more than one page of people.</summary>
public sealed class PeriodWalkTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Page = 200;

    [Fact]
    public async Task A_month_that_ends_reaches_everybody_once_whoever_is_killed_in_between()
    {
        var town = await api.OpenTown("pages");
        await town.Office.Calls.Post($"{town.Path}/rulebooks", Rulebook()).Accepted();
        var neighbours = string.Concat(Enumerable.Range(1, Page).Select(number => $"邻居{number},1380013{number:D4}\n"));
        await town.Office.Commit(town, await town.Office.Upload(town, "persons", $"姓名,电话\n{neighbours}").Accepted()).Accepted();
        var (first, last) = (await Register(town, new Guid("00000000-0000-4000-8000-000000000001")), await Register(town, new Guid("ffffffff-ffff-4fff-bfff-ffffffffffff")));
        var all = await Facts(town, "person-registered");

        Until("2026-06-01T00:10:00+08:00");
        await Tick(town);
        await Tick(town);
        // May was over before anybody watched it.
        Assert.Equal((all, 0), (await Facts(town, "act-recorded"), await Facts(town, "watch-fired")));
        Assert.Equal(100, await town.Available(last));
        await NothingMoreFollows(town);

        Until("2026-06-20T18:00:00+08:00");
        await Patrol(town, first, "2026-06-10", 60);
        await Patrol(town, last, "2026-06-10", 120);
        await Patrol(town, town.Volunteer, "2026-06-10", 30);
        await last.Calls.Post($"{town.Path}/persons/{last}/consents", new { purpose = "publish-name" }).Accepted();
        var standing = await town.OtherVolunteer.Calls.Get($"{town.Path}/ranks/busy/standing").Accepted();
        Assert.Equal((3, 1, 1, last.Name), (standing.Long("ranked"), standing.Count("places"), standing.Long("places.0.position"), standing.Says("places.0.name")));

        Until("2026-07-01T00:10:00+08:00");
        await KilledAfterOnePage(town);
        Assert.Equal((0, 1, 3), (await Facts(town, "round-closed"), await Facts(town, "round-counted"), await Facts(town, "ladder-judged")));
        await Tick(town);
        Assert.Equal((all, all * 2), (await Facts(town, "watch-fired") + 2, await Facts(town, "act-recorded") - 3));
        Assert.Equal((1, 2), (await Facts(town, "round-closed"), await Facts(town, "honour-awarded")));
        Assert.Equal("helper", (await last.Calls.Get($"{town.Path}/persons/{last}/levels").Accepted()).Says("levels.0.level"));
        Assert.Equal("helper", (await first.Calls.Get($"{town.Path}/persons/{first}/levels").Accepted()).Says("levels.0.level"));
        Assert.Equal(0, (await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/levels").Accepted()).Count("levels"));
        var round = await town.OtherVolunteer.Calls.Get($"{town.Path}/ranks/busy/rounds/2026-06").Accepted();
        Assert.Equal((2, 1, last.Name), (round.Long("won"), round.Count("places"), round.Says("places.0.name")));
        Assert.Equal("busy.2026-06.002", (await first.Calls.Get($"{town.Path}/persons/{first}/honours").Accepted()).Says("honours.0.certificate"));
        await NothingMoreFollows(town);
    }

    /// <summary>A node sends the first page of everything that is due, and is gone.</summary>
    private async Task KilledAfterOnePage(Town town)
    {
        await using var doomed = await api.AddNode();
        var up = (await Ids(town))[Page - 1];
        await Send(new FollowPeriod(Actor.Scheduler, "month", null, PersonId.Of(Guid.Parse(up))));
        await Send(new JudgeLadder(Actor.Scheduler, "helpers", null, up));
        await Send(new RunWatch(Actor.Scheduler, "idle", null, up));
        await Send(new CountRound(Actor.Scheduler, "busy", new DateOnly(2026, 6, 30), null, up));

        async Task Send<T>(ICommand<T> command) =>
            Assert.IsType<Answer<T>.Accepted>(await doomed.Service<Bookkeeper>().Send(command, Sending.Own(town.Code, "scheduler", command.GetType().Name) with { Lane = Lane.Background }, CancellationToken.None));
    }

    private async Task NothingMoreFollows(Town town)
    {
        var before = await api.Events(town);
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tick(town);
        Assert.Equal(before, await api.Events(town));
    }

    private static object Rulebook() => new
    {
        format = 2,
        version = "v2",
        title = new { zh = "积分细则（示例）" },
        effectiveFrom = "2026-06-01",
        commodities = new[] { new { code = "points", title = new { zh = "积分" }, unit = "points", quantum = "0.5 points", spendable = true } },
        boards = new[] { new { code = "safety", title = new { zh = "平安" } } },
        acts = new object[]
        {
            new { code = "basic", title = new { zh = "每月基础分" }, board = "safety", automatic = new { on = "period.month" }, give = Give("act", new { each = "1 points" }) },
            new { code = "patrol", title = new { zh = "治安巡逻" }, board = "safety", give = Give("minutes", new { per = "1 h", give = "5 points" }) },
        },
        measures = new object[]
        {
            new { code = "patrolled", count = "minutes", whose = new[] { "person" }, window = "month", when = new { fact = "act.type", @in = new[] { "patrol" } }, status = "posted" },
        },
        ladders = new[] { new { code = "helpers", title = new { zh = "好帮手" }, of = "person", judged = new { every = "month" }, levels = new[] { new { code = "helper", title = new { zh = "好帮手" }, needs = new[] { new { measure = "patrolled", atLeast = "1 h" } } } } } },
        ranks = new[] { new { code = "busy", title = new { zh = "每月之星" }, of = "person", by = new { measure = "patrolled" }, every = "month", top = "2 people", ties = "share", publish = "consent" } },
        watches = new[] { new { code = "idle", title = new { zh = "一个月没有巡逻" }, of = "person", when = new { measure = "patrolled", below = "1 h" }, at = new { every = "month" }, once = "month", @do = new[] { new { notice = new { zh = "这个月没有巡逻。" } } } } },
        expiry = new[] { new { code = "all", lasts = new { yearEnd = 1 }, from = "occurred", atLeast = "30 days" } },
        filing = new { within = "30 days", longest = "12 h" },
    };

    private static object Give(string of, object stage) => new[] { new { into = new { commodity = "points" }, amount = new { of, then = new[] { stage } } } };

    private static async Task Patrol(Town town, Someone doer, string day, int minutes)
    {
        var act = Guid.NewGuid();
        await doer.Calls.Post($"{town.Path}/acts", town.Act(doer, act, startedAt: $"{day}T09:00:00+08:00", endedAt: $"{day}T{9 + minutes / 60:D2}:{minutes % 60:D2}:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
    }

    private static async Task<Someone> Register(Town town, Guid id)
    {
        var someone = town.NewPerson() with { Id = id };
        await town.Administrator.Calls.Post($"{town.Path}/persons", new { person = id, name = someone.Name, residence = "resident", node = "grid-1", subject = someone.Subject }).Accepted();
        return someone;
    }

    private Task Tick(Town town) => api.Node.Scheduler.Tick(town.Code, CancellationToken.None);

    private async Task<long> Facts(Town town, string name)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT count(*) FROM ledger.mt_events WHERE tenant_id = $1 AND type = $2");
        command.Parameters.Add(new() { Value = town.Code });
        command.Parameters.Add(new() { Value = $"{name}.v1" });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<string>> Ids(Town town)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT key FROM ledger.state_row WHERE tenant_id = $1 AND kind = 'person' ORDER BY key COLLATE \"C\"");
        command.Parameters.Add(new() { Value = town.Code });
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        return ids;
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
