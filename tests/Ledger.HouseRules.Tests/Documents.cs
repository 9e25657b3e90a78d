using System.Text.RegularExpressions;

namespace Ledger.HouseRules.Tests;

/// <summary>Documents stay short, and decisions say what holds them.</summary>
public sealed partial class Documents
{
    public const int LongestAdr = 60;
    public const int LongestReadme = 150;

    private static readonly SourceFile Good = new("docs/adr/0001-x.md", """
        # X is so
        Status: accepted. Date: 2026-11-21.
        ## Context
        ## Options
        1. this
        2. that
        ## Consequences
        ## Held by
        `tests/Ledger.HouseRules.Tests/Documents.cs`
        """);

    [Fact]
    public void A_good_decision_passes() => Assert.Empty(Violations(Good));

    [Fact]
    public void Planted_faults_are_caught()
    {
        Assert.NotEmpty(Violations(Good with { Text = Good.Text + new string('\n', LongestAdr) }));
        Assert.NotEmpty(Violations(Good with { Text = Good.Text.Replace("## Held by", "## End", StringComparison.Ordinal) }));
        Assert.NotEmpty(Violations(Good with { Text = Good.Text.Replace("Documents.cs", "Nowhere.cs", StringComparison.Ordinal) }));
        Assert.NotEmpty(Violations(Good with { Text = Good.Text.Replace("2. that\n", "", StringComparison.Ordinal) }));
        Assert.NotEmpty(Violations(Good with { Text = Good.Text.Replace("Date: 2026-11-21", "", StringComparison.Ordinal) }));
        Assert.NotEmpty(Violations(Good with { Path = "docs/adr/x.md" }));
    }

    [Fact]
    public void Decisions_are_short_complete_and_held_by_something_that_is_there() => Assert.Empty(Tree.Files("docs/adr", ".md").SelectMany(Violations));

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        var numbers = Tree.Files("docs/adr", ".md").Select(file => int.Parse(Path.GetFileName(file.Path)[..4])).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Fact]
    public void The_readme_is_short()
    {
        Assert.True(IsTooLong(new string('\n', LongestReadme + 1)));
        Assert.False(Tree.Text("README.md") is { } readme && IsTooLong(readme));
    }

    [Fact]
    public void Who_is_told_where_a_rule_stands_finds_it_there()
    {
        Assert.Equal(["src/Ledger.Domain/Books.cs has no Counter"], Misplaced("in `Counter.Refuses` in `src/Ledger.Domain/Books.cs`, and in `Books.Find` in `src/Ledger.Domain/Books.cs`"));
        Assert.Empty(Misplaced(Tree.Text("docs/one-request.md")!));
        Assert.NotEmpty(TypeInFile().Matches(Tree.Text("docs/one-request.md")!));
    }

    private static IEnumerable<string> Misplaced(string document) => TypeInFile().Matches(document)
        .Where(told => Tree.Text(told.Groups[2].Value) is not { } file || !Regex.IsMatch(file, $@"\b(class|record|struct|interface) {told.Groups[1].Value}\b"))
        .Select(told => $"{told.Groups[2].Value} has no {told.Groups[1].Value}");

    private static bool IsTooLong(string readme) => Lines(readme) > LongestReadme;

    private static IEnumerable<string> Violations(SourceFile adr)
    {
        if (!FileName().IsMatch(Path.GetFileName(adr.Path))) yield return $"{adr.Path} is not numbered";
        if (Lines(adr.Text) > LongestAdr) yield return $"{adr.Path} has more than {LongestAdr} lines";
        if (!adr.Text.StartsWith("# ", StringComparison.Ordinal)) yield return $"{adr.Path} has no title";
        if (!Date().IsMatch(adr.Text)) yield return $"{adr.Path} has no status or date";
        foreach (var part in new[] { "## Context", "## Options", "## Consequences", "## Held by" })
            if (!adr.Text.Contains(part, StringComparison.Ordinal)) yield return $"{adr.Path} lacks {part}";
        if (Option().Count(adr.Text) < 2) yield return $"{adr.Path} weighs fewer than two options";
        var held = adr.Text[(adr.Text.IndexOf("## Held by", StringComparison.Ordinal) is var at and >= 0 ? at : 0)..];
        var files = NamedFile().Matches(held).Select(match => match.Groups[1].Value).ToList();
        if (files.Count == 0) yield return $"{adr.Path} is held by no file";
        foreach (var file in files.Where(file => Tree.Text(file) is null)) yield return $"{adr.Path} is held by {file}, which is not there";
    }

    private static int Lines(string text) => text.TrimEnd('\n').Count(character => character == '\n') + 1 is var lines && text.EndsWith("\n\n", StringComparison.Ordinal) ? text.Count(character => character == '\n') : lines;

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"Status: \w+.*Date: \d{4}-\d{2}-\d{2}")]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d\. ", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex(@"`(\w+)\.\w+` in `((?:src|tests)/[\w./-]+\.cs)`")]
    private static partial Regex TypeInFile();

    [GeneratedRegex(@"`((?:src|tests|docs)/[\w./-]+\.\w+)`")]
    private static partial Regex NamedFile();
}
