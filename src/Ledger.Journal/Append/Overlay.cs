namespace Ledger.Journal.Append;

/// <summary>
/// A community's state as the decisions of one batch see it: typed rows, loaded once, changed in memory, written once.
/// </summary>
internal sealed class Overlay
{
    private readonly Dictionary<string, KindRows> _kinds = [];

    public IEnumerable<KindRows> Kinds => _kinds.Values;

    public KindRows Of(string kind)
    {
        if (!_kinds.TryGetValue(kind, out var rows)) _kinds.Add(kind, rows = new KindRows(kind));
        return rows;
    }
}

/// <summary>A range holds more rows than the decision said it may: an error, never a cut.</summary>
public sealed class StateRangeTooWideException(StateRange range)
    : Exception($"More than {range.Most} rows of {range.Kind} lie in a range that may hold no more.");
