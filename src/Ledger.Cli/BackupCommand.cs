using System.CommandLine;
using System.Text.Json;
using Ledger.PrivatePostgres;

namespace Ledger.Cli;

/// <summary>What the books were when a backup was taken; kept in it, and compared after a restore.</summary>
/// <param name="TakenAt">Nothing earlier can be restored from this backup.</param>
internal sealed record BackupMark(DateTimeOffset TakenAt, IReadOnlyList<MarkedCommunity> Communities)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static BackupMark Read(string json) => JsonSerializer.Deserialize<BackupMark>(json, Json)!;
}

/// <param name="Root">Merkle root over the first <see cref="Number"/> events, in hexadecimal.</param>
internal sealed record MarkedCommunity(string Community, long Number, string Root);

/// <summary>A base backup of the private cluster while the service runs.</summary>
internal static class BackupCommand
{
    public static Command Make(Screen screen)
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "备份文件夹，须为空或尚不存在 / Folder of the backup: empty, or not there yet.", Required = true };
        var folder = Database.Folder();
        var command = new Command("backup", "备份内置数据库，服务照常运行 / Back up the private cluster while the service runs.") { to, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var cluster = await Database.Cluster(parsed.GetValue(folder), cancel);
            await using var books = Database.Of(cluster.ConnectionString, cluster.DataFolder);
            var (target, mark) = (parsed.GetRequiredValue(to).FullName, (BackupMark?)null);
            await screen.Working("备份 / backing up", async progress =>
            {
                await ClusterBackup.Take(cluster, target, async () => (mark = await Mark(books, cancel)).Write(), progress, cancel);
                return 0;
            });
            Tell(screen, target, mark!, Path.Combine(cluster.DataFolder, "keys"));
            return LedgerCtl.Well;
        });
        return command;
    }

    private static async Task<BackupMark> Mark(Database books, CancellationToken cancel)
    {
        var communities = new List<MarkedCommunity>();
        foreach (var community in await books.Reader.Tenants(cancel))
            if (await books.Reader.Head(community, cancel) is { } head) communities.Add(new MarkedCommunity(community, head.Number, Convert.ToHexStringLower(head.Root)));
        return new BackupMark(TimeProvider.System.GetUtcNow(), communities);
    }

    private static void Tell(Screen screen, string target, BackupMark mark, string keys)
    {
        screen.Say($"✓ 备份完成 / backed up: {target}");
        foreach (var one in mark.Communities) screen.Say($"  {one.Community}：凭证 {one.Number}，默克尔根 {one.Root} / events, and their root");
        screen.Say($"  密钥不在备份内，请另行保管：{keys}（或 Ledger__KeyFolder）。没有密钥，姓名和电话无法再读出。");
        screen.Say("  The keys are not in the backup: keep a copy of that folder elsewhere. Without them no name or phone can be read again.");
    }
}
