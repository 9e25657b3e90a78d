using System.CommandLine;
using Ledger.Journal;
using Ledger.PrivatePostgres;
using Ledger.Vault;

namespace Ledger.Cli;

/// <summary>Makes a data folder of a backup, at its end or at a moment after it, and proves that the books are those that were backed up.</summary>
internal sealed class RestoreCommand(Screen screen, string from)
{
    public static Command Make(Screen screen)
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "备份文件夹 / Folder of the backup.", Required = true };
        var into = new Option<DirectoryInfo>("--into") { Description = "新的数据文件夹，须为空或尚不存在 / The new data folder: empty, or not there yet.", Required = true };
        var archive = new Option<DirectoryInfo?>("--archive") { Description = "归档日志文件夹（Ledger__LogArchive），恢复到备份之后 / Folder of archived log, to go beyond the backup." };
        var until = new Option<DateTimeOffset?>("--until") { CustomParser = ReplayCommand.Instant, Description = "恢复到此刻，如 2026-09-01T00:00:00+08:00；须有 --archive / Up to this moment; needs --archive." };
        var verify = new Option<bool>("--verify") { Description = "恢复后全面核对 / Prove everything afterwards." };
        var keys = new Option<string?>("--keys") { Description = "密钥文件夹：再次销毁已注销用户的密钥，核对时查看；缺省取 Ledger__KeyFolder / Key folder: keys of the forgotten are destroyed again, and it is looked at when verifying; else Ledger__KeyFolder." };
        var command = new Command("restore", "由备份恢复到新的数据文件夹 / Restore a backup into a new data folder.") { from, into, archive, until, verify, keys };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(until) is not null && parsed.GetValue(archive) is null) throw new CannotException("--until 需要 --archive。 / --until needs --archive.");
            var restore = new RestoreCommand(screen, parsed.GetRequiredValue(from).FullName);
            if (await restore.Damage(cancel) is { } damaged) return damaged;
            var mark = BackupMark.Read(await ClusterRestore.Mark(restore._from, cancel));
            if (parsed.GetValue(until) < mark.TakenAt) throw new CannotException($"备份完成于 {mark.TakenAt:O}，不能恢复到更早 / The backup was taken at {mark.TakenAt:O}: it cannot be restored to a moment before.");
            await using var cluster = await restore.Run(parsed.GetRequiredValue(into).FullName, parsed.GetValue(archive)?.FullName, parsed.GetValue(until), cancel);
            screen.Say($"✓ 已恢复 / restored: {cluster.DataFolder}（LEDGER_DATA={cluster.DataFolder}）");
            await restore.DestroyForgotten(cluster, parsed.GetValue(keys), cancel);
            return parsed.GetValue(verify) ? await restore.Verify(cluster, mark, parsed.GetValue(keys), cancel) : LedgerCtl.Well;
        });
        return command;
    }

    private readonly string _from = from;

    private async Task<int?> Damage(CancellationToken cancel)
    {
        var damaged = await screen.Working("核对备份文件 / checking the backup's files", progress => ClusterRestore.Check(_from, progress, cancel));
        foreach (var file in damaged.Take(20)) screen.Say($"✗ 备份文件缺失或已被改动 / missing from the backup, or changed since: {file}");
        return damaged.Count > 0 ? LedgerCtl.Wrong : null;
    }

    private Task<PrivateCluster> Run(string into, string? archive, DateTimeOffset? until, CancellationToken cancel) =>
        screen.Working("恢复 / restoring", progress => ClusterRestore.Run(_from, into, archive, until, screen.Error.WriteLine, progress, cancel));

    /// <summary>A key that came back with an older copy of the folder opens nobody whom the books have forgotten.</summary>
    private async Task DestroyForgotten(PrivateCluster cluster, string? keys, CancellationToken cancel)
    {
        await using var books = Database.Of(cluster.ConnectionString("ledger"), null);
        if (books.KeyFolder(keys) is not { } folder || !Directory.Exists(folder)) return; // the service destroys them when it starts
        var destroyed = await new ForgottenKeys(new KeyFolder(folder), books.Reader).DestroyAgain(cancel);
        if (destroyed > 0) screen.Say($"✓ 再次销毁已注销用户的密钥：{destroyed} / keys of forgotten people destroyed again");
    }

    /// <summary>First against what the backup says of itself, then all that doctor looks at.</summary>
    private async Task<int> Verify(PrivateCluster cluster, BackupMark mark, string? keys, CancellationToken cancel)
    {
        await using var books = Database.Of(cluster.ConnectionString("ledger"), null);
        var wrong = false;
        foreach (var marked in mark.Communities)
        {
            var walk = new JournalWalk(books.Reader, marked.Community, new JournalHead(marked.Community, marked.Number, default, 0, Convert.FromHexString(marked.Root)));
            await screen.Working($"{marked.Community}：{marked.Number} 号凭证 / events", async progress =>
            {
                await walk.Run(null, progress, cancel);
                return 0;
            });
            wrong |= !walk.RootFits;
            screen.Say(walk.RootFits
                ? $"✓ {marked.Community}：备份时的 {marked.Number} 号凭证都在，默克尔根相符 {marked.Root} / all {marked.Number} events of the backup are there, and the root fits"
                : $"✗ {marked.Community}：与备份时不符 / not what was backed up");
            foreach (var fault in walk.Faults) screen.Say($"    {fault}");
        }
        var health = await new DoctorCommand(screen, books).Run(keys, cancel);
        return wrong ? LedgerCtl.Wrong : health;
    }
}
