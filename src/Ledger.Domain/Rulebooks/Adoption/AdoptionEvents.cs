using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>A version of the rulebook was put forward (草案), or put forward again: what was decided on another text of it counts no more.</summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, in hexadecimal.</param>
public sealed record RulebookDrafted(RulebookDocument Document, string Hash, PersonId DraftedBy) : IFact;

/// <summary>A draft was checked.</summary>
/// <param name="Faults">What stands against publishing it; 0: nothing.</param>
public sealed record RulebookChecked(Code Version, string Hash, int Faults, PersonId CheckedBy) : IFact;

/// <summary>A draft was taken back.</summary>
public sealed record RulebookWithdrawn(Code Version, string Hash, PersonId WithdrawnBy) : IFact;

/// <summary>One step of the adoption of a draft, as the rulebook in force asks for it, or one signature of the body that takes it.</summary>
/// <param name="DecidedOn">The local date of the meeting or the end of the notice.</param>
/// <param name="EvidenceHash">SHA-256 of the minutes or of the printed sheet, in hexadecimal.</param>
public sealed record DecisionRecorded(Code Version, string Hash, Code Step, DateOnly DecidedOn, string? EvidenceHash, PersonId RecordedBy) : IFact;

[JsonConverter(typeof(KebabEnum<Filled>))]
public enum Filled { Acts, Holds, Transfers, Deductions }

/// <summary>Acts, holds, transfers or deductions that stood when a version was published, or came since, were counted in the windows of its measures: those of a range of ids.</summary>
/// <param name="After">The one up to which they were counted before; absent: the first of all.</param>
/// <param name="To">The last of them; absent: all there are. With that of the deductions the version is filled.</param>
/// <param name="Count">How many were looked at.</param>
public sealed record MetersFilled(Code Version, Filled Of, Guid? After, Guid? To, int Count) : IFact;

/// <summary>A version's first day is there (生效), and its windows are filled.</summary>
/// <param name="Supersedes">The version that was in force until then; absent: there was none.</param>
public sealed record RulebookTookEffect(Code Version, Code? Supersedes) : IFact;
