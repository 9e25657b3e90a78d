using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;

namespace Ledger.Api.Rankings;

internal static class RankingRoutes
{
    private static readonly Query[] Period =
    [
        new("from", QueryKind.Date, "First occurred date.", IsRequired: true), new("to", QueryKind.Date, "Last occurred date.", IsRequired: true),
        new("commodity", QueryKind.Code, "points or minutes; points unless told."), new("board", QueryKind.Code, "Only acts of this board 板块."),
        new("side", QueryKind.Code, "where-it-happened 发生地 or belongs-to 归属; belongs-to unless told."), new("within", QueryKind.Code, "Only what lies in this grid node or below it."),
        new("knownOn", QueryKind.Instant, "As the books knew it at this instant 按当时账面."), Query.AtLeast,
    ];

    public static void Map(LedgerRoutes routes)
    {
        routes.Read<GetRanking.Answer>("rankings", "Who earned most in a period; equal amounts share a rank 排行", GetRanking.Handle,
            [.. Period, new("subject", QueryKind.Code, "person, household or node; person unless told."), new("level", QueryKind.Number, "For nodes: how far down the tree, 1 is the root."), Query.Limit, Query.Cursor])
            .ShowsNoAccount("a published list, with names only by consent");
        routes.Read<GetRollUp.Answer>("rollups", "What was earned by grid node, every node with what lies below it, 未归属 as a node 网格汇总", GetRollUp.Handle, Period);
    }
}
