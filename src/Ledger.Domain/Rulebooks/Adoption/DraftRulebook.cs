using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>Puts a version of the rulebook forward (草案), or another text of it. What it says is not asked before it is checked, only that it is meant for here.</summary>
/// <param name="Community">The code of the community it is drafted in.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(RulebookIsContradictory))]
public sealed record DraftRulebook(Actor By, RulebookDocument Document, string Hash, Code? Community = null) : ICommand<DraftStands>
{
    public static readonly Role[] Drafters = [Role.Administrator, Role.Office];

    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Document.Version)).Row<Rulebook>(Rulebook.Key(Document.Version));

    public Decision<DraftStands> Decide(Books books)
    {
        if (!By.Holds(books, Drafters)) return new NotAllowed(Drafters);
        if (Terms.OfAnother(Document, Community) is { } another) return new RulebookIsContradictory([another]);
        if (Rulebook.Of(books, Document.Version) is not null) return new IdAlreadyUsed("version", Document.Version.Value);
        if (RulebookDraft.Of(books, Document.Version)?.Hash != Hash) books.Add(Stream.Community, new RulebookDrafted(Document, Hash, By.Person!.Value));
        return books.Accept(DraftStands.Of(books, Document.Version));
    }
}

/// <summary>Takes a draft back.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record WithdrawRulebook(Actor By, Code Version) : ICommand<RulebookIsWithdrawn>
{
    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Version));

    public Decision<RulebookIsWithdrawn> Decide(Books books)
    {
        if (!By.Holds(books, DraftRulebook.Drafters)) return new NotAllowed(DraftRulebook.Drafters);
        if (RulebookDraft.Of(books, Version) is not { } draft) return new NotFound("version", Version.Value);
        books.Add(Stream.Community, new RulebookWithdrawn(Version, draft.Hash, By.Person!.Value));
        return books.Accept(new RulebookIsWithdrawn(Version));
    }
}

public sealed record RulebookIsWithdrawn(Code Version);

/// <summary>Checks a draft as its publication would, and says so in the books: only what was found in order is decided on.</summary>
/// <param name="Community">The code of the community it is drafted in.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record CheckRulebook(Actor By, Code Version, Code? Community = null) : ICommand<RulebookIsChecked>
{
    public const int MostTold = 100;

    public void Name(Needs needs) => needs.Row<RulebookDraft>(RulebookDraft.Key(Version));

    public Decision<RulebookIsChecked> Decide(Books books)
    {
        if (!By.Holds(books, DraftRulebook.Drafters)) return new NotAllowed(DraftRulebook.Drafters);
        if (RulebookDraft.Of(books, Version) is not { } draft) return new NotFound("version", Version.Value);
        var found = RulebookChecker.Check(draft.Document, Surroundings.Of(books, Community, hasDecision: true)).Findings;
        var faults = found.Count(finding => finding.Severity == Severity.Error);
        if (draft.Faults != faults) books.Add(Stream.Community, new RulebookChecked(Version, draft.Hash, faults, By.Person!.Value));
        return books.Accept(new RulebookIsChecked(Version, draft.Hash, faults, [.. found.OrderBy(finding => finding.Severity).Take(MostTold)]));
    }
}

/// <param name="Faults">How many errors there are; a warning is none.</param>
/// <param name="Findings">The first hundred, errors before warnings.</param>
public sealed record RulebookIsChecked(Code Version, string Hash, int Faults, IReadOnlyList<Finding> Findings);

/// <summary>A draft, and what is still to be decided.</summary>
public sealed record DraftStands(Code Version, string Hash, bool IsChecked, IReadOnlyList<StepStanding> Steps)
{
    public static DraftStands Of(Books books, Code version) => RulebookDraft.Of(books, version) is var draft
        ? new(version, draft!.Hash, draft.Faults == 0, AdoptionSteps.Of(Rulebook.InForce(books, books.Today), draft, draft.Hash)) : null!;
}
