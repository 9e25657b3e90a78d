using System.Diagnostics.Metrics;

namespace Ledger.Journal.Following;

/// <summary>What a node's follower tells its operators.</summary>
internal sealed class FollowerMetrics : IDisposable
{
    public const string MeterName = "Ledger.Journal.Following";

    private readonly Meter _meter;
    private readonly Counter<long> _applied;
    private readonly Counter<long> _stops;
    private readonly Histogram<double> _pass;

    // By community that is behind: a number of its journal that is still to be reached, and when it was seen.
    private readonly Dictionary<string, (long Number, long SeenMs)> _toReach = [];
    private long _behind;
    private long _oldestMs = long.MaxValue;
    private int _stopped;

    public FollowerMetrics(IMeterFactory? meters)
    {
        _meter = JournalTelemetry.Meter(meters, MeterName);
        _applied = _meter.CreateCounter<long>("ledger.follower.events", "{event}", "Events applied to read models by this node.");
        _stops = _meter.CreateCounter<long>("ledger.follower.stops", "{stop}", "Times an event could not be applied.");
        _pass = _meter.Duration("ledger.follower.pass.duration", "How long it took to bring one community forward by one run of events.");
        _meter.CreateObservableGauge("ledger.follower.behind", () => Volatile.Read(ref _behind), "{event}", "How far the community furthest behind is behind its head.");
        _meter.CreateObservableGauge("ledger.follower.age", AgeInSeconds, "s", "For how long at least a journal number has been waiting to be reached.");
        _meter.CreateObservableGauge("ledger.follower.stopped", () => Volatile.Read(ref _stopped), "{community}", "Communities whose read models are stopped by an event.");
    }

    /// <param name="startedAt">A time stamp of the stopwatch, when the pass began.</param>
    public void Applied(int events, long startedAt)
    {
        _applied.Add(events);
        _pass.Took(startedAt);
    }

    public void Stopped() => _stops.Add(1);

    public void Seen(IReadOnlyCollection<PendingCommunity> pending)
    {
        Volatile.Write(ref _behind, pending.Select(community => community.Behind).DefaultIfEmpty(0).Max());
        Volatile.Write(ref _stopped, pending.Count(community => community.Stopped));
        Mark(pending.Where(community => community.Behind > 0).ToDictionary(community => community.Tenant));
        Volatile.Write(ref _oldestMs, _toReach.Values.Select(mark => mark.SeenMs).DefaultIfEmpty(long.MaxValue).Min());
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>A busy community is behind at every look, and yet not old: what counts is whether it reached what was its head at an earlier one.</summary>
    private void Mark(Dictionary<string, PendingCommunity> behind)
    {
        foreach (var caughtUp in _toReach.Keys.Where(tenant => !behind.ContainsKey(tenant)).ToList()) _toReach.Remove(caughtUp);
        foreach (var (tenant, community) in behind)
            if (!_toReach.TryGetValue(tenant, out var mark) || community.Head - community.Behind >= mark.Number) _toReach[tenant] = (community.Head, Environment.TickCount64);
    }

    private double AgeInSeconds() => Volatile.Read(ref _oldestMs) is var oldest and < long.MaxValue ? (Environment.TickCount64 - oldest) / 1000d : 0;
}
