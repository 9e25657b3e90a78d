namespace Ledger.Journal.Append;

/// <summary>The state and stream versions one round reads, for all communities of the transaction at once.</summary>
internal sealed class ReadRound(IStateCodec codec)
{
    private readonly RowsByKey _rows = new(derived: true, codec);
    private readonly RowsByKey _sideRows = new(derived: false, codec);
    private readonly RowsInRange _ranges = new(derived: true, codec);
    private readonly RowsInRange _sideRanges = new(derived: false, codec);
    private readonly StreamVersions _streams = new();
    private readonly HashSet<(OpenBook, StateKey)> _knownRows = [];
    private readonly HashSet<(OpenBook, StateRange)> _knownRanges = [];

    public IEnumerable<Question> Questions => [_rows, _sideRows, _ranges, _sideRanges, _streams];

    public bool IsEmpty => !Questions.Any(question => question.IsAsked);

    public void Add(OpenBook book, StateNeeds needs)
    {
        foreach (var key in needs.Rows)
        {
            if (_knownRows.Add((book, key)) && !book.Overlay.Of(key.Kind).TryFind(key.Key, out _))
                (codec.IsDerived(key.Kind) ? _rows : _sideRows).Add(book, key);
        }
        foreach (var range in needs.Ranges)
        {
            if (_knownRanges.Add((book, range)) && !book.Overlay.Of(range.Kind).Covers(range))
                (codec.IsDerived(range.Kind) ? _ranges : _sideRanges).Add(book, range);
        }
    }

    public void AddStream(OpenBook book, string stream) => _streams.Add(book, stream);

    /// <summary>Once all answers are in.</summary>
    public void Settle()
    {
        _rows.Settle();
        _sideRows.Settle();
        _ranges.Settle();
        _sideRanges.Settle();
    }
}
