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
/// <param name="Replaces">The act that was reversed or rejected and is recorded again by this one.</param>
/// <param name="Inputs">The numbers its type asks for, by their codes in order.</param>
/// <param name="Marks">The marks of the rulebook that it bears, in order.</param>
/// <param name="By">How it came in: told by the doer, a leader, an officer, a terminal, or in a file.</param>
/// <param name="Team">The team the doer was in.</param>
/// <param name="Served">Who was served, where he is in the books; <paramref name="ServedIs"/>: what he is to the doer.</param>
/// <param name="Papers">The papers the rulebook asks for.</param>
/// <param name="Recorders">Who recorded it beside the first.</param>
/// <param name="Review">The entry of the rulebook that says who must sign.</param>
public sealed record ActRecorded(
    ActId Act, PersonId Person, Code ActType, DateOnly OccurredOn, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Minutes Minutes,
    Place Place, Belonging Belonging, Evidence Evidence, string? EvidenceHash, string? NoteHash, string? AgeBand, Source? Source, PersonId? RecordedBy, ActId? Replaces = null,
    IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null, RecordedAs? By = null, TeamId? Team = null, PersonId? Served = null, ServedIs? ServedIs = null,
    IReadOnlyList<ActPaper>? Papers = null, IReadOnlyList<PersonId>? Recorders = null, Code? Review = null) : IFact;

/// <summary>How an act came into the books.</summary>
[JsonConverter(typeof(KebabEnum<RecordedAs>))]
public enum RecordedAs { Self, Leader, Officer, Terminal, Import }

/// <summary>What the person served is to the doer.</summary>
[JsonConverter(typeof(KebabEnum<ServedIs>))]
public enum ServedIs { None, Household, Relative, Other }

/// <summary>A paper that the rulebook asks for.</summary>
/// <param name="Hash">SHA-256 of it, in hexadecimal: the same paper serves one act.</param>
public sealed record ActPaper(Code Kind, string Hash);

/// <summary>A number that an act states, such as how many took part or what was given.</summary>
/// <param name="Value">In the smallest unit of the input: fen, minutes, hundredths of points or kilograms, else whole ones.</param>
public sealed record ActInput(Code Input, long Value);

/// <summary>Somebody signed a step of its review that is not the last.</summary>
/// <param name="Step">From 0; <paramref name="Body"/>: whose it is.</param>
/// <param name="Inputs">The numbers that the step asks for; <paramref name="Marks"/>: the marks it asks for that are there.</param>
public sealed record ActReviewed(ActId Act, int Step, Code Body, PersonId By, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null) : IFact;

/// <summary>Somebody else stated that the act happened (认定); in a review it is the last signature.</summary>
/// <param name="Attester">Absent: its review has no steps.</param>
/// <param name="Step">The last step of its review, from 0; absent: it has no review.</param>
/// <param name="Inputs">The numbers that the last step asks for; <paramref name="Marks"/>: the marks it asks for that are there.</param>
public sealed record ActAttested(ActId Act, PersonId? Attester, int? Step = null, IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null) : IFact;

/// <summary>Somebody else stated that the act does not count.</summary>
public sealed record ActRejected(ActId Act, PersonId Attester, Code Reason) : IFact;

/// <summary>A posting about an act, with the attributions that were frozen into it (rule 13).</summary>
public interface IActValueFact : IValueFact
{
    ActId Act { get; }

    Code ActType { get; }

    Place Place { get; }

    Belonging Belonging { get; }

    Evidence Evidence { get; }
}

/// <summary>
/// An attested act was worth these minutes and points (计分), with the arithmetic and the attributes frozen. Under a public
/// notice, or where the rulebook posts at the end of a period, they are provisional (待入账): the fact has no legs yet.
/// </summary>
/// <param name="Points">What it was worth, in hundredths.</param>
/// <param name="NoticeUntil">The last day of the public notice; absent: there is none.</param>
/// <param name="PostsAfter">The last day of the period at whose end it posts; absent: none. With neither day it is posted at once.</param>
/// <param name="Read">What clauses read of the doer and of what is around the act, so that it can be valued again.</param>
/// <param name="Beside">What it gives that is not simply its doer's points; posted by facts of its own.</param>
/// <param name="Stored">What limits on what he has took when it posted: the arithmetic.</param>
public sealed record ActAccrued(
    ActId Act, PersonId Person, Code ActType, Code Board, Minutes Minutes, Points Points, Place Place, Belonging Belonging, Evidence Evidence,
    RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, DateOnly? NoticeUntil = null,
    DateOnly? PostsAfter = null, IReadOnlyList<FactRead>? Read = null, IReadOnlyList<Share>? Beside = null, IReadOnlyList<ArithmeticStep>? Stored = null) : IActValueFact;

/// <summary>
/// What an act gives beside its doer's points was credited to whom it belongs, or taken back: his household's or team's, a further commodity, another bucket.
/// Or he who was served paid for it, or got it back.
/// </summary>
/// <param name="Stored">What limits on what he has took: the arithmetic.</param>
public sealed record ActCredited(
    ActId Act, PersonId Person, Code ActType, Place Place, Belonging Belonging, Evidence Evidence,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null, IReadOnlyList<ArithmeticStep>? Stored = null) : IActValueFact;

/// <summary>The public notice of an act ended without objection: its minutes and points are posted (已入账).</summary>
/// <param name="Stored">What limits on what he has took: the arithmetic.</param>
public sealed record AccrualPosted(
    ActId Act, PersonId Person, Code ActType, Code Board, Minutes Minutes, Points Points, Place Place, Belonging Belonging, Evidence Evidence,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, IReadOnlyList<ArithmeticStep>? Stored = null) : IActValueFact;

/// <summary>An act counted before this one was undone: it gets what it would have got without that (rule 12).</summary>
/// <param name="Got">What it had got until now, in hundredths.</param>
/// <param name="Points">What it gets beside that; less than nothing where it had got too much. Without legs while the act is provisional.</param>
/// <param name="Because">The act that was undone.</param>
/// <param name="Beside">What it gives beside its doer's points from now on.</param>
/// <param name="Stored">What limits on what he has took of the more.</param>
public sealed record AccrualAdjusted(
    ActId Act, PersonId Person, Code ActType, Code Board, Points Got, Points Points, ActId Because, Place Place, Belonging Belonging, Evidence Evidence,
    RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, IReadOnlyList<Share>? Beside = null, IReadOnlyList<ArithmeticStep>? Stored = null) : IActValueFact;

/// <summary>An attested act was undone (冲正): minutes and points were taken back (追回), what had been spent is owed (欠分).</summary>
/// <param name="Points">What the act had got, in hundredths; without legs when it was still provisional.</param>
/// <param name="Steps">What the windows of its caps got back.</param>
/// <param name="Reference">What it was reversed for, such as a correction request.</param>
public sealed record ActReversed(
    ActId Act, PersonId Person, Code ActType, Code Board, Minutes Minutes, Points Points, Place Place, Belonging Belonging, Evidence Evidence,
    Code Reason, Source? Reference, PersonId ReversedBy, IReadOnlyList<ArithmeticStep> Steps,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn) : IActValueFact;

/// <summary>Somebody objected to an act on public notice (异议): it does not post until that is decided.</summary>
/// <param name="NoteHash">Salted SHA-256 of the objection's text in the vault.</param>
public sealed record ObjectionRaised(ActId Act, PersonId Objector, Code Reason, string? NoteHash) : IFact;

/// <summary>An objection was decided. Upheld, the act is reversed beside this; dismissed, its notice goes on.</summary>
public sealed record ObjectionDecided(ActId Act, PersonId DecidedBy, bool Upheld, Code Reason) : IFact;
