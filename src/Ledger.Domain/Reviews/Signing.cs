using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Reviews;

/// <summary>Somebody's signature in a step of a review, with what the step asks of him.</summary>
/// <param name="Step">From 0.</param>
public sealed record Signature(int Step, PersonId By, IReadOnlyList<Acts.ActInput>? Inputs = null, IReadOnlyList<Code>? Marks = null);

/// <summary>Whose signature is next: steps in their order, in each so many different people of the body's roles.</summary>
internal static class Signing
{
    /// <summary>The step that is not complete yet; null when all have signed.</summary>
    public static int? Next(RulebookDocument document, Review? review, IReadOnlyList<Signature> signed)
    {
        for (var step = 0; step < review?.Steps.Count; step++)
            if (signed.Count(one => one.Step == step) < BodyOf(document, review, step).Signers) return step;
        return null;
    }

    /// <summary>Whether all have signed once one more has.</summary>
    public static bool IsLast(RulebookDocument document, Review review, IReadOnlyList<Signature> signed, int step) =>
        step == review.Steps.Count - 1 && signed.Count(one => one.Step == step) + 1 >= BodyOf(document, review, step).Signers;

    public static Body BodyOf(RulebookDocument document, Review review, int step) => document.Bodies!.First(body => body.Code == review.Steps[step].Body);

    /// <summary>Of a body of a node or a team are those whose role is bound to the one it is about: a role of the whole community does not make one of it.</summary>
    public static bool IsOf(Books books, Actor by, Body body, Func<RoleHeld, bool> reaches) =>
        body.Scope is null ? by.Holds(books, [.. body.Roles]) : by.Held(books, body.Roles).Any(held => (body.Scope == Whose.Team ? held.Team is not null : held.Node is not null) && reaches(held));

    /// <summary>Who signs is of the body, and has not signed before.</summary>
    /// <param name="reaches">Whether a role reaches what is signed.</param>
    public static Rejection? Refuses(Books books, Actor by, Body body, IReadOnlyList<Signature> signed, Func<RoleHeld, bool> reaches)
    {
        if (!IsOf(books, by, body, reaches)) return new Marks.NotOfTheBody(body.Code, body.Roles);
        return signed.Any(one => Person.IsOne(books, by.Person!.Value, one.By)) ? new SecondPersonNeeded("acts") : null;
    }
}
