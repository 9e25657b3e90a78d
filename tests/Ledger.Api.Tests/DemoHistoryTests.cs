using Ledger.Api.Demo;

namespace Ledger.Api.Tests;

/// <summary>The demo's history at a small size: repeatable, complete, and never loaded twice.</summary>
public sealed class DemoHistoryTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_roots_and_another_seed_others()
    {
        var (one, two, other) = (await DemoNode.Started(), await DemoNode.Started(), await DemoNode.Started());
        await one.Load();
        await two.Load();
        await other.Load(DemoNode.Small with { Seed = 8 });
        var roots = await one.Roots();
        Assert.Equal(roots, await two.Roots());
        Assert.NotEqual(roots, await other.Roots());
        Assert.Contains(one.Told, line => line.Contains(roots.Split(' ')[1].TrimEnd(',')));
        foreach (var node in (DemoNode[])[one, two, other]) await node.DisposeAsync();
    }

    [Fact]
    public async Task Loading_again_changes_nothing()
    {
        var demo = await DemoNode.Started();
        await demo.Load();
        var before = (await demo.Roots(), await demo.Count("idempotency"), await demo.Count("state"));
        demo.Told.Clear();
        await demo.Load();
        await demo.Load(DemoNode.Small with { Seed = 99 });
        Assert.Equal(before, (await demo.Roots(), await demo.Count("idempotency"), await demo.Count("state")));
        Assert.Equal(2, demo.Told.Count);
        await demo.DisposeAsync();
    }

    [Fact]
    public async Task An_interrupted_load_goes_on_to_the_same_books()
    {
        var (whole, broken) = (await DemoNode.Started(), await DemoNode.Started());
        await whole.Load();
        foreach (var line in (int[])[4, 9])
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => broken.LoadUntilLine(line));
            Assert.NotEqual(await whole.Roots(), await broken.Roots());
        }
        await broken.Load();
        Assert.Equal(await whole.Roots(), await broken.Roots());
        Assert.Equal(await whole.Count("idempotency"), await broken.Count("idempotency"));
        foreach (var demo in (DemoNode[])[whole, broken]) await demo.DisposeAsync();
    }

    [Fact]
    public async Task An_interrupted_load_is_not_continued_with_another_seed()
    {
        var demo = await DemoNode.Started();
        await Assert.ThrowsAsync<OperationCanceledException>(() => demo.LoadUntilLine(4));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => demo.Load(DemoNode.Small with { Seed = 8 }));
        Assert.Contains("LEDGER_DATA", refused.Message);
        await demo.DisposeAsync();
    }

    /// <summary>Her own days do not depend on how many others there are.</summary>
    [Fact]
    public async Task At_its_end_the_volunteer_can_buy_a_breakfast_and_not_everything()
    {
        var demo = new DemoNode { Request = DemoNode.Whole };
        await demo.InitializeAsync();
        await demo.Load();
        foreach (var community in DemoNode.Communities)
        {
            var she = (await demo.Node.Anonymous.Post("/demo/sign-ins", new { community, persona = "volunteer" })).Ok();
            var offers = (await demo.Node.With(she.Says("token")).Get($"/v1/communities/{community}/persons/{she.Says("personId")}/offers")).Ok().At("offers").EnumerateArray().Select(one => (Offer: one.GetProperty("offer"), IsTaken: one.GetProperty("canBeTaken").GetBoolean())).ToList();
            Assert.True(offers.Single(one => one.Offer.GetProperty("offer").GetString() == she.Says("offer")).IsTaken, community);
            Assert.Contains(offers, one => !one.IsTaken);
        }
        await demo.DisposeAsync();
    }

    [Fact]
    public void The_history_ends_the_day_before_a_clock_that_stands_before_its_end()
    {
        var late = DemoRequest.Usual(1, new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((DemoRequest.UsualUntil, false), (late.Until, late.IsCutShort));
        // Half past one in the morning of 2 July in Yantai is still 1 July in UTC.
        var early = DemoRequest.Usual(1, new DateTimeOffset(2026, 7, 1, 17, 30, 0, TimeSpan.Zero));
        Assert.Equal((new DateOnly(2026, 7, 1), true), (early.Until, early.IsCutShort));
        Assert.Throws<InvalidOperationException>(() => DemoRequest.Usual(1, new DateTimeOffset(2026, 5, 18, 3, 0, 0, TimeSpan.Zero)));
    }
}
