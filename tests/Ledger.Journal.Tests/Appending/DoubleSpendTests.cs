using Ledger.Journal;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Why the lock is a statement of its own (JOURNAL.md §3.2). The forbidden form is planted here, to show that the race is real.</summary>
public sealed class DoubleSpendTests
{
    private const string Combined = """
        SELECT (s.row->>'amount')::bigint FROM ledger.head h JOIN ledger.state_row s ON s.tenant_id = h.tenant_id
        WHERE h.tenant_id = 'haitang' AND s.kind = 'balance' AND s.key = 'li' FOR UPDATE OF h
        """;

    private const string LockOnly = "SELECT number FROM ledger.head WHERE tenant_id = 'haitang' FOR UPDATE";
    private const string ReadOnly = "SELECT (row->>'amount')::bigint FROM ledger.state_row WHERE tenant_id = 'haitang' AND kind = 'balance' AND key = 'li'";

    [Fact]
    public async Task Locking_and_reading_in_one_statement_spends_twice() => Assert.Equal(2, await SpendersOfOneBalance(Combined));

    [Fact]
    public async Task Locking_first_and_reading_in_a_statement_of_its_own_spends_once() => Assert.Equal(1, await SpendersOfOneBalance(LockOnly, ReadOnly));

    [Fact]
    public async Task A_node_that_waited_for_the_head_sees_what_was_spent_meanwhile()
    {
        await using var books = await TestBooks.Open();
        var gate = new Gate(FaultPoint.BeforeCommit);
        var first = books.Node(options => options with { AtFaultPoint = gate.Pass });
        var second = books.Node();
        await first.Decide(Commands.Pay("li", 7));
        gate.Close();
        var spent = first.Decide(Commands.Spend("li", 7));
        await gate.Reached.Task;
        var tried = second.Decide(Commands.Spend("li", 7));
        await UntilSomebodyWaits(books);
        gate.Open();
        Assert.True((await spent).Accepted);
        Assert.False((await tried).Accepted);
    }

    // The second spender asks while the first holds the head; both spend when they saw the balance.
    private static async Task<int> SpendersOfOneBalance(params string[] statements)
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 7));
        await using var one = await books.Database.DataSource.OpenConnectionAsync();
        await using var two = await books.Database.DataSource.OpenConnectionAsync();
        await using var first = await one.BeginTransactionAsync();
        await using var second = await two.BeginTransactionAsync();
        var firstSaw = await Last(one, statements);
        var waiting = Last(two, statements);
        await UntilSomebodyWaits(books);
        await Last(one, "UPDATE ledger.head SET number = number + 1", "UPDATE ledger.state_row SET row = '{\"amount\":0}' WHERE kind = 'balance' RETURNING 0::bigint");
        await first.CommitAsync();
        return new[] { firstSaw, await waiting }.Count(balance => balance >= 7);
    }

    private static async Task<long> Last(NpgsqlConnection connection, params string[] statements)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await using var reader = await batch.ExecuteReaderAsync();
        long last = 0;
        do
        {
            while (await reader.ReadAsync()) last = reader.GetInt64(0);
        }
        while (await reader.NextResultAsync());
        return last;
    }

    private static async Task UntilSomebodyWaits(TestBooks books)
    {
        while (await books.Scalar<long>("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted AND datname = current_database()") == 0)
            await Task.Delay(10);
    }
}
