using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>Who must sign: one entry, ready to be asked.</summary>
/// <param name="Tier">The measure whose amount, with what is reviewed, decides; -1: none.</param>
internal sealed record CompiledReview(Review Entry, CompiledSelector? When, int Tier, long Above, long UpTo)
{
    /// <param name="amount">What a measure stands at, with what is reviewed; null when that is not known.</param>
    /// <param name="isLate">Whether it comes later than things may come: only an entry for late ones reviews it then.</param>
    public bool Holds(Reviewed of, FactRow facts, bool isLate, Func<int, long?> amount) =>
        (Entry.Of ?? Reviewed.Act) == of && (Entry.Late == true) == isLate && (When is null || When.Test(facts) == Truth.True)
        && (Tier < 0 || (amount(Tier) is { } sum && sum > Above && sum <= UpTo));
}
