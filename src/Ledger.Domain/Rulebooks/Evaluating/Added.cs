namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>What one act adds to the windows it falls in, while it is valued. Used again for the next.</summary>
internal sealed class Added(int measures)
{
    private readonly long[] _in = new long[measures], _got = new long[measures];
    private readonly int[] _act = new int[measures];
    private int _now;

    public void Clear() => _now++;

    /// <summary>From now on the act counts in a measure.</summary>
    public void Enter(int measure) => (_act[measure], _in[measure], _got[measure]) = (_now, 0, 0);

    public bool Counts(int measure) => _act[measure] == _now;

    public long In(int measure) => Counts(measure) ? _in[measure] : 0;

    public long Got(int measure) => Counts(measure) ? _got[measure] : 0;

    public void AddIn(int measure, long amount) => _in[measure] += amount;

    public void AddGot(int measure, long amount) => _got[measure] += amount;
}

/// <summary>Values that are computed or cut once for an act, by number.</summary>
internal sealed class Once(int count)
{
    private readonly Running[] _values = new Running[count];
    private readonly int[] _act = new int[count];
    private int _now;

    public void Clear() => _now++;

    public Running? this[int number] => _act[number] == _now ? _values[number] : null;

    public Running Put(int number, Running value)
    {
        _act[number] = _now;
        return _values[number] = value;
    }
}
