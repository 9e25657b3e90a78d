namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>An act as it was counted: what it got, and what it added to its windows.</summary>
public sealed record CountedAct(int Type, FactRow Facts, ActWindows Windows, IReadOnlyList<Credit> Credits, IReadOnlyList<MeterChange> Changes)
{
    /// <summary>Values an act and counts it.</summary>
    public static CountedAct Of(Valuation valuation, MeterBook meters, int type, FactRow facts, ActWindows windows)
    {
        valuation.Value(type, facts, windows);
        meters.Add(windows, valuation.Changes);
        return new(type, facts, windows, [.. valuation.Credits], valuation.Changes.ToArray());
    }

    internal void TakeOut(MeterBook meters) => meters.Add(Windows, [.. Changes], sign: -1);
}

/// <summary>
/// Undoing (rule 12): the act is taken out of its windows, and those counted after it get what they would have got without it.
/// One way for all: whether limits contain or cross each other, and where a window is valued as a whole, the books stand as if the
/// undone act had never been.
/// </summary>
public static class Undoing
{
    /// <param name="after">The acts that were counted after it, in that order, as far as they share an open window with it or with each other.</param>
    /// <returns>The same acts as they are counted now; an adjustment is due where the credits differ.</returns>
    public static IReadOnlyList<CountedAct> Undo(Valuation valuation, MeterBook meters, CountedAct undone, IReadOnlyList<CountedAct> after)
    {
        foreach (var act in after) act.TakeOut(meters);
        undone.TakeOut(meters);
        return [.. after.Select(act => CountedAct.Of(valuation, meters, act.Type, act.Facts, act.Windows))];
    }
}
