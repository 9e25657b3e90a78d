using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Support;

/// <summary>
/// What one decision sees: only what was read for it, with its own changes on top. What it looked at although nobody had read
/// it is remembered: such a decision is discarded.
/// </summary>
internal sealed class LoadedRows(StoredRows stored, IReadOnlyCollection<Need> read) : IStates
{
    private readonly HashSet<Need> _read = [.. read];
    private readonly ILookup<Type, Need> _ranges = read.Where(need => need.Before is not null).ToLookup(need => need.Row);
    private readonly Dictionary<Type, OrderedRows<object?>> _changes = [];

    private readonly Dictionary<(Type, string), object?> _found = [];

    public HashSet<Need> Missed { get; } = [];

    public T? Find<T>(string key) where T : class
    {
        if (ChangesOf(typeof(T)).TryGet(key, out var changed)) return (T?)changed;
        if (IsRead(typeof(T), key)) return (T?)(_found.TryGetValue((typeof(T), key), out var found) ? found : _found[(typeof(T), key)] = stored.Find(typeof(T), key));
        Missed.Add(new Need(typeof(T), key, null));
        return null;
    }

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class
    {
        var isRead = RangeIsRead(new Need(typeof(T), from, before));
        if (!isRead) Missed.Add(new Need(typeof(T), from, before));
        var rows = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, row) in stored.Range(typeof(T), from, before))
            if (isRead || IsRead(typeof(T), key)) rows[key] = (T)row;
        foreach (var (key, row) in ChangesOf(typeof(T)).Range(from, before))
            if (row is T put) rows[key] = put;
            else rows.Remove(key);
        return [.. rows];
    }

    public void Put<T>(string key, T row) where T : class => ChangesOf(typeof(T))[key] = row;

    public void Remove<T>(string key) where T : class => ChangesOf(typeof(T))[key] = null;

    /// <summary>Writes the changes: of a refusal only rows that are not derived, such as a guess counter.</summary>
    public void Commit(bool accepted)
    {
        foreach (var (type, rows) in _changes.Where(changed => accepted || StateKinds.Side.ContainsKey(StateKinds.Of(changed.Key))))
            foreach (var (key, row) in rows.All)
                if (row is null) stored.Remove(type, key);
                else stored.Put(type, key, row);
    }

    private OrderedRows<object?> ChangesOf(Type type) => _changes.TryGetValue(type, out var rows) ? rows : _changes[type] = new();

    private bool RangeIsRead(Need wanted) => _read.Contains(wanted)
        || _ranges[wanted.Row].Any(need => string.CompareOrdinal(need.From, wanted.From) <= 0 && string.CompareOrdinal(wanted.Before, need.Before) <= 0);

    private bool IsRead(Type type, string key) => _read.Contains(new Need(type, key, null))
        || _ranges[type].Any(need => string.CompareOrdinal(need.From, key) <= 0 && string.CompareOrdinal(key, need.Before) < 0);
}

/// <summary>Rows in memory, all of them there: for folding facts from scratch.</summary>
internal sealed class AllRows(StoredRows stored) : IStates
{
    public T? Find<T>(string key) where T : class => (T?)stored.Find(typeof(T), key);

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class =>
        [.. stored.Range(typeof(T), from, before).Select(row => KeyValuePair.Create(row.Key, (T)row.Value))];

    public void Put<T>(string key, T row) where T : class => stored.Put(typeof(T), key, row);

    public void Remove<T>(string key) where T : class => stored.Remove(typeof(T), key);
}
