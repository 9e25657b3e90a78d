namespace Ledger.Domain.Marks;

/// <summary>A dated sign (标记) was put on somebody or something: trained, a member, a partner. One that runs already goes over into it.</summary>
/// <param name="Value">In the smallest unit of the mark, where it bears a number.</param>
/// <param name="Until">The last day, when it is known.</param>
/// <param name="Within">The household or team in which the rulebook counts how many bear it.</param>
/// <param name="EvidenceHash">SHA-256 of what it goes by, in hexadecimal.</param>
/// <param name="SetBy">Absent: the books themselves, by a clause of the rulebook.</param>
public sealed record MarkSet(Subject Of, Code Mark, DateOnly From, DateOnly? Until, long? Value, Subject? Within, string? EvidenceHash, PersonId? SetBy) : IFact;

/// <summary>A sign ended.</summary>
/// <param name="From">The first day without it.</param>
/// <param name="EndedBy">Absent: the books themselves, by a clause of the rulebook.</param>
public sealed record MarkEnded(Subject Of, Code Mark, DateOnly From, PersonId? EndedBy) : IFact;
