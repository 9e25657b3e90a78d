namespace Ledger.Journal.Append;

/// <summary>
/// What one decision sees and puts. Its puts are staged: they reach the overlay only when it is accepted. What it looked
/// at in vain is remembered, so that it can be read and the decision asked again.
/// </summary>
internal sealed class DecisionView(string tenant, Overlay overlay, DateTimeOffset now, long nextNumber) : IDecisionView
{
    private readonly Dictionary<StateKey, object?> _staged = [];
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
        foreach (var (key, row) in _staged)
        {
            if (key.Kind == range.Kind && ByteOrder.Within(range, key.Key)) Merge(found, key.Key, row);
        }
        return found.Count > range.Most ? throw new StateRangeTooWideException(range) : found;
    }

    public void Put(StateKey key, object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        SubmissionRules.StateName(key);
        _staged[key] = row;
    }

    public void Remove(StateKey key)
    {
        SubmissionRules.StateName(key);
        _staged[key] = null;
    }

    /// <summary>Lets the staged rows into the overlay; after a refusal only those of kinds events cannot rebuild.</summary>
    public void Fold(Func<string, bool> kept)
    {
        foreach (var (key, row) in _staged)
        {
            if (kept(key.Kind)) overlay.Of(key.Kind).Put(key.Key, row);
        }
    }

    private static void Merge(List<KeyValuePair<string, object>> found, string key, object? row)
    {
        var at = found.FindIndex(item => ByteOrder.Instance.Compare(item.Key, key) >= 0);
        if (at < 0) at = found.Count;
        if (at < found.Count && found[at].Key == key) found.RemoveAt(at);
        if (row is not null) found.Insert(at, new(key, row));
    }
}
