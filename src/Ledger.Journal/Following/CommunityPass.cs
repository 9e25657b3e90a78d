using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>Brings the live read models of one community forward by at most one batch.</summary>
internal sealed class CommunityPass(NpgsqlDataSource source, IJournalReader reader, CheckpointRows checkpoints, IReadOnlyList<IReadModel> models, Func<RecordedEvent, object> decode, int batch)
{
    private readonly Dictionary<string, IReadModel> _models = models.ToDictionary(model => model.Name);

    /// <summary>Answers how many events were applied; 0 when the community is up to date, or another node was faster.</summary>
    /// <exception cref="PoisonedEventException">An event cannot be decoded or applied; what lies before it was applied.</exception>
    public async Task<int> Run(string tenant, CancellationToken cancel)
    {
        var standings = await checkpoints.Of(tenant, cancel);
        if (standings.Count < models.Count)
        {
            await checkpoints.Introduce(tenant, cancel);
            standings = await checkpoints.Of(tenant, cancel);
        }
        // Models that stand together go together; the one furthest behind first, so that they meet.
        var group = standings
            .Where(standing => standing.Behind > 0 && standing.Version == _models[standing.Model].Version)
            .GroupBy(standing => standing.Number)
            .MinBy(together => together.Key)?.ToList();
        return group is null ? 0 : await Advance(tenant, group, cancel);
    }

    private async Task<int> Advance(string tenant, List<ReadModelStanding> group, CancellationToken cancel)
    {
        var after = group[0].Number;
        var run = await EventRun.Read(reader, decode, tenant, after, Math.Min(after + batch, group[0].Head), cancel);
        try
        {
            var applied = run.Events.Count == 0 ? 0
                : await Blame.Shorten(run.Events.Count, most => Write(tenant, group, [.. run.Events.Take(most)], cancel));
            return applied == run.Events.Count && run.Poison is not null ? throw run.Poison : applied;
        }
        catch (PoisonedEventException poison)
        {
            await checkpoints.NoteStop(tenant, group.Select(standing => standing.Model), poison.Number - 1, poison.Message, cancel);
            throw;
        }
    }

    private async Task<int> Write(string tenant, List<ReadModelStanding> group, IReadOnlyList<FollowedEvent> events, CancellationToken cancel)
    {
        await using var move = await CheckpointMove.Begin(source, cancel);
        if (!await move.LockLive(tenant, group, cancel)) return 0;
        await Blame.Apply(events, async () =>
        {
            foreach (var standing in group)
                await move.Apply(_models[standing.Model], tenant, standing.Generation, events, cancel);
        });
        return await move.MoveLive(tenant, group, events[^1].Recorded.Number, cancel) ? events.Count : 0;
    }
}
