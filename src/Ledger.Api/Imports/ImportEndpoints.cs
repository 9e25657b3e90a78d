using Ledger.Api.Http;
using Ledger.Api.Openings;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Imports;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>A file is staged and judged line by line; only a commit writes into the books.</summary>
public static class StageImportEndpoint
{
    public const int MostBytes = 4 * 1024 * 1024;

    public static readonly string[] MediaTypes = ["text/csv", "application/csv", "text/tab-separated-values", "text/plain", "application/vnd.ms-excel"];

    public static Task<IResult> Acts(Call call) => Stage(call, ImportKind.Acts);

    public static Task<IResult> Persons(Call call) => Stage(call, ImportKind.Persons);

    public static Task<IResult> Openings(Call call) => Stage(call, ImportKind.Openings);

    private static async Task<IResult> Stage(Call call, ImportKind kind)
    {
        if (await ImportGate.Closed(call) is { } closed) return closed;
        var bytes = await StrictBody.Bytes(call.Http.Request, MostBytes, call.Cancel);
        if (bytes is null) return new ProblemResult(new Problem(RequestProblems.TooLarge, new($"文件最多 {MostBytes / 1024 / 1024} MB。", $"A file has at most {MostBytes / 1024 / 1024} MB.")));
        if (CsvText.Of(bytes) is not { } text) return new ProblemResult(ImportProblems.Unreadable(new("不是 UTF-8 或 GB18030 文本；若是 Excel 工作簿，请另存为 CSV。", "It is neither UTF-8 nor GB18030 text; save a workbook as CSV.")));
        var (lines, problem) = CsvTable.Read(kind, text);
        if (problem is not null) return new ProblemResult(problem);
        var staging = call.Service<StagedImports>();
        var (import, _) = staging.Identify(call.Community, kind, lines);
        var look = await call.Look(needs => needs.Row<Import>(import.ToString()));
        if (look.Books.Find<Import>(import.ToString()) is { } known) return Answer(call, ImportShown.Committed(look.Number, import, kind.Word, known), known.Number);
        await staging.Stage(call.Community, import, kind, lines, call.Cancel);
        var judged = await call.Service<ImportJudge>().Judge(call.Community, call.By, kind, lines, call.Cancel);
        var staged = await staging.Find(call.Community, import, call.Cancel);
        call.Http.Response.Headers.Location = $"/v1/communities/{call.Community}/imports/{import}";
        return Answer(call, ImportShown.Of(import, staged!.StagedAt, judged));
    }

    internal static IResult Answer(Call call, ImportShown shown, long? etag = null)
    {
        call.Shows(shown.People);
        return call.Ok(shown, etag);
    }
}

public static class GetImport
{
    public static async Task<IResult> Handle(Call call)
    {
        if (await ImportGate.Closed(call) is { } closed) return closed;
        var import = call.Id<ImportId>("import");
        var look = await call.Look(needs => needs.Row<Import>(import.ToString()));
        var staged = await call.Service<StagedImports>().Find(call.Community, import, call.Cancel);
        if (look.Books.Find<Import>(import.ToString()) is { } known) return StageImportEndpoint.Answer(call, ImportShown.Committed(look.Number, import, await KindOf(call, import), known), known.Number);
        if (staged is null) return call.NotFound("import");
        return StageImportEndpoint.Answer(call, ImportShown.Of(import, staged.StagedAt, await call.Service<ImportJudge>().Judge(call.Community, call.By, staged.Kind, staged.Lines, call.Cancel)));
    }

    /// <summary>The row decisions read does not keep it; the fact does.</summary>
    private static async Task<string> KindOf(Call call, ImportId import)
    {
        var events = await call.Service<IJournalReader>().ReadStream(call.Community, Domain.Stream.Import(import).Id, 0, long.MaxValue, 1, call.Cancel);
        return ((ImportCommitted)DomainJson.ReadFact(events[0].Type, events[0].Data)).Kind.Value;
    }
}

public static class CommitImportEndpoint
{
    /// <summary>Empty: what is committed is the staged file.</summary>
    public sealed record Request;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        if (await ImportGate.Closed(call) is { } closed) return closed;
        var (import, staging) = (call.Id<ImportId>("import"), call.Service<StagedImports>());
        var look = await call.Look(needs => needs.Row<Import>(import.ToString()));
        var staged = await staging.Find(call.Community, import, call.Cancel);
        CommitImport command;
        if (look.Books.Find<Import>(import.ToString()) is { } known) command = new CommitImport(call.By, import, known.ContentHash, [], [], []);
        else if (staged is null) return call.NotFound("import");
        else
        {
            var judged = await call.Service<ImportJudge>().Judge(call.Community, call.By, staged.Kind, staged.Lines, call.Cancel);
            if (judged.Faulty > 0) return new ProblemResult(ImportProblems.Faulty([.. judged.Verdicts.Where(verdict => verdict.IsFault)]));
            command = judged.Command(call.By, import, staging.Identify(call.Community, staged.Kind, staged.Lines).ContentHash, call.Community, call.Service<PersonVault>(), call.Service<PassbookNumbers>());
        }
        var answer = await call.InBackground(Deadline).Send(command);
        if (answer is AcceptedResult && !call.IsDryRun) await staging.Remove(call.Community, import, CancellationToken.None);
        return answer;
    }
}

internal static class ImportGate
{
    /// <summary>Files hold everybody's names: the office and administrators only.</summary>
    public static async Task<IResult?> Closed(Call call)
    {
        var look = await call.Look(needs => needs);
        return call.By.Holds(look.Books, Role.Administrator, Role.Office) ? null : call.Refuse(new NotAllowed(Role.Administrator, Role.Office));
    }
}
