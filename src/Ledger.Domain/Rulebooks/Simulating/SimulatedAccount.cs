namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What somebody would have, by the last day on which it can be spent.</summary>
internal sealed class SimulatedAccount
{
    private readonly SortedDictionary<int, long> _lots = [];

    /// <summary>What was taken and not there: it is paid from what comes next.</summary>
    private long _debt;

    public long Available => _lots.Values.Sum() - _debt;

    /// <summary>What acts would have given, and what they gave.</summary>
    public (long Simulated, long Recorded) Earned { get; set; }

    public void Credit(DateOnly? last, long amount)
    {
        var paid = Math.Min(_debt, amount);
        _debt -= paid;
        if (amount > paid) _lots[Key(last)] = _lots.GetValueOrDefault(Key(last)) + amount - paid;
    }

    /// <summary>Takes what lapses soonest; answers from which lots.</summary>
    public List<(DateOnly? Last, long Amount)> Take(long amount)
    {
        var taken = new List<(DateOnly?, long)>();
        foreach (var (key, there) in _lots.ToList())
        {
            var part = Math.Min(there, amount);
            if (part <= 0) break;
            taken.Add((key == int.MaxValue ? null : DateOnly.FromDayNumber(key), part));
            if (part == there) _lots.Remove(key);
            else _lots[key] = there - part;
            amount -= part;
        }
        _debt += amount;
        return taken;
    }

    /// <summary>What lapsed before a day.</summary>
    public long Lapse(DateOnly today)
    {
        var lapsed = 0L;
        while (_lots.Count > 0 && _lots.First() is var (key, amount) && key < today.DayNumber)
        {
            lapsed += amount;
            _lots.Remove(key);
        }
        return lapsed;
    }

    private static int Key(DateOnly? last) => last?.DayNumber ?? int.MaxValue;
}
