using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ledger.Journal.Append;

/// <summary>
/// What a node's writer tells its operators. Counted once per transaction, and once per command only where there is none; a command
/// by what became of it, whether or not its caller still waited.
/// </summary>
internal sealed class WriterMetrics : IDisposable
{
    private static readonly InstrumentAdvice<int> Batch = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000] };

    private readonly Meter _meter;
    private readonly Histogram<int> _commands;
    private readonly Histogram<double> _commit, _transaction;
    private readonly Counter<long> _decided, _failures;

    public WriterMetrics(CommandQueues queues, IMeterFactory? meters)
    {
        _meter = JournalTelemetry.Meter(meters, JournalTelemetry.Name);
        _meter.CreateObservableGauge("ledger.queue.waiting", () => queues.Standing().Select(lane => Of(lane.Commands, lane.Name)), "{command}", "Commands that wait for a transaction, by lane.");
        _meter.CreateObservableGauge("ledger.queue.oldest", () => queues.Standing().Select(lane => Of(lane.Oldest.TotalSeconds, lane.Name)), "s", "How long the command that waits longest has waited, by lane.");
        _commands = _meter.CreateHistogram("ledger.transaction.commands", "{command}", "Commands that shared a transaction.", null, Batch);
        _commit = _meter.Duration("ledger.transaction.commit.duration", "How long the commit alone took: mostly the disk.");
        _transaction = _meter.Duration("ledger.transaction.duration", "How long a transaction took, from the lock to the commit.");
        _decided = _meter.CreateCounter<long>("ledger.commands", "{command}", "Commands that came to an end, by outcome.");
        _failures = _meter.CreateCounter<long>("ledger.transaction.failures", "{transaction}", "Transactions that did not come about, by what was done and why.");
    }

    public void Committed(long startedAt) => _commit.Took(startedAt);

    public void Transacted(IReadOnlyList<OpenBook> books, long startedAt)
    {
        _transaction.Took(startedAt);
        _commands.Record(books.Sum(book => book.Batch.Commands.Count));
        foreach (var (outcome, count) in books.SelectMany(book => book.Answers.Values).CountBy(OutcomeOf)) Ended(outcome, count);
    }

    /// <summary>A command that breaks a rule of the journal's, or broke its transaction, alone at last.</summary>
    public void Failed() => Ended("failed", 1);

    /// <summary>Its queue was full, or the node stops.</summary>
    public void TurnedAway() => Ended("turned-away", 1);

    /// <summary>Nobody waited for them any more when a transaction would have taken them.</summary>
    public void Dropped(IReadOnlyList<PendingCommand> commands)
    {
        foreach (var (outcome, count) in commands.CountBy(command => command.IsCallerGone ? "cancelled" : "late")) Ended(outcome, count);
    }

    /// <param name="because">An SQLSTATE or the name of an exception: both are few.</param>
    public void DidNotComeAbout(bool isPoison, string because) => _failures.Add(1, new("ledger.then", isPoison ? "isolated" : "retried"), new("error.type", because));

    public void Dispose() => _meter.Dispose();

    private void Ended(string outcome, int count) => _decided.Add(count, new KeyValuePair<string, object?>("ledger.outcome", outcome));

    private static Measurement<T> Of<T>(T value, string lane) where T : struct => new(value, new KeyValuePair<string, object?>("ledger.lane", lane));

    private static string OutcomeOf(JournalAnswer answer) => answer switch
    {
        JournalAnswer.Decided { Replayed: true } => "replayed",
        JournalAnswer.Decided { Accepted: true } => "accepted",
        JournalAnswer.Decided => "refused",
        JournalAnswer.Unavailable => "put-off",
        JournalAnswer.Failed => "failed",
        _ => "not-found",
    };
}

/// <summary>The span of a shared transaction, linked to those of the commands it carried in the end. With nobody listening there is none.</summary>
internal sealed class WriterSpan(IReadOnlyList<CommunityBatch> batches) : IDisposable
{
    private readonly Activity? _span = JournalTelemetry.Spans.StartActivity("append", ActivityKind.Internal, default(ActivityContext));

    public void Failed(string because) => _span?.SetStatus(ActivityStatusCode.Error, because);

    public void Dispose()
    {
        if (_span is null) return;
        var commands = batches.SelectMany(batch => batch.Commands).ToList();
        _span.SetTag("ledger.commands", commands.Count).SetTag("ledger.communities", batches.Count);
        foreach (var command in commands.Where(command => command.Cause != default)) _span.AddLink(new ActivityLink(command.Cause));
        _span.Dispose();
    }
}
