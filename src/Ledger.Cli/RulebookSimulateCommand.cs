using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Domain.Storage;
using Ledger.Journal.Proof;
using Ledger.Projections.Simulations;
using Ledger.Rulebooks;
using Spectre.Console;

namespace Ledger.Cli;

/// <summary>试算: drafts over the recorded past of a community. It only reads; Ctrl-C ends it.</summary>
internal static class RulebookSimulateCommand
{
    private static readonly JsonSerializerOptions Json = new(DomainJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Screen screen)
    {
        var (draft, other) = (RulebookCommand.Rulebook("DRAFT"), new Argument<FileInfo?>("OTHER") { Arity = ArgumentArity.ZeroOrOne, Description = "另一份草案，一并比较 / Another draft to compare with." });
        var (database, folder, community) = (Database.Named(), Database.Folder(), Database.Community());
        var sheet = new Option<FileInfo?>("--sheet") { Description = "写出居民会议用的打印页（HTML） / Write the printable sheet." };
        var json = new Option<bool>("--json") { Description = "输出 JSON / Answer in JSON." };
        var command = new Command("simulate", "试算：把草案用在已发生的事上重算，不改动任何账目。退出码 0 已试算，2 读不了、草案有错或查不到 / Run drafts over the recorded past; nothing is written; 0 done, 2 cannot be read, has errors or nothing to run on.") { draft, other, community, sheet, json, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var files = new[] { parsed.GetRequiredValue(draft), parsed.GetValue(other) }.OfType<FileInfo>().ToList();
            var drafts = files.Select(file => Draft(screen, file)).OfType<RulebookDocument>().ToList();
            if (drafts.Count < files.Count) return LedgerCtl.CouldNot;
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            var code = parsed.GetRequiredValue(community);
            var (head, name) = (await books.Head(code, cancel), (await books.Opening(code, cancel)).Name.Zh);
            var reports = await screen.Working($"试算 {code} / simulating", progress => SimulatedPast.Run(books.Reader, code, head.Number, [.. drafts.Select(one => new Rulebook(one, Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(DomainJson.Write(one)))), 0))], progress, cancel));
            var hash = SimulatedPast.HashOf(reports);
            if (parsed.GetValue(sheet) is { } page) await File.WriteAllTextAsync(page.FullName, SimulationSheet.Html([.. drafts.Zip(reports)], name, hash), cancel);
            if (parsed.GetValue(json)) screen.Say(JsonSerializer.Serialize(new { hash, journalNumber = head.Number, reports }, Json));
            else foreach (var report in reports) Show(screen, report);
            if (!parsed.GetValue(json)) screen.Say($"结果摘要 / SHA-256 {hash}（凭证 {head.Number}）");
            return LedgerCtl.Well;
        });
        return command;
    }

    /// <summary>Null, when what stands against it was told.</summary>
    private static RulebookDocument? Draft(Screen screen, FileInfo file)
    {
        if (RulebookCommand.Read(screen, file) is not { } text) return null;
        var errors = text.Check().Where(told => told.Finding.Severity == Severity.Error).ToList();
        RulebookCommand.Say(screen.Error, file, errors);
        return errors.Count == 0 ? text.Document : null;
    }

    private static void Show(Screen screen, SimulationReport report)
    {
        var unit = report.Unit;
        screen.Say($"{report.Version}：{report.Acts} 件事项，多得 {report.Changes["more"]} 人，少得 {report.Changes["less"]} 人，不变 {report.Changes["same"]} 人 / acts; more, less, same");
        var table = Screen.Table("", "实际 was", "草案 would");
        void Row(string name, WasAndWould amount, string commodity) => table.AddRow(Markup.Escape(name), Screen.Amount(commodity, amount.Was), Screen.Amount(commodity, amount.Would));
        foreach (var (board, issued) in report.Issued) Row($"发放 issued {board}", issued, unit);
        Row("过期 expired", report.Expired, unit);
        Row("期末未用 outstanding", report.Outstanding, unit);
        if (report.NotStored != new WasAndWould(0, 0)) Row("超出存量上限 not stored", report.NotStored, unit);
        foreach (var (bearer, fen) in report.Bearers) Row($"商户结算 settlement {bearer}", fen, "fen");
        foreach (var (commodity, issued) in report.Further) Row($"发放 issued {commodity}", issued, commodity);
        foreach (var (level, people) in report.Levels) Row($"等级 level {level}", people, "people");
        foreach (var (rank, places) in report.Ranks) Row($"评选 rank {rank}（+{places.Gained} −{places.Lost}）", places.Won, "people");
        screen.Show(table);
        foreach (var (reason, count) in report.Refused) screen.Say($"兑换被拒 refused {reason}：{count} / {report.Holds}");
        foreach (var code in report.NotSimulated) screen.Say($"没有重算 not simulated：{NotSimulated.Says(code).Zh} / {NotSimulated.Says(code).En}");
        if (report.NotCovered + report.NotEligible + report.TooLate + report.Unknown > 0) screen.Say($"草案没有的事项 not covered {report.NotCovered}，不符合条件 not eligible {report.NotEligible}，太晚 too late {report.TooLate}，缺少记录 unknown {report.Unknown}");
    }
}
