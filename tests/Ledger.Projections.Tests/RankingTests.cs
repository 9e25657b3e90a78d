using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Projections.Rankings;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class RankingTests
{
    [Fact]
    public async Task Equal_amounts_share_a_rank_and_who_posted_last_earlier_comes_first()
    {
        var haian = new Haian();
        haian.Act(Rider, minutes: 60);
        haian.Act(Chen, minutes: 120);
        haian.Act(Li, minutes: 60);
        haian.Act(Zhou, minutes: 30);
        await using var followed = await Followed.Of(haian.Book);

        var ranking = await Rank(followed, Period(haian));

        Assert.Equal([(1, 1, Of(Chen), 2000), (2, 2, Of(Rider), 1000), (3, 2, Of(Li), 1000), (4, 4, Of(Zhou), 500)], Places(ranking));
        Assert.Equal((4500L, 4L, haian.Book.Number), (ranking.Total, ranking.Subjects, ranking.JournalNumber));
    }

    [Fact]
    public async Task The_next_page_goes_on_after_the_last_position()
    {
        var haian = new Haian();
        foreach (var person in Volunteers) haian.Act(person);
        await using var followed = await Followed.Of(haian.Book);

        var (second, beyond) = (await Rank(followed, Period(haian), after: 2, most: 1), await Rank(followed, Period(haian), after: 4));

        Assert.Equal([(3, 1, Of(Rider), 1000)], Places(second));
        Assert.Empty(beyond.Places);
        Assert.Equal((4000L, 4L), (beyond.Total, beyond.Subjects));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Rank(followed, Period(haian), most: 201));
    }

    [Fact]
    public async Task Spending_does_not_matter_and_what_is_only_recorded_does_not_rank()
    {
        var haian = new Haian();
        haian.Act(Chen);
        haian.Record(Chen);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        await using var followed = await Followed.Of(haian.Book);

        Assert.Equal([(1, 1, Of(Chen), 1000)], Places(await Rank(followed, Period(haian))));
    }

    [Fact]
    public async Task It_goes_by_the_occurred_date_and_as_known_on_a_number()
    {
        var haian = new Haian();
        haian.Act(Chen);
        var before = haian.Book.Number;
        haian.Wait(TimeSpan.FromDays(30));
        haian.Act(Li, daysAgo: 30);
        await using var followed = await Followed.Of(haian.Book);
        var march2 = new RankingQuestion(new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2));

        Assert.Equal([Of(Chen), Of(Li)], Places(await Rank(followed, march2)).Select(place => place.Item3));
        Assert.Equal([Of(Chen)], Places(await Rank(followed, march2 with { KnownOn = before })).Select(place => place.Item3));
        Assert.Empty((await Rank(followed, new RankingQuestion(march2.From.AddDays(1), haian.Book.Today))).Places);
    }

    [Fact]
    public async Task Minutes_and_a_single_board_are_ranked_on_their_own()
    {
        var haian = new Haian();
        haian.Act(Chen, "meals", minutes: 90);
        haian.Act(Li, "reading", minutes: 100);
        await using var followed = await Followed.Of(haian.Book);

        Assert.Equal([(1, 1, Of(Li), 100), (2, 2, Of(Chen), 90)], Places(await Rank(followed, Period(haian) with { Commodity = Commodity.Minutes })));
        Assert.Equal([(1, 1, Of(Li), 250)], Places(await Rank(followed, Period(haian) with { Board = "family" })));
    }

    [Fact]
    public async Task A_household_counts_together_and_a_person_without_one_counts_as_one()
    {
        var haian = new Haian();
        haian.Act(Chen);
        haian.Act(Li);
        haian.Act(Rider, minutes: 90);
        await using var followed = await Followed.Of(haian.Book);

        Assert.Equal([(1, 1, $"household:{Home}", 2000), (2, 2, Of(Rider), 1500)], Places(await Rank(followed, Period(haian) with { Subject = RankedSubject.Household })));
    }

    [Fact]
    public async Task Nodes_of_a_level_add_up_to_the_community_with_the_unattached_as_one_of_them()
    {
        var haian = new Haian();
        haian.Act(Chen, place: "g3");
        haian.Act(Rider, minutes: 90, place: "west");
        haian.Act(Zhou, minutes: 30, place: "haian");
        await using var followed = await Followed.Of(haian.Book);
        var nodes = Period(haian) with { Subject = RankedSubject.Node, Level = 2 };

        var (belongs, happened) = (await Rank(followed, nodes), await Rank(followed, nodes with { Side = GridSide.WhereItHappened }));

        Assert.Equal([(1, 1, "unattached", 1500), (2, 2, "node:east", 1000), (3, 3, "node:west", 500)], Places(belongs));
        Assert.Equal([(1, 1, "node:west", 2500), (2, 2, "node:haian", 500)], Places(happened));
        Assert.Equal(3000, belongs.Total);
        Assert.Equal([(1, 1, "node:g3", 500)], Places(await Rank(followed, nodes with { Level = 3, Within = "west" })));
    }

    [Fact]
    public Task A_roll_up_adds_up_on_either_side_over_any_history() => RandomHistory.Check(async (haian, _) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        // What is still on notice has no legs, and does not rank.
        var earned = -haian.Book.Events.Select(one => Domain.Storage.DomainJson.ReadFact(one.Type, one.Data)).OfType<IActValueFact>().SelectMany(fact => fact.Legs)
            .Where(leg => leg is { Commodity: Commodity.Points, Account: AccountName.Issued or AccountName.ClawedBack }).Sum(leg => leg.Amount);
        foreach (var side in Enum.GetValues<GridSide>())
        {
            var rollUp = await new RankingReader(followed.Source).RollUp("haian", Always with { Side = side }, default);

            Assert.Equal(earned, rollUp.Total);
            Assert.Equal(rollUp.Total, rollUp.Nodes.Sum(node => node.Own));
            Assert.Equal(rollUp.Total, rollUp.Nodes.Where(node => !node.Path.Contains('/')).Sum(node => node.Total));
            foreach (var node in rollUp.Nodes.Where(node => node.Path.Length > 0))
                Assert.Equal(node.Total, node.Own + rollUp.Nodes.Where(child => child.Path.StartsWith(node.Path + "/") && !child.Path[(node.Path.Length + 1)..].Contains('/')).Sum(child => child.Total));
            for (var level = 1; level <= 4; level++)
                Assert.Equal(rollUp.Total, (await Rank(followed, Always with { Side = side, Subject = RankedSubject.Node, Level = level })).Total);
            Assert.Equal(side == GridSide.BelongsTo, rollUp.Nodes.Any(node => node.Subject == RankingReader.Unattached));
        }
    });

    private static readonly RankingQuestion Always = new(new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));

    private static RankingQuestion Period(Haian haian) => new(haian.Book.Today.AddDays(-40), haian.Book.Today);

    private static Task<Ranking> Rank(Followed followed, RankingQuestion question, long after = 0, int most = 200) =>
        new RankingReader(followed.Source).Rank("haian", question, after, most, default);

    private static IEnumerable<(int, int, string, int)> Places(Ranking ranking) =>
        ranking.Places.Select(place => ((int)place.Position, (int)place.Rank, place.Subject, (int)place.Amount));

    private static string Of(PersonId person) => AccountName.Holder(person);
}
