using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Rulebooks;

namespace Ledger.Cli;

/// <summary>细则: checked and compared on the secretary's own machine, without a database; explained by a running service.</summary>
internal static class RulebookCommand
{
    public static Command Make(Screen screen) => new("rulebook", "积分细则：核对、比较、试算、说明 / Rulebooks: check, compare, simulate, explain.") { Check(screen), Diff(screen), RulebookSimulateCommand.Make(screen), RulebookExplainCommand.Make(screen) };

    private static Command Check(Screen screen)
    {
        var file = Rulebook("FILE");
        var strict = new Option<bool>("--strict") { Description = "有提醒也算不通过 / Warnings count as errors." };
        var against = new Option<Uri?>("--against") { Description = "服务地址：再核对能否在那里发布 / The service's address: could it be published there?", CustomParser = ServiceAddress.Parse };
        var (community, token) = (new Option<string?>("--community") { Description = "社区代码（与 --against 同用） / The community's code, with --against." }, ServiceAddress.Token());
        var command = new Command("check", "核对细则：每条问题带行号、列号和建议；不改动任何东西。退出码 0 通过，1 有错，2 读不了 / Check a rulebook; 0 well, 1 errors, 2 cannot be read.") { file, strict, against, community, token };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (parsed.GetValue(against) is not { } url) return Tell(screen, path, parsed.GetValue(strict));
            using var http = ServiceAddress.Client(url, parsed.GetValue(token));
            return await Ask(screen, http, path, parsed.GetValue(community) ?? throw new CannotException("请用 --community 给出社区 / Name the community with --community."), parsed.GetValue(strict), cancel);
        });
        return command;
    }

    private static Command Diff(Screen screen)
    {
        var (before, after) = (Rulebook("BEFORE"), Rulebook("AFTER"));
        var command = new Command("diff", "比较两版细则：什么变了，用人话说；退出码 0 相同，1 不同，2 读不了 / What changes between two versions; 0 nothing, 1 something, 2 cannot be read.") { before, after };
        command.SetAction(parsed =>
        {
            if ((Read(screen, parsed.GetRequiredValue(before))?.Document, Read(screen, parsed.GetRequiredValue(after))?.Document) is not ({ } old, { } now)) return LedgerCtl.CouldNot;
            var differences = RulebookDiff.Of(old, now);
            foreach (var difference in differences) screen.Say($"{difference.Words.Zh}\n    {difference.Words.En}");
            if (differences.Count == 0) screen.Say("两版没有不同 / The two are the same.");
            return differences.Count == 0 ? LedgerCtl.Well : LedgerCtl.Wrong;
        });
        return command;
    }

    internal static Argument<FileInfo> Rulebook(string name) => new(name) { Description = "细则文件：.json 或 .yaml / A rulebook in JSON or YAML." };

    /// <summary>A file or a pipe; of one that is too large, as much as shows that it is.</summary>
    private static byte[] Bytes(FileInfo file)
    {
        if (!file.Exists) throw new CannotException($"没有文件 {file} / There is no file {file}");
        using var opened = file.OpenRead();
        var bytes = new byte[DocumentJson.MostBytes + 1];
        return bytes[..opened.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static RulebookText Open(FileInfo file) => RulebookText.Read(Bytes(file), IsYaml(file));

    /// <summary>A rulebook that is read to do something else with it; null, when what keeps it from being one was told.</summary>
    internal static RulebookText? Read(Screen screen, FileInfo file)
    {
        var text = Open(file);
        if (text.Document is not null) return text;
        Say(screen.Error, file, text.Check());
        return null;
    }

    private static bool IsYaml(FileInfo file) => file.Extension.ToLowerInvariant() is ".yaml" or ".yml";

    private static int Tell(Screen screen, FileInfo file, bool isStrict)
    {
        var text = Open(file);
        var told = text.Check();
        Say(screen.Output, file, told);
        if (!text.IsReadable) return LedgerCtl.CouldNot;
        return Verdict(screen, file, told.Count(one => one.Finding.Severity == Severity.Error), told.Count(one => one.Finding.Severity == Severity.Warning), isStrict);
    }

    internal static void Say(TextWriter where, FileInfo file, IReadOnlyList<Told> told)
    {
        foreach (var one in told) Line(where, file, one.Place.Line, one.Place.Column, one.Finding.Severity == Severity.Error, one.Finding.Code.Value, one.Words.Zh, one.Words.En);
    }

    private static async Task<int> Ask(Screen screen, HttpClient http, FileInfo file, string community, bool isStrict, CancellationToken cancel)
    {
        var content = new ByteArrayContent(Bytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue(IsYaml(file) ? "application/yaml" : "application/json") } };
        using var response = await http.PostAsync($"v1/communities/{Uri.EscapeDataString(community)}/rulebooks/checks", content, cancel);
        var answer = await ServiceAddress.Read(response, cancel);
        if (!response.IsSuccessStatusCode) return ServiceAddress.Refused(screen, answer);
        var findings = answer.GetProperty("findings").EnumerateArray().ToList();
        foreach (var one in findings)
            Line(screen.Output, file, one.GetProperty("line").GetInt64(), one.GetProperty("column").GetInt64(), IsError(one), one.GetProperty("code").GetString()!, one.GetProperty("message").GetString()!, one.GetProperty("messageEn").GetString()!);
        return Verdict(screen, file, findings.Count(IsError), findings.Count(one => !IsError(one)), isStrict);

        static bool IsError(JsonElement one) => one.GetProperty("severity").GetString() == "error";
    }

    /// <summary>In the form that editors and scripts know: file, line, column.</summary>
    private static void Line(TextWriter where, FileInfo file, long line, long column, bool isError, string code, string zh, string en) =>
        where.WriteLine($"{file}:{line}:{column}: {(isError ? "错误 error" : "提醒 warning")} {code}\n    {zh}\n    {en}");

    private static int Verdict(Screen screen, FileInfo file, int errors, int warnings, bool isStrict)
    {
        var isWell = errors == 0 && (warnings == 0 || !isStrict);
        screen.Say($"{(isWell ? "✓" : "✗")} {file.Name}：错误 {errors}，提醒 {warnings} / errors {errors}, warnings {warnings}");
        return isWell ? LedgerCtl.Well : LedgerCtl.Wrong;
    }
}
