using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>docs/rulebooks.md: every clause, what becomes of it, the lines that express it and the steps that show it.</summary>
internal static partial class ClausePage
{
    private static readonly Lock Writing = new();

    private static readonly JsonElement Listed = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("rulebooks", "clauses.json"))).RootElement;

    public static string Path => Repository.PathOf("docs", "rulebooks.md");

    public static IReadOnlyList<Clause> All { get; } = [.. Listed.EnumerateObject().SelectMany(scheme =>
        scheme.Value.GetProperty("clauses").EnumerateArray().Select((clause, number) => new Clause(scheme.Name, $"{scheme.Name}.{number + 1}", clause.Text("says")!, clause.Text("why"))))];

    /// <summary>Those of the schemes that were found later and are told step by step only.</summary>
    public static IEnumerable<Clause> Later => LaterSchemes().SelectMany(scheme => ScenariosOf(scheme).SelectMany(scenario => scenario.Steps).SelectMany(step => step.Shows).Distinct().Order(StringComparer.Ordinal).Select(clause => new Clause(scheme, clause, "", null)));

    public static void Write()
    {
        lock (Writing) File.WriteAllText(Path, Text());
    }

    public static string Text()
    {
        var text = new StringBuilder();
        var schemes = Listed.EnumerateObject().Select(scheme => (Code: scheme.Name, Title: scheme.Value.Text("title")!, Rows: Rows(scheme.Name))).ToList();
        var (classes, all) = (schemes.SelectMany(scheme => scheme.Rows).GroupBy(row => row.Class.Split([":", " ("], 2, StringSplitOptions.None)[0]).ToDictionary(same => same.Key, same => same.Count()), schemes.Sum(scheme => scheme.Rows.Count));
        text.Append(CultureInfo.InvariantCulture, $"""
            # Rulebooks, clause by clause

            Generated from `rulebooks/`; do not edit. {schemes.Count} real schemes with {all} clauses, each as a document and as scenarios worked out by hand
            ([SCENARIOS.md](../rulebooks/SCENARIOS.md)). A clause is *decided* when lines of the document express it and all steps that show it pass; *shown* when the books
            only say it; *outside* when a rulebook is not its place; *not decided yet* while one of its steps is pending (`pending.txt`).

            {string.Join(", ", classes.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value}"))}. Schemes that pass as a whole, publication included: {schemes.Count(scheme => Pending.Of(scheme.Code).Count == 0)} of {schemes.Count}.
            Schemes found after the engine was designed: {string.Join(", ", LaterSchemes().Select(code => $"[{code}](../rulebooks/{code}/README.md) {(Pending.Of(code).Count is > 0 and var left ? $"({left} steps pending)" : "(passes)")}"))}.

            """);
        foreach (var (code, title, rows) in schemes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## [{code}](../rulebooks/{code}/README.md) {title}\n\n| clause | what it asks | class | lines | steps |\n|---|---|---|---|---|\n");
            foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"| {row.Clause.Id} | {row.Clause.Says} | {row.Class} | {row.Lines} | {row.Steps} |\n");
        }
        return text.ToString();
    }

    /// <summary>Whether lines of the document decide it, and all steps that show it pass.</summary>
    public static bool IsDecidedByALine(string clause) => Rows(clause.Split('.')[0]).Single(row => row.Clause.Id == clause).Class == "decided";

    /// <summary>What is wrong with the list itself.</summary>
    public static IEnumerable<string> Faults() => Listed.EnumerateObject().SelectMany(scheme => Rows(scheme.Name)).SelectMany(Faults);

    private static IEnumerable<string> Faults(Row row)
    {
        if (row.Lines.Length == 0 && row.Said is not ("O" or "missing" or "absent")) yield return $"{row.Clause.Id} has no line";
        if (row.Steps.Length == 0 && row.Said is not ("O" or "missing")) yield return $"{row.Clause.Id} has no step";
        if (row.Clause.Why is null != row.Said is not ("O" or "R")) yield return $"{row.Clause.Id}: a reason belongs to what is shown or outside, and to nothing else";
    }

    private static List<Row> Rows(string scheme)
    {
        var scenarios = ScenariosOf(scheme);
        var pending = Pending.Of(scheme).ToHashSet();
        return [.. All.Concat(Later).Where(clause => clause.Scheme == scheme).Select(clause =>
        {
            var steps = scenarios.SelectMany(scenario => scenario.Steps.Where(step => step.Shows.Contains(clause.Id)).Select(step => (Key: step.Key(scenario.Name), Link: Link(scheme, $"{scenario.Name}.json", step.Number, LineOf(scheme, scenario.Name, step.Number))))).ToList();
            string? Said(string member) => scenarios.Select(scenario => scenario.Root.TryGetProperty(member, out var said) ? said.Text(clause.Id) : null).FirstOrDefault(one => one is not null);
            var (left, isPublished) = (steps.Count(step => pending.Contains(step.Key)), !pending.Any(key => key.Contains(" 0 opening", StringComparison.Ordinal)));
            var what = (Said("classes"), Said("absent")) switch
            {
                ("O", _) => $"outside: {clause.Why}",
                ("missing", _) => "not decided yet: the form cannot say it",
                _ when left > 0 => $"not decided yet ({left} of {steps.Count} steps pending)",
                _ when !isPublished => "not decided yet (its document is not published yet)",
                ("R", _) => $"shown: {clause.Why}",
                (_, { } absent) => $"decided: {absent}",
                _ when Pending.Survives(clause.Id) => "not decided yet (no step misses its line)",
                _ => "decided",
            };
            return new Row(clause, Said("classes") ?? (Said("absent") is null ? null : "absent"), what, Lines(scheme, clause.Id), string.Join(' ', steps.Select(step => step.Link)));
        })];
    }

    private static List<ScenarioFile> ScenariosOf(string scheme) => [.. ScenarioFile.All().Where(path => path.StartsWith($"{scheme}/", StringComparison.Ordinal)).Select(ScenarioFile.Read)];

    private static string Lines(string scheme, string clause) => string.Join(' ', Directory.EnumerateFiles(Repository.PathOf("rulebooks", scheme), "rulebook*.json").Order(StringComparer.Ordinal)
        .SelectMany(path => File.ReadAllLines(path).Select((line, number) => (line, number: number + 1))
            .Where(line => ClauseMember().Matches(line.line).Any(match => match.Groups[1].Value.Split(' ').Contains(clause)))
            .Select(line => Link(scheme, System.IO.Path.GetFileName(path), line.number, line.number))));

    private static string Link(string scheme, string file, int number, int line) =>
        $"[{(file is "rulebook.json" or "scenario.json" ? "" : $"{System.IO.Path.GetFileNameWithoutExtension(file).Split('-', 2)[1]} ")}{number}](../rulebooks/{scheme}/{file}#L{line})";

    /// <summary>Every step of a scenario begins with its time.</summary>
    private static int LineOf(string scheme, string scenario, int step)
    {
        var text = File.ReadAllText(Repository.PathOf("rulebooks", scheme, $"{scenario}.json"));
        return text.AsSpan(0, StepStart().Matches(text)[step - 1].Index).Count('\n') + 1;
    }

    private static IEnumerable<string> LaterSchemes() => Directory.EnumerateDirectories(Repository.PathOf("rulebooks"), "F??").Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [GeneratedRegex("\"clause\"\\s*:\\s*\"([^\"]*)\"")]
    private static partial Regex ClauseMember();

    [GeneratedRegex("\\{\\s*\"at\"\\s*:")]
    private static partial Regex StepStart();

    private sealed record Row(Clause Clause, string? Said, string Class, string Lines, string Steps);
}

/// <summary>A clause in our own words.</summary>
/// <param name="Why">Why it is only shown, or outside.</param>
internal sealed record Clause(string Scheme, string Id, string Says, string? Why);
