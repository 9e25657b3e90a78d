namespace Ledger.Journal.Following;

/// <summary>A run of decoded events, and what stopped it, if anything did.</summary>
internal sealed record EventRun(IReadOnlyList<FollowedEvent> Events, PoisonedEventException? Poison)
{
    /// <summary>Reads and decodes the events after a number. An event that is missing stops the run as one that cannot be decoded does.</summary>
    public static async Task<EventRun> Read(IJournalReader reader, Func<RecordedEvent, object> decode, string tenant, long after, long upTo, CancellationToken cancel)
    {
        var events = new List<FollowedEvent>();
        await foreach (var recorded in reader.Read(tenant, after, upTo, cancel))
        {
            var expected = after + events.Count + 1;
            if (recorded.Number != expected)
                return new EventRun(events, new PoisonedEventException(tenant, expected, "missing", new InvalidOperationException("The event is not in the journal.")));
            if (Add(events, recorded, decode) is { } poison) return new EventRun(events, poison);
        }
        return after + events.Count < upTo
            ? new EventRun(events, new PoisonedEventException(tenant, after + events.Count + 1, "missing", new InvalidOperationException("The event is not in the journal.")))
            : new EventRun(events, null);
    }

    /// <summary>Decodes a stretch without gaps.</summary>
    public static EventRun Of(IReadOnlyList<RecordedEvent> stretch, Func<RecordedEvent, object> decode)
    {
        var events = new List<FollowedEvent>(stretch.Count);
        foreach (var recorded in stretch)
            if (Add(events, recorded, decode) is { } poison) return new EventRun(events, poison);
        return new EventRun(events, null);
    }

    private static PoisonedEventException? Add(List<FollowedEvent> events, RecordedEvent recorded, Func<RecordedEvent, object> decode)
    {
        try
        {
            events.Add(new FollowedEvent(recorded, decode(recorded)));
            return null;
        }
        catch (Exception unknown)
        {
            return new PoisonedEventException(recorded.Tenant, recorded.Number, recorded.Type, unknown);
        }
    }
}
