namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>The facts that some clause reads, each with its place in a row; and a number for every code that some clause names.</summary>
public sealed class FactTable
{
    private readonly Dictionary<string, int> _slots = [];
    private readonly Dictionary<string, long> _codes = [];

    public int Count => _slots.Count;

    /// <summary>The facts by name.</summary>
    public IEnumerable<KeyValuePair<string, int>> Slots => _slots;

    /// <summary>Its place in a row; -1 when no clause reads it.</summary>
    public int SlotOf(string fact) => _slots.GetValueOrDefault(fact, -1);

    /// <summary>The number of a code; 0 when no clause names it.</summary>
    public long NumberOf(string code) => _codes.GetValueOrDefault(code);

    /// <summary>The years of age that some clause names: each is the first of a band.</summary>
    public SortedSet<int> Ages { get; } = [];

    /// <summary>Facts that only the vault knows: nothing that is stored names one.</summary>
    internal HashSet<string> Veiled { get; } = [];

    internal int Take(string fact) => _slots.TryGetValue(fact, out var slot) ? slot : _slots[fact] = _slots.Count;

    internal long Name(string code) => _codes.TryGetValue(code, out var number) ? number : _codes[code] = _codes.Count + 1;
}
