using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Projections.BooksCheck;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class BooksCheckTests
{
    [Fact]
    public async Task Every_column_has_its_amount_and_they_add_up()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 120);
        haian.Capture(haian.Hold(Chen, Bun, 2), Breakfast, 1);
        haian.Hold(Chen, Bun, 1);
        await using var followed = await Followed.Of(haian.Book);

        var books = await new BooksCheckReader(followed.Source).Now("haian", default);

        Assert.Equal(["fen", "minutes", "points"], books.Commodities.Select(commodity => commodity.Commodity));
        Assert.Equal(new BookTotals(Payable: 200, Expense: 200), books.Commodities[0].Totals);
        Assert.Equal(new BookTotals(Issued: 120, Available: 120), books.Commodities[1].Totals);
        Assert.Equal(new BookTotals(Issued: 2000, Available: 1400, Held: 300, Spent: 300), books.Commodities[2].Totals);
        Assert.Equal([("care", 2026)], books.Commodities[2].Origins.Select(origin => (origin.Board!.Value.Value, origin.Year!.Value)));
        Assert.True(books.AddUp);
    }

    [Fact]
    public Task Any_history_adds_up_at_any_number_and_date_and_the_kept_totals_are_those_of_the_entries() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var reader = new BooksCheckReader(followed.Source);
        var now = await reader.Now("haian", default);
        var fromEntries = await reader.At("haian", null, null, default);

        Assert.True(now.AddUp);
        Assert.Equal(Text(now), Text(fromEntries));
        Assert.Equal(Text(now), Text(await new BooksCheckReader(followed.Source, range: 7).At("haian", null, null, default)));
        for (var look = 0; look < 20; look++)
        {
            var (number, date) = (random.NextInt64(haian.Book.Number + 1), random.Next(2) == 0 ? (DateOnly?)null : haian.Book.Today.AddDays(random.Next(-400, 400)));
            var books = await reader.At("haian", number, date, default);
            Assert.True(books.AddUp, $"at {number} as of {date}: {Text(books)}");
            Assert.Equal(number, books.KnownOn);
        }
    });

    [Fact]
    public async Task A_planted_imbalance_shows_with_its_fact_its_origin_and_its_amount()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var lot = new Lot("care", "system-timed", "community", 2026, null);
        Plant(haian, new Leg(AccountName.Expired, "points", lot, 100), new Leg(AccountName.Available(Chen), "points", lot, -99));
        var sound = haian.Book.Number - 1;
        await using var followed = await Followed.Of(haian.Book);
        var reader = new BooksCheckReader(followed.Source);

        foreach (var books in new[] { await reader.Now("haian", default), await reader.At("haian", null, null, default) })
        {
            Assert.False(books.AddUp);
            Assert.Equal([new UnbalancedFact(haian.Book.Number, "points-expired.v1", "points", "care", 2026, 1)], books.Unbalanced);
            Assert.Equal([new Difference("points", null, null, "equation", -1), new Difference("points", "care", 2026, "equation", -1)], books.Differences);
        }
        Assert.True((await reader.At("haian", sound, null, default)).AddUp);
    }

    [Fact]
    public async Task Value_that_changes_its_origin_shows_although_the_sum_is_zero()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var lot = new Lot("care", "system-timed", "community", 2026, null);
        Plant(haian, new Leg(AccountName.Expired, "points", lot with { Board = "family" }, 100), new Leg(AccountName.Available(Chen), "points", lot, -100));
        await using var followed = await Followed.Of(haian.Book);

        var books = await new BooksCheckReader(followed.Source).Now("haian", default);

        Assert.Equal([("care", -100L), ("family", 100L)], books.Unbalanced.Select(fact => (fact.Board!.Value.Value, fact.Amount)).Order());
        Assert.Equal([("care", 100L), ("family", -100L)], books.Differences.Select(difference => (difference.Board!.Value.Value, difference.Amount)).Order());
    }

    [Fact]
    public async Task A_lot_past_its_date_counts_as_expired_when_a_date_is_asked()
    {
        var haian = new Haian();
        haian.Act(Chen);
        await using var followed = await Followed.Of(haian.Book);
        var reader = new BooksCheckReader(followed.Source);

        Assert.Equal(1000, (await reader.At("haian", null, null, default)).Commodities[1].Totals.Available);
        Assert.Equal(new BookTotals(Issued: 1000, Expired: 1000), (await reader.At("haian", null, haian.Book.Today.AddDays(366), default)).Commodities[1].Totals);
    }

    [Fact]
    public void An_account_no_column_knows_stops_the_fold() => Assert.Throws<InvalidOperationException>(() => BookTotals.Zero.Plus("petty-cash", 1));

    private static void Plant(Haian haian, params Leg[] legs) =>
        haian.Book.Record(new PointsExpired(Chen, [new EntryNumber("points", 2)], legs, haian.Book.Today, haian.Book.Today));

    private static string Text(CheckedBooks books) => string.Join("\n", books.Commodities.Select(commodity =>
        $"{commodity.Commodity} {commodity.Totals} {string.Join(' ', commodity.Origins)}")) + string.Join(' ', books.Unbalanced);
}
