using System.Text.Json.Serialization;

namespace Ledger.Domain.Persons;

/// <summary>Whether somebody lives here. Riders, couriers and partner units' people take part without living here.</summary>
[JsonConverter(typeof(KebabEnum<Residence>))]
public enum Residence { Resident, NonResident }

/// <summary>A person entered the books. Name, phone and birth date are in the vault, never here.</summary>
/// <param name="Node">Where the person belongs (归属); absent is 未归属.</param>
/// <param name="Household">A person without household counts as one.</param>
/// <param name="ReferredBy">Who brought him.</param>
public sealed record PersonRegistered(PersonId Person, Residence Residence, Code? Node, HouseholdId? Household, PersonId? ReferredBy = null) : IFact;

/// <summary>A sign-in was bound to the person.</summary>
/// <param name="SignIn">Hash of the issuer and subject of the token, in hexadecimal.</param>
public sealed record SignInBound(PersonId Person, string SignIn) : IFact;

/// <summary>A role was given from a date on.</summary>
/// <param name="Merchant">The merchant whose counter the role is for.</param>
/// <param name="Until">The last day, when it is known.</param>
/// <param name="Node">Only there, and below it.</param>
/// <param name="Team">Only for its members.</param>
/// <param name="InPlaceOf">Whom a substitute stands in for.</param>
public sealed record RoleGranted(
    PersonId Person, Role Role, MerchantId? Merchant, DateOnly From, DateOnly? Until, Code? Node = null, TeamId? Team = null, PersonId? InPlaceOf = null) : IFact;

/// <summary>A role ended.</summary>
/// <param name="Until">The last day on which it was held.</param>
public sealed record RoleEnded(PersonId Person, Role Role, MerchantId? Merchant, DateOnly Until, Code? Node = null, TeamId? Team = null) : IFact;

/// <summary>A person belongs to another node or household (归属) from a day on.</summary>
/// <param name="Node">Absent is 未归属.</param>
public sealed record PersonMoved(PersonId Person, Code? Node, HouseholdId? Household, DateOnly From) : IFact;

/// <summary>The person's account was suspended (停用): no spending, earning goes on.</summary>
/// <param name="Reason">A code.</param>
public sealed record PersonSuspended(PersonId Person, Code Reason) : IFact;

/// <summary>The suspension was lifted.</summary>
public sealed record PersonReinstated(PersonId Person, Code Reason) : IFact;
