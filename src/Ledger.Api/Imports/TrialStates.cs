using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>
/// A snapshot's rows with what a trial adds to them, in memory: every line of a file is asked what the books would say, and
/// sees the lines before it. Rows that were not read count as missing.
/// </summary>
internal sealed class TrialStates : IStates
{
    private readonly Dictionary<StateKey, object> _rows = [];
    private readonly Dictionary<string, SortedSet<string>> _keys = [];

    public TrialStates(StateSnapshot snapshot)
    {
        foreach (var (key, row) in snapshot.Rows) Set(key, row);
    }

    public void Add(IReadOnlyDictionary<StateKey, object> rows)
    {
        foreach (var (key, row) in rows) Set(key, row);
    }

    public TrialStates Add(StateRange range, IReadOnlyList<KeyValuePair<string, object>> rows)
    {
        foreach (var (key, row) in rows) Set(new StateKey(range.Kind, key), row);
        return this;
    }

    public T? Find<T>(string key) where T : class => (T?)_rows.GetValueOrDefault(new StateKey(StateKinds.Of(typeof(T)), key));

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class
    {
        var kind = StateKinds.Of(typeof(T));
        return [.. KeysOf(kind).GetViewBetween(from, before).Where(key => string.CompareOrdinal(key, before) < 0).Select(key => KeyValuePair.Create(key, (T)_rows[new StateKey(kind, key)]))];
    }

    public void Put<T>(string key, T row) where T : class => Set(new StateKey(StateKinds.Of(typeof(T)), key), row);

    public void Remove<T>(string key) where T : class
    {
        var kind = StateKinds.Of(typeof(T));
        _rows.Remove(new StateKey(kind, key));
        KeysOf(kind).Remove(key);
    }

    private void Set(StateKey key, object row)
    {
        _rows[key] = row;
        KeysOf(key.Kind).Add(key.Key);
    }

    private SortedSet<string> KeysOf(string kind)
    {
        if (!_keys.TryGetValue(kind, out var keys)) _keys.Add(kind, keys = new SortedSet<string>(StringComparer.Ordinal));
        return keys;
    }
}
