using Ledger.Journal;

namespace Ledger.Journal.Tests.Appending;

/// <summary>What the head row decides: time, numbers, and which node may append.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task A_node_that_knows_an_older_state_does_not_append()
    {
        await using var books = await TestBooks.Open();
        await books.Node(codec: new BalanceCodec(generation: 2)).Decide(Commands.Opening("new"));
        var refused = Assert.IsType<JournalAnswer.Unavailable>(await books.Node().Append(Commands.Pay("li", 1, tenant: "new"), default));
        Assert.Contains("generation 2", refused.Reason);
        Assert.IsType<JournalAnswer.Unavailable>(await books.Node().Ask(Commands.Pay("li", 1, tenant: "new"), default));
        Assert.Equal(0, await books.Balance("li", "new"));
    }

    [Fact]
    public async Task A_node_that_does_not_know_an_event_in_use_does_not_append()
    {
        await using var books = await TestBooks.Open();
        var newer = books.Node(options => options with { EventNames = [.. options.EventNames, "new.v1"] });
        await newer.Decide(Commands.Pay("li", 1));
        await books.Node().Decide(Commands.Pay("li", 1));
        await newer.Decide(Commands.Of(null, _ => Commands.Accept("li", "new.v1", "{}")));
        var refused = Assert.IsType<JournalAnswer.Unavailable>(await books.Node().Append(Commands.Pay("li", 1), default));
        Assert.Contains("new.v1", refused.Reason);
        Assert.Equal(["new.v1", "opened.v1", "paid.v1"], await books.Scalar<string[]>("SELECT event_names FROM ledger.head"));
        Assert.True((await newer.Decide(Commands.Pay("li", 1))).Accepted);
    }

    [Fact]
    public async Task The_transaction_is_read_committed_whatever_the_default_is()
    {
        await using var books = await TestBooks.Open();
        await books.Database.Run($"ALTER DATABASE {books.Database.Name} SET default_transaction_isolation = 'repeatable read'");
        var seen = "";
        var node = books.Node(options => options with
        {
            AtFaultPoint = async (point, connection) =>
            {
                if (point != FaultPoint.AfterRead) return;
                await using var show = new Npgsql.NpgsqlCommand("SHOW transaction_isolation", connection);
                seen = (string)(await show.ExecuteScalarAsync())!;
            },
        });
        await node.Decide(Commands.Pay("li", 1));
        Assert.Equal("read committed", seen);
    }

    [Fact]
    public async Task Recorded_time_never_goes_back_and_has_whole_microseconds()
    {
        await using var books = await TestBooks.Open();
        var clock = new SetClock(DateTimeOffset.UtcNow.AddDays(1).AddTicks(7));
        var node = books.Node(options => options with { Clock = clock });
        var first = await node.Decide(Commands.Pay("li", 1));
        Assert.Equal(clock.Now.UtcTicks - clock.Now.UtcTicks % 10, first.RecordedAt.UtcTicks);
        clock.Now = clock.Now.AddHours(-3);
        var second = await node.Decide(Commands.Pay("li", 1));
        Assert.Equal(first.RecordedAt, second.RecordedAt);
        Assert.Equal(2, await books.Count("mt_events", $"timestamp = '{first.RecordedAt:yyyy-MM-dd HH:mm:ss.ffffff}+00'"));
    }

    [Fact]
    public async Task One_transaction_carries_many_communities_and_each_is_told_its_number()
    {
        var tenants = Enumerable.Range(0, 10).Select(i => $"t{i}").ToArray();
        await using var books = await TestBooks.Open(tenants);
        var before = await books.Scalar<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        var answers = await books.InOneBatch([.. tenants.Select(tenant => Commands.Pay("li", 1, tenant: tenant))]);
        Assert.Equal([3, .. Enumerable.Repeat(2L, 9)], answers.Select(answer => ((JournalAnswer.Decided)answer).Number));
        Assert.Equal(1, await books.Scalar<long>("SELECT count(DISTINCT xmin::text) FROM ledger.mt_events WHERE stream_id = 'li'"));
        Assert.True(before > 0);
    }

    [Fact]
    public async Task With_grouping_off_each_community_has_a_transaction_of_its_own()
    {
        await using var books = await TestBooks.Open("a", "b", "c");
        await books.InOneBatch([.. new[] { "a", "b", "c" }.Select(tenant => Commands.Pay("li", 1, tenant: tenant))], options => options with { GroupCommunities = false });
        Assert.Equal(3, await books.Scalar<long>("SELECT count(DISTINCT xmin::text) FROM ledger.mt_events WHERE stream_id = 'li'"));
    }

    [Fact]
    public async Task A_community_that_spoils_a_shared_transaction_does_not_spoil_the_others()
    {
        await using var books = await TestBooks.Open("a", "b", "c");
        await books.Database.Run("ALTER TABLE ledger.state_row ADD CONSTRAINT planted CHECK (tenant_id <> 'b')");
        var answers = await books.InOneBatch([.. new[] { "a", "b", "c" }.Select(tenant => Commands.Pay("li", 1, tenant: tenant))]);
        Assert.IsType<JournalAnswer.Failed>(answers[1]);
        Assert.All([answers[0], answers[2]], answer => Assert.IsType<JournalAnswer.Decided>(answer));
    }

    [Fact]
    public async Task A_head_somebody_holds_on_to_delays_its_own_community_only()
    {
        await using var books = await TestBooks.Open("a", "b");
        await using var holder = await books.Database.DataSource.OpenConnectionAsync();
        await using var holding = await holder.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("SELECT 1 FROM ledger.head WHERE tenant_id = 'a' FOR UPDATE", holder)) await hold.ExecuteScalarAsync();
        var node = books.Node(options => options with { LockTimeout = TimeSpan.FromMilliseconds(200) });
        var held = node.Append(Commands.Pay("li", 1, tenant: "a"), default);
        await node.Decide(Commands.Pay("li", 1, tenant: "b"));
        Assert.False(held.IsCompleted);
        await holding.RollbackAsync();
        Assert.IsType<JournalAnswer.Decided>(await held);
    }

    [Fact]
    public async Task A_commit_is_told_to_listeners_here_and_elsewhere()
    {
        await using var books = await TestBooks.Open();
        await using var listener = await books.Database.DataSource.OpenConnectionAsync();
        var heard = new TaskCompletionSource<string>();
        listener.Notification += (_, note) => heard.TrySetResult(note.Payload);
        await using (var listen = new Npgsql.NpgsqlCommand("LISTEN ledger", listener)) await listen.ExecuteNonQueryAsync();
        var node = books.Node();
        var told = new TaskCompletionSource<(string, long)>();
        node.Committed += (tenant, number) => told.TrySetResult((tenant, number));
        await node.Decide(Commands.Pay("li", 1));
        Assert.Equal((TestBooks.Tenant, 2L), await told.Task.WaitAsync(TimeSpan.FromSeconds(5)));
        await listener.WaitAsync(new CancellationTokenSource(5000).Token);
        Assert.Equal(TestBooks.Tenant, await heard.Task);
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
