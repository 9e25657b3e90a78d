using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Ledger.Journal.Tests.Appending;

/// <summary>What the writer tells its operators while things go wrong.</summary>
public sealed class WriterFigureTests
{
    [Fact]
    public async Task What_waits_is_told_by_lane_with_its_age_and_what_is_turned_away_or_late_is_counted()
    {
        await using var books = await TestBooks.Open();
        using var meters = new Meters();
        var gate = new Gate(FaultPoint.BeforeLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass, BackgroundQueue = 1, Meters = meters });
        gate.Close();
        var held = node.Append(Commands.Pay("li", 1), default);
        await gate.Reached.Task;
        var late = node.Append(Commands.Pay("li", 1) with { Deadline = TimeSpan.FromMilliseconds(50) }, default);
        var waiting = new[] { Lane.People, Lane.People, Lane.Background, Lane.Background }.Select(lane => node.Append(Commands.Pay("li", 1) with { Lane = lane }, default)).ToList();
        await Task.Delay(100);
        var seen = meters.Observed();
        Assert.Equal((3, 1, 0), (seen["ledger.queue.waiting people"], seen["ledger.queue.waiting background"], seen["ledger.queue.waiting again"]));
        Assert.InRange(seen["ledger.queue.oldest people"], 0.05, 60);
        Assert.Equal(0, seen["ledger.queue.oldest again"]);
        gate.Open();
        await Task.WhenAll([held, late, .. waiting]);
        Assert.Equal((4, 1, 1), (meters.Sums["ledger.commands accepted"], meters.Sums["ledger.commands turned-away"], meters.Sums["ledger.commands late"]));
        Assert.Equal(0, meters.Observed()["ledger.queue.waiting people"]);
    }

    [Fact]
    public async Task A_lost_connection_is_a_retry_and_a_poisonous_command_an_isolation()
    {
        await using var books = await TestBooks.Open();
        await books.Database.Run("ALTER TABLE ledger.side ADD CONSTRAINT planted CHECK (key <> 'forbidden')");
        using var meters = new Meters();
        var fault = new Fault(books, FaultPoint.BeforeCommit, Blow.Throw);
        var node = books.Node(options => options with { AtFaultPoint = fault.Strike, Meters = meters });
        fault.Arm();
        await node.Append(Commands.Pay("li", 1), default);
        Assert.Equal((1, 1), (meters.Sums["ledger.transaction.failures retried IOException"], meters.Sums["ledger.commands accepted"]));

        await node.Append(Commands.Of("poison", view =>
        {
            view.Put(new StateKey("note", "forbidden"), "x");
            return new Verdict.Accepted([], Commands.Done);
        }), default);
        Assert.Equal((1, 1), (meters.Sums["ledger.transaction.failures isolated SQLSTATE 23514"], meters.Sums["ledger.commands failed"]));
    }

    [Fact]
    public async Task Whoever_goes_is_counted_once_and_by_what_became_of_his_command()
    {
        await using var books = await TestBooks.Open();
        using var meters = new Meters();
        var gate = new Gate(FaultPoint.AfterLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass, Meters = meters });
        gate.Close();
        using var gone = new CancellationTokenSource();
        // One is in a transaction when its caller goes, and is committed; one waits for the next.
        var carried = node.Append(Commands.Pay("li", 1), gone.Token);
        await gate.Reached.Task;
        var waiting = node.Append(Commands.Pay("li", 1), gone.Token);
        await gone.CancelAsync();
        foreach (var left in new[] { carried, waiting }) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.Open();
        await node.Append(Commands.Pay("li", 1), default);
        Assert.Equal(2, await books.Balance("li"));
        Assert.Equal((2, 1), (meters.Sums["ledger.commands accepted"], meters.Sums.GetValueOrDefault("ledger.commands cancelled")));
        Assert.Equal(3, Ended(meters));
    }

    [Fact]
    public async Task A_command_told_too_late_to_its_caller_is_counted_once()
    {
        await using var books = await TestBooks.Open();
        using var meters = new Meters();
        var gate = new Gate(FaultPoint.AfterLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass, Meters = meters });
        gate.Close();
        var carried = node.Append(Commands.Pay("li", 1) with { Deadline = TimeSpan.FromMilliseconds(50) }, default);
        Assert.IsType<JournalAnswer.Unavailable>(await carried);
        gate.Open();
        await node.Append(Commands.Pay("li", 1), default);
        Assert.Equal(2, meters.Sums["ledger.commands accepted"]);
        Assert.Equal(2, Ended(meters));
    }

    [Fact]
    public async Task What_a_stop_leaves_undecided_is_counted_as_turned_away()
    {
        await using var books = await TestBooks.Open();
        using var meters = new Meters();
        var gate = new Gate(FaultPoint.AfterLock);
        var node = books.Node(options => options with { AtFaultPoint = gate.Pass, Meters = meters, DrainTimeout = TimeSpan.FromMilliseconds(50) });
        gate.Close();
        var carried = node.Append(Commands.Pay("li", 1), default);
        await gate.Reached.Task;
        var waiting = node.Append(Commands.Pay("li", 1), default);
        var stopping = node.DisposeAsync().AsTask();
        await Task.Delay(200);
        gate.Open();
        await Task.WhenAll(stopping, carried, waiting);
        Assert.Equal(2, Ended(meters));
    }

    private static double Ended(Meters meters) => meters.Sums.Where(sum => sum.Key.StartsWith("ledger.commands ", StringComparison.Ordinal)).Sum(sum => sum.Value);

    /// <summary>Listens to the meters it made, and to no other node's.</summary>
    private sealed class Meters : IMeterFactory
    {
        private readonly ConcurrentBag<Meter> _made = [];
        private readonly ConcurrentDictionary<string, double> _observed = new();
        private readonly MeterListener _listener = new();

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == this) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.Start();
        }

        public ConcurrentDictionary<string, double> Sums { get; } = new();

        public ConcurrentDictionary<string, double> Observed()
        {
            _listener.RecordObservableInstruments();
            return _observed;
        }

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _made.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            _listener.Dispose();
            foreach (var meter in _made) meter.Dispose();
        }

        private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name;
            foreach (var (_, tag) in tags) name += $" {tag}";
            if (instrument.IsObservable) _observed[name] = value;
            else Sums.AddOrUpdate(name, value, (_, before) => before + value);
        }
    }
}
