using System.Diagnostics;
using Ledger.Journal;
using Ledger.Journal.Append;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Lanes, bounds, deadlines and stopping.</summary>
public sealed class QueueTests
{
    [Fact]
    public void Background_work_gets_a_quarter_of_a_batch_while_people_wait_and_always_that_much()
    {
        var batch = Take(100, ("a", 300, 300));
        Assert.Equal((75, 25), Lanes(batch));
        Assert.Equal((5, 25), Lanes(Take(100, ("a", 5, 300))));
    }

    [Fact]
    public void Background_work_gets_the_whole_batch_when_nobody_waits() => Assert.Equal((0, 100), Lanes(Take(100, ("a", 0, 300))));

    [Fact]
    public void A_busy_community_leaves_places_to_the_others()
    {
        var batches = Take(100, ("busy", 500, 0), ("calm", 10, 0));
        Assert.Equal(10, batches.Single(batch => batch.Tenant == "calm").Commands.Count);
        Assert.Equal(90, batches.Single(batch => batch.Tenant == "busy").Commands.Count);
    }

    [Fact]
    public void Communities_take_turns_when_there_are_more_than_a_transaction_carries()
    {
        var queues = new CommandQueues(Options with { MaxCommunities = 2 });
        foreach (var tenant in new[] { "a", "b", "c" })
        {
            for (var i = 0; i < 400; i++) queues.TryAdd(new PendingCommand(Commands.Pay("li", 1, tenant: tenant)));
        }
        Assert.Equal(["a", "b", "c", "a", "b", "c"], Enumerable.Range(0, 3).SelectMany(_ => queues.Take().Select(batch => batch.Tenant)));
    }

    [Fact]
    public void One_community_goes_alone_when_grouping_is_off()
    {
        var queues = new CommandQueues(Options with { GroupCommunities = false });
        foreach (var tenant in new[] { "a", "b" }) queues.TryAdd(new PendingCommand(Commands.Pay("li", 1, tenant: tenant)));
        Assert.Equal("a", Assert.Single(queues.Take()).Tenant);
        Assert.Equal("b", Assert.Single(queues.Take()).Tenant);
    }

    [Fact]
    public void After_a_failed_transaction_each_community_goes_alone()
    {
        var queues = new CommandQueues(Options);
        foreach (var tenant in new[] { "a", "b" }) queues.TryAdd(new PendingCommand(Commands.Pay("li", 1, tenant: tenant)));
        var (together, since) = (queues.Take(), Stopwatch.StartNew());
        foreach (var batch in together) queues.PutBack(batch, alone: true);
        var atOnce = queues.Take();
        // The pause is five milliseconds or more, which may be over on a busy machine.
        if (since.ElapsedMilliseconds < 5) Assert.Empty(atOnce);
        Thread.Sleep(30);
        List<string> taken = [.. atOnce.Select(batch => batch.Tenant)];
        while (taken.Count < 2) taken.Add(Assert.Single(queues.Take()).Tenant);
        Assert.Equal(["a", "b"], taken.Order());
    }

    [Fact]
    public void What_is_added_to_a_batch_comes_behind_and_background_work_keeps_to_its_quarter_of_the_whole()
    {
        var queues = new CommandQueues(Options with { MaxBatch = 100 });
        void Wait(int commands, Lane lane, string tenant = "a")
        {
            for (var i = 0; i < commands; i++) queues.TryAdd(new PendingCommand(Commands.Pay("li", 1, tenant: tenant) with { Lane = lane }));
        }
        Wait(10, Lane.People);
        Wait(20, Lane.Background);
        var batches = queues.Take();
        var before = batches.Single().Commands.ToList();
        Wait(30, Lane.Background);
        Wait(100, Lane.People);
        Wait(5, Lane.People, "b");
        queues.TopUp(batches);
        Assert.Equal(before, batches.Single().Commands.Take(30));
        Assert.Equal((75, 25), Lanes(batches));
        queues.TopUp(batches);
        Assert.Equal((75, 25), Lanes(batches));
        Assert.Equal(["b", "a"], queues.Take().Select(batch => batch.Tenant));
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_again_and_leaves_the_other_lane_open()
    {
        await using var books = await TestBooks.Open();
        var gate = new Gate(FaultPoint.BeforeLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass, BackgroundQueue = 2 });
        gate.Close();
        var held = node.Append(Commands.Pay("li", 1), default);
        await gate.Reached.Task;
        var background = Enumerable.Range(0, 3).Select(_ => node.Append(Commands.Pay("li", 1) with { Lane = Lane.Background }, default)).ToList();
        var people = node.Append(Commands.Pay("li", 1), default);
        var full = Assert.IsType<JournalAnswer.Unavailable>(await background[2]);
        Assert.Equal(TimeSpan.FromSeconds(1), full.RetryAfter);
        gate.Open();
        Assert.All(await Task.WhenAll([held, people, .. background.Take(2)]), answer => Assert.IsType<JournalAnswer.Decided>(answer));
        Assert.Equal(4, await books.Balance("li"));
    }

    [Fact]
    public async Task A_command_past_its_deadline_is_dropped_undecided()
    {
        await using var books = await TestBooks.Open();
        var gate = new Gate(FaultPoint.BeforeLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass });
        gate.Close();
        var held = node.Append(Commands.Pay("li", 1), default);
        await gate.Reached.Task;
        var late = node.Append(Commands.Pay("li", 1, "late") with { Deadline = TimeSpan.FromMilliseconds(50) }, default);
        await Task.Delay(100);
        gate.Open();
        Assert.IsType<JournalAnswer.Unavailable>(await late);
        await held;
        Assert.Equal(1, await books.Balance("li"));
        Assert.Equal(0, await books.Count("idempotency", "key = 'late'"));
    }

    [Fact]
    public async Task Without_a_database_a_command_is_told_at_its_deadline()
    {
        await using var source = JournalSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        await using var node = new PostgresJournal(source, new BalanceCodec(), Options);
        var answer = await node.Append(Commands.Pay("li", 1) with { Deadline = TimeSpan.FromMilliseconds(300) }, default);
        Assert.IsType<JournalAnswer.Unavailable>(answer);
        Assert.IsType<JournalAnswer.Unavailable>(await node.Ask(Commands.Pay("li", 1), default));
    }

    [Fact]
    public async Task A_stop_carries_through_what_is_queued_and_takes_in_no_more()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        var queued = Enumerable.Range(0, 800).Select(_ => node.Append(Commands.Pay("li", 1), default)).ToList();
        await node.DisposeAsync();
        Assert.All(await Task.WhenAll(queued), answer => Assert.IsType<JournalAnswer.Decided>(answer));
        Assert.Equal(800, await books.Balance("li"));
        Assert.IsType<JournalAnswer.Unavailable>(await node.Append(Commands.Pay("li", 1), default));
    }

    [Fact]
    public async Task Whoever_stops_waiting_is_not_served()
    {
        await using var books = await TestBooks.Open();
        var gate = new Gate(FaultPoint.BeforeLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass });
        gate.Close();
        var held = node.Append(Commands.Pay("li", 1), default);
        await gate.Reached.Task;
        using var gone = new CancellationTokenSource();
        var left = node.Append(Commands.Pay("li", 1), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.Open();
        await held;
        await node.DisposeAsync();
        Assert.Equal(1, await books.Balance("li"));
    }

    private static JournalOptions Options => new() { EventNames = ["paid.v1"] };

    private static IReadOnlyList<CommunityBatch> Take(int most, params (string Tenant, int People, int Background)[] waiting)
    {
        var queues = new CommandQueues(Options with { MaxBatch = most });
        foreach (var (tenant, people, background) in waiting)
        {
            for (var i = 0; i < people + background; i++)
                Assert.Null(queues.TryAdd(new PendingCommand(Commands.Pay("li", 1, tenant: tenant) with { Lane = i < people ? Lane.People : Lane.Background })));
        }
        return queues.Take();
    }

    private static (int People, int Background) Lanes(IReadOnlyList<CommunityBatch> batches)
    {
        var all = batches.SelectMany(batch => batch.Commands).ToList();
        return (all.Count(command => command.Submission.Lane == Lane.People), all.Count(command => command.Submission.Lane == Lane.Background));
    }
}
