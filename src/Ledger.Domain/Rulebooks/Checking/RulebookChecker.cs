using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Where a document is to be published: what it can be checked against beside itself.</summary>
/// <param name="Community">Its code.</param>
/// <param name="Versions">Those that are published already.</param>
/// <param name="Unit">What people have is counted in it: hours cannot become points from one version to the next. Absent: they have nothing yet.</param>
/// <param name="HasDecision">Whether a decision record comes with it, as cash needs.</param>
/// <param name="Today">Absent: it is not asked whether it would take effect too early; its publication asks that itself.</param>
public sealed record Surroundings(Code? Community, IReadOnlyList<EffectiveVersion> Versions, string? Unit = null, bool HasDecision = false, DateOnly? Today = null)
{
    /// <summary>The rows that <see cref="Of"/> reads.</summary>
    public static Needs Needs(Needs needs) => needs.Row<RulebookVersions>("").StartingWith<Rulebook>("");

    public static Surroundings Of(Books books, Code? community, bool hasDecision)
    {
        var versions = RulebookVersions.Of(books).Versions;
        return new(community, versions, versions is [.., var last] ? Rulebook.Of(books, last.Version)?.Document.Commodities[0].Unit : null, hasDecision);
    }
}

/// <summary>Everything that can be said against a document before it is used, each with its place.</summary>
public static class RulebookChecker
{
    /// <param name="around">Absent: only what the document says by itself.</param>
    /// <returns>The rulebook, unless there is an error; the findings in order of their places.</returns>
    public static (CompiledRulebook? Rulebook, IReadOnlyList<Finding> Findings) Check(RulebookDocument document, Surroundings? around = null)
    {
        var (rulebook, findings) = CompiledRulebook.Of(document);
        var tree = new DocumentTree(document);
        var all = findings.Concat(References.Check(tree)).Concat(Terms.Check(document, around)).Concat(LadderCheck.Check(document)).Concat(Shadows.Check(tree)).Concat(UnknownFacts.Check(document)).Concat(VaultMarkCheck.Check(tree));
        if (rulebook is not null) all = all.Concat(LimitCheck.Check(rulebook)).Concat(Intervals.Check(document)).Concat(Undecided.In(document));
        var told = all.DistinctBy(finding => (finding.Pointer, finding.Code)).Select(finding => Suggestions.Add(finding, tree)).OrderBy(finding => tree.OrderOf(finding.Pointer)).ToList();
        // A misspelt name is one fault, not two.
        var meant = told.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Suggestion).OfType<string>().ToHashSet();
        told.RemoveAll(finding => finding.Code == "declared-and-unused" && meant.Contains(finding.About!));
        return (told.Any(finding => finding.Severity == Severity.Error) ? null : rulebook, told);
    }
}
