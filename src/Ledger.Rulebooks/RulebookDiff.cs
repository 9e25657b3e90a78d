using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Rulebooks;

/// <summary>What changes from one version to another, clause by clause, in words a meeting can read.</summary>
public static class RulebookDiff
{
    /// <summary>Members that are one thought: they are told whole.</summary>
    private static readonly HashSet<string> Whole = ["amount", "price", "perPerson", "take", "atMost", "lasts", "when", "who", "to", "title", "text", "into", "window", "from", "needs", "steps", "opens", "automatic", "pay", "face", "attest", "plus"];

    /// <summary>Of these the first that applies counts, or one follows upon another.</summary>
    private static readonly HashSet<string> Ordered = ["expiry", "review", "bonuses", "limits"];

    public static IReadOnlyList<Difference> Of(RulebookDocument before, RulebookDocument after)
    {
        var (old, now) = (Tree(before), Tree(after));
        var differences = new List<Difference>();
        var plain = new List<Change>();
        foreach (var name in old.Concat(now).Select(member => member.Key).Distinct())
        {
            if (Ordered.Contains(name) && Order(old[name], now[name]) is { } order) plain.Add(order);
            if (IsList(old[name]) || IsList(now[name])) differences.AddRange(Items(name, old[name] as JsonArray ?? [], now[name] as JsonArray ?? [], item => Title(item) ?? Title(now, item) ?? Title(old, item) ?? ""));
            else Compare(old[name], now[name], [name], plain);
        }
        return plain.Count == 0 ? differences : [new("", "", after.Title.Zh, plain), .. differences];
    }

    private static JsonObject Tree(RulebookDocument document) => JsonNode.Parse(DomainJson.Write(document))!.AsObject();

    private static Change? Order(JsonNode? before, JsonNode? after)
    {
        List<string> Codes(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item!["code"]!.GetValue<string>())];
        var (old, now) = (Codes(before), Codes(after));
        JsonArray Common(List<string> codes, List<string> others) => [.. codes.Where(others.Contains).Select(code => (JsonNode)code)];
        return JsonNode.DeepEquals(Common(old, now), Common(now, old)) ? null : new(["order"], Common(old, now), Common(now, old));
    }

    /// <summary>A list of things that have codes.</summary>
    private static bool IsList(JsonNode? node) => node is JsonArray items && items.Any(item => item is JsonObject one && one.ContainsKey("code"));

    private static IEnumerable<Difference> Items(string list, JsonArray before, JsonArray after, Func<JsonObject, string> titleOf)
    {
        Dictionary<string, JsonObject> ByCode(JsonArray items) => items.Select(item => item!.AsObject()).ToDictionary(item => item["code"]!.GetValue<string>());
        var (old, now) = (ByCode(before), ByCode(after));
        foreach (var (code, item) in now)
        {
            var changes = new List<Change>();
            if (old.TryGetValue(code, out var earlier)) Compare(earlier, item, [], changes);
            else changes.Add(new([], null, item.DeepClone()));
            if (changes.Count > 0) yield return new(list, code, titleOf(item), changes);
        }
        foreach (var (code, item) in old)
            if (!now.ContainsKey(code)) yield return new(list, code, titleOf(item), [new([], item.DeepClone(), null)]);
    }

    private static string? Title(JsonObject item) => item["title"]?["zh"]?.GetValue<string>();

    /// <summary>A passage is called as what is taken by it.</summary>
    private static string? Title(JsonObject document, JsonObject item) =>
        (document["items"] as JsonArray)?.FirstOrDefault(one => item["item"] is { } code && JsonNode.DeepEquals(one!["code"], code)) is JsonObject named ? Title(named) : null;

    private static void Compare(JsonNode? before, JsonNode? after, string[] path, List<Change> changes)
    {
        if (JsonNode.DeepEquals(before, after) || path is [.., "clause"]) return;
        if (before is JsonObject old && after is JsonObject now && (path.Length == 0 || !Whole.Contains(path[^1])))
            foreach (var name in old.Concat(now).Select(member => member.Key).Distinct()) Compare(old[name], now[name], [.. path, name], changes);
        else if (before is JsonArray earlier && after is JsonArray later && earlier.Count == later.Count && earlier.All(item => item is JsonObject) && !Whole.Contains(path[^1]))
            for (var at = 0; at < later.Count; at++) Compare(earlier[at], later[at], later.Count == 1 ? path : [.. path, $"{at + 1}"], changes);
        else if (!JsonNode.DeepEquals(Bare(before), Bare(after))) changes.Add(new(path, before?.DeepClone(), after?.DeepClone()));
    }

    /// <summary>Without the clauses it names: those change nothing.</summary>
    private static JsonNode? Bare(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Key != "clause").Select(member => KeyValuePair.Create(member.Key, Bare(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Bare)]),
        _ => node?.DeepClone(),
    };
}

/// <summary>What changes of one thing with a code; of the document itself where there is no code.</summary>
/// <param name="List">The member it stands in: acts, limits, passages.</param>
public sealed record Difference(string List, string Code, string Title, IReadOnlyList<Change> Changes)
{
    public bool IsNew => Changes is [{ Path.Count: 0, Before: null }];

    public bool IsGone => Changes is [{ Path.Count: 0, After: null }];

    public Words Words => RulebookWords.Of(this);
}

/// <param name="Path">Empty: the whole.</param>
/// <param name="Before">Absent: it is new; so <paramref name="After"/>: it is gone.</param>
public sealed record Change(IReadOnlyList<string> Path, JsonNode? Before, JsonNode? After);
