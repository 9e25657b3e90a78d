using System.CommandLine;
using Ledger.Vault;

namespace Ledger.Cli;

/// <summary>The keys of the vault, which lie outside the database.</summary>
internal static class KeysCommand
{
    public static Command Make(Screen screen) => new("keys", "保管库密钥 / The vault's keys.") { Rotate(screen) };

    private static Command Rotate(Screen screen)
    {
        var (database, folder) = (Database.Named(), Database.Folder());
        var community = new Option<string?>("--community") { Description = "社区代码；缺省为全部 / The community's code; all unless told." };
        var keys = new Option<string?>("--keys") { Description = "密钥文件夹；缺省取 Ledger__KeyFolder 或数据文件夹下的 keys / Key folder; else Ledger__KeyFolder, or keys in the data folder." };
        var grace = new Option<int>("--grace") { Description = "等待在途请求的秒数；只在服务停止时才可缩短 / Seconds to wait for requests under way; shorten it only while no service runs.", DefaultValueFactory = _ => (int)KeyRotation.Grace.TotalSeconds };
        var command = new Command("rotate", "更换每个人的密钥并重新加密，服务照常运行；中断后再运行即可 / New keys for every person, while the service runs; after a break run it again.") { community, keys, grace, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            var path = books.KeyFolder(parsed.GetValue(keys)) ?? throw new CannotException("请用 --keys 指明密钥文件夹。 / Name the key folder with --keys.");
            if (!Directory.Exists(path)) throw new CannotException($"没有密钥文件夹 {path} / There is no key folder {path}");
            var rotation = new KeyRotation(books.Source, new KeyFolder(path));
            foreach (var one in parsed.GetValue(community) is { } named ? [(await books.Head(named, cancel)).Tenant] : await books.Reader.Tenants(cancel))
            {
                var people = await screen.Working($"{one}：更换密钥 / rotating", progress => rotation.Run(one, TimeSpan.FromSeconds(parsed.GetValue(grace)), progress, cancel));
                screen.Say($"✓ {one}：{people} 人已换新密钥，旧密钥已销毁 / {people} people have new keys, the old ones are gone");
            }
            screen.Say("  请重新备份密钥文件夹；旧的副本打不开新的记录。 / Copy the key folder anew: an older copy does not open what was sealed again.");
            return LedgerCtl.Well;
        });
        return command;
    }
}
