using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Honours;

/// <summary>Somebody applied for a level of a ladder (申报): its needs held on that day.</summary>
/// <param name="Review">The entry of the rulebook that says who must sign; absent: nobody.</param>
/// <param name="Papers">What was handed in with it.</param>
public sealed record LevelApplied(
    LevelApplicationId Application, Subject Subject, Code Ladder, Code Level, RulebookStamp Rulebook, Code? Review, IReadOnlyList<ActPaper>? Papers, PersonId AppliedBy) : IFact;

/// <summary>Somebody signed an application.</summary>
/// <param name="Step">From 0; <paramref name="Body"/>: whose it is.</param>
public sealed record LevelReviewed(LevelApplicationId Application, int Step, Code Body, PersonId By) : IFact;

/// <summary>A level of a ladder was reached: by what stands in the windows, at a judging, or by an application.</summary>
/// <param name="Position">Of the level in its ladder, from 1.</param>
/// <param name="Cycle">Of a ladder that repeats, from 0.</param>
/// <param name="Until">The last day, where it lasts so long.</param>
/// <param name="Benefits">What may be claimed for it.</param>
public sealed record LevelReached(
    Subject Subject, Code Ladder, Code Level, int Position, long? Cycle, DateOnly From, DateOnly? Until, IReadOnlyList<BenefitGiven>? Benefits, RulebookStamp Rulebook, LevelApplicationId? Application) : IFact;

/// <summary>Units of an item that may be claimed.</summary>
public sealed record BenefitGiven(Code Item, long Units);

/// <summary>A level was lost: what it needs does not hold any more.</summary>
/// <param name="To">The level that stays; absent: none.</param>
/// <param name="Position">Of the level that stays; 0: none.</param>
public sealed record LevelLost(Subject Subject, Code Ladder, Code Level, Code? To, int Position, DateOnly From, RulebookStamp Rulebook) : IFact;
