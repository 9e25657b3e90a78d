using Ledger.Domain.Accounts;
using Ledger.Projections.Passbook;
using Ledger.Projections.Tests.Given;
using Npgsql;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

/// <summary>Pages that are asked for at the same moment share a statement, and none can tell.</summary>
public sealed class SharedPageTests
{
    [Fact]
    public async Task Each_gets_his_own_page_as_if_he_had_asked_alone()
    {
        var (haian, other) = (new Haian(), new Haian(tenant: "chunjiang"));
        for (var act = 0; act < 4; act++) haian.Act(Volunteers[act], minutes: 30 + 10 * act);
        haian.Act(Chen, minutes: 60);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        other.Act(Chen, minutes: 30);
        await using var followed = await Followed.Of(haian.Book);
        await followed.Follow(other.Book, 5, _ => 10);
        var together = new PassbookReader(followed.Source);
        var asked = (
            from tenant in new[] { "haian", "chunjiang", "nobody" }
            from person in Volunteers
            from commodity in new[] { "points", "minutes" }
            from known in new long?[] { null, haian.Book.Number - 3 }
            from day in new[] { haian.Book.Today, haian.Book.Today.AddDays(-1) }
            from newest in new[] { true, false }
            select (Func<PassbookReader, Task<PassbookPage>>)(reader => newest
                ? reader.Newest(tenant, AccountName.Holder(person), commodity, null, 2, day, known, default)
                : reader.Page(tenant, AccountName.Holder(person), commodity, 1, 200, day, known, default))).ToList();

        var pages = await Task.WhenAll(asked.Select(one => one(together)));

        for (var nr = 0; nr < asked.Count; nr++) Assert.Equivalent(await asked[nr](new PassbookReader(followed.Source)), pages[nr], strict: true);
        Assert.Contains(pages, page => page.Lines.Count > 1);
    }

    [Fact]
    public async Task A_page_that_cannot_be_asked_for_fails_alone()
    {
        var haian = new Haian();
        haian.Act(Chen);
        await using var followed = await Followed.Of(haian.Book);
        var reader = new PassbookReader(followed.Source);
        var right = Enumerable.Range(0, 20).Select(_ => reader.Newest("haian", AccountName.Holder(Chen), "points", null, 50, haian.Book.Today, null, default)).ToList();
        var wrong = reader.Newest("haian", "person:\0", "points", null, 50, haian.Book.Today, null, default);

        Assert.All(await Task.WhenAll(right), page => Assert.Equal(1, page.Lines.Single().Line));
        Assert.Equal("22021", (await Assert.ThrowsAsync<PostgresException>(() => wrong)).SqlState);
    }
}
