using System.Text;
using Ledger.Journal.Following;
using Ledger.Journal.Reading;
using Ledger.Journal.Schema;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Journal.Tests;

/// <summary>A fresh journal with the <see cref="Tally"/> tables, and an appender that writes rows as the journal does, without its rules.</summary>
internal sealed class FollowedJournal : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly List<Follower> _followers = [];

    private FollowedJournal(TestDatabase database)
    {
        _database = database;
        Reader = new JournalReader(database.DataSource, Codec);
    }

    public NpgsqlDataSource Source => _database.DataSource;

    public string ConnectionString => _database.ConnectionString;

    public JournalReader Reader { get; }

    /// <summary>Rows are their JSON's text; codes are not derived.</summary>
    public static IStateCodec Codec { get; } = new TextCodec();

    public static async Task<FollowedJournal> Create(params string[] tenants)
    {
        var journal = new FollowedJournal(await TestDatabase.Create());
        await JournalSchema.Apply(journal.Source, CancellationToken.None);
        await journal._database.Run(Tally.Tables);
        foreach (var tenant in tenants)
            await journal.Run($"""
                INSERT INTO ledger.head VALUES ('{tenant}', 0, '2026-01-01Z', 1, ARRAY['added.v1']);
                INSERT INTO ledger.frontier VALUES ('{tenant}', 0, '');
                """);
        return journal;
    }

    public Task Run(string sql) => _database.Run(sql);

    /// <summary>One transaction: head locked, events numbered behind it, head moved. Amounts are 1, 2, 3 … by number.</summary>
    public async Task Append(string tenant, int events, string type = "added.v1", int streams = 7, DateTimeOffset? at = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        long number;
        await using (var head = new NpgsqlCommand("SELECT number FROM ledger.head WHERE tenant_id = $1 FOR UPDATE", connection) { Parameters = { new() { Value = tenant } } })
            number = (long)(await head.ExecuteScalarAsync())!;
        await using var write = new NpgsqlCommand("""
            INSERT INTO ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id)
            SELECT n, gen_random_uuid(), 's' || n % $4, n, jsonb_build_object('n', n), $5, $6, $1, gen_random_uuid()::text
            FROM generate_series($2::bigint + 1, $2::bigint + $3::int) AS n;
            """, connection)
        { Parameters = { new() { Value = tenant }, new() { Value = number }, new() { Value = events }, new() { Value = streams }, new() { Value = type }, new() { Value = at ?? DateTimeOffset.UtcNow } } };
        await write.ExecuteNonQueryAsync();
        await using var move = new NpgsqlCommand("UPDATE ledger.head SET number = $2 WHERE tenant_id = $1", connection) { Parameters = { new() { Value = tenant }, new() { Value = number + events } } };
        await move.ExecuteNonQueryAsync();
        await using var tell = new NpgsqlCommand("SELECT pg_notify('ledger', $1)", connection) { Parameters = { new() { Value = tenant } } };
        await tell.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>A node of its own, with its own connections.</summary>
    public Follower Node(IReadOnlyList<IReadModel>? models = null, Func<RecordedEvent, object>? decode = null, FollowerOptions? options = null)
    {
        var follower = new Follower(Source, Reader, models ?? [new Tally()], decode ?? Decode, options ?? new FollowerOptions { FirstRetry = TimeSpan.FromMilliseconds(100), Batch = 100, RebuildBatch = 100 });
        _followers.Add(follower);
        return follower;
    }

    public static object Decode(RecordedEvent recorded) => recorded.Type == "added.v1"
        ? long.Parse(Encoding.UTF8.GetString(recorded.Data).Split(':', '}')[1])
        : throw new InvalidOperationException($"Nobody knows {recorded.Type}.");

    public async Task<ReadModelStanding> Standing(string tenant, string model = "tally") =>
        (await Node().Standings(tenant, CancellationToken.None)).Single(standing => standing.Model == model);

    /// <summary>The rows of the live generation, as text, without the generation's own number.</summary>
    public async Task<string> LiveRows(string tenant, string model = "tally") => await Ask($"""
        SELECT coalesce(string_agg(line, ';' ORDER BY line), '') FROM (
            SELECT 's ' || stream || ' ' || total || ' ' || events AS line FROM tally_sum NATURAL JOIN live
            UNION ALL SELECT 'n ' || lpad(number::text, 9, '0') FROM tally_entry NATURAL JOIN live) AS rows
        """, tenant, model);

    public async Task<string> Ask(string sql, string tenant, string model = "tally")
    {
        await using var command = Source.CreateCommand($"WITH live AS (SELECT tenant_id, model, generation FROM ledger.read_model WHERE tenant_id = '{tenant}' AND model = '{model}') {sql}");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What following 1 … count must have written.</summary>
    public static string Expected(int count, int streams = 7)
    {
        var sums = Enumerable.Range(1, count).GroupBy(n => n % streams).Select(group => $"s s{group.Key} {group.Sum(n => (long)n)} {group.Count()}");
        var entries = Enumerable.Range(1, count).Select(n => $"n {n:000000000}");
        return string.Join(';', sums.Concat(entries).Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers) await follower.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class TextCodec : IStateCodec
    {
        public int Generation => 1;

        public object Read(string kind, byte[] json) => Encoding.UTF8.GetString(json);

        public byte[] Write(string kind, object row) => Encoding.UTF8.GetBytes((string)row);

        public bool IsDerived(string kind) => kind != "code";
    }
}
