using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>
/// Gates and limits that read what may not be known of somebody: a gate stays shut then and a limit binds, which the clause may not have meant.
/// Who asks first whether it is known has meant it.
/// </summary>
internal static class UnknownFacts
{
    public static IEnumerable<Finding> Check(RulebookDocument document) => Clauses(document).SelectMany(clause => Atoms(clause.When!, clause.Pointer)
        .Select(atom => (atom.Pointer, Fact: Named(atom.When), Why: WhyUnknown(document, atom.When)))
        .Where(atom => atom.Why is not null && !Atoms(clause.When!, "").Any(other => Guards(other.When, atom.Fact)))
        .DistinctBy(atom => atom.Fact).Select(atom => new Finding(atom.Pointer, "unknown-fact-possible", Severity.Warning, atom.Fact, atom.Why)));

    private static IEnumerable<(string Pointer, When? When)> Clauses(RulebookDocument document)
    {
        IEnumerable<(string, When?)> clauses =
        [
            ("/members/earn", document.Members?.Earn), ("/members/redeem", document.Members?.Redeem), ("/members/transfer", document.Members?.Transfer), ("/members/honour", document.Members?.Honour),
            .. RulebookCompiler.Numbered(document.Acts).SelectMany(act => new[] { ($"/acts/{act.Number}/when", act.Item.When), ($"/acts/{act.Number}/who", act.Item.Who) }),
            .. RulebookCompiler.Numbered(document.Limits).SelectMany(limit => (limit.Item.AtMost.Form?.Choose ?? []).Select((choice, number) => ($"/limits/{limit.Number}/atMost/choose/{number}/when", (When?)choice.When)).Prepend(($"/limits/{limit.Number}/when", limit.Item.When))),
            .. RulebookCompiler.Numbered(document.Passages).SelectMany(passage => new[] { ($"/passages/{passage.Number}/when", passage.Item.When), ($"/passages/{passage.Number}/who", passage.Item.Who), ($"/passages/{passage.Number}/to", passage.Item.To) }),
        ];
        return clauses.Where(clause => clause.Item2 is not null);
    }

    private static IEnumerable<(string Pointer, When When)> Atoms(When when, string at) =>
        when.All is { } all ? all.SelectMany((one, number) => Atoms(one, $"{at}/all/{number}"))
        : when.Any is { } any ? any.SelectMany((one, number) => Atoms(one, $"{at}/any/{number}"))
        : when.Not is { } not ? Atoms(not, $"{at}/not") : [(at, when)];

    private static string Named(When atom) => atom.Fact is { } fact ? FactNames.Plain(fact) : $"measure.{atom.Measure}";

    /// <summary>It is asked whether it is known, or whether the mark is borne of which it is.</summary>
    private static bool Guards(When atom, string fact) =>
        atom.Fact is { } asked && (asked == fact && atom.Known is not null || fact.Split('.') is [var bearer, "since" or "value", var code] && asked == $"{bearer}.mark.{code}");

    /// <summary>When it is not known; null where it always is.</summary>
    private static string? WhyUnknown(RulebookDocument document, When atom) => atom.Measure is { } measure
        ? document.Measures?.FirstOrDefault(one => one.Code == measure)?.Window?.Form?.Since is not null ? "mark" : null
        : atom is { Fact: { } fact, Known: null } ? FactNames.Plain(fact).Split('.') switch
        {
            ["person", "age"] => "birth",
            ["person", "household"] => "household",
            ["person" or "act", "team"] => "team",
            ["act", "source" or "activity"] => "activity",
            ["act", "slot"] => "slot",
            ["act", "servedIs"] => "served",
            [_, "since" or "value", _] => "mark",
            [_, "mark", var code] when document.Marks?.Any(mark => mark.Code.Value == code && mark.Kept == KeptIn.Vault) == true => "vault",
            _ => null,
        } : null;
}
