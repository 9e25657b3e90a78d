using Ledger.Journal;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Where another node holds the head, the writer locks first and takes what came meanwhile (ADR 0026).</summary>
public sealed class ContendedHeadTests
{
    public static TheoryData<FaultPoint> Points => new(Enum.GetValues<FaultPoint>().Except([FaultPoint.BeforeLock]));

    [Fact]
    public async Task What_came_while_another_node_held_the_head_shares_the_transaction_in_the_order_it_came()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await Meet(books, node);
        var answers = await WhileHeld(books, node, [Commands.Pay("li", 1)], [.. Enumerable.Range(0, 20).Select(i => Commands.Pay($"li-{i % 3}", 1))]);
        Assert.All(answers, answer => Assert.True(answer.Accepted));
        Assert.Equal(Enumerable.Range(0, 21).Select(i => answers[0].Number + i), answers.Select(answer => answer.Number));
        Assert.Single(answers.Select(answer => answer.RecordedAt).Distinct());
    }

    [Fact]
    public async Task A_node_that_writes_alone_takes_its_batch_before_the_lock()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        for (var i = 0; i < 3; i++) await node.Decide(Commands.Pay("li", 1));
        var answers = await WhileHeld(books, node, [Commands.Pay("li", 1)], [Commands.Pay("li", 1), Commands.Pay("li", 1)]);
        Assert.Equal(2, answers.Select(answer => answer.RecordedAt).Distinct().Count());
    }

    [Fact]
    public async Task What_came_meanwhile_sees_what_the_other_node_wrote()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await Meet(books, node);
        await node.Decide(Commands.Pay("li", 7));
        await Meet(books, node);
        var other = books.Node();
        Task<JournalAnswer> spentElsewhere = null!;
        var answers = await WhileHeld(books, node, [Commands.Pay("other", 1)], [Commands.Spend("li", 7)], first: async () =>
        {
            spentElsewhere = other.Append(Commands.Spend("li", 7), default);
            await books.UntilWaiting(1);
        });
        Assert.Single([.. answers.Skip(1), Assert.IsType<JournalAnswer.Decided>(await spentElsewhere)], answer => answer.Accepted);
        Assert.Equal(0, await books.Balance("li"));
    }

    [Fact]
    public async Task An_opening_that_came_meanwhile_is_not_told_that_there_is_no_such_community()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await Meet(books, node);
        var (early, late) = (Commands.Pay("li", 1, tenant: "new"), Commands.Opening("new"));
        await using var held = await books.HoldHead();
        var first = node.Append(Commands.Pay("li", 1), default);
        await books.UntilWaiting(1);
        var paid = node.Append(early, default);
        await held.DisposeAsync();
        await first;
        Assert.IsType<JournalAnswer.NoSuchTenant>(await paid);
        await Meet(books, node);
        await using var again = await books.HoldHead();
        Task<JournalAnswer>[] waiting = [node.Append(Commands.Pay("li", 1), default), node.Append(early, default)];
        await books.UntilWaiting(1);
        var opened = node.Append(late, default);
        await again.DisposeAsync();
        await Task.WhenAll(waiting);
        Assert.True(Assert.IsType<JournalAnswer.Decided>(await opened).Accepted);
    }

    [Theory, MemberData(nameof(Points))]
    public Task After_a_cut_wire_what_came_meanwhile_has_one_effect_each(FaultPoint point) => OneEffectEach(point, Blow.Throw);

    [Theory, MemberData(nameof(Points))]
    public Task After_a_killed_backend_what_came_meanwhile_has_one_effect_each(FaultPoint point) => OneEffectEach(point, Blow.KillBackend);

    [Theory, MemberData(nameof(Points))]
    public Task What_came_meanwhile_to_a_node_that_died_is_finished_by_another(FaultPoint point) => OneEffectEach(point, Blow.NodeDies);

    [Fact]
    public async Task A_command_that_breaks_the_transaction_it_joined_fails_alone()
    {
        await using var books = await TestBooks.Open();
        await books.Database.Run("ALTER TABLE ledger.side ADD CONSTRAINT planted CHECK (key <> 'forbidden')");
        var node = books.Node();
        await Meet(books, node);
        await using var held = await books.HoldHead();
        var sent = new List<Task<JournalAnswer>> { node.Append(Pay(0), default) };
        await books.UntilWaiting(1);
        var poison = node.Append(Commands.Of("poison", view =>
        {
            view.Put(new StateKey("note", "forbidden"), "x");
            return new Verdict.Accepted([], Commands.Done);
        }), default);
        sent.AddRange(Enumerable.Range(1, 9).Select(i => node.Append(Pay(i), default)));
        await held.DisposeAsync();
        Assert.All(await Task.WhenAll(sent), answer => Assert.True(Assert.IsType<JournalAnswer.Decided>(answer).Accepted));
        Assert.IsType<JournalAnswer.Failed>(await poison);
        Assert.Equal(10, await books.Balance("li"));
    }

    private static async Task OneEffectEach(FaultPoint point, Blow blow)
    {
        await using var books = await TestBooks.Open();
        var fault = new Fault(books, point, blow);
        var node = books.Node(options => options with { AtFaultPoint = fault.Strike });
        await Meet(books, node);
        var held = await books.HoldHead();
        fault.Arm();
        var sent = new List<Task<JournalAnswer>> { node.Append(Pay(0), default) };
        await books.UntilWaiting(1);
        sent.AddRange(Enumerable.Range(1, 19).Select(i => node.Append(Pay(i), default)));
        await held.DisposeAsync();
        await fault.Struck.Task;
        if (blow == Blow.NodeDies)
        {
            Assert.DoesNotContain(sent, answer => answer.IsCompleted);
            var other = books.Node();
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(i => other.Append(Pay(i), default))), answer => Assert.IsType<JournalAnswer.Decided>(answer));
            fault.Release();
        }
        var numbers = (await Task.WhenAll(sent)).Select(answer => Assert.IsType<JournalAnswer.Decided>(answer).Number).ToList();
        Assert.Equal(20, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(20, await books.Balance("li"));
        Assert.True(await books.IsGapless());
    }

    private static Submission Pay(int number) => Commands.Pay("li", 1, $"pay-{number}");

    /// <summary>The node's last transaction found a head another node had moved.</summary>
    private static async Task Meet(TestBooks books, PostgresJournal node)
    {
        await node.Decide(Commands.Pay("met", 1));
        await books.Node().Decide(Commands.Pay("met", 1));
        await node.Decide(Commands.Pay("met", 1));
    }

    private static async Task<JournalAnswer.Decided[]> WhileHeld(TestBooks books, PostgresJournal node, Submission[] before, Submission[] meanwhile, Func<Task>? first = null)
    {
        await using var held = await books.HoldHead();
        if (first is not null) await first();
        var sent = before.Select(submission => node.Append(submission, default)).ToList();
        await books.UntilWaiting(first is null ? 1 : 2);
        sent.AddRange(meanwhile.Select(submission => node.Append(submission, default)));
        await held.DisposeAsync();
        return [.. (await Task.WhenAll(sent)).Select(answer => Assert.IsType<JournalAnswer.Decided>(answer))];
    }
}
