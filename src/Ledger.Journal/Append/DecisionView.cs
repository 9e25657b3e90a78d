namespace Ledger.Journal.Append;

/// <summary>
/// What one decision sees and puts. Its puts are staged: they reach the overlay only when it is accepted. What it looked
/// at in vain is remembered, so that it can be read and the decision asked again.
/// </summary>
internal sealed class DecisionView(string tenant, Overlay overlay, DateTimeOffset now, long nextNumber) : IDecisionView
{
    private readonly Dictionary<StateKey, object?> _staged = [];

    // Keys put of the kinds that were asked for a range, in the order of bytes: a long decision asks for a range per line.
    private readonly Dictionary<string, SortedSet<string>> _order = [];
    private readonly List<StateKey> _missingRows = [];
    private readonly List<StateRange> _missingRanges = [];

    public string Tenant => tenant;

    public DateTimeOffset Now => now;

    public long NextNumber => nextNumber;

    public bool LookedAtUnloaded => _missingRows.Count > 0 || _missingRanges.Count > 0;

    public StateNeeds Missing => new(_missingRows, _missingRanges);

    public object? Find(StateKey key)
    {
        if (_staged.TryGetValue(key, out var staged)) return staged;
        if (overlay.Of(key.Kind).TryFind(key.Key, out var row)) return row;
        SubmissionRules.StateName(key);
        _missingRows.Add(key);
        return null;
    }

    public IReadOnlyList<KeyValuePair<string, object>> Range(StateRange range)
    {
        SubmissionRules.Range(range);
        var kind = overlay.Of(range.Kind);
        if (!kind.Covers(range))
        {
            _missingRanges.Add(range);
            return [];
        }
        var found = kind.IsTooWide(range) ? throw new StateRangeTooWideException(range) : kind.Within(range);
        if (ByteOrder.Instance.Compare(range.From, range.Before) >= 0) return found;
        foreach (var key in Ordered(range.Kind).GetViewBetween(range.From, range.Before))
        {
            if (ByteOrder.Within(range, key)) Merge(found, key, _staged[new StateKey(range.Kind, key)]);
        }
        return found.Count > range.Most ? throw new StateRangeTooWideException(range) : found;
    }

    public void Put(StateKey key, object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        SubmissionRules.StateName(key);
        Stage(key, row);
    }

    public void Remove(StateKey key)
    {
        SubmissionRules.StateName(key);
        Stage(key, null);
    }

    /// <summary>Lets the staged rows into the overlay; after a refusal only those of kinds events cannot rebuild.</summary>
    public void Fold(Func<string, bool> kept)
    {
        foreach (var (key, row) in _staged)
        {
            if (kept(key.Kind)) overlay.Of(key.Kind).Put(key.Key, row);
        }
    }

    private void Stage(StateKey key, object? row)
    {
        _staged[key] = row;
        if (_order.TryGetValue(key.Kind, out var keys)) keys.Add(key.Key);
    }

    private SortedSet<string> Ordered(string kind)
    {
        if (!_order.TryGetValue(kind, out var keys))
            _order.Add(kind, keys = new SortedSet<string>(_staged.Keys.Where(key => key.Kind == kind).Select(key => key.Key), ByteOrder.Instance));
        return keys;
    }

    private static void Merge(List<KeyValuePair<string, object>> found, string key, object? row)
    {
        var at = found.FindIndex(item => ByteOrder.Instance.Compare(item.Key, key) >= 0);
        if (at < 0) at = found.Count;
        if (at < found.Count && found[at].Key == key) found.RemoveAt(at);
        if (row is not null) found.Insert(at, new(key, row));
    }
}
