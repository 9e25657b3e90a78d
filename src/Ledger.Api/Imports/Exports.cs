using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Ledger.Api.Http;
using Ledger.Api.Problems;

namespace Ledger.Api.Imports;

/// <summary>One export at a time per caller: each reads for as long as it lasts.</summary>
internal sealed class ExportsUnderWay
{
    private readonly ConcurrentDictionary<(string, string), bool> _callers = new();

    public bool TryBegin(Call call) => _callers.TryAdd((call.Community, call.Caller.Id), true);

    public void End(Call call) => _callers.TryRemove((call.Community, call.Caller.Id), out _);
}

/// <summary>A CSV that is written while it is read: UTF-8 with a byte-order mark, so that Excel knows it.</summary>
internal sealed class CsvResult(Call call, ImportKind kind, string fileName, IAsyncEnumerable<IReadOnlyList<string?[]>> pages) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var running = call.Service<ExportsUnderWay>();
        if (!running.TryBegin(call))
        {
            await new ProblemResult(new Problem(ImportProblems.ExportUnderWay, new("您的另一次导出还没有完成。", "Another export of yours is not done yet.")) { RetryAfter = TimeSpan.FromSeconds(5) }).ExecuteAsync(http);
            return;
        }
        try
        {
            await using var page = pages.GetAsyncEnumerator(http.RequestAborted);
            // The first page is read before anything is said, so that what is broken can still be told as a problem.
            var more = await page.MoveNextAsync();
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
            http.Response.Headers.CacheControl = "no-store";
            await Write(http, "\ufeff" + Record(kind.Columns.Select(column => column.Header)));
            for (; more; more = await page.MoveNextAsync()) await Write(http, string.Concat(page.Current.Select(Record)));
        }
        finally
        {
            running.End(call);
        }
    }

    /// <summary>Cells by column: what a kind of file does not have is left out.</summary>
    public static string?[] Cells(ImportKind kind, IReadOnlyDictionary<Column, string?> cells) => [.. kind.Columns.Select(column => cells.GetValueOrDefault(column))];

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Record(IEnumerable<string?> cells) => string.Join(',', cells.Select(SafeCell.Write)) + "\r\n";

    private static async Task Write(HttpContext http, string text) => await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
}
