using System.Diagnostics;
using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>
/// Look-ups of state share statements as commands share transactions (ADR 0024): what waits at the same moment is asked
/// together, without lingering for more. Nobody waits behind a wide look-up: it is asked alone.
/// </summary>
internal sealed class StateRows(NpgsqlDataSource source, IStateCodec codec)
{
    /// <summary>Statements under way at once. With one a slow answer would hold up everybody; with many, few look-ups would share one.</summary>
    private const int MostAsking = 2;

    /// <summary>Rows and ranges of one statement, and of one look-up that shares it.</summary>
    private const int MostAtOnce = 500, MostOfOne = 40;

    private readonly LookUpTexts _texts = new(codec);
    private readonly Lock _gate = new();
    private readonly Queue<LookUp> _waiting = [];
    private int _asking;

    /// <exception cref="StateGenerationException">Derived rows were asked for, and the community's are of another generation.</exception>
    public async Task<StateSnapshot?> Read(string tenant, StateNeeds needs, CancellationToken cancel)
    {
        var lookUp = new LookUp(tenant, needs);
        if (IsShort(needs)) await Share(lookUp, cancel);
        else await new LookUpStatement(_texts, codec).Ask(source, [lookUp], cancel);
        return lookUp.Read(codec);
    }

    internal static void CheckGeneration(string tenant, int inUse, IStateCodec codec)
    {
        if (inUse != codec.Generation) throw new StateGenerationException(tenant, inUse, codec.Generation);
    }

    /// <summary>Some keys, and what begins with a key: not all there is of a kind.</summary>
    private static bool IsShort(StateNeeds needs) => SizeOf(needs) <= MostOfOne && needs.Ranges.All(range => range.From.Length > 0);

    private static int SizeOf(StateNeeds needs) => 1 + needs.Rows.Count + needs.Ranges.Count;

    /// <summary>Whoever comes while fewer statements than that are under way asks at once, for himself and then for all who came meanwhile: no loop waits idly, none need be stopped.</summary>
    private async Task Share(LookUp lookUp, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        bool asks;
        lock (_gate)
        {
            _waiting.Enqueue(lookUp);
            if (asks = _asking < MostAsking) _asking++;
        }
        if (asks) _ = AskWhatWaits();
        try
        {
            await lookUp.Asked.WaitAsync(cancel);
        }
        finally
        {
            lookUp.IsAbandoned = true;
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
                await new LookUpStatement(_texts, codec).Ask(source, together, CancellationToken.None);
                foreach (var lookUp in together) lookUp.Answered();
            }
            catch (Exception error)
            {
                // One that took too long would only take as long again, and so would who waits for it. Anything else may be the fault of one of them.
                var tookTooLong = error is NpgsqlException { InnerException: TimeoutException } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
                if (tookTooLong) together = [.. together, .. TakeAll()];
                foreach (var lookUp in together)
                    if (tookTooLong || together.Count == 1) lookUp.Failed(error);
                    else _ = AskAlone(lookUp);
            }
        }
    }

    private List<LookUp> TakeAll()
    {
        lock (_gate)
        {
            List<LookUp> all = [.. _waiting];
            _waiting.Clear();
            return all;
        }
    }

    private async Task AskAlone(LookUp lookUp)
    {
        try
        {
            await new LookUpStatement(_texts, codec).Ask(source, [lookUp], CancellationToken.None);
            lookUp.Answered();
        }
        catch (Exception error)
        {
            lookUp.Failed(error);
        }
    }

    private List<LookUp> Take()
    {
        var taken = new List<LookUp>();
        lock (_gate)
        {
            for (var size = 0; size < MostAtOnce && _waiting.TryDequeue(out var next);)
            {
                if (next.IsAbandoned) continue;
                taken.Add(next);
                size += SizeOf(next.Needs);
            }
            if (taken.Count == 0) _asking--;
        }
        return taken;
    }
}
