using Ledger.Journal;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Dry runs, metadata, and what is not let in.</summary>
public sealed class SubmissionTests
{
    [Fact]
    public async Task A_dry_run_decides_over_the_books_and_writes_nothing()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await node.Decide(Commands.Pay("li", 7));
        var before = await Everything(books);
        var covered = Assert.IsType<JournalAnswer.Decided>(await node.Ask(Commands.Spend("li", 7) with { Needs = StateNeeds.None, Streams = [] }, default));
        var notCovered = Assert.IsType<JournalAnswer.Decided>(await node.Ask(Commands.Spend("li", 8), default));
        Assert.Equal((true, 3L, false, 2L), (covered.Accepted, covered.Number, notCovered.Accepted, notCovered.Number));
        Assert.IsType<JournalAnswer.NoSuchTenant>(await node.Ask(Commands.Pay("li", 7, tenant: "elsewhere"), default));
        Assert.IsType<JournalAnswer.NoSuchTenant>(await node.Ask(Commands.Opening(TestBooks.Tenant, "again"), default));
        Assert.True(Assert.IsType<JournalAnswer.Decided>(await node.Ask(Commands.Opening("new"), default)).Accepted);
        Assert.Equal(before, await Everything(books));
    }

    [Fact]
    public async Task A_dry_run_fails_where_the_append_would()
    {
        await using var books = await TestBooks.Open();
        Assert.IsType<JournalAnswer.Failed>(await books.Node().Ask(Commands.Of(null, _ => Commands.Accept("x", "paid.v1", """{"a":1.5}""")), default));
    }

    [Fact]
    public async Task Who_and_why_stand_beside_the_event()
    {
        await using var books = await TestBooks.Open();
        var (request, cause, actor) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await books.Node().Decide(Commands.Pay("li", 1) with
        {
            CorrelationId = request, CausationId = cause, Headers = new Dictionary<string, string> { [EventHeaders.Terminal] = "t-1", [EventHeaders.Actor] = actor.ToString() },
        });
        Assert.Equal(1, await books.Count("mt_events", $$"""correlation_id = '{{request}}' AND causation_id = '{{cause}}' AND headers = '{"actor":"{{actor}}","terminal":"t-1"}'"""));
    }

    [Theory]
    [InlineData("actor", "张三"), InlineData("actor", ""), InlineData("actor", "A"), InlineData("phone", "x"), InlineData("reason", "no spaces")]
    public async Task A_header_that_is_no_code_is_refused(string name, string value)
    {
        await using var books = await TestBooks.Open();
        var answer = await books.Node().Append(Commands.Pay("li", 1) with { Headers = new Dictionary<string, string> { [name] = value } }, default);
        Assert.IsType<ArgumentException>(Assert.IsType<JournalAnswer.Failed>(answer).Error);
        Assert.Equal(1, await books.Count("mt_events"));
    }

    // Not as inline data: attributes hold no lone surrogates.
    private static readonly string[] Unstorable = ["\0", "\ud800", "x\udc00", "\ud83dx", "\ude00\ud83d"];

    [Fact]
    public async Task A_key_the_database_cannot_hold_is_refused_before_it_is_queued()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        foreach (var key in Unstorable.Append("").Append(new string('x', 201)))
            Assert.IsType<ArgumentException>(Assert.IsType<JournalAnswer.Failed>(await node.Append(Commands.Pay("li", 1, key), default)).Error);
    }

    [Fact]
    public async Task A_row_or_stream_the_database_cannot_name_fails_its_command()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        foreach (var name in Unstorable) await AssertFails(node, name);
    }

    private static async Task AssertFails(PostgresJournal node, string name)
    {
        Assert.IsType<JournalAnswer.Failed>(await node.Append(Commands.Of(null, _ => Commands.Accept(name, "paid.v1", "{}")), default));
        Assert.IsType<JournalAnswer.Failed>(await node.Append(Commands.Of(null, view => { view.Put(Commands.Of(name), new Balance(1)); return new Verdict.Accepted([], []); }), default));
        Assert.IsType<JournalAnswer.Failed>(await node.Append(Commands.Of(null, view => { view.Find(Commands.Of(name)); return new Verdict.Accepted([], []); }), default));
    }

    [Fact]
    public void Event_ids_are_computed_from_the_key_and_are_of_version_8()
    {
        var command = ComputedId.OfCommand("t", new CommandKey("a", "b"));
        Assert.Equal(8, command.Version);
        Assert.Equal(command, ComputedId.OfCommand("t", new CommandKey("a", "b")));
        Assert.NotEqual(command, ComputedId.OfCommand("t", new CommandKey("ab", "")));
        Assert.NotEqual(ComputedId.OfEvent("t", command, 0), ComputedId.OfEvent("t", command, 1));
        Assert.Contains(command.ToString("D")[19], "89ab");
        Assert.NotEqual(ComputedId.Of("ab", "c"), ComputedId.Of("a", "bc"));
        Assert.NotEqual(ComputedId.Of(new string('志', 2000)), ComputedId.Of(new string('志', 2001)));
        // Kept for ever: another way of computing it would break every retry that spans an upgrade.
        Assert.Equal("250482ec-298c-80c1-9f96-3bb10ed6fa69", ComputedId.Of("act", "海棠", "1").ToString("D"));
    }

    private static Task<string> Everything(TestBooks books) => books.Scalar<string>("""
        SELECT concat((SELECT json_agg(t) FROM ledger.head t), (SELECT json_agg(t) FROM ledger.state_row t), (SELECT json_agg(t) FROM ledger.idempotency t),
            (SELECT json_agg(t) FROM ledger.mt_events t), (SELECT json_agg(t) FROM ledger.mt_streams t), (SELECT json_agg(t) FROM ledger.frontier t))
        """);
}
