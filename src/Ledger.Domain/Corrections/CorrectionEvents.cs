using System.Text.Json.Serialization;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Corrections;

[JsonConverter(typeof(KebabEnum<CorrectionOutcome>))]
public enum CorrectionOutcome { Accepted, Refused }

/// <summary>Somebody asked for a correction (更正申请) of an act or of what is kept about him.</summary>
/// <param name="Act">Absent: it is about his data.</param>
/// <param name="About">What is wrong: a code, such as <c>minutes</c>, <c>not-mine</c>, <c>name</c>.</param>
/// <param name="TextHash">Salted SHA-256 of the text in the vault.</param>
/// <param name="Papers">What was handed in with it.</param>
/// <param name="RequestedBy">He himself, or who asked for him.</param>
public sealed record CorrectionRequested(CorrectionId Correction, PersonId Person, ActId? Act, Code About, string TextHash, PersonId? RequestedBy, DateOnly RequestedOn, IReadOnlyList<ActPaper>? Papers = null) : IFact;

/// <summary>A request for a correction was decided.</summary>
/// <param name="Done">What was done about it: the acts that were reversed or recorded anew.</param>
/// <param name="Reason">Why it was refused: a code.</param>
/// <param name="TextHash">Salted SHA-256 of the answer in the vault.</param>
public sealed record CorrectionDecided(
    CorrectionId Correction, PersonId Person, PersonId Decider, CorrectionOutcome Outcome, IReadOnlyList<ActId> Done, Code? Reason, string? TextHash, DateOnly DecidedOn) : IFact;
