using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>A ladder by position, ready to be asked.</summary>
/// <param name="Every">The period of its rounds.</param>
/// <param name="Slot">Where its measure stands in a row.</param>
/// <param name="AtLeast">Who has less is not ranked; at least one of the smallest unit.</param>
/// <param name="Acts">The measure that says which of two with as much comes first: acts of each day or of the whole round; -1: none.</param>
/// <param name="Own">Measures of acts that are counted for the rank itself: where each stands in a row, by which it is counted, and by which of it what came late.</param>
internal sealed record CompiledRank(Rank Entry, int Number, Every Every, int Slot, long AtLeast, CompiledSelector? Where, int Acts, IReadOnlyList<(int Slot, int Own, int Late)> Own)
{
    /// <summary>How many win of so many that are ranked; of per cent no more than those.</summary>
    public long Top(long ranked) => Entry.Top.Unit == Unit.Percent ? ranked * Entry.Top.Units / 10_000 : Entry.Top.Units;
}
