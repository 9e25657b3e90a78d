namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>Kleene's three values, in an order in which <c>all</c> is the least and <c>any</c> the greatest.</summary>
public enum Truth { False, Unknown, True }

internal enum Ask : byte { All, Any, Not, Between, Outside, In, Known }

/// <summary>One line of a selector; those below it stand after it up to <paramref name="Next"/>.</summary>
internal readonly record struct SelectorLine(Ask Ask, int Next, int Slot = 0, long Low = 0, long High = 0, long[]? Set = null);

/// <summary>A condition over facts, ready to be asked.</summary>
public sealed class CompiledSelector
{
    private readonly SelectorLine[] _lines;

    internal CompiledSelector(SelectorLine[] lines) => _lines = lines;

    /// <summary>Whether one flag stands.</summary>
    internal static CompiledSelector Flag(int slot) => new([new(Ask.Between, 1, slot, 1, 1)]);

    public Truth Test(FactRow facts) => Test(facts, 0);

    /// <summary>Whether it asks about one of these facts.</summary>
    internal bool Reads(IReadOnlySet<int> slots) => _lines.Any(line => line.Ask is not (Ask.All or Ask.Any or Ask.Not) && slots.Contains(line.Slot));

    private Truth Test(FactRow facts, int at)
    {
        ref readonly var line = ref _lines[at];
        switch (line.Ask)
        {
            case Ask.Not: return (Truth)(Truth.True - Test(facts, at + 1));
            case Ask.All: return Least(facts, at + 1, line.Next);
            case Ask.Any: return Greatest(facts, at + 1, line.Next);
            case Ask.Known: return facts.Knows(line.Slot) == (line.Low == 1) ? Truth.True : Truth.False;
        }
        if (!facts.Knows(line.Slot)) return Truth.Unknown;
        var value = facts.ValueOf(line.Slot);
        return line.Ask switch
        {
            Ask.Between => value >= line.Low && value <= line.High,
            Ask.Outside => value < line.Low || value > line.High,
            _ => line.Set.AsSpan().Contains(value),
        } ? Truth.True : Truth.False;
    }

    private Truth Least(FactRow facts, int from, int to)
    {
        var least = Truth.True;
        for (var at = from; at < to && least != Truth.False; at = _lines[at].Next)
            if (Test(facts, at) is var truth && truth < least) least = truth;
        return least;
    }

    private Truth Greatest(FactRow facts, int from, int to)
    {
        var greatest = Truth.False;
        for (var at = from; at < to && greatest != Truth.True; at = _lines[at].Next)
            if (Test(facts, at) is var truth && truth > greatest) greatest = truth;
        return greatest;
    }
}
