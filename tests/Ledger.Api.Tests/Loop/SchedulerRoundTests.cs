using Ledger.Api.Hosting;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>The scheduler's round over all communities. Its service is its own: one community in it is broken on purpose.</summary>
public sealed class SchedulerRoundTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_community_that_cannot_be_looked_after_holds_up_nobody_else()
    {
        var (broken, sound) = (await api.OpenTown("aa"), await api.OpenTown("zz"));
        await sound.Earn(sound.Volunteer, 5000);
        await sound.Hold(sound.Volunteer);
        var before = await sound.Head();
        api.Clock.Advance(TimeSpan.FromDays(2));
        await Break(broken, 1);

        await Round();

        Assert.True(await sound.Head() > before);
        Assert.Equal(5000, await sound.Available(sound.Volunteer));
        Assert.True(IsTold(broken));
    }

    [Fact]
    public async Task A_community_in_which_nothing_is_due_is_left_alone_until_a_hold_has_run_out()
    {
        var town = await api.OpenTown("quiet");
        await town.Earn(town.Volunteer, 5000);
        await town.Hold(town.Volunteer);
        api.Clock.Advance(TimeSpan.FromMinutes(29));
        await UntilQuiet();
        await Break(town, 1);
        await Round();
        Assert.False(IsTold(town));
        await Break(town, -1);

        api.Clock.Advance(TimeSpan.FromMinutes(2));
        await Round();

        Assert.Equal(5000, await town.Available(town.Volunteer));
    }

    [Fact]
    public async Task A_shop_that_closes_in_a_quiet_community_is_seen_at_the_next_round()
    {
        var town = await api.OpenTown("closing");
        await town.Earn(town.Volunteer, 5000);
        await town.Hold(town.Volunteer);
        await UntilQuiet();
        await town.Office.Calls.Post($"{town.Path}/merchants/{town.Merchant}/closing", new { reason = "retired" }).Accepted();

        await Round();

        Assert.Equal(5000, await town.Available(town.Volunteer));
    }

    [Fact]
    public async Task Every_few_minutes_a_quiet_community_is_looked_at_whatever_is_due()
    {
        var town = await api.OpenTown("minutes");
        await UntilQuiet();
        await Break(town, 1);
        api.Clock.Advance(DueCommunities.Longest - TimeSpan.FromSeconds(1));
        await Round();
        Assert.False(IsTold(town));
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await Round();
        Assert.True(IsTold(town));
    }

    private Task Round() => api.Node.Scheduler.Round(CancellationToken.None);

    /// <summary>A look that finds something is followed by another.</summary>
    private async Task UntilQuiet()
    {
        for (var round = 0; round < 3; round++) await Round();
    }

    /// <summary>Whoever looks at its rows fails.</summary>
    private Task Break(Town town, int by) => api.Database.Run($"UPDATE ledger.head SET state_generation = state_generation + {by} WHERE tenant_id = '{town.Code}'");

    private bool IsTold(Town town) => api.Node.Logs.Lines.Any(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"try {town.Code} again", StringComparison.Ordinal));
}
