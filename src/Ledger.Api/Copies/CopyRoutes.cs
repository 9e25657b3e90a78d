using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;

namespace Ledger.Api.Copies;

internal static class CopyRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Download("persons/{person}/copy", "application/json", "Everything the books and the vault hold about a person, in one file 个人信息副本", GetCopy.Handle, [], [ImportProblems.ExportUnderWay], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Download("persons/{person}/copy.html", "text/html", "The same as a page to read and to print 打印个人信息副本", GetCopy.Sheet, [], [ImportProblems.ExportUnderWay], typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
    }
}
