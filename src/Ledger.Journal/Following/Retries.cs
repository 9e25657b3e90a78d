using System.Collections.Concurrent;

namespace Ledger.Journal.Following;

/// <summary>Doubling pauses per community after a failure. Kept in memory only: a new binary tries at once.</summary>
internal sealed class Retries(TimeSpan first, TimeSpan longest)
{
    private readonly ConcurrentDictionary<string, (int Failures, long NotBeforeMs)> _paused = new();

    public bool MayTry(string tenant) => !_paused.TryGetValue(tenant, out var pause) || Environment.TickCount64 >= pause.NotBeforeMs;

    /// <summary>Answers how often it failed in a row.</summary>
    public int Failed(string tenant)
    {
        var failures = _paused.TryGetValue(tenant, out var pause) ? pause.Failures + 1 : 1;
        var waitMs = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)), longest.TotalMilliseconds);
        _paused[tenant] = (failures, Environment.TickCount64 + (long)waitMs);
        return failures;
    }

    public void Succeeded(string tenant) => _paused.TryRemove(tenant, out _);
}
