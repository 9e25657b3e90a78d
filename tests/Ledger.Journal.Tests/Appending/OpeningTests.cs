using Ledger.Journal;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Openings that do not come about leave no community behind.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task A_refused_opening_is_kept_but_opens_nothing()
    {
        await using var books = await TestBooks.Open();
        var node = books.Node();
        Assert.False((await node.Decide(Refused("no"))).Accepted);
        Assert.Equal(0, await books.Count("head", "tenant_id = 'new'"));
        Assert.IsType<JournalAnswer.NoSuchTenant>(await node.Append(Commands.Pay("li", 1, tenant: "new"), default));
        Assert.True((await node.Decide(Refused("no"))).Replayed);
        Assert.True((await node.Decide(Commands.Opening("new", "yes"))).Accepted);
        Assert.Equal((false, true), ((await node.Decide(Refused("no"))).Accepted, await books.IsGapless("new")));
    }

    [Fact]
    public async Task An_opening_that_throws_beside_other_communities_opens_nothing_and_spoils_nothing()
    {
        await using var books = await TestBooks.Open();
        var broken = Commands.Of("broken", _ => throw new DivideByZeroException(), "new") with { OpensTenant = true };
        var answers = await books.InOneBatch([Commands.Pay("li", 1), broken, Commands.Pay("li", 1, tenant: "new"), Commands.Pay("li", 1)]);
        Assert.IsType<JournalAnswer.Failed>(answers[1]);
        Assert.IsType<JournalAnswer.NoSuchTenant>(answers[2]);
        Assert.Equal(2, await books.Balance("li"));
        Assert.Equal(0, await books.Count("head", "tenant_id = 'new'"));
    }

    [Fact]
    public async Task Commands_behind_an_opening_in_its_batch_find_the_community_open()
    {
        await using var books = await TestBooks.Open();
        var answers = await books.InOneBatch([Commands.Pay("li", 1, tenant: "new"), Commands.Opening("new"), Commands.Pay("li", 1, tenant: "new"), Commands.Opening("new", "second")]);
        Assert.IsType<JournalAnswer.NoSuchTenant>(answers[0]);
        Assert.Equal([1L, 2L], answers.OfType<JournalAnswer.Decided>().Select(answer => answer.Number));
        Assert.IsType<JournalAnswer.NoSuchTenant>(answers[3]);
        Assert.True(await books.IsGapless("new"));
    }

    private static Submission Refused(string key) => Commands.Of(key, _ => new Verdict.Refused(Commands.TooLittle), "new") with { OpensTenant = true };
}
