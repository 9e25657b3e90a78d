using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Books;

/// <summary>The domain's rows over the journal's view.</summary>
internal sealed class ViewStates(IDecisionView view) : IStates
{
    public T? Find<T>(string key) where T : class => (T?)view.Find(KeyOf<T>(key));

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class =>
        Typed<T>(view.Range(RangeOf(typeof(T), from, before)));

    public void Put<T>(string key, T row) where T : class => view.Put(KeyOf<T>(key), row);

    public void Remove<T>(string key) where T : class => view.Remove(KeyOf<T>(key));

    /// <summary>
    /// Wide enough for the lots of somebody who serves every day under a rolling expiry of years, and for a community's whole
    /// grid tree. A wider range is a broken assumption and fails, it is never cut.
    /// </summary>
    private const int MostInRange = 10_000;

    internal static StateRange RangeOf(Type row, string from, string before) => new(StateKinds.Of(row), from, before, MostInRange);

    internal static StateKey KeyOf<T>(string key) => new(StateKinds.Of(typeof(T)), key);

    internal static KeyValuePair<string, T>[] Typed<T>(IReadOnlyList<KeyValuePair<string, object>> rows) =>
        [.. rows.Select(row => KeyValuePair.Create(row.Key, (T)row.Value))];

    internal static StateNeeds Named(Needs needs) => new(
        [.. needs.Named.Where(need => need.Before is null).Select(need => new StateKey(StateKinds.Of(need.Row), need.From)).Distinct()],
        [.. needs.Named.Where(need => need.Before is not null).Select(need => RangeOf(need.Row, need.From, need.Before!)).Distinct()]);
}

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
