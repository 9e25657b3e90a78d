using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ledger.Journal.Following;

/// <summary>Reads and decodes while what came before is written. No more than three runs are held at a time, however long the journal is.</summary>
internal static class ReadAhead
{
    /// <summary>The events after a number in runs of <paramref name="most"/>; the last ends with what cannot be decoded, if anything cannot.</summary>
    public static async IAsyncEnumerable<EventRun> Runs(
        IJournalReader reader, Func<RecordedEvent, object> decode, string tenant, long after, long upTo, int most, [EnumeratorCancellation] CancellationToken cancel)
    {
        var waiting = Channel.CreateBounded<EventRun>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(Read, CancellationToken.None);
        try
        {
            await foreach (var run in waiting.Reader.ReadAllAsync(cancel)) yield return run;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        async Task Read()
        {
            try
            {
                for (EventRun? run = null; after < upTo && run?.Poison is null; after += run.Events.Count)
                {
                    run = await EventRun.Read(reader, decode, tenant, after, Math.Min(after + most, upTo), stop.Token);
                    await waiting.Writer.WriteAsync(run, stop.Token);
                }
                waiting.Writer.Complete();
            }
            catch (Exception error)
            {
                waiting.Writer.Complete(error);
            }
        }
    }
}
