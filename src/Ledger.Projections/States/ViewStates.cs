using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Projections.States;

/// <summary>The domain's rows over the journal's view.</summary>
public sealed class ViewStates(IDecisionView view) : IStates
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

    public static StateRange RangeOf(Type row, string from, string before) => new(StateKinds.Of(row), from, before, MostInRange);

    public static StateKey KeyOf<T>(string key) => new(StateKinds.Of(typeof(T)), key);

    public static KeyValuePair<string, T>[] Typed<T>(IReadOnlyList<KeyValuePair<string, object>> rows) =>
        rows.Count == 0 ? [] : [.. rows.Select(row => KeyValuePair.Create(row.Key, (T)row.Value))];

    /// <summary>Each once. A row inside a range counts as read with the range (ADR 0003), and is not asked for again.</summary>
    public static StateNeeds Named(Needs needs)
    {
        var (rows, ranges) = (new List<StateKey>(needs.Named.Count), new List<StateRange>());
        foreach (var need in needs.Named)
            if (need.Before is not null && RangeOf(need.Row, need.From, need.Before) is var range && !ranges.Contains(range)) ranges.Add(range);
        var seen = needs.Named.Count > FewRows ? new HashSet<StateKey>() : null;
        foreach (var need in needs.Named)
        {
            if (need.Before is not null) continue;
            var key = new StateKey(StateKinds.Of(need.Row), need.From);
            if (!IsInside(key, ranges) && (seen is null ? !rows.Contains(key) : seen.Add(key))) rows.Add(key);
        }
        return new(rows, ranges);
    }

    /// <summary>So many are sooner compared than hashed.</summary>
    private const int FewRows = 16;

    private static bool IsInside(StateKey key, List<StateRange> ranges)
    {
        foreach (var range in ranges)
            if (range.Holds(key)) return true;
        return false;
    }
}
