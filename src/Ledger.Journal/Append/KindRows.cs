namespace Ledger.Journal.Append;

/// <summary>The rows of one kind that a batch has loaded or put, over what lies in the table.</summary>
internal sealed class KindRows(string kind)
{
    private sealed class Slot
    {
        public object? Row;
        public bool Changed;
    }

    private readonly Dictionary<string, Slot> _slots = [];
    private readonly List<StateRange> _loaded = [];
    private readonly HashSet<StateRange> _loadedAsAsked = [];
    private readonly HashSet<StateRange> _tooWide = [];

    // Keys in the order of bytes, made when the first range is asked for: most kinds never are.
    private List<string>? _order;

    public string Kind => kind;

    /// <summary>Null when the row is known not to be there.</summary>
    public bool TryFind(string key, out object? row)
    {
        var known = _slots.TryGetValue(key, out var slot);
        row = slot?.Row;
        return known || _loaded.Exists(range => ByteOrder.Within(range, key));
    }

    public bool Covers(StateRange range) =>
        _loadedAsAsked.Contains(range) || _tooWide.Contains(range) || _loaded.Exists(known =>
            ByteOrder.Instance.Compare(known.From, range.From) <= 0 && ByteOrder.Instance.Compare(range.Before, known.Before) <= 0);

    public bool IsTooWide(StateRange range) => _tooWide.Contains(range);

    /// <summary>What was read never overwrites what a decision has put in the meantime.</summary>
    public void Load(string key, object? row)
    {
        if (!_slots.ContainsKey(key)) Add(key, new Slot { Row = row });
    }

    public void LoadedWhole(StateRange range, int rows)
    {
        if (rows > range.Most) _tooWide.Add(range);
        else if (_loadedAsAsked.Add(range)) _loaded.Add(range);
    }

    /// <summary>A row that is put as it stands is not written.</summary>
    public void Put(string key, object? row)
    {
        if (!_slots.TryGetValue(key, out var slot)) Add(key, slot = new Slot());
        else if (row is not null && row.Equals(slot.Row)) return;
        slot.Row = row;
        slot.Changed = true;
    }

    public List<KeyValuePair<string, object>> Within(StateRange range)
    {
        _order ??= Ordered();
        var found = new List<KeyValuePair<string, object>>();
        for (var i = FirstAt(range.From); i < _order.Count && ByteOrder.Instance.Compare(_order[i], range.Before) < 0; i++)
        {
            if (_slots[_order[i]].Row is { } row) found.Add(new(_order[i], row));
        }
        return found;
    }

    /// <summary>Null rows are to be deleted.</summary>
    public IEnumerable<(string Key, object? Row)> Changed()
    {
        foreach (var (key, slot) in _slots)
        {
            if (slot.Changed) yield return (key, slot.Row);
        }
    }

    private void Add(string key, Slot slot)
    {
        _slots.Add(key, slot);
        _order?.Insert(FirstAt(key), key);
    }

    private List<string> Ordered()
    {
        List<string> keys = [.. _slots.Keys];
        keys.Sort(ByteOrder.Instance);
        return keys;
    }

    private int FirstAt(string key)
    {
        var at = _order!.BinarySearch(key, ByteOrder.Instance);
        return at < 0 ? ~at : at;
    }
}
