namespace Ledger.Domain.Acts;

/// <summary>The rows of some books with changes on top that are never written: what would be, if it were decided.</summary>
internal sealed class AskedBooks(Books books) : IStates
{
    private readonly Dictionary<(Type, string), object?> _changes = [];

    /// <summary>Books to decide in; what is added there stays there.</summary>
    public static Books On(Books books) => new(new AskedBooks(books), books.Now, books.LastNumber + 1);

    public T? Find<T>(string key) where T : class => _changes.TryGetValue((typeof(T), key), out var changed) ? (T?)changed : books.Find<T>(key);

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class
    {
        var rows = books.Range<T>(from, before).ToDictionary(row => row.Key, row => (T?)row.Value);
        foreach (var ((type, key), row) in _changes)
            if (type == typeof(T) && string.CompareOrdinal(from, key) <= 0 && string.CompareOrdinal(key, before) < 0) rows[key] = (T?)row;
        return [.. rows.Where(row => row.Value is not null).Select(row => KeyValuePair.Create(row.Key, row.Value!)).OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    public void Put<T>(string key, T row) where T : class => _changes[(typeof(T), key)] = row;

    public void Remove<T>(string key) where T : class => _changes[(typeof(T), key)] = null;
}
