using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>What may have been meant where a name is not known: one that differs by at most two letters.</summary>
public static class Suggestions
{
    private const int Furthest = 2;

    internal static Finding Add(Finding finding, DocumentTree tree)
    {
        var written = finding.About ?? Written(tree.Nearest(finding.Pointer), finding.Code.Value);
        if (finding.Suggestion is not null || written is null || !finding.Code.Value.StartsWith("unknown-", StringComparison.Ordinal)) return finding with { About = written };
        return finding with { About = written, Suggestion = Near(written, Candidates(finding, tree)) };
    }

    /// <summary>The nearest of some names; null when none is near, or two are equally near.</summary>
    public static string? Near(string written, IEnumerable<string> names)
    {
        var near = names.Distinct().Select(name => (Name: name, Far: Distance(written, name))).Where(one => one.Far <= Math.Min(Furthest, written.Length / 2)).OrderBy(one => one.Far).Take(2).ToList();
        return near.Count == 0 || (near.Count == 2 && near[0].Far == near[1].Far) ? null : near[0].Name;
    }

    private static string? Written(JsonNode? node, string code) => node switch
    {
        JsonValue value => value.ToString(),
        JsonObject condition when code == "unknown-level" => (condition["atLeast"] ?? condition["atMost"] ?? condition["below"])?.ToString(),
        JsonObject condition when (condition["fact"] ?? condition["measure"] ?? condition["level"] ?? condition["right"]) is JsonValue name => name.ToString(),
        _ => null,
    };

    private static IEnumerable<string> Candidates(Finding finding, DocumentTree tree)
    {
        var asked = (tree.At(finding.Pointer) as JsonObject)?.Select(member => member.Key).FirstOrDefault(name => name is "fact" or "measure" or "level" or "right");
        return finding.Code.Value switch
        {
            "unknown-fact" when asked == "measure" => tree.Declared("measures"),
            "unknown-fact" when asked == "level" => tree.Declared("ladders"),
            "unknown-fact" => FactNames.All(tree.Document).Concat(tree.Declared("amounts").Select(code => $"amount.{code}")),
            "unknown-amount" => tree.Declared("amounts").Concat(tree.Declared("amounts").Select(code => $"amount.{code}")),
            "unknown-level" => (tree.Document.Ladders ?? []).SelectMany(ladder => ladder.Levels).Select(level => level.Code.Value),
            "unknown-commodity" => tree.Declared("commodities"),
            "unknown-pool" => tree.Declared("passages"),
            "unknown-period" => tree.Declared("calendar/periods"),
            "unknown-body" => tree.Declared("bodies"),
            "unknown-review" => tree.Declared("review"),
            "unknown-expiry" => tree.Declared("expiry"),
            _ => References.ListsAt(finding.Pointer) is { Length: > 0 } lists ? lists.SelectMany(tree.Declared) : tree.Declared($"{finding.Code.Value[8..]}s"),
        };
    }

    /// <summary>How many letters are to be put in, left out, changed or swapped.</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > Furthest) return Furthest + 1;
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var at = 0; at <= one.Length; at++) rows[at, 0] = at;
        for (var at = 0; at <= other.Length; at++) rows[0, at] = at;
        for (var row = 1; row <= one.Length; row++)
            for (var column = 1; column <= other.Length; column++)
            {
                var change = one[row - 1] == other[column - 1] ? 0 : 1;
                rows[row, column] = Math.Min(Math.Min(rows[row - 1, column] + 1, rows[row, column - 1] + 1), rows[row - 1, column - 1] + change);
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]) rows[row, column] = Math.Min(rows[row, column], rows[row - 2, column - 2] + 1);
            }
        return rows[one.Length, other.Length];
    }
}
