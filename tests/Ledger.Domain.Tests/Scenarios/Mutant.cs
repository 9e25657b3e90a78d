using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>A document of which a line that carries a clause was taken out, or, where nothing is left to be understood without it, changed.</summary>
/// <param name="What">The pointer of what was taken out or changed.</param>
internal sealed partial record Mutant(string File, string What, RulebookDocument Document)
{
    private const int MostInside = 60;

    /// <summary>The mutants of a clause that are still rulebooks.</summary>
    public static IEnumerable<Mutant> Of(string scheme, string clause)
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("rulebooks", scheme), "rulebook*.json").Order(StringComparer.Ordinal))
        {
            var text = System.IO.File.ReadAllText(path);
            foreach (var pointer in Pointers(JsonNode.Parse(text)!, clause).ToList())
                if (Made(path, text, pointer, Remove) is { } without) yield return without;
                else
                    foreach (var inner in Inside(At(JsonNode.Parse(text)!, pointer)!, pointer).Take(MostInside).ToList())
                        foreach (var change in new Func<JsonNode, bool>[] { Remove, Change })
                            if (Made(path, text, inner, change) is { } changed) yield return changed;
        }
    }

    private static string File_(string path) => System.IO.File.ReadAllText(path);

    /// <summary>What stands below a node, but for its names.</summary>
    private static IEnumerable<string> Inside(JsonNode node, string at) => Members(node).Where(member => member.Key is not ("code" or "title" or "clause" or "text"))
        .SelectMany(member => Inside(member.Value, $"{at}/{member.Key}").Prepend($"{at}/{member.Key}"));

    private static Mutant? Made(string path, string text, string pointer, Func<JsonNode, bool> change)
    {
        var whole = JsonNode.Parse(text)!;
        if (At(whole, pointer) is not { } node || !change(node)) return null;
        var (document, _) = DocumentJson.Read(Encoding.UTF8.GetBytes(whole.ToJsonString()));
        return document is not null && CompiledRulebook.Of(document).Findings.Count == 0 ? new(System.IO.Path.GetFileName(path), pointer, document) : null;
    }

    private static bool Remove(JsonNode node)
    {
        if (node.Parent is JsonArray list) list.Remove(node);
        else if (node.Parent is JsonObject parent) parent.Remove(node.GetPropertyName());
        return true;
    }

    /// <summary>Another number, another month, the other of yes and no.</summary>
    private static bool Change(JsonNode node)
    {
        if (node is not JsonValue value) return false;
        if (value.TryGetValue<bool>(out var flag)) value.ReplaceWith(JsonValue.Create(!flag));
        else if (value.TryGetValue<string>(out var text) && Number().Match(text) is { Success: true } number)
            value.ReplaceWith(JsonValue.Create((decimal.Parse(number.Value, CultureInfo.InvariantCulture) + 7).ToString(CultureInfo.InvariantCulture) + text[number.Length..]));
        else if (value.TryGetValue<string>(out var day) && MonthDay.Parse(day) is { } parsed) value.ReplaceWith(JsonValue.Create($"{(parsed.Month + 5) % 12 + 1:D2}-01"));
        else return false;
        return true;
    }

    private static IEnumerable<string> Pointers(JsonNode node, string clause, string at = "")
    {
        if (node is JsonObject { } one && one["clause"]?.ToString().Split(' ').Contains(clause) == true) yield return at;
        foreach (var (key, value) in Members(node))
            foreach (var found in Pointers(value, clause, $"{at}/{key}")) yield return found;
    }

    private static IEnumerable<(string Key, JsonNode Value)> Members(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => (member.Key, member.Value!)),
        JsonArray list => list.Select((item, number) => ($"{number}", item!)),
        _ => [],
    };

    private static JsonNode? At(JsonNode whole, string pointer) => pointer.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((JsonNode?)whole, (node, part) => node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part]);

    [GeneratedRegex(@"^\d+(\.\d+)?(?= )")]
    private static partial Regex Number();
}
