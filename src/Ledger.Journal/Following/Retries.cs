using System.Collections.Concurrent;

namespace Ledger.Journal.Following;

/// <summary>
/// Pauses per community after a failure: doubling where it lies with an event, always the first where the database is away or full,
/// so that all is normal soon after it is back. Kept in memory only: a new binary tries at once.
/// </summary>
internal sealed class Retries(TimeSpan first, TimeSpan longest)
{
    private readonly ConcurrentDictionary<string, (int Failures, long NotBeforeMs)> _paused = new();

    public bool MayTry(string tenant) => !_paused.TryGetValue(tenant, out var pause) || Environment.TickCount64 >= pause.NotBeforeMs;

    /// <summary>Answers how often it failed in a row.</summary>
    public int Failed(string tenant, bool isPoisoned)
    {
        var failures = _paused.TryGetValue(tenant, out var pause) ? pause.Failures + 1 : 1;
        var waitMs = isPoisoned ? Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)), longest.TotalMilliseconds) : first.TotalMilliseconds;
        _paused[tenant] = (failures, Environment.TickCount64 + (long)waitMs);
        return failures;
    }

    public void Succeeded(string tenant) => _paused.TryRemove(tenant, out _);
}
