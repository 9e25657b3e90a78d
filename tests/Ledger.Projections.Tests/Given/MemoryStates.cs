using Ledger.Domain;

namespace Ledger.Projections.Tests.Given;

/// <summary>The rows decisions read, in memory, with everything undone when a decision is refused.</summary>
internal sealed class MemoryStates : IStates
{
    private readonly Dictionary<Type, SortedSet<string>> _keys = [];
    private readonly Dictionary<(Type, string), object> _rows = [];
    private readonly Stack<((Type Type, string Key) Row, object? Before)> _undo = [];

    public T? Find<T>(string key) where T : class => (T?)_rows.GetValueOrDefault((typeof(T), key));

    public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class =>
    [
        .. KeysOf(typeof(T)).GetViewBetween(from, before).Where(key => string.CompareOrdinal(key, before) < 0)
            .Select(key => KeyValuePair.Create(key, (T)_rows[(typeof(T), key)]))
    ];

    public void Put<T>(string key, T row) where T : class => Set((typeof(T), key), row);

    public void Remove<T>(string key) where T : class => Set((typeof(T), key), null);

    public void Keep() => _undo.Clear();

    public void Undo()
    {
        while (_undo.TryPop(out var step)) Write(step.Row, step.Before);
    }

    private void Set((Type Type, string Key) row, object? value)
    {
        _undo.Push((row, _rows.GetValueOrDefault(row)));
        Write(row, value);
    }

    private void Write((Type Type, string Key) row, object? value)
    {
        if (value is null)
        {
            _rows.Remove(row);
            KeysOf(row.Type).Remove(row.Key);
            return;
        }
        _rows[row] = value;
        KeysOf(row.Type).Add(row.Key);
    }

    private SortedSet<string> KeysOf(Type type) => _keys.TryGetValue(type, out var keys) ? keys : _keys[type] = new SortedSet<string>(StringComparer.Ordinal);
}
