using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>The facts of one decision. What is not said is not known. A row is used again after <see cref="Clear"/>.</summary>
public sealed class FactRow(FactTable table)
{
    private readonly long[] _values = new long[table.Count];
    private readonly bool[] _known = new bool[table.Count];

    /// <summary>The value in a place of the table; null when it is not known.</summary>
    public long? this[int slot] => _known[slot] ? _values[slot] : null;

    /// <summary>The value of a fact; null when it is not known, or no clause reads it.</summary>
    public long? this[string fact] => table.SlotOf(fact) is >= 0 and var slot ? this[slot] : null;

    /// <summary>Whether the right to earn is suspended: said by what was read, whether a clause asks for it or not.</summary>
    internal bool IsKeptFromEarning { get; private set; }

    public FactRow Clear()
    {
        IsKeptFromEarning = false;
        Array.Clear(_known);
        return this;
    }

    /// <summary>A number in its smallest unit, a flag as 0 or 1, a date as its day number, a time in minutes, a day of the year as month × 100 + day, a level as its position from 0.</summary>
    public FactRow Say(string fact, long value) => Set(table.SlotOf(fact), value);

    public FactRow Say(string fact, string code) => Set(table.SlotOf(fact), table.NumberOf(code));

    /// <summary>Flags of a family, such as <c>act.mark.</c>: these are true and all others of it false. A place: it and what it lies in.</summary>
    public FactRow SayAll(string family, IReadOnlyCollection<string> codes)
    {
        foreach (var (fact, slot) in table.Slots)
            if (fact.StartsWith(family, StringComparison.Ordinal)) Set(slot, codes.Contains(fact[family.Length..]) ? 1 : 0);
        return this;
    }

    /// <summary>What was read elsewhere.</summary>
    public FactRow SayAll(IEnumerable<FactRead> reads)
    {
        foreach (var read in reads)
        {
            if (read is { Fact: $"right.{Rights.Earn}", Value: 0 }) IsKeptFromEarning = true;
            if (read.Code is { } code) Say(read.Fact, code);
            else Say(read.Fact, read.Value!.Value);
        }
        return this;
    }

    /// <summary>By its place in the table; nothing when no clause reads it.</summary>
    public FactRow Set(int slot, long value)
    {
        if (slot < 0) return this;
        (_values[slot], _known[slot]) = (value, true);
        return this;
    }

    /// <summary>It is not known any more.</summary>
    internal FactRow Forget(string fact)
    {
        if (table.SlotOf(fact) is >= 0 and var slot) _known[slot] = false;
        return this;
    }

    internal bool Knows(int slot) => _known[slot];

    internal long ValueOf(int slot) => _values[slot];
}
