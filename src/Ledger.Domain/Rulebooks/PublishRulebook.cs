using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>Publishes a rulebook version. It takes effect after publication; the very first may reach back, since nothing was computed before it.</summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, computed where the document is read.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(RulebookIsRetroactive), typeof(RulebookIsContradictory))]
public sealed record PublishRulebook(Actor By, RulebookDocument Document, string Hash) : ICommand<RulebookIsPublished>
{
    public Decision<RulebookIsPublished> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Rulebook>(Rulebook.Key(Document.Version)) is { } taken)
            return taken.Hash == Hash ? books.Accept(new RulebookIsPublished(Document.Version, Hash)) : new IdAlreadyUsed("version", Document.Version.Value);
        if (books.Find<RulebookVersions>("") is not null && Document.EffectiveFrom <= books.Today)
            return new RulebookIsRetroactive(Document.EffectiveFrom, books.Today);
        if (Wrong(books) is { } finding) return new RulebookIsContradictory(finding.Pointer, finding.Code.Value);
        books.Add(Stream.Community, new RulebookPublished(Document, Hash));
        return books.Accept(new RulebookIsPublished(Document.Version, Hash));
    }

    /// <summary>The first thing that is wrong with the document, or that no decision would read.</summary>
    private Finding? Wrong(Books books)
    {
        var (compiled, findings) = CompiledRulebook.Of(Document);
        if (ChangesUnit(books)) return new("/commodities/0/unit", "unit-changes");
        return compiled is null ? findings[0] : Undecided.In(Document).Concat(Undecided.In(compiled.Facts, ActFacts.Says)).FirstOrDefault();
    }

    /// <summary>What people have is counted in the unit of the first commodity: hours cannot become points from one version to the next.</summary>
    private bool ChangesUnit(Books books) =>
        books.Find<RulebookVersions>("")?.Versions is [.., var last] && Rulebook.Of(books, last.Version)?.Document.Commodities[0].Unit is { } unit && unit != Document.Commodities[0].Unit;
}

public sealed record RulebookIsPublished(Code Version, string Hash);

/// <summary>A version may not reach back over days that were computed by another.</summary>
public sealed record RulebookIsRetroactive(DateOnly EffectiveFrom, DateOnly Today) : Rejection;

/// <summary>The document contradicts itself.</summary>
/// <param name="At">The place in the document, as a JSON pointer.</param>
/// <param name="Why">duplicate-code, unknown-board, wrong-unit, out-of-range, not-a-multiple and others; not-decided-yet: nothing reads it.</param>
public sealed record RulebookIsContradictory(string At, string Why) : Rejection;
