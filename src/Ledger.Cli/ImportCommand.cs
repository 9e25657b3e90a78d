using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Spectre.Console;

namespace Ledger.Cli;

/// <summary>Imports a file over HTTP as the office would: stage, look at every line that cannot be booked, commit.</summary>
internal sealed class ImportCommand(Screen screen, HttpClient http, string community)
{
    public static Command Make(Screen screen)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV 文件 / The CSV file." };
        var community = Database.Community();
        var kind = new Option<string>("--kind") { Description = "acts 积分事项，persons 人员", Required = true }.From("acts", "persons");
        var url = new Option<Uri>("--url") { Description = "服务地址，如 https://ledger.example / The service's address.", Required = true, CustomParser = ServiceAddress.Parse };
        var token = ServiceAddress.Token();
        var yes = new Option<bool>("--yes") { Description = "不再询问 / Do not ask." };
        var command = new Command("import", "导入 CSV：逐行预览，确认后一次入账 / Import a CSV: every line is judged, then all or nothing is committed.") { file, community, kind, url, token, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var http = ServiceAddress.Client(parsed.GetRequiredValue(url), parsed.GetValue(token));
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists) throw new CannotException($"没有文件 {path} / There is no file {path}");
            return await new ImportCommand(screen, http, parsed.GetRequiredValue(community)).Run(path, parsed.GetRequiredValue(kind), parsed.GetValue(yes), cancel);
        });
        return command;
    }

    private async Task<int> Run(FileInfo file, string kind, bool yes, CancellationToken cancel)
    {
        var content = new ByteArrayContent(await File.ReadAllBytesAsync(file.FullName, cancel)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var (status, staged) = await screen.Working($"上传并逐行核对 {file.Name} / uploading, judging", progress => Send(() => http.PostAsync($"v1/communities/{community}/imports/{kind}", content, cancel), cancel));
        if (status != HttpStatusCode.OK) return ServiceAddress.Refused(screen, staged);
        screen.Say($"{file.Name}：{Count("lines")} 行；可入账 {Count("ready")}，已在账 {Count("alreadyRecorded")}，重复 {Count("repeated")}，有错 {Count("faulty")} / lines; ready, already recorded, repeated, faulty");
        switch (staged.GetProperty("status").GetString())
        {
            case "committed":
                screen.Say($"此文件已于凭证 {Count("committedAt")} 入账，没有变化 / This very file was committed at number {Count("committedAt")}: nothing changed.");
                return LedgerCtl.Well;
            case "nothing-new":
                screen.Say("每一行都已在账，没有变化 / Every line is in the books already: nothing changed.");
                return LedgerCtl.Well;
            case "has-faults":
                ShowFaults(staged);
                screen.Say("有错的行更正后请重新导入整个文件；没有任何一行入账 / Correct them and import the whole file again; nothing was booked.");
                return LedgerCtl.Wrong;
        }
        if (!yes && !await Confirmed()) return LedgerCtl.CouldNot;
        return await Commit(staged.GetProperty("import").GetString()!, cancel);

        long Count(string member) => staged.GetProperty(member).GetInt64();
    }

    private async Task<int> Commit(string import, CancellationToken cancel)
    {
        // One key for all tries of this run: an answer that was lost is asked for again, not a second commit.
        var key = Guid.NewGuid().ToString("N");
        var (status, answer) = await screen.Working("入账 / committing", progress => Send(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/communities/{community}/imports/{import}/commit") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", key);
            return await http.SendAsync(request, cancel);
        }, cancel));
        if (status != HttpStatusCode.OK) return ServiceAddress.Refused(screen, answer);
        screen.Say($"✓ 已入账：新增 {answer.GetProperty("recorded").GetInt64()} 条，凭证 {answer.GetProperty("journalNumber").GetInt64()} / Committed: {answer.GetProperty("recorded").GetInt64()} new facts, up to number {answer.GetProperty("journalNumber").GetInt64()}.");
        return LedgerCtl.Well;
    }

    private static async Task<(HttpStatusCode, JsonElement)> Send(Func<Task<HttpResponseMessage>> send, CancellationToken cancel)
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            using var response = await send();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < Tries)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancel);
                continue;
            }
            return (response.StatusCode, await ServiceAddress.Read(response, cancel));
        }
    }

    private void ShowFaults(JsonElement staged)
    {
        var table = Screen.Table("行 row", "结果 verdict", "姓名 name", "列 column", "问题 fault", "");
        foreach (var line in staged.GetProperty("verdicts").EnumerateArray())
            foreach (var fault in line.GetProperty("faults").EnumerateArray())
                table.AddRow([.. new[]
                {
                    line.GetProperty("row").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), line.GetProperty("verdict").GetString()!,
                    line.TryGetProperty("maskedName", out var name) ? name.GetString()! : "", fault.GetProperty("column").GetString()!,
                    $"{fault.GetProperty("message").GetString()}\n{fault.GetProperty("messageEn").GetString()}", Candidates(line),
                }.Select(Markup.Escape)]);
        screen.Show(table);
    }

    private static string Candidates(JsonElement line) => string.Join('\n', line.GetProperty("candidates").EnumerateArray()
        .Select(one => $"{one.GetProperty("maskedName").GetString()} {(one.TryGetProperty("nodeName", out var node) ? node.GetString() : "未归属")} {one.GetProperty("person").GetString()}"));

    private async Task<bool> Confirmed()
    {
        if (!screen.IsInteractive) throw new CannotException("没有入账：请加 --yes 确认。 / Nothing was booked: confirm with --yes.");
        screen.Output.Write("确认入账？(y/N) / Commit? ");
        var answer = await Console.In.ReadLineAsync();
        if (answer?.Trim().ToLowerInvariant() is "y" or "yes" or "是") return true;
        screen.Say("没有入账 / Nothing was booked.");
        return false;
    }
}

internal static class OptionWords
{
    public static Option<string> From(this Option<string> option, params string[] words)
    {
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
