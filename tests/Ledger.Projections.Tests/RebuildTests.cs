using Ledger.Domain.Storage;
using Ledger.Projections.Tables;
using Ledger.Projections.Tests.Given;

namespace Ledger.Projections.Tests;

public sealed class RebuildTests
{
    public static TheoryData<string> Models => [.. AllReadModels.List.Select(model => model.Name)];

    [Theory, MemberData(nameof(Models))]
    public Task Rebuilt_in_other_runs_it_equals_the_live_one_to_the_byte(string model) => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Empty();
        await followed.Follow(haian.Book, 1, _ => random.Next(1, 12));
        await followed.Follow(haian.Book, 2, _ => 700);

        foreach (var table in Named(model).Tables)
        {
            var live = await followed.Rows(haian.Book.Tenant, table, 1);
            Assert.Equal(live, await followed.Rows(haian.Book.Tenant, table, 2));
            if (table == Named(model).Tables[0]) Assert.NotEmpty(live);
        }
    });

    [Theory, MemberData(nameof(Models))]
    public async Task Clearing_takes_no_more_than_asked_and_only_its_generation(string model)
    {
        var haian = new Haian();
        for (var act = 0; act < 4; act++) haian.Act(Haian.Chen);
        haian.Capture(haian.Hold(Haian.Chen, Haian.Bun), Haian.Breakfast);
        await using var followed = await Followed.Empty();
        await followed.Follow(haian.Book, 1, _ => 50);
        await followed.Follow(haian.Book, 2, _ => 50);
        var before = await Count(followed, model, 2);

        await using var connection = await followed.Source.OpenConnectionAsync();
        for (var gone = 1; gone > 0;)
        {
            gone = await Named(model).Clear("haian", 1, 3, connection, default);
            Assert.InRange(gone, 0, 3);
        }

        Assert.Equal((0, before), (await Count(followed, model, 1), await Count(followed, model, 2)));
    }

    /// <summary>Joined row by row, forty thousand would take longer than a statement may.</summary>
    [Fact]
    public async Task A_generation_the_planner_has_not_heard_of_is_cleared_without_comparing_every_row_with_every_other()
    {
        await using var followed = await Followed.Empty();
        await using var connection = await followed.Source.OpenConnectionAsync();
        await Run("ALTER TABLE ledger.mention SET (autovacuum_enabled = false)");
        await Fill(1);
        await Run("ANALYZE ledger.mention");
        await Fill(2);

        Assert.Equal(40_000, await Named("mentions").Clear("haian", 2, 40_000, connection, default));

        Task Fill(int generation) => Run($"INSERT INTO ledger.mention SELECT 'haian', {generation}, gen_random_uuid(), n FROM generate_series(1, 40000) AS n");
        async Task Run(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_second_node_that_clears_at_the_same_time_does_not_take_the_others_rows_for_the_last()
    {
        var haian = new Haian();
        for (var act = 0; act < 4; act++) haian.Act(Haian.Chen);
        await using var followed = await Followed.Of(haian.Book);
        await using var first = await followed.Source.OpenConnectionAsync();
        await using var second = await followed.Source.OpenConnectionAsync();
        await using var transaction = await first.BeginTransactionAsync();
        Assert.Equal(3, await Named("entries").Clear("haian", 1, 3, first, default));

        var waiting = Named("entries").Clear("haian", 1, 3, second, default);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal(3, await waiting);
    }

    [Theory, MemberData(nameof(Models))]
    public void Every_fact_is_handled_or_ignored_and_none_is_both(string model)
    {
        var facts = Named(model).Facts;

        Assert.Empty(facts.Handled.Intersect(facts.Ignored));
        Assert.Equal(EventNames.All.Values.Select(type => type.Name).Order(), facts.Handled.Concat(facts.Ignored).Select(type => type.Name).Order());
    }

    [Theory, MemberData(nameof(Models))]
    public void A_fact_nobody_knows_stops_the_follower(string model) =>
        Assert.Throws<InvalidOperationException>(() => Named(model).Facts.Handles("something new"));

    /// <summary>… and the merging of two persons, whose aliases stand beside the entries.</summary>
    [Fact]
    public void Every_fact_that_moves_value_is_handled_by_the_folds_of_legs() =>
        Assert.Equal(
            EventNames.All.Values.Where(type => type.IsAssignableTo(typeof(Domain.Accounts.IPostedFact))).Select(type => type.Name).Order(),
            FactsOfLegs().Where(type => type != typeof(Domain.Persons.PersonsMerged)).Select(type => type.Name).Order());

    private static IReadOnlySet<Type> FactsOfLegs() => Named("entries").Facts.Handled;

    private static async Task<int> Count(Followed followed, string model, int generation)
    {
        var count = 0;
        foreach (var table in Named(model).Tables) count += (await followed.Rows("haian", table, generation)).Count;
        return count;
    }

    private static IProjection Named(string model) => AllReadModels.List.Single(one => one.Name == model);
}
