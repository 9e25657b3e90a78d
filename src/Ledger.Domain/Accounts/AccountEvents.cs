namespace Ledger.Domain.Accounts;

/// <summary>Lots past their date lapsed.</summary>
public sealed record PointsExpired(
    PersonId Person, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;
