using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Acts;

/// <summary>How the time is known: system-timed (系统计时), leader-signed (队长代签), back-filled (补录). They stay apart for ever.</summary>
[JsonConverter(typeof(KebabEnum<Evidence>))]
public enum Evidence { SystemTimed, LeaderSigned, BackFilled }

/// <summary>What an act comes from: need, order, session, wish, report, shift. One query follows a point through the chain.</summary>
public sealed record Source(Code Kind, Guid Id);

/// <summary>Where it happened (发生地), frozen: the node and its path on that day.</summary>
public sealed record Place(Code Node, IReadOnlyList<Code> Path);

/// <summary>Where the doer belongs (归属), frozen. Without a node: 未归属.</summary>
public sealed record Belonging(Code? Node, IReadOnlyList<Code> Path, HouseholdId? Household);

/// <summary>Something done was recorded; nobody has attested it yet.</summary>
/// <param name="OccurredOn">The local date on which it started.</param>
/// <param name="Minutes">Service time, breaks left out; 0 for an act without duration.</param>
/// <param name="EvidenceHash">SHA-256 of a photo or sheet, in hexadecimal: the same evidence serves once.</param>
/// <param name="NoteHash">Salted SHA-256 of the note in the vault.</param>
/// <param name="AgeBand">The doer's age band on the occurred date, such as <c>60-69</c>.</param>
public sealed record ActRecorded(
    ActId Act, PersonId Person, Code ActType, DateOnly OccurredOn, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Minutes Minutes,
    Place Place, Belonging Belonging, Evidence Evidence, string? EvidenceHash, string? NoteHash, string? AgeBand, Source? Source, PersonId? RecordedBy) : IFact;

/// <summary>Somebody else stated that the act happened (认定).</summary>
public sealed record ActAttested(ActId Act, PersonId Attester) : IFact;

/// <summary>Somebody else stated that the act does not count.</summary>
public sealed record ActRejected(ActId Act, PersonId Attester, Code Reason) : IFact;

/// <summary>An attested act was worth these minutes and points (计分), with the arithmetic and the attributes frozen.</summary>
/// <param name="Points">What was posted, in hundredths.</param>
public sealed record ActAccrued(
    ActId Act, PersonId Person, Code ActType, Code Board, Minutes Minutes, Points Points, Place Place, Belonging Belonging, Evidence Evidence,
    RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IValueFact;
