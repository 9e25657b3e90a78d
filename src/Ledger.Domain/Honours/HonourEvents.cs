using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Honours;

/// <summary>Somebody in a round (一轮评选), and by what he is compared.</summary>
/// <param name="Value">In the smallest unit of the measure.</param>
/// <param name="LastAct">The day of his last act that counts, where that decides between two.</param>
/// <param name="Acts">How many count, where that does.</param>
/// <param name="Apart">The node or the team in which he is ranked by itself.</param>
/// <param name="Late">What of the value was done before: it posted after its own round had begun to be counted, and counts in this one.</param>
public sealed record RoundEntry(Subject Subject, long Value, DateOnly? LastAct = null, long? Acts = null, string? Apart = null, long? Late = null);

/// <summary>Some of those who are ranked were looked at after their round had ended, in the order of their rows.</summary>
/// <param name="From">The first day of the round, <paramref name="To"/>: the last.</param>
/// <param name="After">The key of the row before; absent: these are the first.</param>
/// <param name="UpTo">The key of the last row; absent: there are no more.</param>
/// <param name="Entries">Those who may still be among the winners.</param>
/// <param name="Correcting">It is counted again after it was closed.</param>
public sealed record RoundCounted(Code Rank, DateOnly From, DateOnly To, string? After, string? UpTo, IReadOnlyList<RoundEntry> Entries, RulebookStamp Rulebook, bool? Correcting = null) : IFact;

/// <summary>A round was closed: what posts or is undone later changes nothing in it by itself.</summary>
/// <param name="Won">How many won.</param>
/// <param name="Seed">From which the draw between equals follows: they stand in the order of SHA-256 of <c>seed|subject</c>, in hexadecimal.</param>
public sealed record RoundClosed(Code Rank, DateOnly From, DateOnly To, int Won, string? Seed, RulebookStamp Rulebook) : IFact;

/// <summary>A closed round was counted again, because something in it was undone or came late.</summary>
/// <param name="Reason">A code.</param>
public sealed record RoundCorrected(Code Rank, DateOnly From, DateOnly To, int Withdrawn, int Awarded, Code Reason, PersonId CorrectedBy, RulebookStamp Rulebook) : IFact;

/// <summary>Somebody won a round (荣誉): a certificate with a number.</summary>
/// <param name="Certificate">Its number: rank, period and a running number.</param>
/// <param name="Check">A word that stands on the certificate too: who has both may ask whether it is good.</param>
/// <param name="Position">From 1; equals share one.</param>
/// <param name="Value">In the smallest unit of the measure.</param>
/// <param name="Benefits">What may be claimed for it.</param>
/// <param name="Late">What of the value was done before, and posted after its own round had begun to be counted.</param>
public sealed record HonourAwarded(
    string Certificate, string Check, Subject Subject, Code Rank, DateOnly From, DateOnly To, int Position, long Value, IReadOnlyList<BenefitGiven>? Benefits, RulebookStamp Rulebook, long? Late = null) : IFact;

/// <summary>An honour was withdrawn by a correction of its round: the certificate is not good any more. What was claimed for it stays.</summary>
/// <param name="Reason">A code.</param>
public sealed record HonourWithdrawn(string Certificate, Subject Subject, Code Rank, Code Reason, PersonId WithdrawnBy) : IFact;
