using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Accounts;

/// <summary>Lots past their date lapsed; what the rulebook lets go over has moved into lots with a later day.</summary>
/// <param name="Rulebook">The version that lets something go over or ends what is idle, and <paramref name="Steps"/>: how much of it lapses; absent where none does.</param>
/// <param name="IdleSince">The day of the last activity, where they lapsed for want of it and not by their date.</param>
public sealed record PointsExpired(
    PersonId Person, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null,
    RulebookStamp? Rulebook = null, IReadOnlyList<ArithmeticStep>? Steps = null, DateOnly? IdleSince = null) : IValueFact;

/// <summary>Lots live shorter than they would have, because their holder bears a mark that ends them.</summary>
/// <param name="Person">Whose they are, or who set the mark on others.</param>
public sealed record LotsShortened(
    PersonId Person, Code Mark, RulebookStamp Rulebook, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;
