namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>Publishes a draft as it stands.</summary>
/// <param name="Hash">Of the text that is meant.</param>
/// <param name="Community">The code of the community it is published in.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(DraftIsAnother), typeof(RulebookIsRetroactive), typeof(RulebookIsContradictory), typeof(StepsAreMissing), typeof(NoticeIsTooShort))]
public sealed record PublishDraft(Actor By, Code Version, string Hash, Code? Community = null) : ICommand<RulebookIsPublished>
{
    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Version)).Row<Rulebook>(Rulebook.Key(Version));

    public Decision<RulebookIsPublished> Decide(Books books)
    {
        if (!By.Holds(books, DraftRulebook.Drafters)) return new NotAllowed(DraftRulebook.Drafters);
        if (Rulebook.Of(books, Version) is { } taken && taken.Hash == Hash) return books.Accept(new RulebookIsPublished(Version, Hash));
        if (RulebookDraft.Of(books, Version) is not { } draft) return new NotFound("version", Version.Value);
        return draft.Hash == Hash ? new PublishRulebook(By, draft.Document, Hash, Community).Decide(books) : new DraftIsAnother(Version, draft.Hash);
    }
}
