using Ledger.Journal;
using Ledger.Journal.Append;

namespace Ledger.Journal.Tests.Appending;

public sealed class AppendTests
{
    [Fact]
    public async Task An_accepted_command_is_in_the_books_when_it_is_answered()
    {
        await using var books = await TestBooks.Open();
        var answer = await books.Node().Decide(Commands.Pay("li", 5));
        Assert.Equal((true, 2L, false), (answer.Accepted, answer.Number, answer.Replayed));
        Assert.Equal(5, await books.Balance("li"));
        Assert.Equal(1, await books.Count("mt_events", "seq_id = 2 AND stream_id = 'li' AND version = 1 AND type = 'paid.v1'"));
        Assert.Equal(1, await books.Count("mt_streams", "id = 'li' AND version = 1 AND type = 'account'"));
        Assert.True(await books.IsGapless());
    }

    [Fact]
    public async Task A_key_used_again_gets_the_first_answer_and_writes_nothing()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        var first = await node.Decide(Commands.Pay("li", 5, "k"));
        var again = await node.Decide(Commands.Pay("li", 5, "k"));
        Assert.Equal(first.Number, again.Number);
        Assert.Equal(first.RecordedAt, again.RecordedAt);
        Assert.Equal(first.Reply, again.Reply);
        Assert.True(again.Replayed);
        Assert.Equal(5, await books.Balance("li"));
    }

    [Fact]
    public async Task A_key_used_with_another_body_is_refused()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        await node.Decide(Commands.Pay("li", 5, "k"));
        Assert.IsType<JournalAnswer.KeyReused>(await node.Append(Commands.Pay("li", 6, "k") with { Fingerprint = [2] }, default));
    }

    [Fact]
    public async Task An_answer_is_forgotten_when_it_is_old_enough()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        var kept = await node.Decide(Commands.Pay("li", 5, "k"));
        await KeptAnswerAge.Forget(books.Database.DataSource, TestBooks.Tenant, kept.RecordedAt, 100, default);
        Assert.True((await node.Decide(Commands.Pay("li", 5, "k"))).Replayed);
        Assert.Equal(1, await KeptAnswerAge.Forget(books.Database.DataSource, TestBooks.Tenant, kept.RecordedAt.AddTicks(10), 100, default));
        Assert.False((await node.Decide(Commands.Pay("li", 5, "k"))).Replayed);
    }

    [Fact]
    public async Task A_refusal_is_kept_and_answered_again_even_when_it_would_pass_now()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        Assert.False((await node.Decide(Commands.Spend("li", 5, "k"))).Accepted);
        await node.Decide(Commands.Pay("li", 5));
        var again = await node.Decide(Commands.Spend("li", 5, "k"));
        Assert.Equal((false, true), (again.Accepted, again.Replayed));
        Assert.Equal(Commands.TooLittle, again.Reply);
    }

    [Fact]
    public async Task Duplicates_in_one_batch_have_one_effect()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => node.Decide(Commands.Pay("li", 5, "same"))));
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Single(answers.Select(answer => answer.Number).Distinct());
        Assert.Equal(5, await books.Balance("li"));
    }

    [Fact]
    public async Task Nobody_has_a_journal_before_it_is_opened()
    {
        await using var books = await TestBooks.Open();
        Assert.IsType<JournalAnswer.NoSuchTenant>(await books.Node().Append(Commands.Pay("li", 5, tenant: "elsewhere"), default));
        Assert.Equal(0, await books.Count("idempotency", "tenant_id = 'elsewhere'"));
    }
}
