namespace Ledger.Domain.Acts;

/// <summary>The rulebook in force on that date has no such act type.</summary>
public sealed record UnknownActType(Code ActType, Code RulebookVersion) : Rejection;

/// <summary>The local time with this offset does not exist in the community's zone.</summary>
public sealed record OffsetDoesNotFitZone(string Field, DateTimeOffset Time, string Zone) : Rejection;

/// <summary>An act is recorded after it ended.</summary>
public sealed record ActInTheFuture(DateTimeOffset EndedAt, DateTimeOffset Now) : Rejection;

/// <summary>It ends before it starts, lasts longer than allowed, or claims more minutes than it lasted.</summary>
public sealed record ImpossibleDuration(Minutes Lasted, Minutes Claimed, Minutes Longest) : Rejection;

/// <summary>A number that its type asks for is missing, stated twice or out of its range; or it asks for no such number.</summary>
/// <param name="Least">In the smallest unit; with <paramref name="Most"/> 0: nothing is asked.</param>
public sealed record InputOutOfRange(ActId? Act, Code Input, long Least, long Most) : Rejection;

/// <summary>Acts of its type bear no such mark; or the rulebook has none for such a subject.</summary>
public sealed record UnknownMark(ActId? Act, Code Mark) : Rejection;

/// <summary>The rulebook lets such an act, or one of such a person, not be recorded; or such an asking not be met.</summary>
/// <param name="Rule">JSON pointer to the condition that does not hold.</param>
public sealed record NotEligible(ActId? Act, string Rule) : Rejection;

/// <summary>A limit of the rulebook is reached, and it lets nothing further through.</summary>
/// <param name="Act">Absent: it was no act that was asked for.</param>
/// <param name="Rule">JSON pointer to it, where it is not one of the limits but a passage's own.</param>
public sealed record LimitReached(ActId? Act, Code Limit, string? Rule = null) : Rejection;

/// <summary>By the rulebook it would be worth more than can be counted.</summary>
public sealed record AmountTooLarge(ActId? Act) : Rejection;

/// <summary>The filing window is over.</summary>
public sealed record FiledTooLate(DateOnly OccurredOn, DateOnly LastDay) : Rejection;

/// <summary>The same person was doing something else at that time.</summary>
public sealed record OverlappingAct(ActId Act, ActId Other) : Rejection;

/// <summary>The photo or sheet serves another act already.</summary>
public sealed record EvidenceAlreadyUsed(ActId Act, ActId Other) : Rejection;

/// <summary>Only an act that was reversed or rejected can be recorded again, and once.</summary>
public sealed record NotReplaceable(ActId Replaces, ActStatus Status, ActId? ReplacedBy) : Rejection;

/// <summary>The attester never gains (rule 11): not for himself.</summary>
public sealed record AttesterIsDoer(ActId Act) : Rejection;

/// <summary>… nor for his household.</summary>
public sealed record AttesterSharesHousehold(ActId Act) : Rejection;

/// <summary>Who recorded it may not attest it too, unless the act type says so.</summary>
public sealed record AttesterIsRecorder(ActId Act) : Rejection;

/// <summary>What its windows held is forgotten, so that nobody could say what it is worth.</summary>
/// <param name="LastDay">The last day on which it could be counted.</param>
public sealed record WindowIsClosed(ActId Act, DateOnly OccurredOn, DateOnly LastDay) : Rejection;

/// <summary>The act was attested or rejected before.</summary>
public sealed record ActAlreadyDecided(ActId Act, ActStatus Status) : Rejection;

/// <summary>A paper that its review asks for is not there.</summary>
public sealed record EvidenceMissing(ActId? Act, Code Paper) : Rejection;

/// <summary>Its review asks for more people who record it.</summary>
public sealed record RecordersMissing(ActId Act, int Needed, int Recorders) : Rejection;

/// <summary>A number that the step of its review asks for is not stated.</summary>
public sealed record ReviewInputMissing(ActId Act, Code Input) : Rejection;
