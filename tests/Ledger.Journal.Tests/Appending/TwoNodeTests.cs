using Ledger.Journal;
using Ledger.Journal.Schema;
using Npgsql;

namespace Ledger.Journal.Tests.Appending;

public sealed class TwoNodeTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") == "1" ? 1000 : 30;

    [Fact]
    public async Task Of_64_spends_of_a_balance_that_covers_one_exactly_one_succeeds()
    {
        await using var books = await TestBooks.Open();
        PostgresJournal[] nodes = [books.Node(), books.Node()];
        for (var round = 0; round < Rounds; round++)
        {
            var account = $"li-{round}";
            await nodes[round % 2].Decide(Commands.Pay(account, 7));
            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => nodes[i % 2].Decide(Commands.Spend(account, 7))));
            Assert.Single(answers, answer => answer.Accepted);
            Assert.Equal(0, await books.Balance(account));
        }
        Assert.True(await books.IsGapless());
    }

    [Fact]
    public async Task Two_nodes_number_without_a_gap_and_each_number_is_answered_once()
    {
        await using var books = await TestBooks.Open("a", "b", "c");
        PostgresJournal[] nodes = [books.Node(), books.Node()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 1500).Select(async i =>
        {
            var tenant = "abc"[i % 3].ToString();
            return (tenant, (await nodes[i / 3 % 2].Decide(Commands.Pay($"li-{i % 7}", 1, tenant: tenant))).Number);
        }));
        Assert.Equal(1500, answers.Distinct().Count());
        foreach (var tenant in new[] { "a", "b", "c" })
        {
            Assert.True(await books.IsGapless(tenant));
            Assert.Equal(501, await books.Count("mt_events", $"tenant_id = '{tenant}'"));
        }
        Assert.Equal(0, await books.Count("mt_streams s", "version <> (SELECT count(*) FROM ledger.mt_events e WHERE e.tenant_id = s.tenant_id AND e.stream_id = s.id)"));
    }

    [Fact]
    public async Task One_key_sent_to_two_nodes_at_once_has_one_effect()
    {
        await using var books = await TestBooks.Open();
        PostgresJournal[] nodes = [books.Node(), books.Node()];
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => nodes[i % 2].Decide(Commands.Pay("li", 1, $"k{round}"))));
            Assert.Single(answers.Select(answer => answer.Number).Distinct());
            Assert.Equal(round + 1, await books.Balance("li"));
        }
    }

    [Fact]
    public async Task Of_many_openings_from_two_nodes_one_succeeds()
    {
        await using var books = await TestBooks.Open();
        PostgresJournal[] nodes = [books.Node(), books.Node()];
        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => nodes[i % 2].Append(Commands.Opening($"new-{round}", $"open-{i}"), default)));
            Assert.Single(answers.OfType<JournalAnswer.Decided>());
            Assert.Equal(7, answers.OfType<JournalAnswer.NoSuchTenant>().Count());
            Assert.True(await books.IsGapless($"new-{round}"));
            Assert.Equal(1, await books.Count("mt_tenant_partitions", $"partition_value = 'new-{round}'"));
        }
    }

    [Fact]
    public async Task An_opening_sent_again_gets_its_first_answer()
    {
        await using var books = await TestBooks.Open();
        var again = await books.Node().Decide(Commands.Opening(TestBooks.Tenant));
        Assert.Equal((true, 1L, true), (again.Accepted, again.Number, again.Replayed));
    }
}
