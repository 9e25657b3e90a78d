namespace Ledger.Domain.Deductions;

/// <summary>The rulebook in force on that date has no such deduction.</summary>
public sealed record UnknownDeduction(Code Rule, Code RulebookVersion) : Rejection;

/// <summary>The conduct lies after today, or before the filing window.</summary>
public sealed record DeductionOutOfTime(DateOnly OccurredOn, DateOnly Earliest, DateOnly Today) : Rejection;

/// <summary>It was decided, withdrawn or undone before.</summary>
public sealed record DeductionIsDecided(DeductionId Deduction, DeductionStatus Status) : Rejection;

/// <summary>The person is still being told: nothing is taken before.</summary>
public sealed record NoticeIsNotOver(DeductionId Deduction, DateOnly Until) : Rejection;

/// <summary>A body that must sign has not.</summary>
public sealed record DeductionIsNotSigned(DeductionId Deduction, Code Body) : Rejection;

/// <summary>Nobody else must sign it.</summary>
public sealed record DeductionIsSigned(DeductionId Deduction) : Rejection;

/// <summary>The rulebook gives so many days to disagree, and they are over.</summary>
/// <param name="LastDay">The last of them.</param>
public sealed record TooLateToObject(DateOnly LastDay) : Rejection;

/// <summary>Nothing was taken, so nothing can be given back.</summary>
public sealed record DeductionNotPosted(DeductionId Deduction, DeductionStatus Status) : Rejection;
