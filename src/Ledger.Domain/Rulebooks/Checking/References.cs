using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Codes: each once, each that is named declared, each that is declared named somewhere.</summary>
internal static partial class References
{
    /// <summary>Where codes stand, a star for a number of a list, and which lists may declare them. What the compiler asks itself is left out.</summary>
    private static readonly Dictionary<string, string[]> Named = new()
    {
        ["/passages/*/item"] = ["items"], ["/passages/*/items/*"] = ["items"], ["/passages/*/limits/*"] = ["limits"], ["/passages/*/inputs/*"] = ["inputs"],
        ["/passages/*/from/buckets/*"] = ["buckets"], ["/passages/*/into/bucket"] = ["buckets"], ["/passages/*/into/fund"] = ["funds"],
        ["/passages/*/into/commodity"] = ["commodities"], 
        ["/acts/*/give/*/into/fund"] = ["funds"], ["/acts/*/automatic/reverseOn/mark-ended"] = ["marks"],
        ["/ladders/*/review"] = ["review"], ["/ladders/*/uses/measure"] = ["measures"], ["/ladders/*/levels/*/benefits/*/item"] = ["items"], ["/ladders/*/judged/period"] = ["calendar/periods"],
        ["/ranks/*/by/measure"] = ["measures"], ["/ranks/*/benefits/*/item"] = ["items"], ["/ranks/*/every/period"] = ["calendar/periods"],
        ["/review/*/steps/*/body"] = ["bodies"], ["/review/*/steps/*/asks/*"] = ["marks", "inputs"], ["/review/*/tier/measure"] = ["measures"], ["/adoption/steps/*/body"] = ["bodies"],
        ["/deductions/*/review"] = ["review"], ["/deductions/*/inputs/*"] = ["inputs"], ["/limits/*/overflow/pool"] = ["passages"], ["/expiry/*/endsWith/*/mark"] = ["marks"], ["/limits/*/overflow/bucket"] = ["buckets"], ["/items/*/board"] = ["boards"],
        ["/watches/*/at/mark"] = ["marks"], ["/watches/*/do/*/tells/*"] = ["measures"], ["/watches/*/do/*/deduct"] = ["deductions"], ["/watches/*/do/*/demote"] = ["ladders"],
        ["/watches/*/do/*/endMark"] = ["marks"], ["/watches/*/do/*/setMark"] = ["marks"], ["/watches/*/do/*/record"] = ["acts"], ["/watches/*/do/*/expire/bucket"] = ["buckets"],
    };

    /// <summary>The same for codes behind a word and a dot: <c>mark.trained</c>.</summary>
    private static readonly Dictionary<(string Place, string Word), string> Behind = new()
    {
        [("/acts/*/automatic/on", "mark")] = "marks", [("/acts/*/automatic/on", "mark-ended")] = "marks", [("/acts/*/automatic/on", "level")] = "ladders",
        [("/acts/*/automatic/on", "period")] = "calendar/periods",
        [("/acts/*/give/*/from", "pool")] = "passages",
        [("/notes/*/shownAt", "act")] = "acts", [("/notes/*/shownAt", "item")] = "items", [("/measures/*/window/since", "mark")] = "marks",
    };

    private static readonly string[] EverybodysPeriods = ["month", "quarter", "half", "year"];

    /// <summary>Declarations that do nothing unless something names them.</summary>
    private static readonly string[] Idle = ["boards", "buckets", "funds", "marks", "inputs", "measures", "amounts", "items", "bodies", "calendar/periods"];

    public static IEnumerable<Finding> Check(DocumentTree tree) => Unknown(tree).Concat(Repeated(tree)).Concat(Unused(tree));

    /// <summary>What a place may have named: the lists whose codes are right there.</summary>
    public static string[] ListsAt(string pointer) => Named.GetValueOrDefault(Pattern(pointer), []);

    private static IEnumerable<Finding> Unknown(DocumentTree tree)
    {
        foreach (var (pointer, text) in tree.Texts)
        {
            var place = Pattern(pointer);
            if (Named.TryGetValue(place, out var lists) && !lists.Any(list => tree.Declared(list).Contains(text))) yield return new(pointer, Word(lists[0]));
            if (text.IndexOf('.') is > 0 and var dot && Behind.TryGetValue((place, text[..dot]), out var behind) && !tree.Declared(behind).Contains(text[(dot + 1)..]) && !(behind == "calendar/periods" && EverybodysPeriods.Contains(text[(dot + 1)..])))
                yield return new(pointer, Word(behind), About: text[(dot + 1)..]);
        }
    }

    private static IEnumerable<Finding> Repeated(DocumentTree tree)
    {
        foreach (var (pointer, list) in tree.Lists)
        {
            var seen = new HashSet<string>();
            for (var number = 0; number < list.Count; number++)
                if ((list[number] as JsonObject)?["code"]?.GetValue<string>() is { } code && !seen.Add(code)) yield return new($"{pointer}/{number}/code", "duplicate-code", About: code);
        }
    }

    private static IEnumerable<Finding> Unused(DocumentTree tree)
    {
        var named = tree.Texts.Where(text => !text.Pointer.EndsWith("/code", StringComparison.Ordinal)).SelectMany(text => text.Text.Split('.').Append(text.Text)).ToHashSet();
        foreach (var list in Idle)
            foreach (var (code, number) in tree.Declared(list).Select((code, number) => (code, number)))
                if (!named.Contains(code)) yield return new($"/{list}/{number}", "declared-and-unused", Severity.Warning, code);
    }

    /// <summary><c>calendar/periods</c> → unknown-period.</summary>
    private static Code Word(string list) => list == "acts" ? "unknown-act-type" : $"unknown-{list switch { "commodities" => "commodity", "bodies" => "body", "review" => "review", "passages" => "pool", _ => list.Split('/')[^1].TrimEnd('s') }}";

    private static string Pattern(string pointer) => Number().Replace(pointer, "/*");

    [GeneratedRegex(@"/\d+(?=/|$)")]
    private static partial Regex Number();
}
