using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Passbook;
using Ledger.Projections.Replay;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class ReplayPageTests
{
    /// <summary>Reversals, lapses, merges, any commodity, any pair of dates, pages of any length; some go on from where one ended, some from the beginning.</summary>
    [Fact]
    public Task Over_any_history_all_pages_together_are_the_whole_replay() => RandomHistory.Check(async (haian, random) =>
    {
        var events = haian.Book.Events;
        var merged = events.Select(Fact).OfType<PersonsMerged>().SelectMany(fact => new[] { fact.Person, fact.Merged }).ToList();
        for (var look = 0; look < 60; look++)
        {
            var person = merged.Count > 0 && random.Next(3) == 0 ? merged[random.Next(merged.Count)] : Volunteers[random.Next(Volunteers.Length)];
            var (holder, commodity) = (AccountName.Holder(person), random.Next(3) switch { 0 => "minutes", 1 => "hours", _ => "points" });
            var (day, known, lines) = (haian.Book.Today.AddDays(random.Next(-300, 100)), random.Next(2) == 0 ? haian.Book.Number : random.NextInt64(haian.Book.Number + 1), random.Next(1, 30));
            var rulebook = events.Where(one => one.Number <= known).Select(Fact).OfType<RulebookPublished>().LastOrDefault();
            Rulebook? InForce(DateOnly _) => rulebook is null ? null : new(rulebook.Document, rulebook.Hash, 1);
            var whole = new AccountReplay(holder, commodity, day, known);
            foreach (var one in events) whole.Add(one);

            var (paged, read) = (await ByPages(events, person, commodity, day, known, lines, random), new List<PassbookLine>());
            Assert.All(paged.SkipLast(1), page => Assert.Equal(lines, page.Lines.Count));
            foreach (var page in paged) read.AddRange(page.Lines);
            var (due, last) = (whole.Result(InForce), paged[^1].Result(InForce));

            Assert.Equal(due.Lines, read);
            Assert.Equal((due.Available, due.Held, due.Earned, due.Debt), (last.Available, last.Held, last.Earned, last.Debt));
            Assert.Equal(due.Live, last.Live);
            Assert.Equal(due.Lapsed, last.Lapsed);
        }
    });

    [Fact]
    public async Task A_page_ends_after_so_many_events_whether_they_take_lines_or_not()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var one = haian.Book.Events.Last(recorded => Fact(recorded) is not IValueFact);
        List<RecordedEvent> stream = [.. Enumerable.Range(1, 2 * ReplayPage.MostEvents).Select(version => one with { Version = version })];
        var (replay, asked) = (new AccountReplay(AccountName.Holder(Chen), "points", haian.Book.Today, haian.Book.Number), 0);
        Task<IReadOnlyList<RecordedEvent>> Events(long after, int most) => Task.FromResult<IReadOnlyList<RecordedEvent>>([.. stream.Skip((int)after).Take(Math.Min(most, asked += most))]);

        Assert.Equal(ReplayPage.MostEvents, await ReplayPage.Read(replay, Events, 0, 200));
        Assert.True(asked <= ReplayPage.MostEvents + 300, $"{asked} events were asked for.");
        Assert.Equal(2 * ReplayPage.MostEvents - 500, await ReplayPage.Read(replay, Events, ReplayPage.MostEvents - 500, 200));
        Assert.Null(await ReplayPage.Read(replay, Events, ReplayPage.MostEvents, 200));
    }

    [Fact]
    public void What_is_added_to_a_page_is_not_in_the_place_it_began_at()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var place = new AccountReplay(AccountName.Holder(Chen), "points", haian.Book.Today, haian.Book.Number);
        var page = place.NextPage();
        foreach (var one in haian.Book.Events) page.Add(one);

        Assert.NotEqual(0, page.Result().Available);
        Assert.Equal((0, 0, 0), (place.Result().Available, place.Lots, place.Lines.Count));
        Assert.Equal((page.Lots, 0), (page.NextPage().Lots, page.NextPage().Lines.Count));
    }

    /// <summary>As the service reads: the holder's own stream by pages, whoever he was merged with at the end.</summary>
    private static async Task<List<AccountReplay>> ByPages(IReadOnlyList<RecordedEvent> all, PersonId person, string commodity, DateOnly day, long known, int lines, Random random)
    {
        List<RecordedEvent> StreamOf(PersonId id) => [.. all.Where(one => one.Stream == Ledger.Domain.Stream.Person(id).Id && one.Number <= known).Select((one, index) => one with { Version = index + 1 })];
        var (own, pages, first) = (StreamOf(person), new List<AccountReplay>(), new AccountReplay(AccountName.Holder(person), commodity, day, known));
        for (long? at = 0; at is { } version;)
        {
            var page = pages.Count > 0 ? pages[^1].NextPage() : first;
            if (random.Next(3) == 0)
            {
                page = new AccountReplay(AccountName.Holder(person), commodity, day, known);
                foreach (var one in own.Where(one => one.Version <= version)) page.Add(one);
                page = page.NextPage();
            }
            at = await ReplayPage.Read(page, (after, most) => Task.FromResult<IReadOnlyList<RecordedEvent>>([.. own.Skip((int)after).Take(most)]), version, lines);
            pages.Add(page);
        }
        foreach (var survivor in all.Select(Fact).OfType<PersonsMerged>().Where(fact => fact.Merged == person).Select(fact => fact.Person).Take(1))
            foreach (var one in StreamOf(survivor)) pages[^1].Add(one);
        foreach (var alias in pages[^1].Aliases)
            foreach (var one in StreamOf(alias)) pages[^1].Add(one);
        return pages;
    }

    private static object Fact(RecordedEvent recorded) => DomainJson.ReadFact(recorded.Type, recorded.Data);
}
