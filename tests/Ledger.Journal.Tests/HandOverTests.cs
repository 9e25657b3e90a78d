using System.Collections.Concurrent;
using Ledger.Journal.Following;
using Ledger.Journal.Proof;
using Ledger.Journal.Reading;
using Ledger.Journal.Tests.Appending;

namespace Ledger.Journal.Tests;

public sealed class HandOverTests
{
    [Fact]
    public async Task What_is_handed_over_is_what_the_database_holds()
    {
        await using var books = await TestBooks.Open("a");
        var journal = books.Node();
        var handed = new ConcurrentQueue<RecordedEvent>();
        journal.Recorded += (_, events) => { foreach (var recorded in events) handed.Enqueue(recorded); };

        await Task.WhenAll(Enumerable.Range(0, 60).Select(turn => journal.Append(Commands.Pay($"p{turn % 9}", turn, tenant: "a"), CancellationToken.None)));

        var read = new List<RecordedEvent>();
        await foreach (var recorded in new JournalReader(books.Database.DataSource, new BalanceCodec()).Read("a", 0, long.MaxValue, CancellationToken.None)) read.Add(recorded);
        for (var end = DateTime.UtcNow.AddSeconds(10); handed.Count < 60 && DateTime.UtcNow < end;) await Task.Delay(10);
        Assert.Equal(read.TakeLast(60).Select(Text), handed.TakeLast(60).Select(Text));
        static string Text(RecordedEvent e) => $"{e with { Data = [], Headers = [] }} {Convert.ToHexString(Canonical(e.Headers))} {Convert.ToHexString(Canonical(e.Data))}";
        static byte[] Canonical(byte[] json) => json.Length == 0 ? json : CanonicalJson.Of(json);
    }

    [Fact]
    public async Task The_follower_takes_in_what_was_handed_over_and_reads_what_was_not()
    {
        await using var books = await TestBooks.Open("a");
        await books.Database.Run(Tally.Tables);
        var (handed, decoded) = (new ConcurrentBag<RecordedEvent>(), new ConcurrentBag<RecordedEvent>());
        var reader = new JournalReader(books.Database.DataSource, new BalanceCodec());
        Follower Node() => new(books.Database.DataSource, reader, [new Tally()], recorded => { decoded.Add(recorded); return recorded.Number; });
        await using (var before = Node()) await Followed(before);
        await using var follower = Node();
        var (own, other) = (books.Node(), books.Node());
        own.Recorded += follower.HandOver;
        own.Recorded += (_, events) => { foreach (var recorded in events) handed.Add(recorded); };

        await Append(own, 20);
        for (var end = DateTime.UtcNow.AddSeconds(10); handed.Count < 20 && DateTime.UtcNow < end;) await Task.Delay(10);
        decoded.Clear();
        await Followed(follower);
        Assert.Equal(20, decoded.Count);
        Assert.All(decoded, recorded => Assert.Contains(recorded, handed));

        await Append(other, 5);
        await Followed(follower);
        Assert.Equal(25, decoded.Count);
        Assert.Equal(5, decoded.Count(recorded => !handed.Contains(recorded)));

        Task Append(PostgresJournal node, int commands) => Task.WhenAll(Enumerable.Range(0, commands).Select(turn => node.Append(Commands.Pay($"p{turn % 3}", 1, tenant: "a"), CancellationToken.None)));
        async Task Followed(Follower node)
        {
            var head = (await reader.Head("a", CancellationToken.None))!.Number;
            node.Start();
            Assert.True(await node.WaitFor("a", head, TimeSpan.FromSeconds(30), CancellationToken.None));
            Assert.Equal(head, await books.Scalar<long>("SELECT count(*) FROM tally_entry"));
        }
    }

    [Fact]
    public void Only_a_stretch_straight_after_the_checkpoint_is_taken()
    {
        var fresh = new FreshEvents(100);
        fresh.Add("a", Events(5, 6, 7));
        fresh.Add("a", Events(8));

        Assert.Empty(fresh.After("a", 3, 10));
        Assert.Empty(fresh.After("b", 4, 10));
        Assert.Equal([5, 6], Numbers(fresh.After("a", 4, 2)));
        Assert.Equal([7, 8], Numbers(fresh.After("a", 6, 10)));
        Assert.Empty(fresh.After("a", 5, 10));
        Assert.Empty(fresh.After("a", 8, 10));
    }

    [Fact]
    public void A_gap_forgets_what_lay_before_it()
    {
        var fresh = new FreshEvents(100);
        fresh.Add("a", Events(5, 6));
        fresh.Add("a", Events(8, 9));

        Assert.Empty(fresh.After("a", 4, 10));
        Assert.Equal([8, 9], Numbers(fresh.After("a", 7, 10)));
    }

    [Fact]
    public void When_too_many_wait_all_are_forgotten()
    {
        var fresh = new FreshEvents(4);
        fresh.Add("a", Events(1, 2));
        fresh.Add("b", Events(1, 2));
        fresh.Add("c", Events(1));

        Assert.Empty(fresh.After("a", 0, 10));
        Assert.Empty(fresh.After("b", 0, 10));
        Assert.Equal([1], Numbers(fresh.After("c", 0, 10)));
    }

    private static List<RecordedEvent> Events(params long[] numbers) =>
        [.. numbers.Select(number => new RecordedEvent("a", number, Guid.NewGuid(), "s", number, "added.v1", DateTimeOffset.UnixEpoch, Guid.Empty, null, [], []))];

    private static IEnumerable<long> Numbers(IEnumerable<RecordedEvent> events) => events.Select(recorded => recorded.Number);
}
