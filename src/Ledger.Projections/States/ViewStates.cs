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

    public static StateNeeds Named(Needs needs) => new(
        [.. needs.Named.Where(need => need.Before is null).Select(need => new StateKey(StateKinds.Of(need.Row), need.From)).Distinct()],
        [.. needs.Named.Where(need => need.Before is not null).Select(need => RangeOf(need.Row, need.From, need.Before!)).Distinct()]);
}
