using System.Collections.Concurrent;
using Ledger.Journal.Following;
using Ledger.Journal.Reading;
using Ledger.Journal.Tests.Appending;

namespace Ledger.Journal.Tests;

public sealed class FollowTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Two_nodes_take_in_every_event_once_while_many_write()
    {
        await using var journal = await FollowedJournal.Create("a", "b", "c");
        var nodes = new[] { journal.Node(), journal.Node() };
        foreach (var node in nodes) node.Start();

        await Parallel.ForEachAsync(Enumerable.Range(0, 240), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (turn, _) => await journal.Append("abc".Substring(turn % 3, 1), 1 + turn % 5));

        foreach (var tenant in new[] { "a", "b", "c" })
        {
            var head = (await journal.Reader.Head(tenant, CancellationToken.None))!.Number;
            Assert.True(await nodes[0].WaitFor(tenant, head, Long, CancellationToken.None));
            Assert.Equal(FollowedJournal.Expected((int)head), await journal.LiveRows(tenant));
        }
    }

    [Fact]
    public async Task The_poll_alone_finds_new_communities_and_those_that_moved()
    {
        await using var journal = await FollowedJournal.Create("a", "b", "c");
        await journal.Append("a", 12);
        var node = journal.Node(options: new FollowerOptions { Listen = false, Poll = TimeSpan.FromMilliseconds(50) });
        node.Start();
        await journal.Append("b", 7);

        await Until(async () => (await node.Standings(CancellationToken.None)).Select(standing => (standing.Tenant, standing.Number)).SequenceEqual([("a", 12), ("b", 7), ("c", 0)]));
        await journal.Append("a", 1);
        await Until(async () => await journal.Standing("a") is { Number: 13 });
    }

    [Fact]
    public async Task Models_that_stand_apart_meet_and_then_go_together()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 250);
        await using (var first = journal.Node())
        {
            first.Start();
            Assert.True(await first.WaitFor("a", 250, Long, CancellationToken.None));
        }
        var runs = new ConcurrentQueue<(string, long)>();
        Tally[] both = [new Tally(), new Tally("second")];
        foreach (var model in both)
            model.Before = run => { runs.Enqueue((model.Name, run.Events[0].Recorded.Number)); return Task.CompletedTask; };

        var node = journal.Node(both);
        node.Start();
        Assert.True(await node.WaitFor("a", 250, Long, CancellationToken.None));
        await journal.Append("a", 5);
        Assert.True(await node.WaitFor("a", 255, Long, CancellationToken.None));

        Assert.Equal(FollowedJournal.Expected(255), await journal.LiveRows("a"));
        Assert.Equal(FollowedJournal.Expected(255), await journal.LiveRows("a", "second"));
        Assert.Equal([("second", 1), ("second", 101), ("second", 201), ("tally", 251), ("second", 251)], runs);
    }

    [Fact]
    public async Task An_unknown_event_stops_its_own_community_names_itself_and_is_applied_once_it_is_known()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        await using var old = journal.Node();
        old.Start();
        await journal.Append("a", 16);
        await journal.Append("a", 1, "removed.v1");
        await journal.Append("a", 3);
        await journal.Append("b", 40);

        Assert.True(await old.WaitFor("b", 40, Long, CancellationToken.None));
        Assert.True(await old.WaitFor("a", 16, Long, CancellationToken.None));
        Assert.False(await old.WaitFor("a", 17, TimeSpan.FromMilliseconds(500), CancellationToken.None));
        var stopped = await journal.Standing("a");
        Assert.Equal(16, stopped.Number);
        Assert.Contains("Event 17 (removed.v1)", stopped.StoppedBecause);
        Assert.Null((await journal.Standing("b")).StoppedBecause);

        await old.Stop(CancellationToken.None);
        var repaired = journal.Node(decode: recorded => recorded.Type == "removed.v1" ? recorded.Number : FollowedJournal.Decode(recorded));
        repaired.Start();
        Assert.True(await repaired.WaitFor("a", 20, Long, CancellationToken.None));
        Assert.Null((await journal.Standing("a")).StoppedBecause);
        Assert.Equal(FollowedJournal.Expected(20), await journal.LiveRows("a"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_found_in_the_middle_of_its_batch()
    {
        await using var journal = await FollowedJournal.Create("a");
        var broken = true;
        var model = new Tally { Before = run => broken && run.Events.Any(e => e.Recorded.Number == 77) ? throw new InvalidOperationException("no room for 77") : Task.CompletedTask };
        var node = journal.Node([model]);
        node.Start();
        await journal.Append("a", 100);

        Assert.True(await node.WaitFor("a", 76, Long, CancellationToken.None));
        Assert.False(await node.WaitFor("a", 77, TimeSpan.FromMilliseconds(700), CancellationToken.None));
        Assert.Contains("Event 77", (await journal.Standing("a")).StoppedBecause);

        broken = false;
        Assert.True(await node.WaitFor("a", 100, Long, CancellationToken.None));
        Assert.Equal(FollowedJournal.Expected(100), await journal.LiveRows("a"));
    }

    /// <summary>Doubling pauses would have come to minutes by the twelfth attempt.</summary>
    [Fact]
    public async Task A_full_disk_is_tried_again_at_a_steady_pace()
    {
        await using var journal = await FollowedJournal.Create("a");
        var attempts = 0;
        var model = new Tally { Before = _ => ++attempts < 12 ? throw new Npgsql.PostgresException("no space left on device", "ERROR", "ERROR", "53100") : Task.CompletedTask };
        journal.Node([model], options: new Following.FollowerOptions { FirstRetry = TimeSpan.FromMilliseconds(100), Poll = TimeSpan.FromMilliseconds(100) }).Start();
        await journal.Append("a", 10);

        Assert.True(await journal.Node().WaitFor("a", 10, Long, CancellationToken.None));
        Assert.Null((await journal.Standing("a")).StoppedBecause);
    }

    [Fact]
    public async Task A_missing_event_is_not_stepped_over()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 10);
        await journal.Run("DELETE FROM ledger.mt_events WHERE tenant_id = 'a' AND seq_id = 6");
        var node = journal.Node();
        node.Start();

        Assert.True(await node.WaitFor("a", 5, Long, CancellationToken.None));
        Assert.False(await node.WaitFor("a", 6, TimeSpan.FromMilliseconds(500), CancellationToken.None));
        Assert.Contains("Event 6 (missing)", (await journal.Standing("a")).StoppedBecause);
    }

    [Fact]
    public async Task A_crowd_waiting_for_a_number_is_told_when_another_node_brings_it()
    {
        await using var journal = await FollowedJournal.Create("a");
        var waits = Enumerable.Range(0, 200).Select(_ => journal.Node().WaitFor("a", 30, Long, CancellationToken.None)).ToList();
        var worker = journal.Node();
        worker.Start();
        await journal.Append("a", 30);

        Assert.All(await Task.WhenAll(waits), Assert.True);
    }

    [Fact]
    public async Task What_comes_soon_after_a_pass_is_left_for_the_next_unless_somebody_waits_for_it()
    {
        await using var journal = await FollowedJournal.Create("a");
        var node = journal.Node(options: new FollowerOptions { Pace = TimeSpan.FromHours(1), Poll = TimeSpan.FromHours(1) });
        await journal.Append("a", 1);
        node.Start();
        await Until(async () => (await node.Standings("a", CancellationToken.None)) is [{ Number: 1 }]);

        await journal.Append("a", 3);
        await Task.Delay(300);
        Assert.Equal(1, (await journal.Standing("a")).Number);

        Assert.True(await node.WaitFor("a", 4, Long, CancellationToken.None));
        var waiting = node.WaitFor("a", 9, Long, CancellationToken.None);
        await journal.Append("a", 5);
        Assert.True(await waiting);
        Assert.Equal(FollowedJournal.Expected(9), await journal.LiveRows("a"));
    }

    [Fact]
    public async Task What_was_put_off_is_followed_without_anybody_waiting()
    {
        await using var journal = await FollowedJournal.Create("a");
        var node = journal.Node(options: new FollowerOptions { Pace = TimeSpan.FromMilliseconds(200), Poll = TimeSpan.FromHours(1) });
        await journal.Append("a", 1);
        node.Start();
        await Until(async () => (await node.Standings("a", CancellationToken.None)) is [{ Number: 1 }]);

        for (var commit = 0; commit < 10; commit++) await journal.Append("a", 1);

        await Until(async () => await journal.Standing("a") is { Number: 11 });
        Assert.Equal(FollowedJournal.Expected(11), await journal.LiveRows("a"));
    }

    [Fact]
    public async Task Waiting_for_what_nobody_wrote_ends_with_the_time_out()
    {
        await using var journal = await FollowedJournal.Create("a");
        var node = journal.Node();
        node.Start();
        await journal.Append("a", 3);

        Assert.True(await node.WaitFor("a", 3, Long, CancellationToken.None, "tally"));
        Assert.False(await node.WaitFor("a", 4, TimeSpan.FromMilliseconds(200), CancellationToken.None));
        Assert.False(await node.WaitFor("nobody", 1, TimeSpan.FromMilliseconds(200), CancellationToken.None));
    }

    [Fact]
    public async Task Killed_connections_and_an_abrupt_stop_lose_and_double_nothing()
    {
        await using var journal = await FollowedJournal.Create("a");
        var writing = Task.Run(async () => { for (var i = 0; i < 150; i++) await Retry(() => journal.Append("a", 10)); });
        for (var round = 0; round < 6; round++)
        {
            await using var node = journal.Node();
            node.Start();
            await Task.Delay(150);
            await Retry(() => journal.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%read_model%'"));
            await Task.Delay(50);
            await node.Stop(new CancellationToken(canceled: true));
        }
        await writing;
        journal.Source.Clear(); // a killed connection may lie idle in the pool, and the reads below are not retried
        var last = journal.Node();
        last.Start();

        var head = (await journal.Reader.Head("a", CancellationToken.None))!.Number;
        Assert.True(await last.WaitFor("a", head, Long, CancellationToken.None));
        Assert.Equal(FollowedJournal.Expected((int)head), await journal.LiveRows("a"));
    }

    [Fact]
    public async Task What_the_journal_appends_is_read_and_followed_as_it_was_answered()
    {
        await using var books = await TestBooks.Open("a", "b");
        await books.Database.Run(Tally.Tables);
        var reader = new JournalReader(books.Database.DataSource, new BalanceCodec());
        await using var follower = new Follower(books.Database.DataSource, reader, [new Tally()], static recorded => recorded.Number);
        var journal = books.Node();
        journal.Committed += (tenant, _) => follower.Wake(tenant);
        follower.Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(turn =>
            journal.Append(Commands.Pay($"p{turn % 9}", 1, tenant: turn % 2 == 0 ? "a" : "b"), CancellationToken.None)));

        var last = answers.Cast<JournalAnswer.Decided>().Max(answer => answer.Number);
        Assert.Equal(last, (await reader.Head("a", CancellationToken.None))!.Number);
        Assert.True(await follower.WaitFor("a", last, Long, CancellationToken.None));
        Assert.Equal(12, (await reader.ReadState("a", new StateNeeds([new("balance", "p0")], []), CancellationToken.None))!.Rows.Values.Cast<Balance>().Single().Amount);
        var numbers = new List<long>();
        await foreach (var read in reader.Read("a", 0, long.MaxValue, CancellationToken.None)) numbers.Add(read.Number);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), numbers);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var end = DateTime.UtcNow + Long; !await holds(); await Task.Delay(30))
            Assert.True(DateTime.UtcNow < end, "It did not come to pass.");
    }

    private static async Task Retry(Func<Task> append)
    {
        while (true)
        {
            try { await append(); return; }
            catch (Npgsql.NpgsqlException) { await Task.Delay(10); }
        }
    }
}
