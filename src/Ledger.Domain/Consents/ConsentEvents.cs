using System.Text.Json.Serialization;

namespace Ledger.Domain.Consents;

/// <summary>What a person's data may be used for beyond the books themselves.</summary>
[JsonConverter(typeof(KebabEnum<Purpose>))]
public enum Purpose { PublishName, PublishPhoto, ShareWithPartner, NationalExport, Sms }

/// <summary>Somebody consented to a use of his data; for a child under 14 a guardian did.</summary>
/// <param name="GivenBy">He himself, or who spoke for him.</param>
/// <param name="EvidenceHash">SHA-256 of the signed paper, in hexadecimal.</param>
public sealed record ConsentGiven(PersonId Person, Purpose Purpose, PersonId GivenBy, DateOnly On, string? EvidenceHash = null) : IFact;

/// <summary>A consent was withdrawn; it ends at once.</summary>
public sealed record ConsentWithdrawn(PersonId Person, Purpose Purpose, PersonId WithdrawnBy, DateOnly On) : IFact;
