using Ledger.Journal;
using Ledger.Journal.Append;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

/// <summary>A wrong estimate turned into a table scan is what slows a batch down (JOURNAL.md §5): the counters of the database would show it.</summary>
public sealed class PlanTests
{
    private const int Rows = 20_000;

    [Theory, InlineData(""), InlineData("Max Auto Prepare=50")]
    public async Task A_full_batch_reads_by_key_what_it_needs_and_nothing_else(string connection)
    {
        await using var books = await TestBooks.Open();
        // Prepared while the tables are empty: the plan must still be a good one when they are not.
        await AppendBatches(books, connection, async () => await Fill(books));
        // Servers tell their counts when they end, which may be a moment after the connection is closed.
        const string told = "SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_user_indexes WHERE schemaname = 'ledger'";
        for (var wait = 0; wait < 100 && await books.Scalar<long>(told) == 0; wait++) await Task.Delay(100);
        var scans = await books.Scalar<string>("SELECT coalesce(string_agg(relname || ' ' || seq_scan, ', '), '') FROM pg_stat_user_tables WHERE schemaname = 'ledger' AND seq_tup_read > 1000");
        Assert.Equal("", scans);
        var read = await books.Scalar<long>(told);
        Assert.InRange(read, 1, 60_000);
    }

    private static async Task AppendBatches(TestBooks books, string connection, Func<Task> inBetween)
    {
        await using var source = NpgsqlDataSource.Create($"{books.Database.ConnectionString};{connection}");
        var gate = new Gate(FaultPoint.BeforeLock);
        await using var node = new PostgresJournal(source, new BalanceCodec(), new JournalOptions { EventNames = ["paid.v1", "opened.v1", "noted.v1"], AtFaultPoint = gate.Pass });
        for (var i = 0; i < 8; i++) await node.Decide(Wide(i));
        await inBetween();
        for (var batch = 0; batch < 3; batch++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => node.Decide(Wide(i))));
            Assert.All(answers, answer => Assert.True(answer.Accepted));
        }
    }

    // Two rows, one of them new, one to be removed, and a range, as a wide command would name them.
    private static Submission Wide(int i) => Commands.Of(null, view =>
    {
        view.Put(Commands.Of($"li-{i}"), new Balance(view.Range(StateRange.StartingWith("balance", $"full-{i}-")).Count));
        view.Put(Commands.Of($"new-{Guid.NewGuid()}"), new Balance(1));
        view.Remove(Commands.Of($"gone-{i}"));
        return Commands.Accept($"li-{i}", "paid.v1", "{}");
    }) with { Needs = new([Commands.Of($"li-{i}"), new StateKey("note", $"n-{i}")], [StateRange.StartingWith("balance", $"full-{i}-")]), Streams = [$"li-{i}"] };

    private static async Task Fill(TestBooks books)
    {
        await books.Database.Run($"""
            INSERT INTO ledger.state_row SELECT 'haitang', 1, 'balance', p || '-' || n || '-' || p, jsonb_build_object('amount', n) FROM generate_series(1, {Rows}) n, (VALUES ('full'), ('gone'), ('li')) AS v(p);
            INSERT INTO ledger.side SELECT 'haitang', 'note', 'x-' || n, jsonb_build_object('text', 'x') FROM generate_series(1, {Rows}) n;
            INSERT INTO ledger.mt_streams (tenant_id, id, version) SELECT 'haitang', 'x-' || n, 1 FROM generate_series(1, {Rows}) n;
            INSERT INTO ledger.idempotency SELECT 'haitang', 'x', n::text, '\x01', true, 1, now(), '' FROM generate_series(1, {Rows}) n;
            SELECT pg_stat_force_next_flush();
            """);
        await books.Scalar<string>("SELECT pg_stat_reset()::text");
    }
}
