using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Persons;

[JsonConverter(typeof(KebabEnum<CloseReason>))]
public enum CloseReason { MovedAway, Death, Removed }

/// <summary>An account was closed for good. What is left of it goes by the rulebook of the day.</summary>
/// <param name="Family">Who gets it where the rest is the family's; absent until an heir is named.</param>
/// <param name="On">The local day.</param>
public sealed record AccountClosed(PersonId Person, CloseReason Reason, Rest Rest, PersonId? Family, DateOnly On) : IFact;

/// <summary>What was left on a closed account lapsed, or went to the pool or the family; what was owed was written off.</summary>
/// <param name="To">Who of the family got it.</param>
public sealed record RestSettled(
    PersonId Person, Rest Rest, PersonId? To, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>Points came from another's account, which was closed or was the same person's: their lots are what they were.</summary>
/// <param name="From">Whose account it was.</param>
public sealed record PointsReceived(
    PersonId Person, PersonId From, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>Everything on an account went to the person's other one: available, held and owed.</summary>
/// <param name="To">The id that stays.</param>
public sealed record AccountHandedOn(
    PersonId Person, PersonId To, IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;

/// <summary>Two registrations turned out to be one person. Both ids mean the person who stayed from now on.</summary>
/// <param name="Person">Who stayed.</param>
/// <param name="Merged">The other id.</param>
/// <param name="Aliases">Ids that had been merged into the other before.</param>
public sealed record PersonsMerged(PersonId Person, PersonId Merged, PersonId Approver, PersonId Confirmer, IReadOnlyList<PersonId>? Aliases = null) : IFact;

/// <summary>The first of two people signed for something about a person that needs two.</summary>
/// <param name="What">What it is: <c>name-heir</c>, <c>merge-persons</c>.</param>
/// <param name="About">Exactly what was signed for, in ids and hashes: the second signs for the same.</param>
public sealed record FirstSigned(PersonId Person, Code What, string About, PersonId Signer) : IFact;
