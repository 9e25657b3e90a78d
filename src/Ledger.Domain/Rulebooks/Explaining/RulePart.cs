using System.Text.Json;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Explaining;

/// <summary>A place in a rulebook, as people call it.</summary>
/// <param name="Rule">JSON pointer into the document.</param>
/// <param name="Clause">The nearest clause that is named at it or around it.</param>
/// <param name="Code">Of the entry it lies in, such as an act type or a limit; <paramref name="Title"/>: of that entry.</param>
public sealed record RulePart(string Rule, string? Clause, Code? Code, Title? Title);

/// <summary>Finds the places of one document.</summary>
public sealed class RuleParts(RulebookDocument document)
{
    private readonly JsonElement _document = JsonSerializer.SerializeToElement(document, DomainJson.Options);

    public RulePart At(string pointer)
    {
        var (node, clause, code, title) = (_document, (string?)null, (Code?)null, (Title?)null);
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Below(node, part) is not { } next) break;
            node = next;
            if (node.ValueKind != JsonValueKind.Object) continue;
            if (node.TryGetProperty("clause", out var named)) clause = named.GetString();
            if (node.TryGetProperty("code", out var known)) code = known.GetString()!;
            if (node.TryGetProperty("title", out var titled)) title = titled.Deserialize<Title>(DomainJson.Options);
        }
        return new(pointer, clause, code, title);
    }

    private static JsonElement? Below(JsonElement node, string part)
    {
        if (node.ValueKind == JsonValueKind.Array) return int.TryParse(part, out var at) && at < node.GetArrayLength() ? node[at] : null;
        return node.ValueKind == JsonValueKind.Object && node.TryGetProperty(part, out var next) ? next : null;
    }
}
