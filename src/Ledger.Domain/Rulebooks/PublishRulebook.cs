using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>Publishes a rulebook version. It takes effect after publication; the very first may reach back, since nothing was computed before it.</summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, computed where the document is read.</param>
/// <param name="Community">The code of the community it is published in; absent: it is not asked whose it is.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(RulebookIsRetroactive), typeof(RulebookIsContradictory))]
public sealed record PublishRulebook(Actor By, RulebookDocument Document, string Hash, Code? Community = null) : ICommand<RulebookIsPublished>
{
    public Decision<RulebookIsPublished> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Rulebook>(Rulebook.Key(Document.Version)) is { } taken)
            return taken.Hash == Hash ? books.Accept(new RulebookIsPublished(Document.Version, Hash)) : new IdAlreadyUsed("version", Document.Version.Value);
        if (books.Find<RulebookVersions>("") is not null && Document.EffectiveFrom <= books.Today)
            return new RulebookIsRetroactive(Document.EffectiveFrom, books.Today);
        if (RulebookChecker.Check(Document, Around(books)) is { Rulebook: null, Findings: var findings }) return new RulebookIsContradictory(findings);
        books.Add(Stream.Community, new RulebookPublished(Document, Hash));
        return books.Accept(new RulebookIsPublished(Document.Version, Hash));
    }

    private Surroundings Around(Books books)
    {
        var versions = books.Find<RulebookVersions>("")?.Versions ?? [];
        return new(Community, versions, versions is [.., var last] ? Rulebook.Of(books, last.Version)?.Document.Commodities[0].Unit : null);
    }
}

public sealed record RulebookIsPublished(Code Version, string Hash);

/// <summary>A version may not reach back over days that were computed by another.</summary>
public sealed record RulebookIsRetroactive(DateOnly EffectiveFrom, DateOnly Today) : Rejection;

/// <summary>The document contradicts itself, or others.</summary>
/// <param name="Findings">All of them, warnings too; at least one is an error.</param>
public sealed record RulebookIsContradictory(IReadOnlyList<Finding> Findings) : Rejection;
