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
        await api.Database.Run($"UPDATE ledger.head SET state_generation = state_generation + 1 WHERE tenant_id = '{broken.Code}'");

        await api.Node.Scheduler.Round(CancellationToken.None);

        Assert.True(await sound.Head() > before);
        Assert.Equal(5000, await sound.Available(sound.Volunteer));
        Assert.Contains(api.Node.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"try {broken.Code} again", StringComparison.Ordinal));
    }
}
