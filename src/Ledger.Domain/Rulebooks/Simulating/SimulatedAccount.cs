namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What somebody would have, by the last day on which it can be spent.</summary>
internal sealed class SimulatedAccount
{
    /// <summary>Soonest to lapse first; one for each last day, so as many as days on which something of it may still lapse.</summary>
    private readonly List<(int Last, long Amount)> _lots = [];

    /// <summary>What was taken and not there: it is paid from what comes next.</summary>
    private long _debt;

    public long Available => _lots.Sum(lot => lot.Amount) - _debt;

    /// <summary>What is held for redemptions.</summary>
    public long Held { get; set; }

    public void Credit(DateOnly? last, long amount)
    {
        var paid = Math.Min(_debt, amount);
        _debt -= paid;
        if (amount == paid) return;
        var at = _lots.Count;
        while (at > 0 && _lots[at - 1].Last >= Key(last)) at--;
        if (at < _lots.Count && _lots[at].Last == Key(last)) _lots[at] = (Key(last), _lots[at].Amount + amount - paid);
        else _lots.Insert(at, (Key(last), amount - paid));
    }

    /// <summary>Takes what lapses soonest; answers from which lots.</summary>
    public List<(DateOnly? Last, long Amount)> Take(long amount)
    {
        var (taken, gone) = (new List<(DateOnly?, long)>(), 0);
        for (; gone < _lots.Count && amount > 0; gone++)
        {
            var (key, there) = _lots[gone];
            var part = Math.Min(there, amount);
            taken.Add((key == int.MaxValue ? null : DateOnly.FromDayNumber(key), part));
            amount -= part;
            if (part == there) continue;
            _lots[gone] = (key, there - part);
            break;
        }
        _lots.RemoveRange(0, gone);
        _debt += amount;
        return taken;
    }

    /// <summary>What lapsed before a day.</summary>
    public long Lapse(DateOnly today)
    {
        var (lapsed, gone) = (0L, 0);
        for (; gone < _lots.Count && _lots[gone].Last < today.DayNumber; gone++) lapsed += _lots[gone].Amount;
        _lots.RemoveRange(0, gone);
        return lapsed;
    }

    private static int Key(DateOnly? last) => last?.DayNumber ?? int.MaxValue;
}
