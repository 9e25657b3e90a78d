using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>Ordered levels, ready to be asked.</summary>
/// <param name="Needs">Of each level from the lowest, all of them.</param>
/// <param name="CycleSlot">Where the measure of its cycle stands in a row; -1: it has none.</param>
/// <param name="Cycle">So much is one cycle.</param>
internal sealed record CompiledLadder(Ladder Entry, int Number, CompiledSelector[][] Needs, int CycleSlot, long Cycle)
{
    /// <summary>The highest level all of whose needs hold, from 1; 0: none.</summary>
    public int Position(FactRow facts)
    {
        for (var position = Needs.Length; position > 0; position--)
            if (Lacking(position, facts) is null) return position;
        return 0;
    }

    /// <summary>The first need of a level that does not hold, as a JSON pointer; null when all do.</summary>
    public string? Lacking(int position, FactRow facts) =>
        Array.FindIndex(Needs[position - 1], need => need.Test(facts) != Truth.True) is >= 0 and var need ? $"/ladders/{Number}/levels/{position - 1}/needs/{need}" : null;

    /// <summary>The measures of which its levels need so much: what one award used is not used again, where the ladder says so.</summary>
    public static IEnumerable<Code> AmountsOf(Ladder ladder) => ladder.Levels.SelectMany(level => level.Needs).SelectMany(AmountsOf).Distinct();

    private static IEnumerable<Code> AmountsOf(When when) => when is { Measure: { } measure, AtLeast: not null } ? [measure]
        : (when.All ?? []).Concat(when.Any ?? []).Concat(when.Not is { } not ? [not] : []).SelectMany(AmountsOf);

    /// <summary>How far it goes inside a cycle that repeats: the cycle from 0, and what stands in it.</summary>
    public (long Cycle, long Inside) Split(long amount) => amount <= 0 ? (0, amount) : ((amount - 1) / Cycle, (amount - 1) % Cycle + 1);

    /// <summary>From 1; 0 when there is no such level.</summary>
    public int PositionOf(Code level) => Entry.Levels.ToList().FindIndex(one => one.Code == level) + 1;
}
