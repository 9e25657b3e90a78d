using System.Text;
using System.Text.Json;
using Ledger.Journal;
using Ledger.Journal.Schema;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

/// <summary>A database with the journal's tables, one community and as many nodes as a test wants.</summary>
internal sealed class TestBooks : IAsyncDisposable
{
    public const string Tenant = "haitang";

    private readonly List<PostgresJournal> _nodes = [];
    private readonly List<NpgsqlDataSource> _sources = [];

    private TestBooks(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <param name="tenants">Communities to be opened; one of the usual name when none is given.</param>
    public static async Task<TestBooks> Open(params string[] tenants)
    {
        var books = new TestBooks(await TestDatabase.Create());
        await JournalSchema.Apply(books.Database.DataSource, CancellationToken.None);
        var opener = books.Node();
        foreach (var tenant in tenants.Length == 0 ? [Tenant] : tenants)
            Assert.True(Assert.IsType<JournalAnswer.Decided>(await opener.Append(Commands.Opening(tenant), default)).Accepted);
        return books;
    }

    /// <summary>Another node: a journal with connections of its own.</summary>
    public PostgresJournal Node(Func<JournalOptions, JournalOptions>? change = null, BalanceCodec? codec = null)
    {
        var source = JournalSource.Create(Database.ConnectionString);
        var options = new JournalOptions { EventNames = ["opened.v1", "paid.v1", "noted.v1"] };
        var node = new PostgresJournal(source, codec ?? new BalanceCodec(), change?.Invoke(options) ?? options);
        _sources.Add(source);
        _nodes.Add(node);
        return node;
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<long> Count(string table, string where = "true") => Scalar<long>($"SELECT count(*) FROM ledger.{table} WHERE {where}");

    public async Task<long> Balance(string account, string tenant = Tenant) =>
        await Scalar<long>($"SELECT coalesce((SELECT (row->>'amount')::bigint FROM ledger.state_row WHERE tenant_id = '{tenant}' AND kind = 'balance' AND key = '{account}'), 0)");

    /// <summary>The numbers of a community run from 1 to the head without a gap.</summary>
    public async Task<bool> IsGapless(string tenant = Tenant) => await Scalar<bool>($"""
        SELECT (SELECT count(*) = coalesce(max(seq_id), 0) AND coalesce(min(seq_id), 1) = 1 AND coalesce(max(seq_id), 0) = (SELECT number FROM ledger.head WHERE tenant_id = '{tenant}')
        FROM ledger.mt_events WHERE tenant_id = '{tenant}')
        """);

    /// <summary>Another node's transaction, as it were: the head is locked until this is disposed of.</summary>
    public async Task<NpgsqlConnection> HoldHead(string tenant = Tenant)
    {
        var connection = await Database.DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; SELECT 1 FROM ledger.head WHERE tenant_id = '{tenant}' FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Until so many transactions wait for a lock.</summary>
    public async Task UntilWaiting(int transactions)
    {
        while (await Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < transactions) await Task.Delay(5);
    }

    public Task EndBackend(int pid) => Scalar<bool>($"SELECT pg_terminate_backend({pid}, 5000)");

    /// <summary>Submits all at once while the writer is held, so that they share a batch.</summary>
    public async Task<JournalAnswer[]> InOneBatch(IReadOnlyList<Submission> submissions, Func<JournalOptions, JournalOptions>? change = null, BalanceCodec? codec = null)
    {
        var gate = new Gate(FaultPoint.BeforeLock);
        var node = Node(options => (change?.Invoke(options) ?? options) with { AtFaultPoint = gate.Pass }, codec);
        gate.Close();
        var first = node.Append(Commands.Pay("first", 1, tenant: submissions[0].Tenant), default);
        await gate.Reached.Task;
        var answers = submissions.Select(submission => node.Append(submission, default)).ToList();
        gate.Open();
        await first;
        return await Task.WhenAll(answers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        foreach (var source in _sources) await source.DisposeAsync();
        await Database.DisposeAsync();
    }
}

internal sealed record Balance(long Amount);

/// <summary>Balances are folded from events; notes stand for what is not.</summary>
internal sealed class BalanceCodec(int generation = 1) : IStateCodec
{
    public int Writes;

    public int Generation => generation;

    public object Read(string kind, byte[] json)
    {
        using var row = JsonDocument.Parse(json);
        return kind == "balance" ? new Balance(row.RootElement.GetProperty("amount").GetInt64()) : row.RootElement.GetProperty("text").GetString()!;
    }

    public byte[] Write(string kind, object row)
    {
        Interlocked.Increment(ref Writes);
        return row is Balance balance ? Encoding.UTF8.GetBytes($$"""{"amount":{{balance.Amount}}}""") : Encoding.UTF8.GetBytes($$"""{"text":"{{row}}"}""");
    }

    public bool IsDerived(string kind) => kind != "note";
}

/// <summary>The few things these tests do with the books.</summary>
internal static class Commands
{
    public static readonly byte[] Done = "done"u8.ToArray();
    public static readonly byte[] TooLittle = "too-little"u8.ToArray();

    public static Submission Opening(string tenant, string key = "open") =>
        Of(key, _ => Accept("community", "opened.v1", """{"name":"海棠"}"""), tenant) with { OpensTenant = true };

    /// <summary>Puts an amount on an account.</summary>
    public static Submission Pay(string account, long amount, string? key = null, string tenant = TestBooks.Tenant) => Of(key, view =>
    {
        var balance = (Balance?)view.Find(Of(account)) ?? new Balance(0);
        view.Put(Of(account), new Balance(balance.Amount + amount));
        return Accept(account, "paid.v1", $$"""{"amount":{{amount}}}""");
    }, tenant) with { Needs = Needs(account), Streams = [account] };

    /// <summary>Takes an amount, if it is there.</summary>
    public static Submission Spend(string account, long amount, string? key = null, string tenant = TestBooks.Tenant) => Of(key, view =>
    {
        var balance = (Balance?)view.Find(Of(account)) ?? new Balance(0);
        if (balance.Amount < amount) return new Verdict.Refused(TooLittle);
        view.Put(Of(account), new Balance(balance.Amount - amount));
        return Accept(account, "paid.v1", $$"""{"amount":{{-amount}}}""");
    }, tenant) with { Needs = Needs(account), Streams = [account] };

    public static Submission Of(string? key, Func<IDecisionView, Verdict> decide, string tenant = TestBooks.Tenant) => new()
    {
        Tenant = tenant, Key = new CommandKey("test", key ?? Guid.NewGuid().ToString()), Fingerprint = [1], Decide = decide, CorrelationId = Guid.NewGuid(),
    };

    public static Verdict Accept(string stream, string type, string data) => new Verdict.Accepted([new NewEvent(stream, "account", type, Encoding.UTF8.GetBytes(data))], Done);

    public static StateKey Of(string account) => new("balance", account);

    public static StateNeeds Needs(string account) => new([Of(account)], []);

    public static async Task<JournalAnswer.Decided> Decide(this IJournal journal, Submission submission) =>
        Assert.IsType<JournalAnswer.Decided>(await journal.Append(submission, default));
}
