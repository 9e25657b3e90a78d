using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ledger.Journal;

/// <summary>What an operator can see of a node's journal: docs/operating.md says what each number means.</summary>
public static class JournalTelemetry
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "Ledger.Journal";

    /// <summary>Seconds, for what takes from a tenth of a millisecond to ten seconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    internal static readonly ActivitySource Spans = new(Name);

    /// <summary>Of the host, whose scope tells the nodes of one process apart; without one the meter is its owner's to dispose.</summary>
    internal static Meter Meter(IMeterFactory? meters, string name) => meters?.Create(new MeterOptions(name)) ?? new Meter(name);

    internal static Histogram<double> Duration(this Meter meter, string name, string description) => meter.CreateHistogram(name, "s", description, null, Seconds);

    internal static void Took(this Histogram<double> duration, long startedAt) => duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
}
