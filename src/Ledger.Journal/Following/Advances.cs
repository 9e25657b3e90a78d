using System.Collections.Concurrent;

namespace Ledger.Journal.Following;

/// <summary>Waits until the read models of a community have taken in a number.</summary>
internal sealed class Advances(CheckpointRows checkpoints)
{
    /// <summary>Another node's progress is seen this late at most, and a number that comes later than who waits for it is hurried.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<(string, string?), Lazy<Task<long?>>> _looks = new();

    /// <summary>This node moved the community on.</summary>
    public void Announce(string tenant)
    {
        if (_waiting.TryRemove(tenant, out var waiting)) waiting.TrySetResult();
    }

    public async Task<bool> Reach(string tenant, string? model, long number, TimeSpan timeout, Action hurry, CancellationToken cancel)
    {
        var end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            var next = _waiting.GetOrAdd(tenant, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (await LookTogether(tenant, model).WaitAsync(cancel) >= number) return true;
            if (Environment.TickCount64 >= end) return false;
            hurry();
            await Task.WhenAny(next, Task.Delay(Look, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A crowd that waits for the same community costs one query at a time.</summary>
    private async Task<long?> LookTogether(string tenant, string? model)
    {
        var look = _looks.GetOrAdd((tenant, model), _ => new Lazy<Task<long?>>(() => checkpoints.Lowest(tenant, model, CancellationToken.None)));
        try
        {
            return await look.Value;
        }
        finally
        {
            _looks.TryRemove(new((tenant, model), look));
        }
    }
}
