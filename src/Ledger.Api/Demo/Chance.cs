namespace Ledger.Api.Demo;

/// <summary>Seeded chance (SplitMix64), written out so that no runtime version changes the history.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public static Chance Of(long seed, string community) => new(BitConverter.ToUInt64(Journal.ComputedId.Of("chance", $"{seed}", community).ToByteArray()));

    /// <summary>0 ≤ result &lt; below.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>So many different ones, in a shuffled order; fewer when there are not so many.</summary>
    public List<T> Some<T>(IReadOnlyList<T> list, int count)
    {
        var left = list.ToList();
        var some = new List<T>();
        while (some.Count < count && left.Count > 0)
        {
            var at = Below(left.Count);
            some.Add(left[at]);
            (left[at], left[^1]) = (left[^1], left[at]);
            left.RemoveAt(left.Count - 1);
        }
        return some;
    }

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
