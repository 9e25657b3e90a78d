using System.CommandLine;
using Ledger.Domain.Storage;
using Ledger.Journal.Following;
using Ledger.Projections;

namespace Ledger.Cli;

/// <summary>Rebuilds read models beside the live ones and swaps; with <c>--state</c> checks the rows decisions read, and writes nothing.</summary>
internal static class RebuildCommand
{
    public static Command Make(Screen screen)
    {
        var (database, folder) = (Database.Named(), Database.Folder());
        var community = new Option<string?>("--community") { Description = "社区代码；缺省为全部 / The community's code; all unless told." };
        var model = new Option<string?>("--model") { Description = $"数据表：{string.Join("、", AllReadModels.List.Select(known => known.Name))}；缺省为全部 / Read model; all unless told." };
        var state = new Option<bool>("--state") { Description = "不重建：由凭证重算状态行并与库中对照，只读 / Do not rebuild: fold the state rows from the events and compare them; writes nothing." };
        var command = new Command("rebuild", "重建账簿查询数据：另建一份再切换 / Rebuild read models beside the live ones and swap.") { community, model, state, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            IReadOnlyList<string> communities = parsed.GetValue(community) is { } one ? [(await books.Head(one, cancel)).Tenant] : await books.Reader.Tenants(cancel);
            return parsed.GetValue(state) ? await Compare(screen, books, communities, cancel) : await Rebuild(screen, books, communities, parsed.GetValue(model), cancel);
        });
        return command;
    }

    private static async Task<int> Rebuild(Screen screen, Database books, IReadOnlyList<string> communities, string? model, CancellationToken cancel)
    {
        if (model is not null && AllReadModels.List.All(known => known.Name != model)) throw new CannotException($"没有数据表“{model}”。 / There is no read model '{model}'.");
        await using var follower = new Follower(books.Source, books.Reader, AllReadModels.List, recorded => DomainJson.ReadFact(recorded.Type, recorded.Data));
        foreach (var community in communities)
        {
            var title = model is null ? community : $"{community} {model}";
            try
            {
                await screen.Working(title, async progress =>
                {
                    await follower.Rebuild(community, model, new Steps(step => progress.Report((step.Done, step.Total))), cancel);
                    return 0;
                });
            }
            catch (PoisonedEventException poison)
            {
                screen.Say($"✗ {title}：凭证 {poison.Number} 无法处理，原数据未动 / event {poison.Number} cannot be applied; the live rows are untouched");
                return LedgerCtl.Wrong;
            }
            // Where they stand, not how far this process came: a running service sees to some of the steps.
            foreach (var standing in (await follower.Standings(community, cancel)).Where(standing => model is null || standing.Model == model))
                screen.Say($"✓ {community} {standing.Model}：已重建到凭证 {standing.Number} / rebuilt up to number {standing.Number}");
        }
        return LedgerCtl.Well;
    }

    private static async Task<int> Compare(Screen screen, Database books, IReadOnlyList<string> communities, CancellationToken cancel)
    {
        var wrong = false;
        foreach (var community in communities)
        {
            var (head, check) = (await books.Head(community, cancel), new StateCheck(books.Reader, community));
            var differences = await screen.Working($"{community} state", progress => check.Run(head, progress, cancel));
            wrong |= differences.Count > 0;
            screen.Say(differences.Count == 0
                ? $"✓ {community}：{check.Rows} 行状态与凭证一致 / {check.Rows} state rows follow from the events"
                : $"✗ {community}：{differences.Count} 行状态与凭证不符 / {differences.Count} state rows do not follow from the events");
            foreach (var difference in differences.Take(100)) screen.Say($"    {difference}");
        }
        return wrong ? LedgerCtl.Wrong : LedgerCtl.Well;
    }

    private sealed class Steps(Action<RebuildProgress> step) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => step(value);
    }
}
