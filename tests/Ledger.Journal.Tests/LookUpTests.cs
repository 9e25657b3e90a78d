using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Journal.Reading;
using Ledger.Journal.Tests.Appending;
using Npgsql;

namespace Ledger.Journal.Tests;

/// <summary>Look-ups that wait at the same moment are asked together, and none can tell.</summary>
public sealed class LookUpTests
{
    [Fact]
    public async Task Many_at_once_share_statements_and_each_gets_its_own_rows()
    {
        await using var journal = await FollowedJournal.Create("a", "b");
        await journal.Run("""
            INSERT INTO ledger.state_row SELECT t, 1, 'lot', 'p' || n || '/' || m, to_jsonb(t || n || m) FROM unnest(ARRAY['a', 'b']) t, generate_series(1, 40) n, generate_series(1, 2) m;
            INSERT INTO ledger.side SELECT t, 'code', 'c' || n, to_jsonb(t || n) FROM unnest(ARRAY['a', 'b']) t, generate_series(1, 40) n;
            UPDATE ledger.head SET number = CASE tenant_id WHEN 'a' THEN 7 ELSE 8 END;
            """);
        await using var held = await Held(journal);
        var asked = Enumerable.Range(0, 200).Select(async n =>
        {
            var (tenant, number) = (n % 5 == 4 ? "nobody" : n % 2 == 0 ? "a" : "b", n % 40 + 1);
            var needs = new StateNeeds([new("lot", $"p{number}/1"), new("lot", $"none-{n}"), new("code", $"c{number}")], [StateRange.StartingWith("lot", $"p{number}/")]);
            var state = await held.Reader.ReadState(tenant, needs, CancellationToken.None);
            if (tenant == "nobody")
            {
                Assert.Null(state);
                return;
            }
            Assert.Equal(tenant == "a" ? 7 : 8, state!.Number);
            Assert.Equal(new Dictionary<StateKey, object> { [new("lot", $"p{number}/1")] = $"\"{tenant}{number}1\"", [new("code", $"c{number}")] = $"\"{tenant}{number}\"" }, state.Rows);
            Assert.Equal([KeyValuePair.Create($"p{number}/1", (object)$"\"{tenant}{number}1\""), KeyValuePair.Create($"p{number}/2", (object)$"\"{tenant}{number}2\"")], state.Ranges[0]);
        }).ToList();

        var statements = await held.Release(Task.WhenAll(asked));

        // The first two went at once, each alone; the rest in statements of at most 500 rows.
        Assert.InRange(statements, 3, 6);
    }

    [Fact]
    public async Task A_broken_one_fails_alone()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Run("INSERT INTO ledger.state_row SELECT 'a', 1, 'lot', 'p' || n, to_jsonb(n) FROM generate_series(0, 19) n");
        await using var held = await Held(journal);
        var right = Enumerable.Range(0, 20).Select(n => held.Reader.ReadState("a", Row($"p{n}"), CancellationToken.None)).ToList();
        var wrong = held.Reader.ReadState("a", Row("p\0"), CancellationToken.None);
        var tooWide = held.Reader.ReadState("a", new StateNeeds([], [StateRange.StartingWith("lot", "p", most: 2)]), CancellationToken.None);

        await held.Release(Task.WhenAll(right));

        Assert.All(right, (read, n) => Assert.Equal($"{n}", read.Result!.Rows.Values.Single()));
        Assert.Equal("22021", (await Assert.ThrowsAsync<PostgresException>(() => wrong)).SqlState);
        await Assert.ThrowsAsync<InvalidOperationException>(() => tooWide);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_let_go_and_harms_nobody()
    {
        await using var journal = await FollowedJournal.Create("a");
        await journal.Run("INSERT INTO ledger.state_row VALUES ('a', 1, 'lot', 'p', '1')");
        await using var held = await Held(journal);
        using var gone = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 5).Select(_ => held.Reader.ReadState("a", Row("p"), gone.Token)).ToList();
        var staying = Enumerable.Range(0, 5).Select(_ => held.Reader.ReadState("a", Row("p"), CancellationToken.None)).ToList();

        await gone.CancelAsync();
        foreach (var left in leaving) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await held.Release(Task.WhenAll(staying));

        Assert.All(staying, read => Assert.Equal("1", read.Result!.Rows.Values.Single()));
    }

    /// <summary>As when the database hangs: nobody waits longer than one statement may take, however many wait.</summary>
    [Fact]
    public async Task Who_waits_for_a_database_that_does_not_answer_is_told_with_the_first()
    {
        await using var journal = await FollowedJournal.Create("a");
        await using var held = await HeldSource.Of($"{journal.ConnectionString};Timeout=1", FollowedJournal.Codec);
        var since = Stopwatch.StartNew();
        // Two statements at a time would take a quarter of a minute for all.
        var asked = Enumerable.Range(0, 1_000).Select(n => held.Reader.ReadState("a", new StateNeeds([.. Enumerable.Range(0, 15).Select(m => new StateKey("lot", $"p{n}/{m}"))], []), CancellationToken.None)).ToList();

        foreach (var told in asked) Assert.IsType<TimeoutException>((await Assert.ThrowsAsync<NpgsqlException>(() => told)).InnerException);

        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Only_who_asks_derived_rows_is_told_that_they_are_of_another_generation()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Commands.Pay("li", 5));
        await books.Database.Run("INSERT INTO ledger.side VALUES ('haitang', 'note', 'n', '{\"text\":\"kept\"}')");
        await using var held = await HeldSource.Of(books.Database.ConnectionString, new BalanceCodec(generation: 2));
        var derived = Enumerable.Range(0, 4).Select(_ => held.Reader.ReadState(TestBooks.Tenant, Commands.Needs("li"), CancellationToken.None)).ToList();
        var notes = Enumerable.Range(0, 4).Select(_ => held.Reader.ReadState(TestBooks.Tenant, new StateNeeds([new("note", "n")], []), CancellationToken.None)).ToList();

        await held.Release(Task.WhenAll(notes));

        Assert.All(notes, read => Assert.Equal("kept", read.Result!.Rows.Values.Single()));
        foreach (var refused in derived) await Assert.ThrowsAsync<StateGenerationException>(() => refused);
    }

    [Fact]
    public async Task The_number_and_the_rows_of_one_answer_belong_together_while_the_books_are_written()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        using var enough = new CancellationTokenSource();
        await node.Decide(Commands.Pay("li", 1));
        // The opening is the first event; each that follows pays one.
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await node.Decide(Commands.Pay("li", 1));
        });
        await using var source = JournalSource.ForLookUps(books.Database.ConnectionString);
        var reader = new JournalReader(source, new BalanceCodec());
        var numbers = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var turn = 0; turn < 50; turn++)
            {
                var state = (await reader.ReadState(TestBooks.Tenant, new StateNeeds([Commands.Of("li")], [StateRange.StartingWith("balance", "l")]), CancellationToken.None))!;
                Assert.Equal(state.Number - 1, ((Balance)state.Rows[Commands.Of("li")]).Amount);
                Assert.Equal(state.Number - 1, ((Balance)state.Ranges[0][0].Value).Amount);
                numbers.Add(state.Number);
            }
        }));
        await enough.CancelAsync();
        await writing;
        Assert.True(numbers.Distinct().Count() > 3);
    }

    private static StateNeeds Row(string key) => new([new("lot", key)], []);

    private static Task<HeldSource> Held(FollowedJournal journal) => HeldSource.Of(journal.ConnectionString, FollowedJournal.Codec);

    /// <summary>A reader with a single connection, which somebody else has until it is released: so whatever is asked waits.</summary>
    private sealed class HeldSource : IAsyncDisposable
    {
        private readonly NpgsqlDataSource _source;
        private readonly NpgsqlConnection _held;

        private HeldSource(NpgsqlDataSource source, NpgsqlConnection held, IStateCodec codec) => (_source, _held, Reader) = (source, held, new JournalReader(source, codec));

        public JournalReader Reader { get; }

        public static async Task<HeldSource> Of(string connectionString, IStateCodec codec)
        {
            var source = JournalSource.ForLookUps($"{connectionString};Maximum Pool Size=1");
            return new HeldSource(source, await source.OpenConnectionAsync(), codec);
        }

        /// <summary>Lets them go; how many statements it took until <paramref name="all"/> were answered.</summary>
        public async Task<int> Release(Task all)
        {
            var (database, statements) = (_held.Database, 0);
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (span.TagObjects.Any(tag => database.Equals(tag.Value))) Interlocked.Increment(ref statements);
                },
            };
            ActivitySource.AddActivityListener(listener);
            await _held.DisposeAsync();
            await all;
            return statements;
        }

        public async ValueTask DisposeAsync()
        {
            await _held.DisposeAsync();
            await _source.DisposeAsync();
        }
    }
}
