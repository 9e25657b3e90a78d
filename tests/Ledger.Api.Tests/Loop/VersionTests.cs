using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Loop;

/// <summary>A service meets books that were written by another version of it.</summary>
public sealed class VersionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_service_older_than_the_books_reads_on_and_writes_nothing()
    {
        var town = await api.OpenTown("newer");
        await town.Earn(town.Volunteer, 5000);
        await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?atLeast={await town.Head()}").Accepted();
        // A newer node wrote an event this one has no word for.
        await api.Database.Run($"UPDATE ledger.head SET event_names = event_names || '{{garden-dug.v1}}' WHERE tenant_id = '{town.Code}'");
        var before = await api.Events(town);
        var refused = await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer)).Refused("unavailable");
        Assert.Equal(503, refused.Status);
        Assert.Equal(5000, await town.Available(town.Volunteer));
        Assert.Equal(before, await api.Events(town));
        // What one can get is for a decision to say, and this node decides nothing here: that is no answer, and is not told as one.
        var offers = await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/offers").Refused("unavailable");
        Assert.Equal((503, "10"), (offers.Status, offers.Headers["Retry-After"]));

        // A newer node keeps rows this one would misread: what reads state says so, what reads read models goes on.
        await api.Database.Run($"UPDATE ledger.head SET state_generation = 99 WHERE tenant_id = '{town.Code}'");
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer)).Refused("unavailable");
        Assert.Equal(before, await api.Events(town));

        // Another community on the same node does not notice.
        var other = await api.OpenTown("plain");
        await other.Earn(other.Volunteer, 1000);
        await api.Database.Run($"UPDATE ledger.head SET state_generation = {Ledger.Domain.Storage.StateKinds.Generation}, event_names = array_remove(event_names, 'garden-dug.v1') WHERE tenant_id = '{town.Code}'");
        await town.Earn(town.OtherVolunteer, 1000);
    }

    /// <summary>Generation 1 lay in a table of its own; whatever it held, the rows after the start are those the events say.</summary>
    [Fact]
    public async Task A_community_of_the_first_generation_is_filled_by_the_next_start()
    {
        var town = await api.OpenTown("first");
        await town.Earn(town.Volunteer, 6000);
        await town.Hold(town.Volunteer);
        await LikeGeneration1(town);
        await using var node = await api.AddNode();
        Assert.Equal(3500, await town.Available(town.Volunteer));
        Assert.Equal(0, await town.Scalar<long>("SELECT count(*) FROM ledger.state WHERE tenant_id = $1"));
        Assert.Equal(LedgerCtl.Well, await Run("rebuild", "--state", "--community", town.Code));
        await town.Hold(town.Volunteer);
    }

    [Fact]
    public async Task A_community_an_older_node_opened_later_is_filled_when_it_is_first_written_to()
    {
        var town = await api.OpenTown("later");
        await LikeGeneration1(town);
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer)).Refused("unavailable");
        await Task.WhenAny(Eventually(), Task.Delay(TimeSpan.FromSeconds(20)));
        await town.Earn(town.Volunteer, 1000);

        async Task Eventually()
        {
            while (await town.Scalar<int>("SELECT state_generation FROM ledger.head WHERE tenant_id = $1") < 2) await Task.Delay(50);
        }
    }

    [Fact]
    public async Task The_tool_fills_ahead_of_the_start()
    {
        var town = await api.OpenTown("ahead");
        await town.Earn(town.Volunteer, 6000);
        await LikeGeneration1(town);
        Assert.Equal(LedgerCtl.Well, await Run("upgrade-state", "--community", town.Code));
        Assert.Equal(6000, await town.Available(town.Volunteer));
        Assert.Equal(LedgerCtl.Well, await Run("rebuild", "--state", "--community", town.Code));
    }

    private Task LikeGeneration1(Town town) => api.Database.Run($"""
        INSERT INTO ledger.state SELECT tenant_id, kind, key, row FROM ledger.state_row WHERE tenant_id = '{town.Code}' AND kind <> 'account';
        DELETE FROM ledger.state_row WHERE tenant_id = '{town.Code}';
        UPDATE ledger.head SET state_generation = 1 WHERE tenant_id = '{town.Code}';
        """);

    private async Task<int> Run(params string[] args)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        return await LedgerCtl.Run([.. args, "--database", api.Database.ConnectionString], said, said);
    }
}
