using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Every scheme in rulebooks/: a new folder is checked without code.</summary>
public sealed partial class SchemeDocuments
{
    /// <summary>How many clauses each scheme has.</summary>
    private static readonly Dictionary<string, int> Clauses = "R01 12 R02 12 R03 15 R06 4 R07 8 R08 11 R09 8 R12 6 R14 4 R15 4 R17 5 R19 6 R20 5 R22 4 R23 7 R25 4 R27 6 R28 6 R29 5 R30 4 R33 3 R34 7 R35 6 R38 8 R42 3 R43 4 R44 11 R47 4 R50 4 R51 2 R55 5 R56 4 R63 5 R65 3 R70 9 R73 5 R75 7 R77 7 R80 6 R83 8 R84 5 R86 7 R91 6 R95 5 F01 7 F02 6 F03 7 F04 9 F05 6"
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));

    /// <summary>The verbs with their members, the outcomes and the problems that rulebooks/SCENARIOS.md lists.</summary>
    private static readonly Dictionary<string, HashSet<string>> Verbs = Listed("## A step"), Outcomes = Listed("## What is expected");

    private static readonly HashSet<string> Problems = [.. Words(Page().Split("Problems (closed list)")[1])];

    public static TheoryData<string> Documents() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("rulebooks"), "rulebook*.json", SearchOption.AllDirectories).Where(path => Folder().IsMatch(path)).Select(Short).Order()];

    public static TheoryData<string> Scenarios() =>
        [.. Directory.EnumerateDirectories(Repository.PathOf("rulebooks"), "???").Where(folder => File.Exists(Path.Combine(folder, "scenario.json"))).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_scheme_is_read_strictly_and_compiles(string path)
    {
        var (document, why) = DocumentJson.Read(File.ReadAllBytes(Repository.PathOf("rulebooks", path)));
        Assert.True(document is not null, $"{path}: {why}");
        Assert.Empty(CompiledRulebook.Of(document!).Findings);
    }

    /// <summary>What the compiler does not ask yet is asked as if it stood at an act, or in an amount.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_condition_and_amount_of_a_scheme_is_over_facts_that_exist(string path)
    {
        var document = DocumentJson.Read(File.ReadAllBytes(Repository.PathOf("rulebooks", path))).Document!;
        var parts = Parts(document).ToList();
        var acts = parts.Where(part => part.Part is When && !Inner().IsMatch(part.At)).Select((part, number) => new ActType($"probe-{number}", new(part.At[..Math.Min(100, part.At.Length)]), document.Boards[0].Code, When: (When)part.Part));
        var amounts = parts.Where(part => part.Part is Amount { Of.IsForm: false } && !part.At.StartsWith("/acts", StringComparison.Ordinal) && !part.At.StartsWith("/measures", StringComparison.Ordinal))
            .Select((part, number) => new NamedAmount($"probe-{number}", (Amount)part.Part));
        foreach (var some in acts.Chunk(250))
            Assert.Empty(CompiledRulebook.Of(document with { Bonuses = null, Acts = some, Amounts = [.. document.Amounts ?? [], .. amounts] }).Findings
                .Select(finding => finding.Pointer.Split('/') is [_, "acts", var number, ..] ? $"{some[int.Parse(number, CultureInfo.InvariantCulture)].Title.Zh} {finding.Code}" : $"{finding}"));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_shows_every_clause_of_its_scheme(string scheme)
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("rulebooks", scheme), "scenario*.json").Select(path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement).ToList();
        var written = Directory.EnumerateFiles(Repository.PathOf("rulebooks", scheme), "rulebook*.json")
            .SelectMany(path => ClauseMember().Matches(File.ReadAllText(path))).SelectMany(match => match.Groups[1].Value.Split(' ')).ToHashSet();
        var (shown, classes, absent) = (new HashSet<string>(), new Dictionary<string, string>(), new HashSet<string>());
        var faults = new List<string>();
        foreach (var file in files)
        {
            if (file.TryGetProperty("classes", out var given)) foreach (var one in given.EnumerateObject()) classes[one.Name] = one.Value.GetString()!;
            if (file.TryGetProperty("absent", out var without)) foreach (var one in without.EnumerateObject()) absent.Add(one.Name);
            var before = "";
            foreach (var step in file.GetProperty("steps").EnumerateArray())
            {
                var at = step.GetProperty("at").GetString()!;
                if (!At().IsMatch(at) || string.CompareOrdinal(at, before) < 0) faults.Add($"{at} after {before}");
                before = at;
                foreach (var member in step.EnumerateObject())
                    if (member.Name is not ("at" or "do" or "expect" or "shows" or "why")) faults.Add($"{at} {member.Name}");
                if (step.TryGetProperty("do", out var done))
                {
                    var verb = done.EnumerateObject().Single();
                    var members = verb.Name == "act-and-attest" ? Verbs["act"].Union(Verbs["attest"]) : Verbs.GetValueOrDefault(verb.Name, []);
                    faults.AddRange(verb.Value.EnumerateObject().Select(one => one.Name).Except(members).Select(one => $"{at} {verb.Name} {one}"));
                }
                if (step.TryGetProperty("expect", out var expected)) faults.AddRange(expected.EnumerateObject().Where(one => !Outcomes.ContainsKey(one.Name) && one.Name != "by").Select(one => $"{at} {one.Name}"));
                if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("refused", out var problem) && !Problems.Contains(problem.GetString()!)) faults.Add($"{at} {problem}");
                if (step.TryGetProperty("shows", out var shows)) shown.UnionWith(shows.EnumerateArray().Select(one => one.GetString()!));
            }
        }
        var all = Enumerable.Range(1, Clauses[scheme]).Select(number => $"{scheme}.{number}").ToList();
        faults.AddRange(shown.Union(classes.Keys).Union(absent).Union(written).Except(all).Select(one => $"{one} is no clause"));
        faults.AddRange(all.Where(one => !shown.Contains(one) && classes.GetValueOrDefault(one) is not ("R" or "O" or "missing")).Select(one => $"{one} is not shown"));
        faults.AddRange(all.Where(one => !written.Contains(one) && !absent.Contains(one) && classes.GetValueOrDefault(one) is not ("O" or "missing")).Select(one => $"{one} has no line"));
        Assert.Empty(faults);
    }

    /// <summary>The document's records, each with its pointer.</summary>
    private static IEnumerable<(string At, object Part)> Parts(object part, string at = "")
    {
        if (part is string || part.GetType().IsPrimitive || part.GetType().IsEnum || part is DateOnly) yield break;
        if (part is IEnumerable list)
        {
            foreach (var (item, number) in list.Cast<object>().Select((item, number) => (item, number)))
                foreach (var inner in Parts(item, $"{at}/{number}")) yield return inner;
            yield break;
        }
        yield return (at, part);
        foreach (var member in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.GetIndexParameters().Length == 0 && one.Name is not ("Smallest" or "Unit" or "Value")))
            if (member.GetValue(part) is { } value && part is not (Quantity or Code or Title))
                foreach (var inner in Parts(value, $"{at}/{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}")) yield return inner;
    }

    private static string Page() => File.ReadAllText(Repository.PathOf("rulebooks", "SCENARIOS.md"));

    /// <summary>The rows of a chapter's table: each word of the first column, with the words of the second.</summary>
    private static Dictionary<string, HashSet<string>> Listed(string chapter) => Page().Split(chapter)[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|')).SelectMany(cells => Words(cells[1]).Select(word => (word, cells[2]))).ToDictionary(row => row.word, row => Words(row.Item2).ToHashSet());

    private static IEnumerable<string> Words(string text) => text.Split('`').Where((_, number) => number % 2 == 1).Select(word => word.TrimEnd('?'));

    private static string Short(string path) => Path.Combine(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path));

    [GeneratedRegex(@"/[RF]\d\d/rulebook[a-z0-9-]*\.json$")]
    private static partial Regex Folder();

    [GeneratedRegex("/(all|any|not)(/|$)")]
    private static partial Regex Inner();

    [GeneratedRegex("\"clause\"\\s*:\\s*\"([^\"]*)\"")]
    private static partial Regex ClauseMember();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d$")]
    private static partial Regex At();
}
