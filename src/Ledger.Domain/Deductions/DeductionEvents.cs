using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Deductions;

/// <summary>A deduction (扣分) by a rule of the rulebook was proposed: nothing is taken before its notice is over and a second person decides.</summary>
/// <param name="OccurredOn">The local date of the conduct; the rulebook version is that of this date.</param>
/// <param name="Person">Who is told and may appeal; of a household's or team's one of it.</param>
/// <param name="Points">What the rule takes, in hundredths of a point or in minutes; 0 is a strike, which is only counted.</param>
/// <param name="NoteHash">Salted SHA-256 of the note in the vault.</param>
/// <param name="Review">The entry of the rulebook that says who must sign; absent: nobody but who decides.</param>
/// <param name="NoticeUntil">The last day on which the person is only told; absent when the rulebook asks for no notice.</param>
/// <param name="HeldBy">Whose account it is, where it is not the person's: his household's or team's on the day of the conduct.</param>
/// <param name="Commodity">Which is taken, where it is not the first.</param>
/// <param name="Inputs">The numbers the rule asks for, by their codes in order; with <paramref name="Steps"/>, how so much was reached where it is not the same always.</param>
public sealed record DeductionProposed(
    DeductionId Deduction, PersonId Person, Code Rule, Code Board, DateOnly OccurredOn, Points Points, RulebookStamp Rulebook, string? NoteHash,
    DateOnly? NoticeUntil, PersonId ProposedBy, Code? Review = null, Subject? HeldBy = null, Code? Commodity = null,
    IReadOnlyList<ActInput>? Inputs = null, IReadOnlyList<ArithmeticStep>? Steps = null) : IFact;

/// <summary>Somebody of a body that must sign has signed a deduction (扣分审核).</summary>
/// <param name="Step">From 0; <paramref name="Body"/>: whose it is.</param>
public sealed record DeductionReviewed(DeductionId Deduction, int Step, Code Body, PersonId By) : IFact;

/// <summary>The person does not agree (申诉).</summary>
public sealed record DeductionAppealed(DeductionId Deduction, PersonId AppealedBy, string? NoteHash) : IFact;

/// <summary>It was dropped before anything was taken.</summary>
public sealed record DeductionWithdrawn(DeductionId Deduction, PersonId DecidedBy, Code Reason) : IFact;

/// <summary>Points were taken (扣分), soonest to expire first; what was missing is owed, up to the rulebook's limit.</summary>
/// <param name="Points">What was taken, what is owed because of it included.</param>
public sealed record PointsDeducted(
    DeductionId Deduction, PersonId Person, Code Rule, Code Board, Points Points, RulebookStamp Rulebook, IReadOnlyList<ArithmeticStep> Steps, PersonId DecidedBy,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;

/// <summary>A deduction was undone: what was taken went back to its lots, what is owed was let off.</summary>
public sealed record DeductionReversed(
    DeductionId Deduction, PersonId Person, Code Rule, Code Board, Points Points, Code Reason, PersonId ReversedBy,
    IReadOnlyList<EntryNumber> Entries, IReadOnlyList<Leg> Legs, DateOnly OccurredOn, DateOnly BookedOn, Subject? HeldBy = null) : IValueFact;
