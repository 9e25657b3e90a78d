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
        [.. rows.Select(row => KeyValuePair.Create(row.Key, (T)row.Value))];

    /// <summary>A row inside a range counts as read with the range (ADR 0003), and is not asked for again.</summary>
    public static StateNeeds Named(Needs needs)
    {
        List<Need> ranges = [.. needs.Named.Where(need => need.Before is not null).Distinct()];
        bool IsInRange(Need row) => ranges.Exists(range => range.Row == row.Row && string.CompareOrdinal(range.From, row.From) <= 0 && string.CompareOrdinal(row.From, range.Before) < 0);
        return new(
            [.. needs.Named.Where(need => need.Before is null && !IsInRange(need)).Distinct().Select(need => new StateKey(StateKinds.Of(need.Row), need.From))],
            [.. ranges.Select(range => RangeOf(range.Row, range.From, range.Before!))]);
    }
}
