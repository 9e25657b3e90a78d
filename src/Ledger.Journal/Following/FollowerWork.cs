using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>The tasks of a running follower: poll, listener, workers and the one that rebuilds.</summary>
internal sealed class FollowerWork(
    NpgsqlDataSource source, CheckpointRows checkpoints, CommunityPass pass, Leading leading, CommunityRebuild rebuild,
    Advances advances, FollowerOptions options, ILogger log) : IAsyncDisposable
{
    private readonly CommunityQueue _following = new(options.Pace);
    private readonly CommunityQueue _rebuilding = new();
    private readonly ConcurrentDictionary<string, bool> _urgent = [];
    private readonly Retries _followRetries = new(options.FirstRetry, options.LongestRetry);
    private readonly Retries _rebuildRetries = new(options.FirstRetry, options.LongestRetry);
    private readonly FollowerMetrics _metrics = new(options.Meters);

    // The first ends loops between two batches, the second gives up what is under way.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _tasks = Task.CompletedTask;
    private bool _disposed;

    public void Start()
    {
        if (!_tasks.IsCompleted) return;
        IEnumerable<Task> tasks = [
            Task.Run(PollLoop),
            .. Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkLoop(_following, _followRetries, Follow))),
            Task.Run(() => WorkLoop(_rebuilding, _rebuildRetries, ResumeRebuilds))];
        if (options.Listen) tasks = tasks.Append(Task.Run(() => new CommitListener(source, Wake, log).Run(_stop.Token)));
        _tasks = Task.WhenAll(tasks);
    }

    /// <summary>Whom another node leads is looked at by the poll.</summary>
    public void Wake(string tenant)
    {
        if (!leading.IsByOther(tenant)) _following.AddPaced(tenant);
    }

    /// <summary>Somebody waits for it.</summary>
    public void Hurry(string tenant)
    {
        _urgent[tenant] = true;
        _following.Add(tenant);
    }

    public async Task Stop(CancellationToken hurry)
    {
        await _stop.CancelAsync();
        try
        {
            await _tasks.WaitAsync(hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            await _abandon.CancelAsync();
            await _tasks;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Stop(soon.Token);
        _metrics.Dispose();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private async Task PollLoop()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var pending = await checkpoints.Pending(_stop.Token);
                _metrics.Seen(pending);
                // In no order, so that several nodes do not queue behind one another.
                Random.Shared.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending));
                foreach (var community in pending.Where(community => community.Follows)) _following.Add(community.Tenant);
                foreach (var community in pending.Where(community => community.Rebuilds)) _rebuilding.Add(community.Tenant);
                await Task.Delay(options.Poll, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (Exception error)
            {
                log.LogWarning("Looking for communities to follow failed: {Reason}", error.Message);
                await Task.Delay(options.Poll, _stop.Token).ContinueWith(static _ => { }, CancellationToken.None);
            }
        }
    }

    private async Task WorkLoop(CommunityQueue queue, Retries retries, Func<string, Task<bool>> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            string tenant;
            try { tenant = await queue.Take(_stop.Token); }
            catch (OperationCanceledException) { return; }
            var more = false;
            try
            {
                // While it pauses the poll keeps calling it, so the first call after the pause is the retry.
                if (!retries.MayTry(tenant)) continue;
                more = await work(tenant);
                retries.Succeeded(tenant);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (Exception error)
            {
                Report(tenant, error, retries.Failed(tenant, isPoisoned: error is PoisonedEventException));
            }
            finally
            {
                queue.Done(tenant, more);
            }
        }
    }

    /// <summary>True when there is more to follow than one turn allows.</summary>
    private async Task<bool> Follow(string tenant)
    {
        var isUrgent = _urgent.TryRemove(tenant, out _);
        for (var turn = 0; turn < options.BatchesPerTurn && !_stop.IsCancellationRequested; turn++)
        {
            using var span = JournalTelemetry.Spans.StartActivity("follow");
            var startedAt = Stopwatch.GetTimestamp();
            var (applied, more) = await pass.Run(tenant, isUrgent, _abandon.Token);
            span?.SetTag("ledger.events", applied);
            if (applied > 0)
            {
                _metrics.Applied(applied, startedAt);
                advances.Announce(tenant);
            }
            if (!more) return false;
        }
        return true;
    }

    private async Task<bool> ResumeRebuilds(string tenant)
    {
        await rebuild.Resume(tenant, options.RebuildProgress, _stop.Token);
        return false;
    }

    private void Report(string tenant, Exception error, int failures)
    {
        if (error is PoisonedEventException poison)
        {
            _metrics.Stopped();
            log.LogError(poison, "The read models of {Tenant} are stopped by event {Number}, attempt {Attempt}. Other communities go on.", tenant, poison.Number, failures);
        }
        else
            log.LogWarning("Following {Tenant} failed, attempt {Attempt}: {Reason}", tenant, failures, error.Message);
    }
}
