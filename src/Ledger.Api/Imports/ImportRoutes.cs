using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Imports;

namespace Ledger.Api.Imports;

internal static class ImportRoutes
{
    private static readonly ProblemType[] FileFaults = [ImportProblems.CsvNotReadable, ImportProblems.CsvHeader, ImportProblems.TooManyLines];

    public static void Map(LedgerRoutes routes)
    {
        routes.Upload<ImportShown>("imports/acts", "Stage a CSV of acts and judge every line; nothing enters the books 上传积分事项文件", StageImportEndpoint.Acts, StageImportEndpoint.MediaTypes, FileFaults, typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Upload<ImportShown>("imports/persons", "Stage a CSV of people and judge every line 上传人员文件", StageImportEndpoint.Persons, StageImportEndpoint.MediaTypes, FileFaults, typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Upload<ImportShown>("imports/openings", "Stage a CSV of paper passbooks and judge every line; once committed it waits for a second signature 上传期初（纸质存折）文件", StageImportEndpoint.Openings, StageImportEndpoint.MediaTypes, FileFaults, typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<ImportShown>("imports/{import}", "A staged import, judged by the books of now 导入预览", GetImport.Handle, null, typeof(NotAllowed), typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<CommitImportEndpoint.Request, ImportIsCommitted>("POST", "imports/{import}/commit", "Commit a staged import, all or nothing; the same file twice changes nothing 确认导入", CommitImportEndpoint.Handle, null, typeof(CommitImport),
            faults: [ImportProblems.HasFaults]);
        routes.Download("exports/acts.csv", "text/csv", "Acts as a CSV that imports again 导出积分事项", ExportActs.Handle, [ExportActs.From, ExportActs.To], [ImportProblems.ExportUnderWay], typeof(NotAllowed))
            .LooksAt(LookedAt.Everybody);
        routes.Download("exports/persons.csv", "text/csv", "People as a CSV that imports again 导出人员", ExportPersons.Handle, [], [ImportProblems.ExportUnderWay], typeof(NotAllowed))
            .LooksAt(LookedAt.Everybody);
    }

    public static void AddImports(this IServiceCollection services) =>
        services.AddSingleton<StagedImports>().AddSingleton<ImportJudge>().AddSingleton<ExportsUnderWay>();
}
