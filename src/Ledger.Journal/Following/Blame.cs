namespace Ledger.Journal.Following;

/// <summary>Finds the event to blame when a run of events cannot be applied: shorter and shorter beginnings, until one goes through or a single event is left.</summary>
internal static class Blame
{
    /// <summary>Calls <paramref name="write"/> with the most events to take, and with fewer when it fails over them.</summary>
    public static async Task<T> Shorten<T>(int most, Func<int, Task<T>> write)
    {
        while (true)
        {
            try
            {
                return await write(most);
            }
            catch (RunFailedException failed)
            {
                most = failed.Events / 2;
            }
        }
    }

    /// <exception cref="PoisonedEventException">The run is a single event, and it cannot be applied.</exception>
    /// <exception cref="RunFailedException">One of several events cannot be applied.</exception>
    public static async Task Apply(IReadOnlyList<FollowedEvent> events, Func<Task> apply)
    {
        try
        {
            await apply();
        }
        catch (Exception error) when (error is not OperationCanceledException && (!BrokenWorld.Caused(error) || (events.Count > 1 && BrokenWorld.WasTooSlow(error))))
        {
            var first = events[0].Recorded;
            throw events.Count == 1 ? new PoisonedEventException(first.Tenant, first.Number, first.Type, error) : new RunFailedException(events.Count, error);
        }
    }
}

internal sealed class RunFailedException(int events, Exception cause) : Exception($"One of {events} events cannot be applied.", cause)
{
    public int Events => events;
}
