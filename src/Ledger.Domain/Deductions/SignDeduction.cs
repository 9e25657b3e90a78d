using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Deductions;

/// <summary>Signs a deduction for a body that its rulebook asks. Nobody signs what he proposed, nor for himself, his household or a team of his that is deducted; who decides may be the last who signs.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(DeductionIsDecided), typeof(DeductionIsSigned), typeof(Marks.NotOfTheBody), typeof(SecondPersonNeeded), typeof(OutsideScope), typeof(GainsBySigning))]
public sealed record SignDeduction(Actor By, DeductionId Deduction) : ICommand<DeductionIsOpen>
{
    public void Name(Needs needs) => needs.Row<Deduction>(Deduction.ToString());

    public Decision<DeductionIsOpen> Decide(Books books)
    {
        if (By.Person is not { } signer) return new NotAllowed(DecideDeduction.Deciders);
        var deduction = Deductions.Deduction.Of(books, Deduction);
        var (document, review) = DeductionReview.Of(books, deduction);
        if (review is null && !By.Holds(books, DecideDeduction.Deciders)) return new NotAllowed(DecideDeduction.Deciders);
        if (deduction is null) return new NotFound("deduction", Deduction.ToString());
        if (!deduction.IsOpen) return new DeductionIsDecided(Deduction, deduction.Status);
        if (Signing.Next(document!, review, deduction.Signed ?? []) is not { } step) return new DeductionIsSigned(Deduction);
        if (Signing.Refuses(books, By, Signing.BodyOf(document!, review!, step), deduction.Signed ?? [], held => held.Reaches(books, deduction.Proposed.Person)) is { } refusal) return refusal;
        if (!By.Reaches(books, Signing.BodyOf(document!, review!, step).Roles.ToArray(), deduction.Proposed.Person)) return new OutsideScope(null, deduction.Proposed.Person);
        if (Person.IsOne(books, signer, deduction.Proposed.ProposedBy)) return new SecondPersonNeeded("deduction");
        if (deduction.Concerns(books, signer) || TwoPeople.Gains(books, signer, deduction.Proposed.Person)) return new GainsBySigning(signer);
        books.Add(Stream.Deduction(Deduction), new DeductionReviewed(Deduction, step, review!.Steps[step].Body, signer));
        return books.Accept(DeductionIsOpen.Of(deduction.Proposed));
    }
}

/// <summary>Who must sign a deduction, by the rulebook by which it was proposed.</summary>
internal static class DeductionReview
{
    public static (RulebookDocument? Document, Review? Review) Of(Books books, Deduction? deduction) =>
        deduction is { Proposed: { Review: { } code, Rulebook: var stamp } } && Rulebook.Of(books, stamp).Document is var document ? (document, document.Review?.FirstOrDefault(one => one.Code == code)) : default;

    /// <summary>All but the last have signed, and the decision is the signature of one of the last body; or all have.</summary>
    public static Rejection? Lacks(Books books, Actor by, Deduction deduction)
    {
        var ((document, review), signed) = (Of(books, deduction), deduction.Signed ?? []);
        if (review is null || Signing.Next(document!, review, signed) is not { } step) return null;
        return Signing.IsLast(document!, review, signed, step) ? Signing.Refuses(books, by, Signing.BodyOf(document!, review, step), signed, held => held.Reaches(books, deduction.Proposed.Person)) : new DeductionIsNotSigned(deduction.Proposed.Deduction, review.Steps[step].Body);
    }
}
