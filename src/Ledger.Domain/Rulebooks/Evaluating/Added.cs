namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What one act adds to the windows it falls in, while it is valued. Used again for the next.</summary>
internal sealed class Added(int measures)
{
    private readonly Window[] _windows = new Window[measures];
    private long _act;

    public void Clear() => _act++;

    /// <summary>From now on the act counts in a measure.</summary>
    public void Enter(int measure) => _windows[measure] = new() { Act = _act };

    public bool Counts(int measure) => _windows[measure].Act == _act;

    public long In(int measure) => _windows[measure] is var window && window.Act == _act ? window.In : 0;

    public long Got(int measure) => _windows[measure] is var window && window.Act == _act ? window.Got : 0;

    public void AddIn(int measure, long amount) => _windows[measure].In += amount;

    /// <summary>What an act that does not count in a measure adds to it is forgotten.</summary>
    public void AddGot(int measure, long amount) => _windows[measure].Got += amount;

    private struct Window
    {
        public long Act;
        public long In, Got;
    }
}

/// <summary>Values that are computed or cut once for an act, by number.</summary>
internal sealed class Once(int count)
{
    private readonly Running[] _values = new Running[count];
    private readonly long[] _act = new long[count];
    private long _now;

    public void Clear() => _now++;

    public Running? this[int number] => _act[number] == _now ? _values[number] : null;

    public Running Put(int number, Running value)
    {
        _act[number] = _now;
        return _values[number] = value;
    }
}
