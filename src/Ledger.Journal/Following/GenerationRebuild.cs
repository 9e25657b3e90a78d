using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>
/// Rebuilds one read model of one community beside the live one. Every step is a short transaction that leaves its mark in
/// the checkpoint row, so that a rebuild killed anywhere is taken up where it stood, by this node or another.
/// </summary>
internal sealed class GenerationRebuild(NpgsqlDataSource source, IJournalReader reader, CheckpointRows checkpoints, IReadModel model, Func<RecordedEvent, object> decode, int batch)
{
    /// <summary>Small deletes keep locks and log short.</summary>
    private const int RowsPerDelete = 2000;

    /// <summary>Another node is at it: look again after this long, and take over when it has stopped moving.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromMilliseconds(250);

    /// <summary>Rebuilds from event 0; a rebuild of the same version that is under way is seen through instead.</summary>
    /// <exception cref="PoisonedEventException">An event cannot be decoded or applied; the live generation is untouched.</exception>
    public async Task Run(string tenant, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        await checkpoints.Introduce(tenant, cancel);
        if (await Standing(tenant, cancel) is not { } met) return;
        if (met.Version > model.Version)
            throw new InvalidOperationException($"{model.Name} of {tenant} has version {met.Version}; this binary knows {model.Version}.");
        await Finish(tenant, progress, cancel);
        if (met.RebuildVersion != model.Version && await checkpoints.BeginRebuild(met, model.Version, cancel))
            await Finish(tenant, progress, cancel);
    }

    /// <summary>Takes up what a killed node left, and starts what a higher version asks for. Often there is neither.</summary>
    public async Task Resume(string tenant, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        try
        {
            await Finish(tenant, progress, cancel);
            if (await Standing(tenant, cancel) is not { } idle || idle.Version >= model.Version) return;
            await checkpoints.BeginRebuild(idle, model.Version, cancel);
            await Finish(tenant, progress, cancel);
        }
        catch (PoisonedEventException poison)
        {
            if (await Standing(tenant, cancel) is { } stopped)
                await checkpoints.NoteStop(tenant, [model.Name], stopped.Number, $"Rebuild: {poison.Message}", cancel);
            throw;
        }
    }

    private async Task Finish(string tenant, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        while (await Standing(tenant, cancel) is { RebuildGeneration: not null } standing)
        {
            if (standing.RebuildVersion > model.Version) return;
            var moved = standing.IsClearing ? await Clear(standing, cancel)
                : standing.RebuildVersion < model.Version ? await checkpoints.GiveUpRebuild(standing, cancel)
                : await Step(standing, progress, cancel);
            if (!moved) await Task.Delay(Aside, cancel);
        }
    }

    private async Task<bool> Step(ReadModelStanding standing, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        var reached = await Blame.Shorten(batch, most => Write(standing, most, cancel));
        if (reached is { } number) progress?.Report(new RebuildProgress(standing.Tenant, standing.Model, number, Math.Max(number, standing.Head)));
        return reached is not null;
    }

    /// <summary>
    /// Answers the number reached, or null when another node was faster. The events are read behind the row's lock: the
    /// live generation stands still there, so the last stretch can be closed, and a busy community cannot stay ahead of
    /// its rebuild for ever.
    /// </summary>
    private async Task<long?> Write(ReadModelStanding standing, int most, CancellationToken cancel)
    {
        await using var move = await CheckpointMove.Begin(source, cancel);
        if (await move.LockRebuild(standing, cancel) is not { } live) return null;
        var from = standing.RebuildNumber!.Value;
        var goal = Math.Max(live, standing.Head);
        var run = await EventRun.Read(reader, decode, standing.Tenant, from, Math.Min(from + most, goal), cancel);
        if (run.Events.Count == 0 && run.Poison is not null) throw run.Poison;
        if (run.Events.Count > 0)
            await Blame.Apply(run.Events, () => move.Apply(model, standing.Tenant, standing.RebuildGeneration!.Value, run.Events, cancel));
        var reached = from + run.Events.Count;
        var moved = reached < goal ? await move.MoveRebuild(standing, reached, cancel) : await move.Swap(standing, reached, cancel);
        return moved ? reached : null;
    }

    private async Task<bool> Clear(ReadModelStanding standing, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (await model.Clear(standing.Tenant, standing.RebuildGeneration!.Value, RowsPerDelete, connection, cancel) == 0)
            await checkpoints.EndClearing(standing, cancel);
        return true;
    }

    private async Task<ReadModelStanding?> Standing(string tenant, CancellationToken cancel) =>
        (await checkpoints.Of(tenant, cancel)).SingleOrDefault(standing => standing.Model == model.Name);
}
