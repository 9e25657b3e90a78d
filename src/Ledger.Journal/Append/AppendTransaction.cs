using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>
/// One transaction for many commands of one or several communities (JOURNAL.md §3): lock, read, decide, write, commit.
/// Three round trips when the commands named all they need, and one more where other nodes write. Whatever goes wrong is thrown; no command has been answered
/// then, and asking again is always safe, since the kept answers are looked up behind the lock.
/// </summary>
internal sealed class AppendTransaction(NpgsqlConnection connection, JournalOptions options, IStateCodec codec, Vocabulary vocabulary, NamesInUse names, WriterMetrics metrics)
{
    /// <param name="topUp">
    /// Adds to batches what has come while their heads were waited for; the lock then takes a round trip of its own (ADR 0026).
    /// Null: what was taken is all.
    /// </param>
    public async Task<IReadOnlyList<OpenBook>> Run(IReadOnlyList<CommunityBatch> batches, Action<IReadOnlyList<CommunityBatch>>? topUp, CancellationToken cancel)
    {
        var books = batches.Select(batch => new OpenBook(batch)).ToList();
        await Reach(FaultPoint.BeforeLock);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        await LockAndRead(books, topUp, cancel);
        await Reach(FaultPoint.AfterRead);
        await Rounds.Decide(books, codec, vocabulary, round => Ask(round.Questions, cancel));
        await Reach(FaultPoint.AfterDecide);
        if (!books.Exists(book => book.HasWrites))
        {
            await transaction.RollbackAsync(cancel);
            return books;
        }
        await Write(new WriteSet(books, codec), cancel);
        await Reach(FaultPoint.BeforeCommit);
        var startedAt = Stopwatch.GetTimestamp();
        await transaction.CommitAsync(cancel);
        metrics.Committed(startedAt);
        await Reach(FaultPoint.AfterCommit);
        return books;
    }

    private async Task LockAndRead(IReadOnlyList<OpenBook> books, Action<IReadOnlyList<CommunityBatch>>? topUp, CancellationToken cancel)
    {
        Question[] locks = [new Settings(options.LockTimeout), new NewHeads(books, vocabulary), new Heads(books, names, locking: true)];
        if (topUp is not null)
        {
            await Ask(locks, cancel);
            // What has no head is not locked: an opening that comes now has to wait until one is made for it.
            topUp([.. books.Where(book => book.Head is not null).Select(book => book.Batch)]);
            locks = [];
        }
        var needs = Rounds.Needs(books, codec);
        await Ask([.. locks, new Clock(books, options.Clock), new Frontiers(books), new KeptAnswers(books), .. needs.Questions], cancel);
        needs.Settle();
    }

    private Task Ask(IEnumerable<Question> questions, CancellationToken cancel) =>
        Question.AskAll(connection, options.StatementTimeout, questions, question => question is Heads ? Reach(FaultPoint.AfterLock) : default, cancel);

    // The events are cut off from the rest only for the test that crashes between the two: it costs a round trip.
    private async Task Write(WriteSet set, CancellationToken cancel)
    {
        var facts = set.Facts().ToList();
        if (options.AtFaultPoint is not null)
        {
            await Execute(facts, cancel);
            await Reach(FaultPoint.AfterEvents);
            facts.Clear();
        }
        await Execute([.. facts, .. set.Rest()], cancel);
    }

    private async Task Execute(List<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        if (commands.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) };
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private ValueTask Reach(FaultPoint point) => options.AtFaultPoint?.Invoke(point, connection) ?? default;
}

/// <summary>Ask, read what was lacking, ask again: the same for an append and for a dry run.</summary>
internal static class Rounds
{
    public static ReadRound Needs(IReadOnlyList<OpenBook> books, IStateCodec codec)
    {
        var needs = new ReadRound(codec);
        foreach (var book in books)
        {
            foreach (var command in book.Batch.Commands)
            {
                needs.Add(book, command.Submission.Needs);
                foreach (var stream in command.Submission.Streams) needs.AddStream(book, stream);
            }
        }
        return needs;
    }

    public static async Task Decide(IReadOnlyList<OpenBook> books, IStateCodec codec, Vocabulary vocabulary, Func<ReadRound, Task> read)
    {
        var deciding = books.Select(book => new Deciding(book, codec, vocabulary)).ToList();
        for (var round = 0; ; round++)
        {
            var more = new ReadRound(codec);
            foreach (var community in deciding) community.Pass(more, round);
            if (more.IsEmpty) return;
            await read(more);
            more.Settle();
        }
    }
}
