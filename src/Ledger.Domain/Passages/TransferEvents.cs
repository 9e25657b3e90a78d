using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Passages;

/// <summary>Points left an account by a passage of the rulebook: given to somebody (转赠), to one's family, or into a pool. What arrived is a fact beside it.</summary>
/// <param name="Person">Who gives, for himself or for those whose account it is.</param>
/// <param name="To">Who gets it; a pool is named by its passage.</param>
/// <param name="Helper">Who acted for the giver (代办人).</param>
/// <param name="Household">The giver's on that day; so too the team.</param>
/// <param name="Inputs">The numbers the passage asks for, by their codes in order; <paramref name="Steps"/>: how so much was reached where it has a price.</param>
/// <param name="Commodity">What was given, where that is not the first.</param>
public sealed record PointsSent(
    TransferId Transfer, PersonId Person, Code Passage, Subject To, Points Points, RulebookStamp Rulebook,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn,
    PersonId? Helper = null, AskedFor? For = null, IReadOnlyList<ActInput>? Inputs = null, HouseholdId? Household = null, TeamId? Team = null, Subject? HeldBy = null, Code? Commodity = null,
    IReadOnlyList<ArithmeticStep>? Steps = null) : IValueFact;

/// <summary>What went by a passage was a mistake and is undone, on each account by a fact of its own: it leaves whom it had come to, and is back, to its lots, with whom it had left.</summary>
/// <param name="Person">Whose account it is; where it is nobody's own, who had sent or granted it.</param>
/// <param name="By">Who undid it.</param>
/// <param name="Other">Whom it had come from or gone to; absent: it was granted.</param>
/// <param name="Commodity">What it was, where that is not the first.</param>
public sealed record TransferReversed(
    TransferId Transfer, PersonId Person, Code Passage, Points Points, Code Reason, PersonId By,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? Other = null, Subject? HeldBy = null, Code? Commodity = null) : IValueFact;

/// <summary>Points came to an account by a passage of the rulebook: sent by another, or granted from a fund. Their lots keep board, year and fund; bucket and last day are those the passage gives.</summary>
/// <param name="Person">Who gets it; where it is nobody's own, who sent or granted it.</param>
/// <param name="From">Whose account it left; absent: it was granted.</param>
/// <param name="By">Who granted it; <paramref name="Steps"/>: how so much was reached where it has a price.</param>
public sealed record PointsArrived(
    TransferId Transfer, PersonId Person, Code Passage, Subject? From, Points Points, RulebookStamp Rulebook,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn,
    PersonId? By = null, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<ArithmeticStep>? Steps = null, Subject? HeldBy = null, Code? Commodity = null) : IValueFact;
