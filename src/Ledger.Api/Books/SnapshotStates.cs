using Ledger.Domain;
using Ledger.Journal;
using Ledger.Projections.States;

namespace Ledger.Api.Books;

/// <summary>The domain's rows over a snapshot: for reading only. A row that was not asked for beforehand is a bug, not a missing row.</summary>
internal sealed class SnapshotStates : IStates
{
    private readonly StateSnapshot _snapshot;
    private readonly HashSet<StateKey> _asked;
    private readonly Dictionary<StateRange, IReadOnlyList<KeyValuePair<string, object>>> _ranges;

    public SnapshotStates(StateSnapshot snapshot, StateNeeds needs)
    {
        _snapshot = snapshot;
        _asked = [.. needs.Rows];
        _ranges = needs.Ranges.Zip(snapshot.Ranges).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public T? Find<T>(string key) where T : class
    {
        var name = ViewStates.KeyOf<T>(key);
        if (_asked.Contains(name)) return (T?)_snapshot.Rows.GetValueOrDefault(name);
        foreach (var (range, rows) in _ranges)
            if (range.Kind == name.Kind && string.CompareOrdinal(range.From, key) <= 0 && string.CompareOrdinal(key, range.Before) < 0)
                return (T?)rows.FirstOrDefault(row => row.Key == key).Value;
        throw new InvalidOperationException($"{name} was not asked for.");
    }

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class =>
        ViewStates.Typed<T>(_ranges[ViewStates.RangeOf(typeof(T), from, before)]);

    public void Put<T>(string key, T row) where T : class => throw new InvalidOperationException("A snapshot is read only.");

    public void Remove<T>(string key) where T : class => throw new InvalidOperationException("A snapshot is read only.");
}
