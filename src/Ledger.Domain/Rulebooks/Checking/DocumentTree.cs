using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>A document as the tree it is written as: what is said of all its parts alike is said of members and their places.</summary>
internal sealed class DocumentTree
{
    private readonly Dictionary<string, int> _order = [];

    public DocumentTree(RulebookDocument document)
    {
        Document = document;
        Root = JsonNode.Parse(DomainJson.Write(document))!.AsObject();
        Walk(Root, "");
    }

    public RulebookDocument Document { get; }

    public JsonObject Root { get; }

    /// <summary>Every text with its place, titles and clauses left out.</summary>
    public List<(string Pointer, string Text)> Texts { get; } = [];

    public List<(string Pointer, JsonArray List)> Lists { get; } = [];

    /// <summary>What stands at a place; null when nothing does.</summary>
    public JsonNode? At(string pointer)
    {
        JsonNode? node = Root;
        foreach (var step in pointer.Split('/').Skip(1))
            node = node switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, out var number) && number < items.Count => items[number],
                _ => null,
            };
        return node;
    }

    /// <summary>The same, or what it would be in.</summary>
    public JsonNode? Nearest(string pointer) => At(pointer) ?? (pointer.Length == 0 ? null : Nearest(pointer[..pointer.LastIndexOf('/')]));

    /// <summary>In which order places come; one that is not there comes with what it would be in.</summary>
    public int OrderOf(string pointer)
    {
        for (; pointer.Length > 0; pointer = pointer[..pointer.LastIndexOf('/')])
            if (_order.TryGetValue(pointer, out var order)) return order;
        return 0;
    }

    /// <summary>The codes that a list declares, such as <c>calendar/slots</c>.</summary>
    public IEnumerable<string> Declared(string list) => At($"/{list}") is JsonArray items ? items.Select(item => item!["code"]!.GetValue<string>()) : [];

    private void Walk(JsonNode node, string pointer)
    {
        _order[pointer] = _order.Count;
        if (node is JsonArray items)
        {
            Lists.Add((pointer, items));
            for (var number = 0; number < items.Count; number++) Walk(items[number]!, $"{pointer}/{number}");
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
                if (name is not ("title" or "text" or "clause") || member is not (JsonObject { Count: > 0 } or JsonValue)) Walk(member!, $"{pointer}/{name}");
        }
        else if (node.GetValueKind() == JsonValueKind.String) Texts.Add((pointer, node.GetValue<string>()));
    }
}
