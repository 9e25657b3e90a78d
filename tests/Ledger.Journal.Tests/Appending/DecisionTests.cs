using Ledger.Journal;
using Ledger.Journal.Append;

namespace Ledger.Journal.Tests.Appending;

/// <summary>What a decision sees, and when it is asked again.</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task A_decision_that_lacked_a_row_is_asked_again_with_it()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await node.Decide(Commands.Pay("li", 7));
        Assert.True((await node.Decide(Commands.Spend("li", 7) with { Needs = StateNeeds.None, Streams = [] })).Accepted);
        Assert.Equal(0, await books.Balance("li"));
    }

    [Theory, InlineData(3, true), InlineData(4, false)]
    public async Task It_is_asked_again_three_times_and_no_more(int lookUps, bool succeeds)
    {
        await using var books = await TestBooks.Open();
        var asked = 0;
        var answer = await books.Node().Append(Commands.Of("k", view =>
        {
            asked++;
            // Each row says where the next lies, so every look-up costs a round; a missing one is taken for an error.
            for (var i = 0; i < lookUps && i < asked; i++) view.Find(Commands.Of($"li-{i}"));
            return asked <= lookUps ? throw new InvalidOperationException("not there") : new Verdict.Accepted([], Commands.Done);
        }), default);
        Assert.Equal(4, asked);
        if (succeeds) Assert.True(Assert.IsType<JournalAnswer.Decided>(answer).Accepted);
        else Assert.Contains("unread state", Assert.IsType<JournalAnswer.Failed>(answer).Error.Message);
    }

    [Fact]
    public async Task Those_asked_again_see_what_was_decided_before_them()
    {
        await using var books = await TestBooks.Open();
        var answers = await books.InOneBatch([
            Commands.Pay("li", 3, "late") with { Needs = StateNeeds.None },
            Commands.Spend("li", 5, "early"),
            Commands.Pay("li", 3, "later") with { Needs = StateNeeds.None, Streams = [] },
            Commands.Pay("li", 3, "late") with { Needs = StateNeeds.None }]);
        Assert.Equal(6, await books.Balance("li"));
        Assert.True(((JournalAnswer.Decided)answers[3]).Replayed);
        Assert.False(((JournalAnswer.Decided)answers[1]).Accepted);
        Assert.True(await books.IsGapless());
    }

    [Fact]
    public async Task A_range_holds_rows_put_and_removed_earlier_in_the_batch_in_the_order_of_bytes()
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Put(("a/1", 1), ("a/2", 2), ("a/\U0001F600", 3), ("a/\uffee", 4), ("b/1", 5)));
        List<string> seen = [];
        await books.InOneBatch([
            Commands.Of(null, view => { view.Remove(Commands.Of("a/2")); view.Put(Commands.Of("a/3"), new Balance(6)); return new Verdict.Accepted([], Commands.Done); }),
            Commands.Of(null, view =>
            {
                view.Put(Commands.Of("a/0"), new Balance(0));
                view.Remove(Commands.Of("a/1"));
                seen = [.. view.Range(StateRange.StartingWith("balance", "a/")).Select(row => row.Key)];
                return new Verdict.Accepted([], Commands.Done);
            })]);
        Assert.Equal(["a/0", "a/3", "a/\uffee", "a/\U0001F600"], seen);
        Assert.Equal(0, await books.Count("state", "key IN ('a/1', 'a/2')"));
    }

    [Theory, InlineData(3, true), InlineData(2, false)]
    public async Task A_range_with_more_rows_than_it_may_hold_fails_its_command(int most, bool succeeds)
    {
        await using var books = await TestBooks.Open();
        await books.Node().Decide(Put(("a/1", 1), ("a/2", 2), ("a/3", 3)));
        var answer = await books.Node().Append(Commands.Of(null, view =>
        {
            view.Range(StateRange.StartingWith("balance", "a/", most));
            return new Verdict.Accepted([], Commands.Done);
        }), default);
        if (succeeds) Assert.IsType<JournalAnswer.Decided>(answer);
        else Assert.IsType<StateRangeTooWideException>(Assert.IsType<JournalAnswer.Failed>(answer).Error);
    }

    [Fact]
    public async Task A_refusal_leaves_only_rows_that_events_cannot_rebuild()
    {
        await using var books = await TestBooks.Open();
        var answer = await books.Node().Decide(Commands.Of(null, view =>
        {
            view.Put(Commands.Of("li"), new Balance(5));
            view.Put(new StateKey("note", "guesses"), "1");
            return new Verdict.Refused(Commands.TooLittle);
        }));
        Assert.False(answer.Accepted);
        Assert.Equal(0, await books.Count("state"));
        Assert.Equal(1, await books.Count("side", "key = 'guesses'"));
        Assert.Equal(1, await books.Count("mt_events"));
    }

    [Fact]
    public async Task A_row_changed_by_many_decisions_of_a_batch_is_written_once()
    {
        await using var books = await TestBooks.Open();
        var codec = new BalanceCodec();
        await books.InOneBatch([.. Enumerable.Range(0, 40).Select(_ => Commands.Pay("li", 1))], codec: codec);
        Assert.Equal(40, await books.Balance("li"));
        Assert.Equal(2, codec.Writes);
    }

    private static Submission Put(params (string Key, long Amount)[] rows) => Commands.Of(null, view =>
    {
        foreach (var (key, amount) in rows) view.Put(Commands.Of(key), new Balance(amount));
        return new Verdict.Accepted([], Commands.Done);
    });
}
