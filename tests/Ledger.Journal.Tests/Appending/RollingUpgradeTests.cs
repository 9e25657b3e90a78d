using Ledger.Journal;
using Ledger.Journal.Reading;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Two versions of the service on one database, as in the minutes of a rolling upgrade.</summary>
public sealed class RollingUpgradeTests
{
    private const int Customers = 16;
    private static readonly int Each = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") == "1" ? 1000 : 60;

    [Fact]
    public async Task Version_N_and_N_minus_1_append_side_by_side_until_the_newer_writes_what_the_older_does_not_know()
    {
        await using var books = await TestBooks.Open();
        var older = books.Node();
        var newer = books.Node(options => options with { EventNames = [.. options.EventNames, "thanked.v1"] });

        // Monday: both serve. Each customer pays, through whichever node answers him, and every payment counts once.
        var paid = await Task.WhenAll(Enumerable.Range(0, Customers).Select(customer => PayInTurn([older, newer], $"li-{customer}", Each)));
        Assert.All(paid, answers => Assert.All(answers, answer => Assert.IsType<JournalAnswer.Decided>(answer)));
        Assert.True(await books.IsGapless());
        Assert.Equal(Customers * Each, await Total(books));

        // Under the same load the newer one writes its first new event.
        var load = Enumerable.Range(0, Customers).Select(customer => PayInTurn([older, newer], $"li-{customer}", Each)).ToList();
        var thanked = await newer.Decide(Commands.Of("thank", _ => Commands.Accept("li-0", "thanked.v1", "{}")));
        var answers = (await Task.WhenAll(load)).SelectMany(some => some).ToList();

        // The older one appended until then, and nothing afterwards; what it put off went through the newer one.
        var (decided, putOff) = (answers.OfType<JournalAnswer.Decided>().ToList(), answers.OfType<JournalAnswer.Unavailable>().ToList());
        Assert.Equal(answers.Count, decided.Count + putOff.Count);
        Assert.All(putOff, answer => Assert.Contains("thanked.v1", answer.Reason));
        Assert.Equal(Customers * Each + decided.Count, await Total(books));
        var refused = Assert.IsType<JournalAnswer.Unavailable>(await older.Append(Commands.Pay("li-0", 1), default));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(thanked.Number + decided.Count(answer => answer.Number > thanked.Number), (await newer.Decide(Commands.Pay("li-0", 1))).Number - 1);

        // It still reads, also the event it does not know, and the state.
        var reader = new JournalReader(books.Database.DataSource, new BalanceCodec());
        Assert.Equal("thanked.v1", (await reader.Read(TestBooks.Tenant, thanked.Number - 1, thanked.Number, default).SingleAsync()).Type);
        Assert.Single((await reader.ReadState(TestBooks.Tenant, Commands.Needs("li-0"), default))!.Rows);
        Assert.True(await books.IsGapless());
    }

    [Fact]
    public async Task An_older_node_that_comes_back_after_a_crash_learns_what_is_in_use_before_it_writes()
    {
        await using var books = await TestBooks.Open();
        var newer = books.Node(options => options with { EventNames = [.. options.EventNames, "thanked.v1"] });
        await newer.Decide(Commands.Of(null, _ => Commands.Accept("li", "thanked.v1", "{}")));
        Assert.IsType<JournalAnswer.Unavailable>(await books.Node().Append(Commands.Pay("li", 1), default));
        Assert.Equal(2, await books.Scalar<long>("SELECT number FROM ledger.head"));
    }

    [Fact]
    public async Task A_community_that_uses_nothing_new_is_served_by_both_while_another_is_not()
    {
        await using var books = await TestBooks.Open("old-fashioned", "modern");
        var older = books.Node();
        var newer = books.Node(options => options with { EventNames = [.. options.EventNames, "thanked.v1"] });
        await newer.Decide(Commands.Of(null, _ => Commands.Accept("li", "thanked.v1", "{}"), "modern"));
        Assert.IsType<JournalAnswer.Unavailable>(await older.Append(Commands.Pay("li", 1, tenant: "modern"), default));
        Assert.True((await older.Decide(Commands.Pay("li", 1, tenant: "old-fashioned"))).Accepted);
        Assert.True((await newer.Decide(Commands.Pay("li", 1, tenant: "old-fashioned"))).Accepted);
        Assert.Equal(2, await books.Balance("li", "old-fashioned"));
    }

    private static async Task<List<JournalAnswer>> PayInTurn(PostgresJournal[] nodes, string account, int times)
    {
        var answers = new List<JournalAnswer>();
        for (var i = 0; i < times; i++) answers.Add(await nodes[i % nodes.Length].Append(Commands.Pay(account, 1), default));
        return answers;
    }

    private static Task<long> Total(TestBooks books) => books.Scalar<long>("SELECT sum((row->>'amount')::bigint)::bigint FROM ledger.state_row WHERE kind = 'balance'");
}
