using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>
/// The one writer of a node: takes what waits, without lingering for more, and carries it through. Where it has to wait for
/// another node, it takes what came meanwhile too (ADR 0026). It holds a connection
/// of its own, so that a pool exhausted by readers does not stop the books.
/// </summary>
internal sealed class WriterLoop(NpgsqlDataSource source, CommandQueues queues, JournalOptions options, IStateCodec codec, Vocabulary vocabulary, WriterMetrics metrics, Action<OpenBook> committed, Action<string> metOlderState) : IAsyncDisposable
{
    private static readonly TimeSpan PauseWithoutDatabase = TimeSpan.FromMilliseconds(100);

    private readonly ILogger _log = options.Logger ?? NullLogger.Instance;
    private readonly NamesInUse _names = new();
    private readonly OtherWriters _others = new();
    private readonly CancellationTokenSource _abort = new();
    private NpgsqlConnection? _connection;

    public async Task Run()
    {
        while (!_abort.IsCancellationRequested)
        {
            var batches = queues.Take();
            metrics.Dropped(queues.TakeDropped());
            if (batches.Count > 0) await Carry(batches, _others.AreMet ? queues.TopUp : null);
            else if (queues.IsDrained) return;
            else await queues.Wait();
        }
    }

    /// <summary>Ends the transaction under way, and the loop.</summary>
    public void Abort() => _abort.Cancel();

    public async ValueTask DisposeAsync()
    {
        await DropConnection();
        _abort.Dispose();
    }

    private async Task Carry(IReadOnlyList<CommunityBatch> batches, Action<IReadOnlyList<CommunityBatch>>? topUp = null)
    {
        using var span = new WriterSpan(batches);
        try
        {
            var books = await Transact(batches, topUp);
            if (options.AtFaultPoint is { } reach) await reach(FaultPoint.BeforeAnswer, _connection!);
            foreach (var book in books) Finish(book);
        }
        catch (Exception error)
        {
            var isPoison = DatabaseFault.IsPoison(error, _connection);
            _log.LogWarning("A transaction of {Communities} communities did not come about: {Fault}", batches.Count, Describe(error));
            metrics.DidNotComeAbout(isPoison, Describe(error));
            span.Failed(Describe(error));
            var hadConnection = _connection is not null;
            await DropConnection();
            if (isPoison) await Isolate(batches, error);
            else await Retry(batches, hadConnection);
        }
    }

    private async Task<IReadOnlyList<OpenBook>> Transact(IReadOnlyList<CommunityBatch> batches, Action<IReadOnlyList<CommunityBatch>>? topUp)
    {
        _connection ??= await source.OpenConnectionAsync(_abort.Token);
        var startedAt = Stopwatch.GetTimestamp();
        var books = await new AppendTransaction(_connection, options, codec, vocabulary, _names, metrics).Run(batches, topUp, _abort.Token);
        _others.Note(books);
        metrics.Transacted(books, startedAt);
        return books;
    }

    private void Finish(OpenBook book)
    {
        queues.Succeeded(book.Tenant);
        book.GiveAnswers();
        if (book.HasOlderState) Tell(() => metOlderState(book.Tenant));
        if (book.IsOpen && book.HasWrites) Tell(() => committed(book));
    }

    private void Tell(Action listener)
    {
        try
        {
            listener();
        }
        catch (Exception error)
        {
            _log.LogError(error, "A listener to the writer failed.");
        }
    }

    private async Task Isolate(IReadOnlyList<CommunityBatch> batches, Exception error)
    {
        if (batches.Count > 1)
        {
            foreach (var batch in batches) await Carry([batch]);
        }
        else if (batches[0].Commands.Count > 1)
        {
            var (first, second) = batches[0].Halve();
            await Carry([first]);
            await Carry([second]);
        }
        else
        {
            queues.Succeeded(batches[0].Tenant);
            metrics.Failed();
            batches[0].Answer(new JournalAnswer.Failed(error));
        }
    }

    // Without a connection it is nobody's fault in particular, so the communities stay together and the loop itself waits.
    private async Task Retry(IReadOnlyList<CommunityBatch> batches, bool hadConnection)
    {
        foreach (var batch in batches) queues.PutBack(batch, alone: hadConnection && batches.Count > 1);
        if (!hadConnection) await Task.Delay(PauseWithoutDatabase);
    }

    private async Task DropConnection()
    {
        var connection = _connection;
        _connection = null;
        try
        {
            if (connection is not null) await connection.DisposeAsync();
        }
        catch (Exception error)
        {
            _log.LogWarning("A connection did not close cleanly: {Fault}", Describe(error));
        }
    }

    // Never the message: it may quote a row.
    private static string Describe(Exception error) => error is PostgresException refused ? $"SQLSTATE {refused.SqlState}" : error.GetType().Name;
}
