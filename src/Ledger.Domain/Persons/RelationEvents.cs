using System.Text.Json.Serialization;

namespace Ledger.Domain.Persons;

/// <summary>
/// Guardian (监护人, 亲情绑定): sees and acts for a child. Helper (代办人): sees and acts for an old person, and is recorded as such.
/// Heir (近亲属): sees what a dead person could see. Relative (亲属): may be given to where the rulebook lets points go to the family, and sees nothing.
/// </summary>
[JsonConverter(typeof(KebabEnum<RelationKind>))]
public enum RelationKind { Guardian, Helper, Heir, Relative }

/// <summary>What a child under 14 may do once a guardian has consented.</summary>
[JsonConverter(typeof(KebabEnum<ChildMay>))]
public enum ChildMay { SignIn, Spend }

/// <summary>A person got a guardian, a helper or an heir from a date on.</summary>
/// <param name="Person">The child, the old person, the dead.</param>
/// <param name="Other">The guardian, helper or heir.</param>
/// <param name="Until">The last day, when it is known.</param>
/// <param name="EvidenceHash">SHA-256 of the paper that shows it, in hexadecimal.</param>
/// <param name="Approver">Who signed first, where two people are needed.</param>
public sealed record RelationBound(
    PersonId Person, PersonId Other, RelationKind Kind, DateOnly From, DateOnly? Until, string? EvidenceHash = null, PersonId? Approver = null) : IFact;

/// <summary>A guardian, helper or heir is so no longer.</summary>
/// <param name="Until">The last day.</param>
public sealed record RelationEnded(PersonId Person, PersonId Other, RelationKind Kind, DateOnly Until) : IFact;

/// <summary>A guardian let a child under 14 do something, or took that back.</summary>
/// <param name="EndsSignIn">True where the child signed in and does so no more.</param>
public sealed record GuardianConsented(PersonId Person, PersonId Guardian, ChildMay May, bool Given, bool? EndsSignIn = null) : IFact;
