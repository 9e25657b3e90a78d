using Ledger.Domain;
using Ledger.Domain.Grid;

namespace Ledger.Api.Demo;

/// <summary>The grid trees. They are older than the books.</summary>
internal static class Trees
{
    private static readonly DateOnly From = new(2026, 1, 1);

    /// <summary>Areas, and the grids of each: 4 片区 with 11 网格.</summary>
    private static readonly int[] GridsOfArea = [3, 3, 3, 2];

    /// <summary>Building grids of the grids, 40 in all.</summary>
    private static int BuildingGridsOf(int grid) => grid <= 7 ? 4 : 3;

    public static IEnumerable<NewNode> Haian()
    {
        var (grid, building) = (0, 0);
        for (var area = 1; area <= GridsOfArea.Length; area++)
        {
            yield return Node($"area-{area}", "haian", NodeKind.Area, $"第{area}片区", $"Area {area}");
            for (var i = 0; i < GridsOfArea[area - 1]; i++)
            {
                grid++;
                yield return Node($"grid-{grid}", $"area-{area}", NodeKind.Grid, $"第{grid}网格", $"Grid {grid}");
                for (var j = 0; j < BuildingGridsOf(grid); j++)
                {
                    building++;
                    yield return Node($"bg-{building}", $"grid-{grid}", NodeKind.BuildingGrid, $"第{building}楼栋网格", $"Building grid {building}");
                    foreach (var below in BuildingWithUnits($"bg-{building}", building, 2)) yield return below;
                }
            }
        }
    }

    /// <summary>5 网格, 22 楼栋: one 百合邻长 for each building.</summary>
    public static IEnumerable<NewNode> Baiheyuan()
    {
        var building = 0;
        for (var grid = 1; grid <= 5; grid++)
        {
            yield return Node($"grid-{grid}", "baiheyuan", NodeKind.Grid, $"第{grid}网格", $"Grid {grid}");
            yield return Node($"estate-{grid}", $"grid-{grid}", NodeKind.Estate, $"百合园{grid}区", $"Estate {grid}");
            for (var i = 0; i < (grid <= 2 ? 5 : 4); i++)
            {
                building++;
                foreach (var below in BuildingWithUnits($"estate-{grid}", building, 2)) yield return below;
            }
        }
    }

    private static IEnumerable<NewNode> BuildingWithUnits(string above, int building, int units)
    {
        yield return Node($"b-{building}", above, NodeKind.Building, $"{building}号楼", $"Building {building}");
        for (var unit = 1; unit <= units; unit++)
            yield return Node($"b-{building}-u-{unit}", $"b-{building}", NodeKind.Unit, $"{building}号楼{unit}单元", $"Building {building}, entrance {unit}");
    }

    private static NewNode Node(string code, string parent, NodeKind kind, string zh, string en) => new(code, parent, kind, new Title(zh, en), From);
}
