namespace Ledger.Domain.Tests.Support;

/// <summary>Rows in the order of their keys, with quick ranges.</summary>
internal sealed class OrderedRows<TRow>
{
    private readonly SortedList<string, TRow> _rows;

    public OrderedRows() => _rows = new(StringComparer.Ordinal);

    public OrderedRows(OrderedRows<TRow> other) => _rows = new(other._rows, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, TRow>> All => _rows;

    public TRow this[string key] { set => _rows[key] = value; }

    public bool TryGet(string key, out TRow row) => _rows.TryGetValue(key, out row!);

    public void Remove(string key) => _rows.Remove(key);

    public IEnumerable<KeyValuePair<string, TRow>> Range(string from, string before)
    {
        for (var at = FirstFrom(from); at < _rows.Count && string.CompareOrdinal(_rows.Keys[at], before) < 0; at++)
            yield return KeyValuePair.Create(_rows.Keys[at], _rows.Values[at]);
    }

    private int FirstFrom(string key)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_rows.Keys[middle], key) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
