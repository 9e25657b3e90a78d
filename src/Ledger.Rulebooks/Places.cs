using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Rulebooks;

/// <summary>Where each part of a text stands, by its pointer.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, Place> _values = [], _names = [];
    private Place _fault;

    /// <summary>Whether the whole cannot be read.</summary>
    public bool HasFault { get; private set; }

    public void Value(string pointer, Place place) => _values[pointer] = place;

    public void Name(string pointer, Place place) => _names.TryAdd(pointer, place);

    /// <summary>The place of what keeps the text from being read.</summary>
    public Places Fault(Place place)
    {
        (_fault, HasFault) = (place, true);
        return this;
    }

    public Places Fault(string before) => Fault(End(before));

    /// <summary>A member too many at its name; anything else at its value, or at what it would be in.</summary>
    public Place Of(Finding finding)
    {
        var pointer = finding.Pointer;
        if (finding.Code == "unknown-member" && _names.TryGetValue(pointer, out var name)) return name;
        if (HasFault) return _fault;
        for (; ; pointer = pointer[..pointer.LastIndexOf('/')])
            if (_values.TryGetValue(pointer, out var place) || pointer.Length == 0) return place;
    }

    /// <summary>The place right behind a text.</summary>
    public static Place End(string before) => new(before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
}
