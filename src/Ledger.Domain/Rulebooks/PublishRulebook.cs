using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>
/// Publishes a rulebook version, drafted before or not. It takes effect after publication; the very first may reach back, since nothing
/// was computed before it. Where the version in force asks for steps of adoption, they must have been recorded for this very text.
/// </summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, computed where the document is read.</param>
/// <param name="Community">The code of the community it is published in; absent: it is not asked whose it is.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(RulebookIsRetroactive), typeof(RulebookIsContradictory), typeof(StepsAreMissing), typeof(NoticeIsTooShort))]
public sealed record PublishRulebook(Actor By, RulebookDocument Document, string Hash, Code? Community = null) : ICommand<RulebookIsPublished>
{
    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Document.Version)).Row<Rulebook>(Rulebook.Key(Document.Version));

    public Decision<RulebookIsPublished> Decide(Books books)
    {
        if (!By.Holds(books, DraftRulebook.Drafters)) return new NotAllowed(DraftRulebook.Drafters);
        if (books.Find<Rulebook>(Rulebook.Key(Document.Version)) is { } taken)
            return taken.Hash == Hash ? books.Accept(new RulebookIsPublished(Document.Version, Hash)) : new IdAlreadyUsed("version", Document.Version.Value);
        if (books.Find<RulebookVersions>("") is not null && Document.EffectiveFrom <= books.Today)
            return new RulebookIsRetroactive(Document.EffectiveFrom, books.Today);
        var draft = RulebookDraft.Of(books, Document.Version);
        if (RulebookChecker.Check(Document, Surroundings.Of(books, Community, draft?.Hash == Hash && draft.Decisions.Count > 0)) is { Rulebook: null, Findings: var findings }) return new RulebookIsContradictory(findings);
        if (NotDecided(books, draft) is { } refusal) return refusal;
        books.Add(Stream.Community, new RulebookPublished(Document, Hash));
        return books.Accept(new RulebookIsPublished(Document.Version, Hash));
    }

    private Rejection? NotDecided(Books books, RulebookDraft? draft)
    {
        if (Rulebook.InForce(books, books.Today) is not { Document.Adoption: { } adoption } inForce) return null;
        var missing = AdoptionSteps.Of(inForce, draft, Hash).Where(step => !step.IsDone()).Select(step => step.Step).ToList();
        if (missing.Count > 0) return new StepsAreMissing(Document.Version, missing);
        var earliest = books.Today.AddDays((int)(adoption.NoticeBefore?.Units ?? 0));
        return Document.EffectiveFrom < earliest ? new NoticeIsTooShort(Document.EffectiveFrom, earliest) : null;
    }
}

public sealed record RulebookIsPublished(Code Version, string Hash);

/// <summary>A version may not reach back over days that were computed by another.</summary>
public sealed record RulebookIsRetroactive(DateOnly EffectiveFrom, DateOnly Today) : Rejection;

/// <summary>The rulebook in force asks for more days between a publication and its first day.</summary>
public sealed record NoticeIsTooShort(DateOnly EffectiveFrom, DateOnly Earliest) : Rejection;

/// <summary>The document contradicts itself, or others.</summary>
/// <param name="Findings">All of them, warnings too; at least one is an error.</param>
public sealed record RulebookIsContradictory(IReadOnlyList<Finding> Findings) : Rejection;
