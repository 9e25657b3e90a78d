using Ledger.Journal.Append;
using Npgsql;

namespace Ledger.Journal;

/// <summary>The append side of the journal on PostgreSQL: one per node and database. The schema must stand before it is used.</summary>
public sealed class PostgresJournal : IJournal, IAsyncDisposable
{
    // A command on its way to the database is not dropped at its deadline, but not waited for without end either.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly JournalOptions _options;
    private readonly CommandQueues _queues;
    private readonly WriterMetrics _metrics;
    private readonly WriterLoop _writer;
    private readonly DryRun _dryRun;
    private readonly Task _running;

    public PostgresJournal(NpgsqlDataSource source, IStateCodec codec, JournalOptions options)
    {
        var vocabulary = new Vocabulary(options.EventNames, codec.Generation);
        _options = options;
        _queues = new CommandQueues(options);
        _metrics = new WriterMetrics(_queues, options.Meters);
        _writer = new WriterLoop(source, _queues, options, codec, vocabulary, _metrics, Tell, tenant => MetOlderState?.Invoke(tenant));
        _dryRun = new DryRun(source, options, codec, vocabulary);
        _running = Task.Run(_writer.Run);
    }

    /// <summary>
    /// After each commit that may have moved a community's head: its number. Called by the writer, so a handler only
    /// passes it on; what it throws is lost.
    /// </summary>
    public event Action<string, long>? Committed;

    /// <summary>The events of each commit, as the database holds them but for the order of members in their data. Before <see cref="Committed"/>, and like it.</summary>
    public event Action<string, IReadOnlyList<RecordedEvent>>? Recorded;

    /// <summary>
    /// A command was put off because the community's state is of an older generation, opened by an older node since this one
    /// started: somebody has to run <see cref="Generations.StateUpgrade"/>.
    /// </summary>
    public event Action<string>? MetOlderState;

    public async Task<JournalAnswer> Append(Submission submission, CancellationToken cancel)
    {
        if (Breach(submission) is { } breach)
        {
            _metrics.Failed();
            return breach;
        }
        var command = new PendingCommand(submission);
        if (_queues.TryAdd(command) is not { } refused) return await Answered(command, cancel);
        _metrics.TurnedAway();
        return refused;
    }

    private static async Task<JournalAnswer> Answered(PendingCommand command, CancellationToken cancel)
    {
        try
        {
            return await command.Answered.WaitAsync(command.Submission.Deadline + Grace, cancel);
        }
        catch (TimeoutException)
        {
            command.Answer(Unavailable.DeadlinePassed);
            return await command.Answered;
        }
        catch (OperationCanceledException)
        {
            command.Leave();
            throw;
        }
    }

    public async Task<JournalAnswer> Ask(Submission submission, CancellationToken cancel)
    {
        if (Breach(submission) is { } breach) return breach;
        try
        {
            return await _dryRun.Ask(new PendingCommand(submission), cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return DatabaseFault.IsPoison(error, null) ? new JournalAnswer.Failed(error) : Unavailable.Database(error);
        }
    }

    /// <summary>Takes in nothing more, carries through what is queued, and stops; after the drain's time with what is left undone.</summary>
    public async ValueTask DisposeAsync()
    {
        _queues.Close();
        if (await Task.WhenAny(_running, Task.Delay(_options.DrainTimeout)) != _running) _writer.Abort();
        await Task.WhenAny(_running, Task.Delay(Grace));
        foreach (var left in _queues.TakeAll())
        {
            _metrics.TurnedAway();
            left.Answer(Unavailable.Stopping);
        }
        _metrics.Dropped(_queues.TakeDropped());
        await _writer.DisposeAsync();
        _metrics.Dispose();
    }

    private void Tell(OpenBook book)
    {
        if (book.Recorded.Count > 0) Recorded?.Invoke(book.Tenant, book.Recorded);
        Committed?.Invoke(book.Tenant, book.LastNumber);
    }

    private static JournalAnswer.Failed? Breach(Submission submission)
    {
        try
        {
            SubmissionRules.Check(submission);
            return null;
        }
        catch (ArgumentException breach)
        {
            return new JournalAnswer.Failed(breach);
        }
    }
}
