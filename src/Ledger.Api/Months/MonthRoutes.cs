using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Imports;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Months;
using Ledger.Journal.Following;

namespace Ledger.Api.Months;

internal static class MonthRoutes
{
    /// <summary>Who reads the accountant's table.</summary>
    public static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.Accountant, Role.Cashier, Role.CommitteeMember, Role.Auditor];

    public static void Map(LedgerRoutes routes)
    {
        routes.Read<ListMonths.Answer>("months", "The months that are closed 已结账月份", ListMonths.Handle, null, typeof(NotAllowed));
        routes.Read<GetMonth.Answer>("months/{month}", "The accountant's table: live with what is still open, or as it was closed 月结账表", GetMonth.Handle, [Query.AtLeast], typeof(NotAllowed));
        routes.Download("months/{month}/table.csv", "text/csv", "The table for a spreadsheet 导出月结账表", MonthTableFiles.Csv, [], [RequestProblems.NotThatFar], typeof(NotAllowed))
            .ShowsNoAccount("totals of the community, by origin and merchant");
        routes.Download("months/{month}/sheet.html", "text/html", "The table as a sheet to print and sign 打印月结账表", MonthTableFiles.Sheet, [], [RequestProblems.NotThatFar], typeof(NotAllowed))
            .ShowsNoAccount("totals of the community, by origin and merchant");
        routes.Write<CloseMonthEndpoint.Request, MonthIsClosed>("POST", "months/{month}/closing", "Close an ended month with the table that was checked 月结", CloseMonthEndpoint.Handle, new CloseMonthEndpoint.Validator(), typeof(CloseMonth), faults: [RequestProblems.NotThatFar]);
    }

    /// <summary>The month in the address: its form was checked at the gate.</summary>
    public static Month Month(this Call call) => Domain.Month.TryParse(call.Route("month"), out var month) ? month : throw new InvalidOperationException("The gate lets only months in.");

    /// <summary>Waits until the read models stand at a number; otherwise the answer to give.</summary>
    public static async Task<IResult?> NotThatFar(this Call call, long number, TimeSpan patience) =>
        await call.Service<Follower>().WaitFor(call.Community, number, patience, call.Cancel)
            ? null
            : new ProblemResult(new Problem(RequestProblems.NotThatFar, new($"尚未更新到凭证号 {number}。", $"Not at journal number {number} yet.")) { RetryAfter = TimeSpan.FromSeconds(1) });
}
