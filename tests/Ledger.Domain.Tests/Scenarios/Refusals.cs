using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>How a refusal of the books is called in scenarios: as its type, but for those that say the same in another case.</summary>
internal static class Refusals
{
    private static readonly Dictionary<string, string> Others = new() { ["not-on-notice"] = "too-late-to-object", ["offer-limit-reached"] = "limit-reached" };

    private static readonly string[] Lists = ["acts", "limits", "passages", "deductions", "ladders", "watches", "review", "marks", "items"];

    public static string Of(Rejection refusal) => JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.GetType().Name) is var name && Others.TryGetValue(name, out var other) ? other : name;

    /// <summary>The part of the document that refused, as list/code: from a pointer or a code that the refusal carries.</summary>
    public static string? PartOf(Rejection refusal, RulebookDocument document)
    {
        var facts = JsonSerializer.SerializeToNode(refusal, refusal.GetType(), Ledger.Domain.Storage.DomainJson.Options)!.AsObject();
        if (facts.FirstOrDefault(fact => fact.Key is "rule" or "at" && fact.Value is JsonValue value && value.ToString().StartsWith('/')).Value is { } pointer) return Part(pointer.ToString(), document);
        foreach (var list in Lists)
            if (facts[list.TrimEnd('s')] is JsonValue code && code.GetValueKind() == JsonValueKind.String && !Guid.TryParse(code.ToString(), out _)) return $"{list}/{code}";
        return null;
    }

    private static string Part(string pointer, RulebookDocument document)
    {
        var parts = pointer.Split('/');
        if (parts.Length < 3 || !int.TryParse(parts[2], out var number)) return string.Join('/', parts.Skip(1).Take(2));
        var list = JsonNode.Parse(DomainJson.Write(document))![parts[1]]!.AsArray();
        return $"{parts[1]}/{list[number]!["code"]}";
    }
}
