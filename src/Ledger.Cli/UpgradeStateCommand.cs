using System.CommandLine;
using Ledger.Domain.Storage;
using Ledger.Journal.Following;
using Ledger.Journal.Generations;
using Ledger.Projections.States;

namespace Ledger.Cli;

/// <summary>Fills the state of this version ahead of its start: the service that runs goes on until the switch.</summary>
internal static class UpgradeStateCommand
{
    public static Command Make(Screen screen)
    {
        var (database, folder) = (Database.Named(), Database.Folder());
        var community = new Option<string?>("--community") { Description = "社区代码；缺省为全部 / The community's code; all unless told." };
        var command = new Command("upgrade-state", "按本版本整理状态：另存一份再切换，旧版服务此后不再记账 / Fill the state of this version beside the live one and switch; older nodes append no more.") { community, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            var upgrade = new StateUpgrade(books.Source, books.Reader, new StateCodec(), new StateFold());
            if (parsed.GetValue(community) is { } named) await books.Head(named, cancel);
            var outdated = (await upgrade.Outdated(cancel)).Where(one => parsed.GetValue(community) is not { } only || one == only).ToList();
            if (outdated.Count == 0) screen.Say($"✓ 状态都是第 {StateKinds.Generation} 代 / All state is of generation {StateKinds.Generation}.");
            return await Fill(screen, upgrade, outdated, cancel);
        });
        return command;
    }

    private static async Task<int> Fill(Screen screen, StateUpgrade upgrade, IReadOnlyList<string> outdated, CancellationToken cancel)
    {
        foreach (var community in outdated)
        {
            try
            {
                await screen.Working($"{community}", async progress =>
                {
                    await upgrade.Run(community, new Steps(step => progress.Report((step.Done, step.Total))), cancel);
                    return 0;
                });
            }
            catch (PoisonedEventException poison)
            {
                screen.Say($"✗ {community}：凭证 {poison.Number} 无法处理，原状态未动 / event {poison.Number} cannot be folded; the live state is untouched");
                return LedgerCtl.Wrong;
            }
            screen.Say($"✓ {community}：状态已换为第 {StateKinds.Generation} 代 / the state is of generation {StateKinds.Generation} now");
        }
        return LedgerCtl.Well;
    }

    private sealed class Steps(Action<UpgradeProgress> step) : IProgress<UpgradeProgress>
    {
        public void Report(UpgradeProgress value) => step(value);
    }
}
