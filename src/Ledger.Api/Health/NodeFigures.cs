using System.Diagnostics.Metrics;
using System.Globalization;
using Ledger.Api.Hosting;

namespace Ledger.Api.Health;

/// <summary>
/// This node's own instruments, added up since it started. Ours are written once per transaction, pass or refusal; of the
/// framework's only such are taken as cost nothing until they are asked for.
/// </summary>
internal sealed class NodeFigures : IDisposable
{
    private static readonly HashSet<string> OfTheFramework = ["db.client.connection.count", "dotnet.process.memory.working_set", "dotnet.process.cpu.time", "kestrel.active_connections"];

    private readonly MeterListener _listener = new();
    private readonly Lock _asking = new(), _gate = new();
    private readonly SortedDictionary<(string Name, string Tags), Figure> _figures = [];
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    /// <param name="meters">Of this node: what another in the same process counts is not its own.</param>
    /// <param name="api">So that its instruments are there from the start.</param>
    public NodeFigures(IMeterFactory meters, ApiTelemetry api)
    {
        ArgumentNullException.ThrowIfNull(api);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var isOfTheNode = instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters);
            var isOurs = instrument.Meter.Scope is not null && instrument.Name.StartsWith("ledger.", StringComparison.Ordinal);
            if (isOfTheNode && (isOurs || OfTheFramework.Contains(instrument.Name))) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>(Add);
        _listener.Start();
    }

    /// <summary>All there is, in the order of names.</summary>
    public Snapshot Take()
    {
        lock (_asking)
        {
            // What is observed is told anew each time: a tag that is gone must not stay.
            lock (_gate)
                foreach (var (key, figure) in _figures.ToList())
                    if (figure.IsObserved) _figures.Remove(key);
            _listener.RecordObservableInstruments();
            lock (_gate) return new Snapshot(TimeProvider.System.GetUtcNow(), _startedAt, [.. _figures.Values.Select(figure => figure.Told())]);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Add(instrument, (double)value, tags, null);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var said = "";
        foreach (var (name, tag) in tags) said += $"{name}={Convert.ToString(tag, CultureInfo.InvariantCulture)} ";
        lock (_gate)
        {
            if (!_figures.TryGetValue((instrument.Name, said), out var figure)) _figures.Add((instrument.Name, said), figure = new Figure(instrument, tags));
            figure.Add(value);
        }
    }

    /// <param name="At">By this machine's clock, as is <paramref name="StartedAt"/>.</param>
    public sealed record Snapshot(DateTimeOffset At, DateTimeOffset StartedAt, IReadOnlyList<Told> Figures);

    /// <param name="Value">Of a counter since the start, of a gauge now; null for a distribution.</param>
    /// <param name="Buckets">How many lay up to each bound and above the one before; the last has no bound.</param>
    public sealed record Told(string Name, string? Unit, IReadOnlyDictionary<string, string> Tags, double? Value, long? Count, double? Sum, IReadOnlyList<Bucket>? Buckets);

    public sealed record Bucket(double? UpTo, long Count);

    private sealed class Figure(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        private readonly Dictionary<string, string> _tags = TagsOf(tags);
        private readonly double[]? _bounds = instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            _ => null,
        };
        private readonly long[] _buckets = new long[32];
        private double _sum;

        public bool IsObserved => instrument.IsObservable;

        public void Add(double value)
        {
            _sum = IsObserved ? value : _sum + value;
            if (_bounds is null) return;
            var bucket = Array.FindIndex(_bounds, bound => value <= bound);
            _buckets[bucket < 0 ? _bounds.Length : bucket]++;
        }

        public Told Told() => _bounds is null
            ? new(instrument.Name, instrument.Unit, _tags, _sum, null, null, null)
            : new(instrument.Name, instrument.Unit, _tags, null, _buckets.Sum(), _sum, [.. _buckets.Take(_bounds.Length + 1).Select((count, i) => new Bucket(i < _bounds.Length ? _bounds[i] : null, count))]);

        private static Dictionary<string, string> TagsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var told = new Dictionary<string, string>(tags.Length);
            foreach (var (name, tag) in tags) told[name] = Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "";
            return told;
        }
    }
}
