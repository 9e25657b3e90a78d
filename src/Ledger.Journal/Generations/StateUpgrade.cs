using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Journal.Generations;

/// <summary>How far the filling of a community is.</summary>
public readonly record struct UpgradeProgress(string Tenant, long Done, long Total);

/// <summary>
/// Brings the state of communities to this node's generation: its rows are folded from the journal beside the live ones,
/// while older nodes go on appending; the last stretch is folded under the head lock, and the head switched in the same
/// transaction; then the former rows are deleted. Any number of nodes may do it at once, and be killed anywhere.
/// </summary>
public sealed class StateUpgrade(NpgsqlDataSource source, IJournalReader reader, IStateCodec codec, IStateFold fold)
{
    /// <summary>Events per transaction, and the longest stretch the head is held for.</summary>
    private const int Stretch = 1000;

    /// <summary>A community that writes as fast as it is filled would be chased for ever: after this many rounds the head is held for what is left.</summary>
    private const int MostRounds = 6;

    private readonly FillingRows _filling = new(source, codec.Generation);

    /// <summary>For tests: called before each transaction of a filling commits, may throw.</summary>
    internal Func<long, Task>? BeforeCommit { get; init; }

    /// <summary>Communities with something to do.</summary>
    public async Task<IReadOnlyList<string>> Outdated(CancellationToken cancel) => await _filling.Outdated(cancel);

    /// <summary>Returns when the community's state is of this generation or a later one, and nothing older is left of it.</summary>
    /// <exception cref="PoisonedEventException">An event cannot be folded; the live rows are untouched and older nodes go on.</exception>
    public async Task Run(string tenant, IProgress<UpgradeProgress>? progress, CancellationToken cancel)
    {
        await _filling.Begin(tenant, cancel);
        for (var round = 1; await Standing(tenant, cancel) is { } standing; round++)
        {
            await CatchUp(tenant, standing.Head, progress, cancel);
            await TrySwitch(tenant, round < MostRounds ? Stretch : long.MaxValue, progress, cancel);
        }
        if (await _filling.Of(tenant, cancel) is { } done && done.InUse == codec.Generation) await _filling.Clear(tenant, cancel);
    }

    /// <summary>Null when there is nothing to fill any more.</summary>
    private async Task<FillingStanding?> Standing(string tenant, CancellationToken cancel) =>
        await _filling.Of(tenant, cancel) is { Filled: not null } standing && standing.InUse < codec.Generation ? standing : null;

    private async Task CatchUp(string tenant, long goal, IProgress<UpgradeProgress>? progress, CancellationToken cancel)
    {
        for (long? reached = 0; reached is not null && reached < goal;)
        {
            reached = await Unless.LockIsHeld(() => Step(tenant, goal, cancel), cancel);
            if (reached is { } number) progress?.Report(new UpgradeProgress(tenant, number, goal));
        }
    }

    private async Task<long?> Step(string tenant, long goal, CancellationToken cancel)
    {
        await using var step = await FillingStep.Begin(source, tenant, codec.Generation, cancel);
        if (await step.LockFilled(cancel) is not { } from) return null;
        if (from >= goal) return from;
        var reached = await Fold(step, tenant, from, Math.Min(from + Stretch, goal), cancel);
        await step.MoveTo(reached, cancel);
        return reached;
    }

    /// <summary>Holds the head only if what is left is short.</summary>
    private Task<bool> TrySwitch(string tenant, long longest, IProgress<UpgradeProgress>? progress, CancellationToken cancel) => Unless.LockIsHeld(async () =>
    {
        await using var step = await FillingStep.Begin(source, tenant, codec.Generation, cancel);
        if (await step.LockHead(cancel) is not { } head || await step.LockFilled(cancel) is not { } from || head - from > longest) return false;
        while (from < head) from = await Fold(step, tenant, from, Math.Min(from + Stretch, head), cancel);
        await step.Switch(cancel);
        progress?.Report(new UpgradeProgress(tenant, head, head));
        return true;
    }, cancel);

    private async Task<long> Fold(FillingStep step, string tenant, long from, long upTo, CancellationToken cancel)
    {
        var run = await EventRun.Read(reader, recorded => recorded, tenant, from, upTo, cancel);
        if (run.Poison is not null) throw run.Poison;
        var folding = step.Folding(codec, fold);
        await folding.Fold([.. run.Events.Select(read => read.Recorded)], cancel);
        await folding.Write(cancel);
        if (BeforeCommit is { } reach) await reach(upTo);
        return upTo;
    }
}

/// <summary>A lock that was not had in time, or a deadlock broken by the database, says only that somebody else was busy.</summary>
internal static class Unless
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<T> LockIsHeld<T>(Func<Task<T>> attempt, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }
}
