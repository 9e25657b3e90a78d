using System.Globalization;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>A rulebook whose acts post at the end of the month.</summary>
public sealed class PeriodEndTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task What_only_waits_for_the_end_of_a_period_is_not_on_public_notice()
    {
        var (town, visit) = (await api.OpenTown(), Guid.NewGuid());
        await town.Office.Calls.Post($"{town.Path}/rulebooks", Town.Rulebook("v2", "2026-09-01", postsAt: "month-end")).Accepted();
        Until("2026-09-03T17:00:00+08:00");
        await town.GridOfficer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, visit, "visit", "2026-09-03T10:00:00+08:00", "2026-09-03T10:30:00+08:00", attest: true)).Accepted();
        Assert.Equal(0, (await town.Office.Calls.Get($"{town.Path}/notices").Accepted()).At("notices").GetArrayLength());
        Assert.Equal("2026-09-30", (await town.Office.Calls.Get($"{town.Path}/acts/{visit}").Accepted()).Says("act.postsAfter"));
        await town.OtherVolunteer.Calls.Post($"{town.Path}/acts/{visit}/objections", new { reason = "x" }).Refused("not-on-notice");
        Assert.Equal(0, await town.Available(town.Volunteer));
        Until("2026-10-01T00:00:00+08:00");
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(200, await town.Available(town.Volunteer));
    }

    private void Until(string instant) => api.Clock.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - api.Clock.Now);
}
