using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Rulebooks;

namespace Ledger.Domain.Tests.Rulebooks.Checking;

/// <summary>rulebooks/broken: one document for each finding, all findings of each written down in findings.txt.</summary>
public sealed partial class BrokenRulebooks
{
    /// <summary>A community that has a version of that day already.</summary>
    private static readonly Surroundings Here = new("here", [new("broken-1", new(2026, 1, 1))], "points");

    /// <summary>Members, forms of text and refusals that look like the code of a finding.</summary>
    private static readonly string[] Others = ["insufficient-points", "limit-reached", "no-such-passage", "not-eligible", "mark-ended", "month-day"];

    [Fact]
    public void Every_finding_is_told_with_its_place_and_in_both_languages()
    {
        var told = string.Join('\n', Files().SelectMany(file => Check(file).Select(one => Line(file, one)))) + "\n";
        var golden = Path.Combine(Folder, "findings.txt");
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1") File.WriteAllText(golden, told);
        Assert.Equal(File.ReadAllText(golden), told);
    }

    [Fact]
    public void Each_document_has_the_fault_it_is_named_by() =>
        Assert.All(Files(), file => Assert.Contains(Path.GetFileNameWithoutExtension(file), Check(file).Select(told => told.Finding.Code.Value)));

    /// <summary>A code in the sources that has no words would be told as a bare code.</summary>
    [Fact]
    public void Every_finding_has_words_and_a_document_that_shows_it()
    {
        var said = new[] { "src/Ledger.Domain/Rulebooks/Checking", "src/Ledger.Domain/Rulebooks/Compiling", "src/Ledger.Rulebooks" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Except(Others).Order().ToList();
        Assert.Equal([], said.Where(code => !FindingWords.Knows(code)));
        Assert.Equal([], said.Except(Files().Select(file => Path.GetFileNameWithoutExtension(file))).Except(Reasons()).Except(["too-large"]));
    }

    [Fact]
    public void A_text_too_large_is_not_even_looked_at() => Assert.Equal("too-large", RulebookText.Read(new byte[256 * 1024 + 1], isYaml: false).Check().Single().Finding.Code.Value);

    /// <summary>Why members do not go together: each is the suggestion of a finding, none a finding itself.</summary>
    private static IEnumerable<string> Reasons() =>
        Code().Matches(File.ReadAllText(Repository.PathOf("src", "Ledger.Domain", "Rulebooks", "Compiling", "Undecided.cs"))).Select(match => match.Groups[1].Value).Except(["not-decided-yet"]);

    private static string Folder => Repository.PathOf("rulebooks", "broken");

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IReadOnlyList<Told> Check(string file) =>
        RulebookText.Read(File.ReadAllBytes(file), file.EndsWith(".yaml", StringComparison.Ordinal)).Check(Path.GetFileNameWithoutExtension(file) switch
        {
            "wrong-community" or "overlapping-effective-dates" or "unit-changes" => Here,
            "takes-effect-too-early" => Here with { Today = new(2026, 1, 2) },
            _ => null,
        });

    private static string Line(string file, Told told) => new StringBuilder($"{Path.GetFileName(file)}:{told.Place.Line}:{told.Place.Column} ")
        .Append(told.Finding.Severity == Severity.Error ? "error" : "warning").Append($" {told.Finding.Code} {told.Finding.Pointer} {told.Words.Zh} {told.Words.En}").ToString();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\"")]
    private static partial Regex Code();
}
