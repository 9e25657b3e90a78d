using Ledger.Domain;
using Ledger.Journal;
using Ledger.Projections.States;

namespace Ledger.Api.Books;

/// <summary>The domain's rows over a snapshot: for reading only. A row that was not asked for beforehand is a bug, not a missing row.</summary>
internal sealed class SnapshotStates(StateSnapshot snapshot, StateNeeds needs) : IStates
{
    /// <summary>Made when the first row is missing: whether it was asked for.</summary>
    private HashSet<StateKey>? _asked;

    public T? Find<T>(string key) where T : class
    {
        var name = ViewStates.KeyOf<T>(key);
        if (snapshot.Rows.TryGetValue(name, out var row)) return (T)row;
        for (var nr = 0; nr < needs.Ranges.Count; nr++)
            if (needs.Ranges[nr].Holds(name)) return InRange<T>(snapshot.Ranges[nr], key);
        return (_asked ??= [.. needs.Rows]).Contains(name) ? null : throw new InvalidOperationException($"{name} was not asked for.");
    }

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class
    {
        var asked = ViewStates.RangeOf(typeof(T), from, before);
        for (var nr = 0; nr < needs.Ranges.Count; nr++)
            if (needs.Ranges[nr] == asked) return ViewStates.Typed<T>(snapshot.Ranges[nr]);
        throw new InvalidOperationException($"{asked} was not asked for.");
    }

    private static T? InRange<T>(IReadOnlyList<KeyValuePair<string, object>> rows, string key) where T : class
    {
        foreach (var row in rows)
            if (row.Key == key) return (T)row.Value;
        return null;
    }

    public void Put<T>(string key, T row) where T : class => throw new InvalidOperationException("A snapshot is read only.");

    public void Remove<T>(string key) where T : class => throw new InvalidOperationException("A snapshot is read only.");
}
