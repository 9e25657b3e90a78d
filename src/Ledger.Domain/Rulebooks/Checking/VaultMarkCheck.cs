using System.Text.RegularExpressions;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>
/// A mark of the vault opens a door and does nothing else: it is a person's, without a number, and only conditions on who may earn,
/// redeem or hand on read it. An amount, a level, a warning, a day of expiry that followed from it would tell it to everybody who sees those.
/// </summary>
internal static partial class VaultMarkCheck
{
    private static readonly Code Here = "vault-mark-here";

    public static IEnumerable<Finding> Check(DocumentTree tree)
    {
        var document = tree.Document;
        if (document.Marks?.Any(mark => mark.Kept == KeptIn.Vault) != true) yield break;
        foreach (var (mark, number) in document.Marks.Select((mark, number) => (mark, number)).Where(one => one.mark.Kept == KeptIn.Vault))
            foreach (var member in Beyond(mark)) yield return new($"/marks/{number}/{member}", Here, About: mark.Code.Value);
        foreach (var (pointer, text) in tree.Texts)
            if (Named(document, pointer, text) is { } code && !(Asks().IsMatch(text) && IsGate(document, pointer))) yield return new(pointer, Here, About: code);
    }

    private static IEnumerable<string> Beyond(Mark mark)
    {
        if (mark.Of != MarkOf.Person) yield return "of";
        if (mark.Value is not null) yield return "value";
        if (mark.Within is not null) yield return "within";
        if (mark.Most is not null) yield return "most";
    }

    /// <summary>The mark that stands there, as a fact or by its code.</summary>
    private static string? Named(RulebookDocument document, string pointer, string text)
    {
        var code = text[(text.LastIndexOf('.') + 1)..];
        return VaultMarks.Of(document, code) is not null && (VaultMarks.IsOne(document, text) || ByCode().IsMatch(pointer)) ? code : null;
    }

    /// <summary>What is shared out asks for nobody's vault.</summary>
    private static bool IsGate(RulebookDocument document, string pointer) =>
        Gates().Match(pointer) is { Success: true } gate && !(gate.Groups[1].Success && document.Passages![int.Parse(gate.Groups[1].ValueSpan)].Kind == PassageKind.Share);

    [GeneratedRegex("^(person|subject)\\.mark\\.")]
    private static partial Regex Asks();

    [GeneratedRegex("^(?:/members/(?:earn|redeem|transfer)|/acts/[0-9]+/(?:when|who)|/passages/([0-9]+)/(?:when|who|to))/.*fact$")]
    private static partial Regex Gates();

    [GeneratedRegex("/(?:endsWith/[0-9]+/mark|at/mark|automatic/on|reverseOn/mark-ended|window/since|do/[0-9]+/(?:endMark|setMark))$")]
    private static partial Regex ByCode();
}
