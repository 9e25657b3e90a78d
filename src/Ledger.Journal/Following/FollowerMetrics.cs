using System.Diagnostics.Metrics;

namespace Ledger.Journal.Following;

/// <summary>What a node's follower tells its operators.</summary>
internal sealed class FollowerMetrics : IDisposable
{
    public const string MeterName = "Ledger.Journal.Following";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _applied;
    private readonly Counter<long> _stops;
    private long _behind;
    private int _stopped;

    public FollowerMetrics()
    {
        _applied = _meter.CreateCounter<long>("ledger.follower.events", "{event}", "Events applied to read models by this node.");
        _stops = _meter.CreateCounter<long>("ledger.follower.stops", "{stop}", "Times an event could not be applied.");
        _meter.CreateObservableGauge("ledger.follower.behind", () => Volatile.Read(ref _behind), "{event}", "How far the community furthest behind is behind its head.");
        _meter.CreateObservableGauge("ledger.follower.stopped", () => Volatile.Read(ref _stopped), "{community}", "Communities whose read models are stopped by an event.");
    }

    public void Applied(int events) => _applied.Add(events);

    public void Stopped() => _stops.Add(1);

    public void Seen(IReadOnlyCollection<PendingCommunity> pending)
    {
        Volatile.Write(ref _behind, pending.Select(community => community.Behind).DefaultIfEmpty(0).Max());
        Volatile.Write(ref _stopped, pending.Count(community => community.Stopped));
    }

    public void Dispose() => _meter.Dispose();
}
