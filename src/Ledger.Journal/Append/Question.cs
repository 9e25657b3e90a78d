using Npgsql;
using NpgsqlTypes;

namespace Ledger.Journal.Append;

/// <summary>One statement of a round of reads and the place its rows go to. Each names the community in its keys.</summary>
internal abstract class Question
{
    /// <summary>False when there is nothing to ask: the statement is then left out.</summary>
    public virtual bool IsAsked => true;

    public abstract NpgsqlBatchCommand Command();

    public virtual void Take(NpgsqlDataReader row)
    {
    }

    /// <summary>
    /// Asks all in one round trip, each in a statement of its own. READ COMMITTED gives every statement a snapshot of
    /// its own, so those behind the lock see what was committed while it was waited for (JOURNAL.md §3.2).
    /// </summary>
    public static async Task AskAll(NpgsqlConnection connection, TimeSpan timeout, IEnumerable<Question> questions, Func<Question, ValueTask>? answered, CancellationToken cancel)
    {
        var asked = questions.Where(question => question.IsAsked).ToList();
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)Math.Ceiling(timeout.TotalSeconds) };
        foreach (var question in asked) batch.BatchCommands.Add(question.Command());
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var question in asked)
        {
            while (await reader.ReadAsync(cancel)) question.Take(reader);
            if (answered is not null) await answered(question);
            await reader.NextResultAsync(cancel);
        }
    }
}

/// <summary>Parameters with their types said: nothing is left to inference, and no statement needs preparing.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Statement(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    public static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Count(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(values, NpgsqlDbType.Text);

    public static NpgsqlParameter Numbers(IEnumerable<long> values) => Array(values, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Counts(IEnumerable<int> values) => Array(values, NpgsqlDbType.Integer);

    public static NpgsqlParameter Uuids(IEnumerable<Guid> values) => Array(values, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Flags(IEnumerable<bool> values) => Array(values, NpgsqlDbType.Boolean);

    public static NpgsqlParameter Bytes(IEnumerable<byte[]> values) => Array(values, NpgsqlDbType.Bytea);

    public static NpgsqlParameter Jsons(IEnumerable<byte[]?> values) => Array(values, NpgsqlDbType.Jsonb);

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset> values) => Array(values.Select(time => time.UtcDateTime), NpgsqlDbType.TimestampTz);

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values, NpgsqlDbType element) =>
        new() { TypedValue = values as T[] ?? [.. values], NpgsqlDbType = NpgsqlDbType.Array | element };
}
