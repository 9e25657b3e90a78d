using System.Data;
using Npgsql;

namespace Ledger.Journal.Append;

/// <summary>Asks a decision over one snapshot, without lock, key or write.</summary>
internal sealed class DryRun(NpgsqlDataSource source, JournalOptions options, IStateCodec codec, Vocabulary vocabulary)
{
    public async Task<JournalAnswer> Ask(PendingCommand command, CancellationToken cancel)
    {
        var book = new OpenBook(new CommunityBatch(command.Submission.Tenant, [command]));
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await Read(connection, book, cancel);
        await Rounds.Decide([book], codec, vocabulary, round => Question.AskAll(connection, options.StatementTimeout, round.Questions, null, cancel));
        return book.Answers[command];
    }

    private async Task Read(NpgsqlConnection connection, OpenBook book, CancellationToken cancel)
    {
        var needs = Rounds.Needs([book], codec);
        await Question.AskAll(connection, options.StatementTimeout,
            [new Settings(options.LockTimeout), new Heads([book], new NamesInUse(), locking: false), new Clock([book], options.Clock), .. needs.Questions], null, cancel);
        needs.Settle();
        if (book.Head is null && book.Batch.Commands[0].Submission.OpensTenant) book.PretendNew(vocabulary.Generation);
    }
}
