using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>Brings the live read models of one community forward by at most one batch.</summary>
internal sealed class CommunityPass(NpgsqlDataSource source, IJournalReader reader, CheckpointRows checkpoints, FreshEvents fresh, Leading leading, IReadOnlyList<IReadModel> models, Func<RecordedEvent, object> decode, int batch)
{
    private readonly Dictionary<string, IReadModel> _models = models.ToDictionary(model => model.Name);

    /// <summary>
    /// Answers how many events were applied, 0 when the community is up to date or another node was faster; and whether any
    /// were left that had been there when the pass began.
    /// </summary>
    /// <param name="isUrgent">Somebody waits for it: it is not left to another node.</param>
    /// <exception cref="PoisonedEventException">An event cannot be decoded or applied; what lies before it was applied.</exception>
    public async Task<(int Applied, bool More)> Run(string tenant, bool isUrgent, CancellationToken cancel)
    {
        var standings = await checkpoints.Of(tenant, cancel);
        if (standings.Count < models.Count)
        {
            await checkpoints.Introduce(tenant, cancel);
            standings = await checkpoints.Of(tenant, cancel);
        }
        leading.Look(tenant, standings.Sum(standing => standing.Number));
        if (leading.IsByOther(tenant) && !isUrgent) return (0, false);
        // Models that stand together go together; the one furthest behind first, so that they meet.
        var groups = standings
            .Where(standing => standing.Behind > 0 && standing.Version == _models[standing.Model].Version)
            .GroupBy(standing => standing.Number).OrderBy(together => together.Key).Select(together => together.ToList()).ToList();
        if (groups.Count == 0) return (0, false);
        var applied = await Advance(tenant, groups[0], cancel);
        return (applied, applied > 0 && (groups.Count > 1 || applied < groups[0][0].Behind));
    }

    private async Task<int> Advance(string tenant, List<ReadModelStanding> group, CancellationToken cancel)
    {
        var after = group[0].Number;
        var stretch = fresh.After(tenant, after, batch);
        var run = stretch.Count > 0 ? EventRun.Of(stretch, decode) : await EventRun.Read(reader, decode, tenant, after, Math.Min(after + batch, group[0].Head), cancel);
        try
        {
            var applied = run.Events.Count == 0 ? 0
                : await Blame.Shorten(run.Events.Count, most => Write(tenant, group, [.. run.Events.Take(most)], cancel));
            // So that what is over is not held until somebody writes again.
            fresh.After(tenant, after + applied, 0);
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
        if (!await move.MoveLive(tenant, group, events[^1].Recorded.Number, cancel)) return 0;
        leading.Moved(tenant, (long)events.Count * group.Count);
        return events.Count;
    }
}
