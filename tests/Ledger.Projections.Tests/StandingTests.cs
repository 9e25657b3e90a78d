using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Storage;
using Ledger.Projections.Balances;
using Ledger.Projections.BooksCheck;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Passbook;
using Ledger.Projections.Rankings;
using Ledger.Projections.Replay;
using Ledger.Projections.Settlements;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class StandingTests
{
    private static readonly string ChensHolder = AccountName.Holder(Chen);

    [Fact]
    public async Task A_community_nobody_followed_stands_at_0_and_has_nothing()
    {
        await using var followed = await Followed.Empty();
        var day = new DateOnly(2026, 3, 2);

        var balance = await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", day, 7, default);
        Assert.Equal((0L, 0L, 0L), (balance.JournalNumber, balance.KnownOn, balance.Available));
        Assert.Empty((await new PassbookReader(followed.Source).Page("haian", ChensHolder, "points", 0, 200, day, null, default)).Lines);
        Assert.Empty((await new RankingReader(followed.Source).Rank("haian", new RankingQuestion(day, day), 0, 200, default)).Places);
        Assert.Empty((await new PayableReader(followed.Source).At("haian", null, day, null, default)).Merchants);
        Assert.Empty((await new MerchantReader(followed.Source).Day("haian", Breakfast, day, 0, 200, default)).Movements);
        Assert.True((await new BooksCheckReader(followed.Source).Now("haian", default)).AddUp);
    }

    [Fact]
    public async Task An_answer_says_where_it_stands_and_is_never_known_beyond_it()
    {
        var haian = new Haian();
        haian.Act(Chen);
        await using var followed = await Followed.Of(haian.Book);

        var balance = await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", haian.Book.Today, haian.Book.Number + 100, default);

        Assert.Equal((haian.Book.Number, haian.Book.Number), (balance.JournalNumber, balance.KnownOn));
    }

    [Fact]
    public async Task Communities_of_one_database_do_not_see_each_other()
    {
        var (haian, other) = (new Haian(), new Haian(tenant: "chunjiang"));
        haian.Act(Chen);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        other.Act(Chen, minutes: 30);
        await using var followed = await Followed.Of(haian.Book);
        await followed.Follow(other.Book, 5, _ => 10);

        Assert.Equal(700, (await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", haian.Book.Today, null, default)).Available);
        Assert.Equal(500, (await new BalanceReader(followed.Source).At("chunjiang", ChensHolder, "points", haian.Book.Today, null, default)).Available);
        Assert.Empty((await new MerchantReader(followed.Source).Redemptions("chunjiang", Breakfast, null, null, 200, default)).Redemptions);
        Assert.Equal(500, (await new BooksCheckReader(followed.Source).Now("chunjiang", default)).Commodities.Single(one => one.Commodity == "points").Totals.Issued);
    }

    [Fact]
    public async Task Rows_of_another_generation_are_never_read()
    {
        var haian = new Haian();
        haian.Act(Chen);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        await using var followed = await Followed.Of(haian.Book);
        await followed.Follow(haian.Book, 2, _ => 10);
        var day = haian.Book.Today;

        Assert.Equal(700, (await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", day, null, default)).Available);
        Assert.Equal([1, 2, 3], (await new PassbookReader(followed.Source).Page("haian", ChensHolder, "points", 0, 200, day, null, default)).Lines.Select(line => line.Line));
        Assert.Equal(1000, (await new RankingReader(followed.Source).Rank("haian", new RankingQuestion(day, day), 0, 200, default)).Total);
        Assert.Equal(1000, (await new RankingReader(followed.Source).RollUp("haian", new RankingQuestion(day, day), default)).Total);
        Assert.Equal(200, (await new PayableReader(followed.Source).At("haian", null, day, null, default)).Owed.Count);
        Assert.Equal((1L, 1), await Day(followed, day));
        Assert.Single((await new MerchantReader(followed.Source).Redemptions("haian", Breakfast, null, null, 200, default)).Redemptions);
        foreach (var books in new[] { await new BooksCheckReader(followed.Source).Now("haian", default), await new BooksCheckReader(followed.Source).At("haian", null, null, default) })
            Assert.Equal(1000, books.Commodities.Single(one => one.Commodity == "points").Totals.Issued);
    }

    [Fact]
    public async Task Three_numbers_and_the_minutes_of_each_evidence_class_stay_apart()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 60, evidence: Domain.Acts.Evidence.SystemTimed);
        haian.Act(Chen, minutes: 30, evidence: Domain.Acts.Evidence.BackFilled);
        haian.Act(Chen, minutes: 15, evidence: Domain.Acts.Evidence.BackFilled);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        haian.Hold(Chen, Key);
        await using var followed = await Followed.Of(haian.Book);

        var balance = await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", haian.Book.Today, null, default);

        Assert.Equal((950L, 500L, 1750L), (balance.Available, balance.Held, balance.Earned));
        Assert.Equal([("back-filled", 45L), ("system-timed", 60L)], balance.Minutes.Select(one => (one.Evidence.Value, one.Minutes.Count)));
    }

    [Fact]
    public async Task Hours_count_by_the_occurred_date_and_points_by_the_booked_date()
    {
        var haian = new Haian();
        haian.Wait(TimeSpan.FromDays(10));
        haian.Act(Chen, daysAgo: 9);
        await using var followed = await Followed.Of(haian.Book);

        var balance = await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", haian.Book.Today.AddDays(-5), null, default);

        Assert.Equal((0L, 60L), (balance.Available, balance.Minutes.Single().Minutes.Count));
    }

    [Fact]
    public Task Over_any_history_balance_lots_and_passbook_equal_the_replay() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        for (var look = 0; look < 40; look++)
        {
            var holder = AccountName.Holder(Volunteers[random.Next(Volunteers.Length)]);
            var (commodity, day, known) = (random.Next(3) == 0 ? "minutes" : "points", haian.Book.Today.AddDays(random.Next(-500, 100)), random.NextInt64(haian.Book.Number + 1));
            var replayed = AccountReplay.Of(haian.Book.Events, holder, commodity, day, known);

            Assert.Equal(replayed.Lines, await AllLines(followed, holder, commodity, day, known));
            if (commodity == "minutes") continue; // a balance of minutes goes by the occurred date
            var balance = await new BalanceReader(followed.Source).At("haian", holder, commodity, day, known, default);
            var lots = await new BalanceReader(followed.Source).Lots("haian", holder, commodity, day, known, default);
            var earned = balance.Earned;
            foreach (var alias in Aliases(haian, holder, known)) earned += (await new BalanceReader(followed.Source).At("haian", alias, "points", day, known, default)).Earned;
            Assert.Equal((replayed.Available, replayed.Held, replayed.Earned), (balance.Available, balance.Held, earned));
            Assert.Equal(replayed.Live, lots.Live);
            Assert.Equal(replayed.Lapsed, lots.Lapsed);
        }
    });

    private static IEnumerable<string> Aliases(Haian haian, string holder, long known) => haian.Book.Events.Where(one => one.Number <= known)
        .Select(one => DomainJson.ReadFact(one.Type, one.Data)).OfType<PersonsMerged>().Where(merged => AccountName.Holder(merged.Person) == holder).Select(merged => AccountName.Holder(merged.Merged));

    [Fact]
    public Task The_last_line_equals_what_decisions_read() => RandomHistory.Check(async (haian, _) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        foreach (var person in Volunteers)
        {
            if (haian.Book.States.Find<Account>(Account.Key(person, "points")) is not { } state) continue;
            var page = await new PassbookReader(followed.Source).Newest("haian", AccountName.Holder(person), "points", null, 1, haian.Book.Today, null, default);
            Assert.Equal((state.Entry, state.Available, state.Held, state.Number), (page.Lines[0].Line, page.Lines[0].Available, page.Lines[0].Held, page.Lines[0].Number));
        }
    });

    [Fact]
    public void Random_histories_tell_of_everything_that_moves_value()
    {
        var told = Enumerable.Range(1, 60).SelectMany(seed => RandomHistory.Of(seed).Book.Events.Select(one => one.Type)).ToHashSet();

        Assert.Empty(Domain.Storage.EventNames.All.Where(name => name.Value.IsAssignableTo(typeof(IPostedFact))).Select(name => name.Key).Except(told));
    }

    private static async Task<(long Times, int Lines)> Day(Followed followed, DateOnly day)
    {
        var answer = await new MerchantReader(followed.Source).Day("haian", Breakfast, day, 0, 200, default);
        return (answer.Captured.Times, answer.Movements.Count);
    }

    private static async Task<List<PassbookLine>> AllLines(Followed followed, string holder, string commodity, DateOnly day, long known)
    {
        var lines = new List<PassbookLine>();
        while (await new PassbookReader(followed.Source).Page("haian", holder, commodity, lines.LastOrDefault()?.Line ?? 0, 7, day, known, default) is { Lines: { Count: > 0 } page })
            lines.AddRange(page);
        return lines;
    }
}
