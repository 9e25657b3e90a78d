namespace Ledger.Journal.Following;

/// <summary>
/// What this node's own writer has just committed: its follower need not read it back. One stretch without a gap per
/// community; what does not follow on is read from the journal, as ever.
/// </summary>
/// <param name="most">Events of all communities together. When more wait, all are forgotten: somebody else follows, or nobody.</param>
internal sealed class FreshEvents(int most)
{
    private readonly Dictionary<string, Queue<RecordedEvent>> _stretches = [];
    private int _held;

    /// <param name="events">Committed together, in order.</param>
    public void Add(string tenant, IReadOnlyList<RecordedEvent> events)
    {
        lock (_stretches)
        {
            if (_held + events.Count > most)
            {
                _stretches.Clear();
                _held = 0;
            }
            // What is read in many runs anyway is not worth holding.
            if (events.Count > most) return;
            if (!_stretches.TryGetValue(tenant, out var stretch)) _stretches.Add(tenant, stretch = new());
            else if (stretch.Peek().Number + stretch.Count != events[0].Number)
            {
                _held -= stretch.Count;
                stretch.Clear();
            }
            foreach (var recorded in events) stretch.Enqueue(recorded);
            _held += events.Count;
        }
    }

    /// <summary>The events straight after a number, none if it does not know them; forgets what lies before.</summary>
    public IReadOnlyList<RecordedEvent> After(string tenant, long number, int most)
    {
        lock (_stretches)
        {
            if (!_stretches.TryGetValue(tenant, out var stretch)) return [];
            for (; stretch.Count > 0 && stretch.Peek().Number <= number; _held--) stretch.Dequeue();
            if (stretch.Count == 0) _stretches.Remove(tenant);
            return stretch.Count > 0 && stretch.Peek().Number == number + 1 ? [.. stretch.Take(most)] : [];
        }
    }
}
