using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>A community with more of everything than a small town has.</summary>
[Collection(SharedApi.Name)]
public sealed class LargeCommunityTests(TestApi api)
{
    [Fact]
    public async Task A_grid_tree_of_more_than_a_thousand_nodes_is_answered_whole()
    {
        var town = await Town.Open(api, "large");
        var before = (await town.Office.Calls.Get($"{town.Path}/grid-nodes")).Ok().Count("nodes");
        for (var start = 0; start < 1200; start += 300)
            await town.Administrator.Calls.Post($"{town.Path}/grid-nodes", new { nodes = Enumerable.Range(start, 300).Select(n => Town.Node($"unit-{n}", $"{n}单元", "unit", parent: "grid-1")).ToArray() }).Accepted();
        Assert.Equal(before + 1200, (await town.Office.Calls.Get($"{town.Path}/grid-nodes")).Ok().Count("nodes"));
    }
}
