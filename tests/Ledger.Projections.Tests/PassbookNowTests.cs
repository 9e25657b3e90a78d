using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Passbook;
using Ledger.Projections.Tests.Given;
using Npgsql;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

/// <summary>What somebody has is told by the rows decisions read, where they tell of the number a page stands at; otherwise entries are added up.</summary>
public sealed class PassbookNowTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>Pages share statements: a long account would hold up whoever shares one with it.</summary>
    [Theory, InlineData("points"), InlineData("minutes")]
    public async Task A_page_of_an_account_of_20_000_entries_reads_what_one_of_10_does(string commodity)
    {
        await using var followed = await Followed.Empty();
        await using var lookUps = JournalSource.ForLookUps(followed.ConnectionString);
        var reader = new PassbookReader(lookUps);
        for (var warm = 0; warm < 3; warm++) await RowsRead(Chen, 5);
        await Fill(Chen, 5, 0);
        await Fill(Li, 10_000, 5);

        var (few, many) = (await RowsRead(Chen, 5), await RowsRead(Li, 10_000));

        Assert.Equal((5, 5), (few, many));

        async Task<long> RowsRead(PersonId person, int lines)
        {
            await Run("SELECT pg_stat_reset()");
            var now = new AccountNow(10_005, Today, 10_005, 25 * lines, [new(new Lot("care", "timed", "community", 2026, null), 25 * lines)], Today);
            var page = await reader.Newest("haian", AccountName.Holder(person), commodity, null, 5, Today, null, default, now: now);
            Assert.True(page.Lines.Count == 0 || (page.Lines[0].Line, page.Available) == (lines, 25 * lines));
            await Run("SELECT pg_stat_force_next_flush()");
            await using var command = lookUps.CreateCommand("SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_user_indexes WHERE relname IN ('entry', 'passbook_line')");
            return (long)(await command.ExecuteScalarAsync())!;
        }

        Task Fill(PersonId person, int lines, int after) => Run($"""
            INSERT INTO ledger.entry (tenant_id, generation, number, leg, holder, account, role, commodity, fact, amount, occurred_on, booked_on, recorded_at, board, bucket, funding, origin_year)
                SELECT 'haian', 1, {after} + n, leg, '{AccountName.Holder(person)}', role, role, '{commodity}', 'act-accrued.v1', amount, '2026-03-02', '2026-03-02', '2026-03-02', 'care', 'timed', 'community', 2026
                FROM generate_series(1, {lines}) n, (VALUES (0, 'issued', -25), (1, 'available', 25)) AS v(leg, role, amount);
            INSERT INTO ledger.passbook_line (tenant_id, generation, holder, commodity, line, number, booked_on, occurred_on, recorded_at, fact, available_change, held_change, lapsed, available, held)
                SELECT 'haian', 1, '{AccountName.Holder(person)}', '{commodity}', n, {after} + n, '2026-03-02', '2026-03-02', '2026-03-02', 'act-accrued.v1', 25, 0, 0, 25 * n, 0 FROM generate_series(1, {lines}) n;
            INSERT INTO ledger.read_model (tenant_id, model, version, generation, number) VALUES ('haian', 'entries', 1, 1, {after + lines}), ('haian', 'passbook', 1, 1, {after + lines})
                ON CONFLICT (tenant_id, model) DO UPDATE SET number = excluded.number;
            """);

        async Task Run(string sql)
        {
            await using var command = lookUps.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Also where they stand before or behind one another, and of whoever was merged, has gone, or is a household.</summary>
    [Fact]
    public Task Over_any_history_the_rows_decisions_read_tell_what_all_entries_add_up_to() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var (reader, rulebook, told) = (new PassbookReader(followed.Source), InForce(haian), 0);
        var holders = haian.Book.Events.Select(one => DomainJson.ReadFact(one.Type, one.Data)).OfType<IValueFact>().Select(fact => fact.Owner).Distinct().ToList();
        for (var look = 0; look < 12; look++)
        {
            var read = random.NextInt64(1, haian.Book.Number + 1);
            var stands = Math.Clamp(read + random.Next(-10, 10), 1, haian.Book.Number);
            await Stand(followed, stands);
            var books = BooksAt(haian, read);
            foreach (var holder in holders)
                foreach (var commodity in new[] { "points", "hours", "minutes" })
                {
                    var (now, day) = (AccountNow.Of(books, holder, commodity), books.Today.AddDays(random.Next(3) == 0 ? random.Next(-50, 500) : 0));
                    if (now.IsSo(Math.Min(read, stands), day)) told++;

                    var page = await reader.Newest("haian", holder.ToString(), commodity, null, 5, day, null, default, rulebook, now);

                    var added = await reader.Newest("haian", holder.ToString(), commodity, null, 5, day, Math.Min(read, stands), default, rulebook);
                    Assert.Equal((Math.Min(read, stands), added.Available, added.Lapsed), (page.KnownOn, page.Available, page.Lapsed));
                    Assert.Equal(added.Live, page.Live);
                    Assert.Equal(added.Lines, page.Lines);
                }
        }
        Assert.NotEqual(0, told);
    });

    [Fact]
    public async Task What_moved_since_the_page_stands_is_added_up_as_it_was()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 60);
        var early = haian.Book.Number;
        haian.Act(Chen, minutes: 90);
        await using var followed = await Followed.Of(haian.Book);
        await Stand(followed, early);

        var page = await new PassbookReader(followed.Source).Newest("haian", AccountName.Holder(Chen), "points", null, 50, haian.Book.Today, null, default, now: AccountNow.Of(BooksAt(haian, haian.Book.Number), Chen, "points"));

        Assert.Equal((early, early, 1000L, 1000L), (page.JournalNumber, page.KnownOn, page.Lines.Single().Available, page.Available));
    }

    /// <summary>… and hours, which are never spent, are never over.</summary>
    [Fact]
    public async Task What_is_idle_has_lapsed_however_the_page_knows_it()
    {
        var haian = new Haian(new Expiry("idle", new(default, null), CountFrom.Booked, Idle: new Quantity(6, Unit.Months)));
        haian.Act(Chen, minutes: 60);
        await using var followed = await Followed.Of(haian.Book);
        var books = BooksAt(haian, haian.Book.Number);
        var lastDay = haian.Book.Today.AddMonths(6);

        foreach (var isRead in new[] { true, false })
        {
            async Task<(long, long)> On(DateOnly day, string commodity) => await new PassbookReader(followed.Source).Newest("haian", AccountName.Holder(Chen), commodity, null, 50, day, null, default, InForce(haian),
                isRead ? AccountNow.Of(books, Chen, commodity) : null) is var page ? (page.Available, page.Lapsed) : default;

            Assert.Equal((1000, 0), await On(lastDay, "points"));
            Assert.Equal((0, 1000), await On(lastDay.AddDays(1), "points"));
            Assert.Equal((60, 0), await On(lastDay.AddDays(1), "minutes"));
        }
    }

    private static Books BooksAt(Haian haian, long number)
    {
        var states = new MemoryStates();
        foreach (var one in haian.Book.Events.Take((int)number)) Fold.Apply(states, new At(one.Number, one.RecordedAt), DomainJson.ReadFact(one.Type, one.Data));
        return new Books(states, haian.Book.Events[(int)number - 1].RecordedAt, number + 1);
    }

    private static Func<DateOnly, Rulebook?> InForce(Haian haian)
    {
        var published = haian.Book.Events.Select(one => DomainJson.ReadFact(one.Type, one.Data)).OfType<RulebookPublished>().Last();
        var rulebook = new Rulebook(published.Document, published.Hash, 1);
        return _ => rulebook;
    }

    private static async Task Stand(Followed followed, long number)
    {
        await using var command = followed.Source.CreateCommand($"UPDATE ledger.read_model SET number = {number}");
        await command.ExecuteNonQueryAsync();
    }
}
