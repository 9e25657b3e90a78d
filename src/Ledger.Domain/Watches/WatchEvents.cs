using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Watches;

/// <summary>What a watch of the rulebook (关注事项) looks for held at its moment: notices are given, and where it asks somebody the rest waits for him.</summary>
/// <param name="Period">The first day of the period in which it fires once; absent: once in a life.</param>
/// <param name="Read">What it went by, so that nobody need ask the books of that day.</param>
/// <param name="Tells">What its notices name, in the smallest unit.</param>
/// <param name="Asks">Whether somebody is asked.</param>
public sealed record WatchFired(
    Code Watch, Subject Subject, DateOnly On, DateOnly? Period, RulebookStamp Rulebook, IReadOnlyList<FactRead> Read, IReadOnlyList<MeasureTold>? Tells, bool? Asks) : IFact;

/// <param name="Value">In the smallest unit of the measure.</param>
public sealed record MeasureTold(Code Measure, long Value);

/// <summary>Somebody who was asked agreed (同意); with the last of them what waited happens.</summary>
public sealed record WatchAgreed(Code Watch, Subject Subject, DateOnly On, PersonId AgreedBy, bool IsLast) : IFact;

/// <summary>Somebody who was asked let it be (不予处理).</summary>
public sealed record WatchDropped(Code Watch, Subject Subject, DateOnly On, PersonId DroppedBy, Code Reason) : IFact;

/// <summary>A watch of a certain day looked at those whose turn it was: whom it fires for has facts of his own.</summary>
/// <param name="On">The day it is for.</param>
/// <param name="After">The key of the last who was looked at before; <paramref name="To"/>: of the last now; absent: all there are.</param>
/// <param name="Looked">At how many it looked.</param>
public sealed record WatchRan(Code Watch, DateOnly On, string? After, string? To, int Looked) : IFact;

/// <summary>Rights were suspended (暂停权利) by a watch.</summary>
/// <param name="Until">The last day; absent: until they are restored.</param>
/// <param name="SuspendedBy">Who agreed to it; absent: the watch asks nobody.</param>
public sealed record RightsSuspended(Subject Subject, IReadOnlyList<Code> Rights, DateOnly From, DateOnly? Until, Code Watch, RulebookStamp Rulebook, PersonId? SuspendedBy) : IFact;

/// <summary>A right was restored (恢复权利) before its time.</summary>
/// <param name="From">The first day with it.</param>
public sealed record RightRestored(Subject Subject, Code Right, DateOnly From, PersonId RestoredBy, Code Reason) : IFact;
