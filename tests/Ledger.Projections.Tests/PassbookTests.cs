using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Projections.Balances;
using Ledger.Projections.Passbook;
using Ledger.Projections.Replay;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class PassbookTests
{
    private static readonly string ChensHolder = AccountName.Holder(Chen);

    [Fact]
    public async Task Lines_are_numbered_and_carry_the_running_balance()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 60);
        haian.Capture(haian.Hold(Chen, Bun, quantity: 2), Breakfast, quantity: 1);
        await using var followed = await Followed.Of(haian.Book);

        var page = await Page(followed, haian);

        Assert.Equal([1, 2, 3], page.Lines.Select(line => line.Line));
        Assert.Equal(["act-accrued.v1", "hold-placed.v1", "redemption-captured.v1"], page.Lines.Select(line => line.Fact));
        Assert.Equal([(1000, 0), (-600, 600), (300, -600)], page.Lines.Select(line => ((int)line.AvailableChange, (int)line.HeldChange)));
        Assert.Equal([(1000, 0), (400, 600), (700, 0)], page.Lines.Select(line => ((int)line.Available, (int)line.Held)));
        Assert.Equal((Bun, Breakfast), (page.Lines[2].Offer, page.Lines[2].Merchant));
        Assert.Equal("meals", page.Lines[0].ActType?.Value);
        Assert.Equal((haian.Book.Number, 700L, 0L), (page.JournalNumber, page.Available, page.Lapsed));
    }

    [Fact]
    public async Task A_page_continues_after_the_last_line_and_newest_come_first_on_a_phone()
    {
        var haian = new Haian();
        for (var act = 0; act < 5; act++) haian.Act(Chen, "reading", minutes: 5);
        await using var followed = await Followed.Of(haian.Book);
        var reader = new PassbookReader(followed.Source);

        Assert.Equal([3, 4], (await Page(followed, haian, after: 2, most: 2)).Lines.Select(line => line.Line));
        Assert.Empty((await Page(followed, haian, after: 5)).Lines);
        Assert.Equal([5, 4], (await reader.Newest("haian", ChensHolder, "points", null, 2, haian.Book.Today, null, default)).Lines.Select(line => line.Line));
        Assert.Equal([2, 1], (await reader.Newest("haian", ChensHolder, "points", 3, 200, haian.Book.Today, null, default)).Lines.Select(line => line.Line));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Page(followed, haian, most: 201));
    }

    /// <summary>As when one of them is stopped by an event it cannot take.</summary>
    [Theory]
    [InlineData("entries")]
    [InlineData("passbook")]
    public async Task A_page_and_what_can_be_spent_are_of_one_number_where_the_read_models_stand_apart(string behind)
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 60);
        var early = haian.Book.Number;
        haian.Act(Chen, minutes: 90);
        await using var followed = await Followed.Of(haian.Book);
        await using (var command = followed.Source.CreateCommand($"UPDATE ledger.read_model SET number = {early} WHERE model = '{behind}'"))
            Assert.Equal(1, await command.ExecuteNonQueryAsync());

        var page = await Page(followed, haian);

        Assert.Equal((early, early, 1000L), (page.JournalNumber, page.KnownOn, page.Available));
        Assert.Equal((1L, 1000L), (page.Lines.Single().Line, page.Lines.Single().Available));
        Assert.Equal(1000, page.Live.Sum(lot => lot.Amount));
    }

    [Fact]
    public async Task Minutes_have_a_passbook_of_their_own()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 90);
        await using var followed = await Followed.Of(haian.Book);

        var page = await new PassbookReader(followed.Source).Page("haian", ChensHolder, "minutes", 0, 200, haian.Book.Today, null, default);

        Assert.Equal((1L, 90L, 90L), (page.Lines.Single().Line, page.Lines.Single().AvailableChange, page.Available));
    }

    [Fact]
    public async Task A_late_act_keeps_its_occurred_date_and_stands_under_its_booked_date()
    {
        var haian = new Haian();
        var early = haian.Book.Today;
        haian.Wait(TimeSpan.FromDays(10));
        haian.Act(Chen, daysAgo: 9);
        await using var followed = await Followed.Of(haian.Book);

        var line = (await Page(followed, haian)).Lines.Single();

        Assert.Equal((early.AddDays(1), early.AddDays(10)), (line.OccurredOn, line.BookedOn));
        Assert.Empty((await Page(followed, haian, asOf: early.AddDays(9))).Lines);
        Assert.Equal(0, (await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", early.AddDays(9), null, default)).Available);
    }

    [Fact]
    public async Task What_expires_next_comes_first()
    {
        var haian = new Haian();
        haian.Act(Chen, daysAgo: 3);
        haian.Act(Chen, "reading", daysAgo: 8);
        await using var followed = await Followed.Of(haian.Book);

        var lots = await new BalanceReader(followed.Source).Lots("haian", ChensHolder, "points", haian.Book.Today, null, default);

        Assert.Equal(["family", "care"], lots.Live.Select(lot => lot.Lot.Board.Value));
        Assert.Equal([250, 1000], lots.Live.Select(lot => lot.Amount));
        Assert.Equal(haian.Book.Today.AddDays(-8).AddYears(1), lots.Live[0].Lot.ExpiresOn);
    }

    [Fact]
    public async Task A_lot_past_its_date_has_lapsed_on_every_read_although_nothing_is_posted()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var lastDay = haian.Book.Today.AddYears(1);
        await using var followed = await Followed.Of(haian.Book);

        var (onTheDay, after) = (await Page(followed, haian, asOf: lastDay), await Page(followed, haian, asOf: lastDay.AddDays(1)));

        Assert.Equal((1000L, 0L), (onTheDay.Available, onTheDay.Lapsed));
        Assert.Equal((0L, 1000L), (after.Available, after.Lapsed));
    }

    [Fact]
    public async Task What_is_idle_has_lapsed_on_every_read_and_spending_puts_that_off_for_all_there_is()
    {
        var haian = new Haian(new Expiry("idle", new(default, null), CountFrom.Booked, Idle: new Quantity(6, Unit.Months)));
        haian.Act(Chen, minutes: 60);
        haian.Wait(TimeSpan.FromDays(30));
        Captured(haian);
        var lastDay = haian.Book.Today.AddMonths(6);
        await using var followed = await Followed.Of(haian.Book);
        var published = haian.Book.Events.Select(one => DomainJson.ReadFact(one.Type, one.Data)).OfType<RulebookPublished>().Last();
        Rulebook InForce(DateOnly day) => new(published.Document, published.Hash, 1);

        var replay = new[] { lastDay, lastDay.AddDays(1) }.Select(day => new AccountReplay(ChensHolder, "points", day, haian.Book.Number)).ToList();
        foreach (var one in haian.Book.Events) replay.ForEach(account => account.Add(one));
        var left = replay[0].Result(InForce).Available;

        Assert.True(left > 0);
        Assert.Equal(0, replay[1].Result(InForce).Available);
        Assert.Equal(left, (await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", lastDay, null, default, InForce)).Available);
        Assert.Equal((0, left), (await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", lastDay.AddDays(1), null, default, InForce)) is var after ? (after.Available, after.Lapsed) : default);
    }

    [Fact]
    public async Task The_read_model_equals_the_replay_line_for_line_at_any_pair_of_dates()
    {
        var haian = new Haian();
        haian.Act(Chen, daysAgo: 5);
        haian.Wait(TimeSpan.FromDays(2));
        haian.Refund(Captured(haian), 1);
        haian.Wait(TimeSpan.FromDays(400));
        haian.Act(Chen);
        await using var followed = await Followed.Of(haian.Book);

        for (var known = 0L; known <= haian.Book.Number; known += 4)
            for (var day = new DateOnly(2026, 3, 1); day <= haian.Book.Today.AddDays(400); day = day.AddDays(131))
                await AssertReplayed(followed, haian, day, known);
    }

    private static async Task AssertReplayed(Followed followed, Haian haian, DateOnly day, long known)
    {
        var replayed = AccountReplay.Of(haian.Book.Events, ChensHolder, "points", day, known);
        var page = await Page(followed, haian, asOf: day, knownOn: known);
        var balance = await new BalanceReader(followed.Source).At("haian", ChensHolder, "points", day, known, default);
        Assert.Equal(replayed.Lines, page.Lines);
        Assert.Equal((replayed.Available, replayed.Held, replayed.Earned), (balance.Available, balance.Held, balance.Earned));
        Assert.Equal(replayed.Live, (await new BalanceReader(followed.Source).Lots("haian", ChensHolder, "points", day, known, default)).Live);
    }

    private static Domain.RedemptionId Captured(Haian haian)
    {
        var redemption = haian.Hold(Chen, Bun, 2);
        haian.Capture(redemption, Breakfast);
        return redemption;
    }

    private static Task<PassbookPage> Page(Followed followed, Haian haian, long after = 0, int most = 200, DateOnly? asOf = null, long? knownOn = null) =>
        new PassbookReader(followed.Source).Page("haian", ChensHolder, "points", after, most, asOf ?? haian.Book.Today, knownOn, default);
}
