using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>
/// Rebuilds read models of one community beside the live ones, those that stand together in one pass over its events. Every
/// step is a short transaction that leaves its mark in the checkpoint rows, so that a rebuild killed anywhere is taken up
/// where it stood, by this node or another.
/// </summary>
internal sealed class CommunityRebuild(NpgsqlDataSource source, IJournalReader reader, CheckpointRows checkpoints, IReadOnlyList<IReadModel> models, Func<RecordedEvent, object> decode, int batch)
{
    /// <summary>Of rows that nobody reads any more.</summary>
    private const int RowsPerDelete = 10_000;

    /// <summary>Another node is at it: look again after this long, and take over when it has stopped moving.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, IReadModel> _models = models.ToDictionary(model => model.Name);

    /// <summary>Rebuilds from event 0; a rebuild of the same version that is under way is seen through instead.</summary>
    /// <exception cref="PoisonedEventException">An event cannot be decoded or applied; the live generations are untouched.</exception>
    public async Task Run(string tenant, IReadOnlySet<string> wanted, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        await checkpoints.Introduce(tenant, cancel);
        var met = await Standings(tenant, wanted, cancel);
        if (met.Find(standing => standing.Version > VersionOf(standing)) is { } newer)
            throw new InvalidOperationException($"{newer.Model} of {tenant} has version {newer.Version}; this binary knows {VersionOf(newer)}.");
        await BeginAndFinish(tenant, wanted, met.FindAll(standing => standing.RebuildVersion != VersionOf(standing)), progress, cancel);
    }

    /// <summary>Takes up what a killed node left, and starts what a higher version asks for. Often there is neither.</summary>
    public async Task Resume(string tenant, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        var all = _models.Keys.ToHashSet();
        try
        {
            await BeginAndFinish(tenant, all, (await Standings(tenant, all, cancel)).FindAll(standing => standing.Version < VersionOf(standing)), progress, cancel);
        }
        catch (PoisonedEventException poison)
        {
            foreach (var stopped in (await Standings(tenant, all, cancel)).Where(standing => standing.IsRebuilding && standing.RebuildNumber < poison.Number))
                await checkpoints.NoteStop(tenant, [stopped.Model], stopped.Number, $"Rebuild: {poison.Message}", cancel);
            throw;
        }
    }

    /// <summary>What has something to be cleared first begins when that is done; the rest does not wait for it.</summary>
    private async Task BeginAndFinish(string tenant, IReadOnlySet<string> wanted, List<ReadModelStanding> toBegin, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        for (var time = 0; time < 2; time++)
        {
            await checkpoints.BeginRebuild(toBegin, VersionOf, cancel);
            await Finish(tenant, wanted, progress, cancel);
        }
    }

    /// <summary>Clears and gives up what is of no use, and brings forward what is furthest behind, until it meets the next.</summary>
    private async Task Finish(string tenant, IReadOnlySet<string> wanted, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        while (true)
        {
            var standings = (await Standings(tenant, wanted, cancel)).FindAll(standing => standing.RebuildGeneration is not null && !(standing.RebuildVersion > VersionOf(standing)));
            if (standings.Count == 0) return;
            var moved = standings.Find(standing => standing.IsClearing) is { } former ? await Clear(former, cancel)
                : standings.Find(standing => standing.RebuildVersion < VersionOf(standing)) is { } outdated ? await checkpoints.GiveUpRebuild(outdated, cancel)
                : await Forward(RebuildGroup.FurthestBehind(standings), progress, cancel);
            if (!moved) await Task.Delay(Aside, cancel);
        }
    }

    /// <summary>False when another node was faster.</summary>
    private async Task<bool> Forward(RebuildGroup group, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        if (group.UpTo - group.Number <= batch) return await Close(group, progress, cancel) is not null;
        await foreach (var run in ReadAhead.Runs(reader, decode, group.Tenant, group.Number, group.UpTo, batch, cancel))
        {
            if (run.Events.Count == 0) throw run.Poison!;
            if (await Ahead(group, run.Events, progress, cancel) is not { } reached) return false;
            // A run that had to be shortened: what was read ahead does not follow any more.
            if (reached < group.Number + run.Events.Count) return true;
            group = group with { Number = reached };
        }
        return true;
    }

    private async Task<long?> Ahead(RebuildGroup group, IReadOnlyList<FollowedEvent> events, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        try
        {
            return await Write(group, _ => Task.FromResult(events), progress, cancel);
        }
        catch (RunFailedException)
        {
            return await Close(group, progress, cancel);
        }
    }

    /// <summary>
    /// The events are read behind the rows' lock: the live generations stand still there, so the last stretch can be closed,
    /// and a busy community cannot stay ahead of its rebuild for ever.
    /// </summary>
    private Task<long?> Close(RebuildGroup group, IProgress<RebuildProgress>? progress, CancellationToken cancel) =>
        Blame.Shorten(batch, most => Write(group, async goal =>
        {
            var run = await EventRun.Read(reader, decode, group.Tenant, group.Number, Math.Min(group.Number + most, goal), cancel);
            return run.Events.Count == 0 && run.Poison is not null ? throw run.Poison : run.Events;
        }, progress, cancel));

    /// <summary>Answers the number reached, or null when another node was faster.</summary>
    /// <param name="read">Is told how far there is to go.</param>
    private async Task<long?> Write(RebuildGroup group, Func<long, Task<IReadOnlyList<FollowedEvent>>> read, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        await using var move = await CheckpointMove.Begin(source, cancel);
        if (await move.LockRebuild(group, cancel) is not { } live) return null;
        var goal = Math.Max(live, group.Head);
        var events = await read(Math.Min(goal, group.Meets ?? goal));
        if (events.Count > 0)
            await Blame.Apply(events, async () =>
            {
                foreach (var standing in group.Standings) await move.Apply(_models[standing.Model], group.Tenant, standing.RebuildGeneration!.Value, events, cancel);
            });
        var reached = group.Number + events.Count;
        var moved = reached < goal ? await move.MoveRebuild(group, reached, cancel) : await move.Swap(group, reached, cancel);
        if (moved) progress?.Report(new RebuildProgress(group.Tenant, group.Models, reached, Math.Max(reached, group.Head)));
        return moved ? reached : null;
    }

    private async Task<bool> Clear(ReadModelStanding former, CancellationToken cancel)
    {
        await using var step = await CheckpointMove.Begin(source, cancel);
        if (await step.Clear(_models[former.Model], former, RowsPerDelete, cancel) == 0) await checkpoints.EndClearing(former, cancel);
        return true;
    }

    private async Task<List<ReadModelStanding>> Standings(string tenant, IReadOnlySet<string> wanted, CancellationToken cancel) =>
        (await checkpoints.Of(tenant, cancel)).FindAll(standing => wanted.Contains(standing.Model));

    private int VersionOf(ReadModelStanding standing) => _models[standing.Model].Version;
}

/// <summary>Read models of a community whose rebuilds stand at one number: they go together.</summary>
/// <param name="Meets">Where others stand that go on with them from there; none: null.</param>
internal sealed record RebuildGroup(string Tenant, IReadOnlyList<ReadModelStanding> Standings, long Number, long? Meets)
{
    public IReadOnlyList<string> Models { get; } = [.. Standings.Select(standing => standing.Model)];

    /// <summary>The community's last journal number when they were looked up.</summary>
    public long Head => Standings[0].Head;

    public long UpTo => Meets ?? Head;

    public static RebuildGroup FurthestBehind(IEnumerable<ReadModelStanding> rebuilding)
    {
        var groups = rebuilding.GroupBy(standing => standing.RebuildNumber!.Value).OrderBy(together => together.Key).ToList();
        return new RebuildGroup(groups[0].First().Tenant, [.. groups[0]], groups[0].Key, groups.Count > 1 ? groups[1].Key : null);
    }
}
