using System.Collections.Concurrent;
using Ledger.Journal.Following;

namespace Ledger.Journal.Tests;

/// <summary>Of several nodes one follows a community, and another goes on when that one is gone.</summary>
public sealed class LeadingTests
{
    private static readonly FollowerOptions Options = new() { Pace = TimeSpan.FromMilliseconds(10), Poll = TimeSpan.FromSeconds(2), Batch = 100 };

    [Fact]
    public async Task While_a_node_follows_the_others_read_next_to_nothing_and_go_on_when_it_is_gone()
    {
        await using var journal = await FollowedJournal.Create("a");
        var decoded = new ConcurrentBag<(int Node, long Number)>();
        Follower Node(int number) => journal.Node(decode: recorded =>
        {
            decoded.Add((number, recorded.Number));
            return FollowedJournal.Decode(recorded);
        }, options: Options);
        Follower[] nodes = [Node(0), Node(1), Node(2)];
        foreach (var node in nodes) node.Start();

        for (var commit = 0; commit < 100; commit++)
        {
            await journal.Append("a", 3);
            await Task.Delay(10);
        }
        await Until(300);
        Assert.InRange(decoded.Count, 300, 400);

        var leader = decoded.MaxBy(read => read.Number).Node;
        await nodes[leader].DisposeAsync();
        await journal.Append("a", 5);
        await Until(305);
        Assert.Equal(FollowedJournal.Expected(305), await journal.LiveRows("a"));

        async Task Until(long number)
        {
            for (var end = DateTime.UtcNow.AddSeconds(20); (await journal.Standing("a")).Number < number && DateTime.UtcNow < end;) await Task.Delay(20);
            Assert.Equal(number, (await journal.Standing("a")).Number);
        }
    }

    [Fact]
    public async Task Who_waits_for_a_number_is_served_by_his_node_whoever_leads()
    {
        await using var journal = await FollowedJournal.Create("a");
        var options = Options with { Poll = TimeSpan.FromHours(1) };
        var (led, asked) = (journal.Node(options: options), journal.Node(options: options));
        await journal.Append("a", 1);
        led.Start();
        asked.Start();
        for (var round = 0; round < 5; round++) await Both();
        await led.DisposeAsync();
        await journal.Append("a", 1);

        Assert.True(await asked.WaitFor("a", 11 + 1, TimeSpan.FromSeconds(10), CancellationToken.None));

        async Task Both()
        {
            foreach (var node in new[] { led, asked })
            {
                await journal.Append("a", 1);
                Assert.True(await node.WaitFor("a", (await journal.Reader.Head("a", CancellationToken.None))!.Number, TimeSpan.FromSeconds(10), CancellationToken.None));
            }
        }
    }
}
