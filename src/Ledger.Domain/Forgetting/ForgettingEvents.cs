namespace Ledger.Domain.Forgetting;

/// <summary>It was asked that a person be forgotten (注销个人信息); nothing has happened yet.</summary>
/// <param name="AskedBy">He himself, an heir, or the office on a written request.</param>
/// <param name="EvidenceHash">SHA-256 of the written request, in hexadecimal.</param>
public sealed record ForgettingAsked(PersonId Person, PersonId AskedBy, DateOnly On, string? EvidenceHash = null) : IFact;

/// <summary>The request was taken back.</summary>
public sealed record ForgettingTakenBack(PersonId Person, PersonId By, DateOnly On) : IFact;

/// <summary>A person was forgotten: the key of his texts is destroyed and nobody signs in as him. All numbers stay.</summary>
/// <param name="ForgottenBy">The second person.</param>
public sealed record PersonForgotten(PersonId Person, PersonId AskedBy, PersonId ForgottenBy, DateOnly On) : IFact;
