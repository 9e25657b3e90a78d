using System.Security.Cryptography;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>
/// Marks that would hurt their bearer are kept in the vault (rule 14). Only gates read them; what is stored of a gate is how it came
/// out as a whole, under the hash of its condition, never the mark.
/// </summary>
internal static class VaultMarks
{
    private const string Family = "condition.";

    /// <summary>Whether a fact asks for such a mark: <c>person.mark.x</c>.</summary>
    public static bool IsOne(RulebookDocument document, string fact) => fact.Split('.') is [not "act", "mark" or "since" or "value", var code] && Of(document, code) is not null;

    /// <summary>The mark of that code, if it is kept in the vault.</summary>
    public static Mark? Of(RulebookDocument document, string code) => document.Marks?.FirstOrDefault(mark => mark.Kept == KeptIn.Vault && mark.Code.Value == code);

    /// <summary>The fact that tells how a condition came out; null where it reads nothing of the vault.</summary>
    public static string? ConditionOf(Compilation into, When when, CompiledSelector selector) =>
        selector.Reads(SlotsOf(into.Facts)) ? $"{Family}{Convert.ToHexStringLower(SHA256.HashData(DomainJson.Write(when)))[..16]}" : null;

    public static bool IsCondition(string fact) => fact.StartsWith(Family, StringComparison.Ordinal);

    public static HashSet<int> SlotsOf(FactTable facts) => [.. facts.Veiled.Select(facts.SlotOf)];
}
