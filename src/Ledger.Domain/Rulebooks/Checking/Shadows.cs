using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>What can never come about: of several the first that applies counts, so one that applies only where an earlier one does is never reached; and a condition whose parts exclude each other.</summary>
internal static class Shadows
{
    public static IEnumerable<Finding> Check(DocumentTree tree) => tree.Lists
        .Where(list => list.Pointer is "/expiry" or "/review" || list.Pointer.EndsWith("/choose", StringComparison.Ordinal)).SelectMany(list => Of(list.Pointer, list.List))
        .Concat(tree.Lists.Where(list => list.Pointer.EndsWith("/all", StringComparison.Ordinal)).SelectMany(list => Never(list.Pointer, list.List)));

    private static IEnumerable<Finding> Never(string pointer, JsonArray list)
    {
        var parts = list.Select(item => item.Deserialize<When>(DomainJson.Options)!).ToList();
        for (var at = 1; at < parts.Count; at++)
            if (parts.Take(at).Any(before => Implication.Exclude(before, parts[at])))
            {
                yield return new($"{pointer}/{at}", "never-true", Severity.Warning);
                yield break;
            }
    }

    private static IEnumerable<Finding> Of(string pointer, JsonArray list)
    {
        var parts = list.Select(item => item!.AsObject()).ToList();
        for (var at = 1; at < parts.Count; at++)
            for (var before = 0; before < at; before++)
                if (!IsNamed(parts[at]) && Kind(parts[before]) == Kind(parts[at]) && parts[before]["tier"] is null && Implication.Follows(When(parts[before]), When(parts[at])))
                {
                    yield return new($"{pointer}/{at}", "rule-shadowed", Severity.Warning, $"{before + 1}");
                    break;
                }
    }

    /// <summary>A review of levels, deductions or passages is chosen by its name.</summary>
    private static bool IsNamed(JsonObject part) => $"{part["of"]}" is "ladder" or "deduction" or "passage";

    /// <summary>Reviews of acts do not shadow those of marks, nor reviews of late acts those of all.</summary>
    private static string Kind(JsonObject part) => $"{part["of"]} {part["late"]}";

    private static When? When(JsonObject part) => part["when"] is { } when ? when.Deserialize<When>(DomainJson.Options) : null;
}
