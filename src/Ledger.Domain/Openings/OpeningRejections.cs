namespace Ledger.Domain.Openings;

/// <summary>The paper passbook was entered before, otherwise.</summary>
public sealed record PassbookAlreadyEntered(OpeningId Opening) : Rejection;

/// <summary>Who enters or signs an opening would gain by it, or somebody of his household (rule 11).</summary>
public sealed record GainsByOpening(PersonId Person) : Rejection;

/// <summary>The paper passbook would end on a day that is still to come.</summary>
public sealed record PassbookNotEnded(DateOnly ClosedOn, DateOnly Today) : Rejection;

/// <summary>The rulebook in force has no such board.</summary>
public sealed record UnknownBoard(Code Board, Code RulebookVersion) : Rejection;

/// <summary>The lot would have been earned after its paper passbook had ended.</summary>
public sealed record LotAfterPassbook(int Year, DateOnly ClosedOn) : Rejection;

/// <summary>The lot's last day is over: nothing of it can be opened.</summary>
public sealed record LotPastItsDate(DateOnly ExpiresOn, DateOnly Today) : Rejection;

/// <summary>The opening was signed or refused before.</summary>
public sealed record OpeningAlreadyDecided(OpeningId Opening, OpeningStatus Status) : Rejection;
