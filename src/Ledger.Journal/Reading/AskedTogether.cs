using System.Diagnostics;
using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>A question that waits to be asked. The statement that asks it puts into it what it finds.</summary>
public abstract class Question
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its share of a statement: rows, or whatever else is bounded.</summary>
    public abstract int Size { get; }

    internal Task Asked => _asked.Task;

    /// <summary>Whoever waited has gone: it need not be asked any more.</summary>
    internal bool IsAbandoned { get; set; }

    internal void Answered() => _asked.TrySetResult();

    internal void Failed(Exception error) => _asked.TrySetException(error);
}

/// <summary>
/// Questions share statements as commands share transactions (ADR 0024): what waits at the same moment is asked together,
/// without lingering for more.
/// </summary>
/// <param name="ask">Asks them all in one statement.</param>
/// <param name="mostAtOnce">Of <see cref="Question.Size"/> in one statement; the one that goes beyond is still taken.</param>
public sealed class AskedTogether<T>(Func<IReadOnlyList<T>, CancellationToken, Task> ask, int mostAtOnce) where T : Question
{
    /// <summary>Statements under way at once. With one a slow answer would hold up everybody; with many, few questions would share one.</summary>
    private const int MostAsking = 2;

    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = [];
    private int _asking;

    /// <summary>Whoever comes while fewer statements than that are under way asks at once, for himself and then for all who came meanwhile: no loop waits idly, none need be stopped.</summary>
    public async Task Ask(T question, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        bool asks;
        lock (_gate)
        {
            _waiting.Enqueue(question);
            if (asks = _asking < MostAsking) _asking++;
        }
        if (asks) _ = AskWhatWaits();
        try
        {
            await question.Asked.WaitAsync(cancel);
        }
        finally
        {
            question.IsAbandoned = true;
        }
    }

    private async Task AskWhatWaits()
    {
        // A statement for many belongs to no one's trace.
        Activity.Current = null;
        for (var together = Take(); together.Count > 0; together = Take())
        {
            try
            {
                await ask(together, CancellationToken.None);
                foreach (var question in together) question.Answered();
            }
            catch (Exception error)
            {
                // One that took too long would only take as long again, and so would who waits for it. Anything else may be the fault of one of them.
                var tookTooLong = error is NpgsqlException { InnerException: TimeoutException } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
                if (tookTooLong) together = [.. together, .. TakeAll()];
                foreach (var question in together)
                    if (tookTooLong || together.Count == 1) question.Failed(error);
                    else _ = AskAlone(question);
            }
        }
    }

    private List<T> TakeAll()
    {
        lock (_gate)
        {
            List<T> all = [.. _waiting];
            _waiting.Clear();
            return all;
        }
    }

    private async Task AskAlone(T question)
    {
        try
        {
            await ask([question], CancellationToken.None);
            question.Answered();
        }
        catch (Exception error)
        {
            question.Failed(error);
        }
    }

    private List<T> Take()
    {
        var taken = new List<T>();
        lock (_gate)
        {
            for (var size = 0; size < mostAtOnce && _waiting.TryDequeue(out var next);)
            {
                if (next.IsAbandoned) continue;
                taken.Add(next);
                size += next.Size;
            }
            if (taken.Count == 0) _asking--;
        }
        return taken;
    }
}
