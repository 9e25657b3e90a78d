using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Journal.Tests;

public sealed class RebuildTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rebuilt_rows_are_the_live_rows_and_the_former_ones_are_gone()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        await journal.Append("a", 777);
        await journal.Append("b", 10);
        var node = journal.Node();
        node.Start();
        Assert.True(await node.WaitFor("a", 777, Long, CancellationToken.None));
        Assert.True(await node.WaitFor("b", 10, Long, CancellationToken.None));
        var live = await journal.LiveRows("a");
        var steps = new Steps();

        await node.Rebuild(null, "tally", steps, CancellationToken.None);

        var standing = await journal.Standing("a");
        Assert.Equal((2, 777, null, null), (standing.Generation, standing.Number, standing.RebuildGeneration, standing.RebuildNumber));
        Assert.Equal(live, await journal.LiveRows("a"));
        Assert.Equal("2", await journal.Ask("SELECT string_agg(DISTINCT generation::text, ' ') FROM tally_entry", "a"));
        Assert.Contains(steps.All, step => step is { Tenant: "a", Done: 777, Total: 777 });
        Assert.Contains(steps.All, step => step is { Tenant: "b", Done: 10, Total: 10 });
    }

    [Fact]
    public async Task All_models_are_rebuilt_in_one_pass_over_the_events()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 777);
        var decoded = 0;
        var node = journal.Node([new Tally(), new Tally("second")], recorded => { Interlocked.Increment(ref decoded); return FollowedJournal.Decode(recorded); });
        var steps = new Steps();

        await node.Rebuild("a", null, steps, CancellationToken.None);

        Assert.Equal(777, decoded);
        Assert.Equal(FollowedJournal.Expected(777), await journal.LiveRows("a"));
        Assert.Equal(FollowedJournal.Expected(777), await journal.LiveRows("a", "second"));
        Assert.Equal(Enumerable.Range(1, 8).Select(step => Math.Min(step * 100L, 777)), steps.All.Select(step => step.Done));
        Assert.All(steps.All, step => Assert.Equal(["second", "tally"], step.Models.Order()));
    }

    [Fact]
    public async Task A_rebuild_that_one_model_had_begun_waits_for_the_others_and_goes_on_with_them()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 700);
        using var kill = new CancellationTokenSource();
        Tally[] models = [new Tally(), new Tally("second")];
        models[0].Before = run => { if (run.Events[0].Recorded.Number > 250) kill.Cancel(); return Task.CompletedTask; };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Node(models).Rebuild("a", "tally", null, kill.Token));
        Assert.Equal(300, (await journal.Standing("a")).RebuildNumber);
        models[0].Before = static _ => Task.CompletedTask;
        var steps = new Steps();

        await journal.Node(models).Rebuild("a", null, steps, CancellationToken.None);

        Assert.Equal([(1, 100), (1, 200), (1, 300), (2, 400), (2, 500), (2, 600), (2, 700)], steps.All.Select(step => (step.Models.Count, step.Done)));
        Assert.Equal(FollowedJournal.Expected(700), await journal.LiveRows("a"));
        Assert.Equal(FollowedJournal.Expected(700), await journal.LiveRows("a", "second"));
    }

    [Fact]
    public async Task Two_nodes_rebuild_while_two_follow_and_many_write()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 2000);
        var nodes = new[] { journal.Node(), journal.Node() };
        foreach (var node in nodes) node.Start();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await journal.Append("a", 3);
        });

        await Task.WhenAll(nodes.Select(node => node.Rebuild("a", null, null, CancellationToken.None)));
        await Task.Delay(200);
        await enough.CancelAsync();
        await writing;

        var head = (await journal.Reader.Head("a", CancellationToken.None))!.Number;
        Assert.True(await nodes[0].WaitFor("a", head, Long, CancellationToken.None));
        Assert.Equal(FollowedJournal.Expected((int)head), await journal.LiveRows("a"));
        Assert.True((await journal.Standing("a")).Generation >= 2);
    }

    /// <summary>Another process at the same rebuild hardly lets go of the row: that is waited for, however long, and is no fault.</summary>
    [Fact]
    public async Task A_rebuild_whose_row_is_held_longer_than_a_statement_may_take_goes_on_afterwards()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 300);
        await using var impatient = NpgsqlDataSource.Create(journal.ConnectionString + ";Command Timeout=3");
        await using var node = new Follower(impatient, journal.Reader, [new Tally()], FollowedJournal.Decode);
        await node.Rebuild("a", "tally", null, CancellationToken.None);
        await journal.Run("UPDATE ledger.read_model SET rebuild_version = version, rebuild_generation = generation + 1, rebuild_number = 0");

        await using var other = await journal.Source.OpenConnectionAsync();
        await using var holding = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT FROM ledger.read_model FOR NO KEY UPDATE", other)) await hold.ExecuteNonQueryAsync();
        var rebuild = node.Rebuild("a", "tally", null, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(4.5));
        await holding.RollbackAsync();

        await rebuild;
        Assert.Equal(FollowedJournal.Expected(300), await journal.LiveRows("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task A_rebuild_killed_anywhere_is_taken_up_again_by_whoever_comes_next(int killedAfterRuns)
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 1000);
        await using (var node = journal.Node())
        {
            node.Start();
            Assert.True(await node.WaitFor("a", 1000, Long, CancellationToken.None));
        }
        var runs = 0;
        using var kill = new CancellationTokenSource();
        var dying = new Tally { Before = _ => { if (runs++ == killedAfterRuns) kill.Cancel(); return Task.CompletedTask; } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Node([dying]).Rebuild("a", "tally", null, kill.Token));
        Assert.Equal(killedAfterRuns * 100, (await journal.Standing("a")).RebuildNumber);
        await journal.Append("a", 50);

        var next = journal.Node();
        next.Start();
        Assert.True(await next.WaitFor("a", 1050, Long, CancellationToken.None));
        await Until(async () => await journal.Standing("a") is { Generation: 2, RebuildGeneration: null });

        Assert.Equal(FollowedJournal.Expected(1050), await journal.LiveRows("a"));
        Assert.Equal("2", await journal.Ask("SELECT string_agg(DISTINCT generation::text, ' ') FROM tally_sum", "a"));
    }

    [Fact]
    public async Task A_higher_version_is_rebuilt_by_itself_and_an_older_binary_leaves_it_alone()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 300);
        var old = journal.Node();
        old.Start();
        Assert.True(await old.WaitFor("a", 300, Long, CancellationToken.None));

        var runs = 0;
        var node = journal.Node([new Tally(version: 2) { Before = _ => { runs++; return Task.CompletedTask; } }]);
        node.Start();
        await Until(async () => await journal.Standing("a") is { Version: 2, Generation: 2, RebuildGeneration: null });
        await journal.Append("a", 20);
        Assert.True(await node.WaitFor("a", 320, Long, CancellationToken.None));

        Assert.Equal(FollowedJournal.Expected(320), await journal.LiveRows("a"));
        Assert.True(runs >= 4);
        await Assert.ThrowsAsync<InvalidOperationException>(() => old.Rebuild("a", "tally", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_half_done_rebuild_of_an_earlier_version_is_cleared_before_the_next()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 500);
        await using (var node = journal.Node())
        {
            node.Start();
            Assert.True(await node.WaitFor("a", 500, Long, CancellationToken.None));
        }
        using var kill = new CancellationTokenSource();
        var dying = new Tally(version: 2) { Before = run => { if (run.Events[0].Recorded.Number > 250) kill.Cancel(); return Task.CompletedTask; } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Node([dying]).Rebuild("a", null, null, kill.Token));

        var third = journal.Node([new Tally(version: 3)]);
        third.Start();
        await Until(async () => await journal.Standing("a") is { Version: 3, RebuildGeneration: null });

        Assert.Equal(FollowedJournal.Expected(500), await journal.LiveRows("a"));
    }

    [Fact]
    public async Task A_poisoned_rebuild_says_so_and_leaves_the_live_rows_alone()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 120);
        await using (var node = journal.Node())
        {
            node.Start();
            Assert.True(await node.WaitFor("a", 120, Long, CancellationToken.None));
        }
        var live = await journal.LiveRows("a");
        var broken = new Tally { Before = run => run.Events.Any(e => e.Recorded.Number == 42) ? throw new InvalidOperationException("not this one") : Task.CompletedTask };

        var poison = await Assert.ThrowsAsync<PoisonedEventException>(() => journal.Node([broken]).Rebuild("a", null, null, CancellationToken.None));

        Assert.Equal(42, poison.Number);
        Assert.Equal(live, await journal.LiveRows("a"));
        Assert.Equal(41, (await journal.Standing("a")).RebuildNumber);
        await journal.Node().Rebuild("a", null, null, CancellationToken.None);
        Assert.Equal(live, await journal.LiveRows("a"));
    }

    [Fact]
    public async Task Lost_connections_in_the_middle_of_a_rebuild_do_no_harm()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Append("a", 3000);
        var node = journal.Node();
        node.Start();
        Assert.True(await node.WaitFor("a", 3000, Long, CancellationToken.None));

        var runs = 0;
        var failing = new Tally
        {
            Before = async run =>
            {
                if (++runs % 7 != 0) return;
                await using var suicide = new Npgsql.NpgsqlCommand("SELECT pg_terminate_backend(pg_backend_pid())", run.Connection, run.Transaction);
                await suicide.ExecuteNonQueryAsync();
            },
        };
        for (var done = false; !done;)
        {
            try { await journal.Node([failing]).Rebuild("a", null, null, CancellationToken.None); done = true; }
            catch (Npgsql.NpgsqlException) { await journal.Append("a", 10); }
        }

        var head = (await journal.Reader.Head("a", CancellationToken.None))!.Number;
        Assert.True(await node.WaitFor("a", head, Long, CancellationToken.None));
        Assert.Equal(FollowedJournal.Expected((int)head), await journal.LiveRows("a"));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var end = DateTime.UtcNow + Long; !await holds(); await Task.Delay(30))
            Assert.True(DateTime.UtcNow < end, "It did not come to pass.");
    }

    private sealed class Steps : IProgress<RebuildProgress>
    {
        public List<RebuildProgress> All { get; } = [];

        public void Report(RebuildProgress value) => All.Add(value);
    }
}
