using System.Text.Json;
using Ledger.Journal;
using Ledger.Journal.Following;
using Ledger.Journal.Generations;
using Ledger.Journal.Reading;

namespace Ledger.Journal.Tests.Appending;

/// <summary>
/// Generation 2 keeps, beside the balance, how often an account was paid: a row that older nodes never wrote, so that it
/// has to be folded from the whole journal before anybody may decide on it.
/// </summary>
public sealed class StateGenerationTests
{
    private static readonly int Events = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") == "1" ? 50_000 : 3_000;

    [Fact]
    public async Task A_node_of_the_next_generation_does_not_append_before_the_state_is_filled()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 5));
        var newer = books.Node(codec: new BalanceCodec(generation: 2));
        var met = new TaskCompletionSource<string>();
        newer.MetOlderState += tenant => met.TrySetResult(tenant);

        Assert.IsType<JournalAnswer.Unavailable>(await newer.Append(Counting.Pay("li", 1), default));
        Assert.IsType<JournalAnswer.Unavailable>(await newer.Ask(Counting.Pay("li", 1), default));
        Assert.Equal(TestBooks.Tenant, await met.Task.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(1, await books.Scalar<int>("SELECT state_generation FROM ledger.head"));
        await books.Node().Decide(Commands.Pay("li", 1));

        await Upgrade(books).Run(TestBooks.Tenant, null, default);
        await newer.Decide(Counting.Pay("li", 1));
        Assert.Equal("""li {"amount": 7}; li/times {"amount": 3}""", await Rows(books, 2));
        Assert.IsType<JournalAnswer.Unavailable>(await books.Node().Append(Commands.Pay("li", 1), default));
    }

    [Fact]
    public async Task Older_nodes_append_while_two_nodes_fill_and_nothing_is_missing_after_the_switch()
    {
        await using var books = await TestBooks.Open();
        await Pay(books, Events);
        PostgresJournal[] older = [books.Node(), books.Node()];
        var refused = 0;
        var writing = older.Select(node => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
                if (await node.Append(Commands.Pay($"li-{i % 17}", 1), default) is not JournalAnswer.Decided) { refused++; return i; }
        })).ToList();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Upgrade(books).Run(TestBooks.Tenant, null, default)));
        var written = (await Task.WhenAll(writing)).Sum();

        Assert.Equal(2, refused);
        Assert.True(await books.IsGapless());
        var head = await books.Scalar<long>("SELECT number FROM ledger.head");
        Assert.Equal(Events + written + 1, head);
        Assert.Equal(head - 1, await books.Scalar<long>("SELECT sum((row->>'amount')::bigint)::bigint FROM ledger.state_row WHERE generation = 2 AND key LIKE '%/times'"));
        Assert.Equal(0, await books.Count("state_row", "generation = 1"));
        Assert.Equal(0, await books.Count("state_filling"));
        var newer = books.Node(codec: new BalanceCodec(generation: 2));
        Assert.Equal(head + 1, (await newer.Decide(Counting.Pay("li-0", 1))).Number);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2000)]
    [InlineData(2501)]
    public async Task A_filling_killed_anywhere_is_taken_up_where_it_stood(int killedAt)
    {
        await using var books = await TestBooks.Open();
        await Pay(books, 2500);
        var dying = new StateUpgrade(books.Database.DataSource, Reader(books), new BalanceCodec(generation: 2), new CountingFold())
        {
            BeforeCommit = number => number >= killedAt ? throw new OperationCanceledException() : Task.CompletedTask,
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => dying.Run(TestBooks.Tenant, null, default));
        Assert.Equal(1, await books.Scalar<int>("SELECT state_generation FROM ledger.head"));
        Assert.Equal(killedAt > 1000 ? (killedAt - 1) / 1000 * 1000 : 0, await books.Scalar<long>("SELECT number FROM ledger.state_filling"));
        await books.Node().Decide(Commands.Pay("li-3", 1));

        var steps = new List<long>();
        await Upgrade(books).Run(TestBooks.Tenant, new Steps(steps), default);

        Assert.True(steps[0] >= killedAt, "It began anew.");
        Assert.Equal(2501, await books.Scalar<long>("SELECT sum((row->>'amount')::bigint)::bigint FROM ledger.state_row WHERE generation = 2 AND key LIKE '%/times'"));
        Assert.Equal(2501, await books.Scalar<long>("SELECT sum((row->>'amount')::bigint)::bigint FROM ledger.state_row WHERE generation = 2 AND key NOT LIKE '%/times'"));
    }

    [Fact]
    public async Task Backends_killed_in_the_middle_do_no_harm()
    {
        await using var books = await TestBooks.Open();
        await Pay(books, 3000);
        var strikes = 0;
        var struck = new StateUpgrade(books.Database.DataSource, Reader(books), new BalanceCodec(generation: 2), new CountingFold())
        {
            BeforeCommit = async _ =>
            {
                if (strikes++ % 2 == 0) await books.Database.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()");
            },
        };
        for (var done = false; !done;)
        {
            try { await struck.Run(TestBooks.Tenant, null, default); done = true; }
            catch (Npgsql.NpgsqlException) { }
        }
        Assert.True(strikes > 4);
        Assert.Equal(3000, await books.Scalar<long>("SELECT sum((row->>'amount')::bigint)::bigint FROM ledger.state_row WHERE generation = 2 AND key LIKE '%/times'"));
    }

    [Fact]
    public async Task Rows_that_no_event_can_rebuild_stay_and_rows_of_the_table_before_generations_go()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 5));
        // As a node from before generations left them.
        await books.Database.Run("""
            INSERT INTO ledger.state SELECT tenant_id, kind, key, row FROM ledger.state_row;
            DELETE FROM ledger.state_row;
            INSERT INTO ledger.side VALUES ('haitang', 'note', 'n', '{"text":"kept"}');
            """);
        await Upgrade(books).Run(TestBooks.Tenant, null, default);
        Assert.Equal("""li {"amount": 5}; li/times {"amount": 1}""", await Rows(books, 2));
        Assert.Equal((0, 1), (await books.Count("state"), await books.Count("side")));
    }

    [Fact]
    public async Task An_event_that_cannot_be_folded_leaves_the_older_generation_in_use()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 5));
        await books.Node().Decide(Commands.Of(null, _ => Commands.Accept("li", "noted.v1", "{}")));
        var poison = await Assert.ThrowsAsync<PoisonedEventException>(() => Upgrade(books).Run(TestBooks.Tenant, null, default));
        Assert.Equal(3, poison.Number);
        Assert.True((await books.Node().Decide(Commands.Pay("li", 1))).Accepted);
    }

    [Fact]
    public async Task State_of_another_generation_is_not_read()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 5));
        var (older, newer) = (Reader(books, 1), Reader(books, 2));
        var range = StateRange.StartingWith("balance", "li");
        Assert.Equal(5, ((Balance)(await older.ReadState(TestBooks.Tenant, Commands.Needs("li"), default))!.Rows[Commands.Of("li")]).Amount);
        await Assert.ThrowsAsync<StateGenerationException>(() => newer.ReadState(TestBooks.Tenant, Commands.Needs("li"), default));
        await Assert.ThrowsAsync<StateGenerationException>(() => newer.FirstRows(TestBooks.Tenant, range, default));

        await Upgrade(books).Run(TestBooks.Tenant, null, default);
        Assert.Equal(["li", "li/times"], (await newer.FirstRows(TestBooks.Tenant, range, default)).Select(row => row.Key));
        await Assert.ThrowsAsync<StateGenerationException>(() => older.ReadState(TestBooks.Tenant, Commands.Needs("li"), default));
        Assert.NotNull(await older.ReadState(TestBooks.Tenant, StateNeeds.None, default));
    }

    [Fact]
    public async Task A_filling_overtaken_by_a_later_generation_stops_and_is_cleared()
    {
        await using var books = await TestBooks.Open();
        await Pay(books, 1500);
        var dying = new StateUpgrade(books.Database.DataSource, Reader(books), new BalanceCodec(generation: 2), new CountingFold())
        {
            BeforeCommit = number => number > 1000 ? throw new OperationCanceledException() : Task.CompletedTask,
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => dying.Run(TestBooks.Tenant, null, default));
        await new StateUpgrade(books.Database.DataSource, Reader(books), new BalanceCodec(generation: 3), new CountingFold()).Run(TestBooks.Tenant, null, default);
        await Upgrade(books).Run(TestBooks.Tenant, null, default);
        Assert.Equal((3, 0L), (await books.Scalar<int>("SELECT state_generation FROM ledger.head"), await books.Count("state_row", "generation < 3")));
        Assert.Equal(0, await books.Count("state_filling"));
    }

    [Fact]
    public async Task New_communities_begin_at_the_generation_of_the_node_that_opens_them()
    {
        await using var books = await TestBooks.Open();
        await books.Node(codec: new BalanceCodec(generation: 2)).Decide(Commands.Opening("new"));
        Assert.Equal(2, await books.Scalar<int>("SELECT state_generation FROM ledger.head WHERE tenant_id = 'new'"));
        Assert.Equal([TestBooks.Tenant], await Upgrade(books).Outdated(default));
    }

    private static async Task Pay(TestBooks books, int times)
    {
        var node = books.Node();
        // No more at once than a queue holds.
        foreach (var some in Enumerable.Range(0, times).Chunk(1000))
            await Task.WhenAll(some.Select(i => node.Decide(Commands.Pay($"li-{i % 17}", 1))));
    }

    private static JournalReader Reader(TestBooks books, int generation = 2) => new(books.Database.DataSource, new BalanceCodec(generation));

    private static StateUpgrade Upgrade(TestBooks books) => new(books.Database.DataSource, Reader(books), new BalanceCodec(generation: 2), new CountingFold());

    private static Task<string> Rows(TestBooks books, int generation) =>
        books.Scalar<string>($"SELECT string_agg(key || ' ' || row::text, '; ' ORDER BY key) FROM ledger.state_row WHERE generation = {generation}");

    private sealed class Steps(List<long> steps) : IProgress<UpgradeProgress>
    {
        public void Report(UpgradeProgress value) => steps.Add(value.Done);
    }
}

/// <summary>What a node of generation 2 does.</summary>
internal static class Counting
{
    public static Submission Pay(string account, long amount) => Commands.Of(null, view =>
    {
        Put(view, account, amount);
        return Commands.Accept(account, "paid.v1", $$"""{"amount":{{amount}}}""");
    });

    public static void Put(IDecisionView view, string account, long amount)
    {
        var (balance, times) = ((Balance?)view.Find(Commands.Of(account)) ?? new Balance(0), (Balance?)view.Find(Commands.Of($"{account}/times")) ?? new Balance(0));
        view.Put(Commands.Of(account), new Balance(balance.Amount + amount));
        view.Put(Commands.Of($"{account}/times"), new Balance(times.Amount + 1));
    }
}

internal sealed class CountingFold : IStateFold
{
    public void Apply(IDecisionView view, RecordedEvent recorded)
    {
        if (recorded.Type == "paid.v1") Counting.Put(view, recorded.Stream, JsonDocument.Parse(recorded.Data).RootElement.GetProperty("amount").GetInt64());
        else if (recorded.Type != "opened.v1") throw new InvalidOperationException($"No fold knows {recorded.Type}.");
    }
}
