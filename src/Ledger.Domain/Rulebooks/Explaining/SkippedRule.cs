using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Explaining;

/// <summary>A rule that an act of this type could have fallen under and did not.</summary>
/// <param name="Asked">The test that did not hold; <paramref name="IsNot"/>: that held and had to fail.</param>
/// <param name="IsKnown">Whether the fact it asks for was known at all.</param>
public sealed record SkippedRule(RulePart Part, When Asked, bool IsNot, bool IsKnown)
{
    /// <summary>In the order of the document.</summary>
    /// <param name="sayAll">Puts what was known of the act into a row of the facts of this rulebook.</param>
    internal static IReadOnlyList<SkippedRule> Of(RulebookDocument document, Code act, RuleParts parts, Func<CompiledRulebook, FactRow> sayAll) =>
        Among(document, parts, sayAll, compiled => compiled.ActOf(act) is >= 0 and var number ? Rules(document, document.Acts[number], $"/acts/{number}") : []);

    /// <summary>Of a passage: its gates, the branches of its price, and limits on what is redeemed.</summary>
    internal static IReadOnlyList<SkippedRule> Of(RulebookDocument document, CompiledPassage passage, RuleParts parts, Func<CompiledRulebook, FactRow> sayAll) =>
        Among(document, parts, sayAll, _ => Rules(document, passage));

    private static List<SkippedRule> Among(RulebookDocument document, RuleParts parts, Func<CompiledRulebook, FactRow> sayAll, Func<CompiledRulebook, IEnumerable<(string At, When When)>> rules)
    {
        var compiler = new RulebookCompiler(document);
        if (compiler.Compile().Item1 is not { } compiled) return [];
        var (facts, skipped) = (sayAll(compiled), new List<SkippedRule>());
        var left = rules(compiled).Where(rule => Whole(rule.When) != Truth.True).ToList();
        // Which test it failed by must not tell what the vault knows.
        foreach (var fact in compiled.Facts.Veiled) facts.Forget(fact);
        foreach (var (at, when) in left)
            if (Failing(when, false) is var (asked, isNot, isKnown)) skipped.Add(new(parts.At(at), asked, isNot, isKnown));
        return skipped;

        // What is stored of a gate that reads the vault is how it came out.
        Truth Whole(When when) => VaultMarks.ConditionOf(compiler.Into, when, compiler.Into.Selector(when, "")!) is { } condition && facts[condition] is { } came ? came == 1 ? Truth.True : Truth.False : TruthOf(when);

        Truth TruthOf(When when) => compiler.Into.Selector(when, "")!.Test(facts);

        (When Asked, bool IsNot, bool IsKnown) Failing(When when, bool isNot) => when switch
        {
            { Not: { } inner } => Failing(inner, !isNot),
            { All: { Count: > 0 } all } => Failing(all.FirstOrDefault(part => Stands(part, isNot)) ?? all[0], isNot),
            { Any: { Count: > 0 } any } => Failing(any.FirstOrDefault(part => Stands(part, isNot)) ?? any[0], isNot),
            _ => (when, isNot, TruthOf(when) != Truth.Unknown),
        };

        // What stands in the way: it does not hold, or below a "not" it does not fail.
        bool Stands(When part, bool isNot) => TruthOf(part) is var truth && (isNot ? truth != Truth.False : truth != Truth.True);
    }

    private static IEnumerable<(string At, When When)> Rules(RulebookDocument document, ActType act, string at)
    {
        if (document.Members?.Earn is { } earn) yield return ("/members/earn", earn);
        if (act.When is { } when) yield return ($"{at}/when", when);
        if (act.Who is { } who) yield return ($"{at}/who", who);
        var named = new HashSet<Code>();
        foreach (var (give, number) in RulebookCompiler.Numbered(act.Give))
        {
            if (give.Amount.IsForm) foreach (var rule in In(give.Amount.Form!, $"{at}/give/{number}/amount", named)) yield return rule;
            else named.Add(give.Amount.Text);
        }
        foreach (var (amount, number) in RulebookCompiler.Numbered(document.Amounts))
            if (named.Contains(amount.Code)) foreach (var rule in In(amount.Amount, $"/amounts/{number}/amount", named)) yield return rule;
        foreach (var (bonus, number) in RulebookCompiler.Numbered(document.Bonuses)) yield return ($"/bonuses/{number}/when", bonus.When);
        foreach (var (limit, number) in RulebookCompiler.Numbered(document.Limits))
            if (limit.When is { } only && limit.Of is null or Happening.Earn) yield return ($"/limits/{number}/when", only);
    }

    private static IEnumerable<(string At, When When)> Rules(RulebookDocument document, CompiledPassage passage)
    {
        var (entry, at) = (passage.Entry, passage.Rule);
        if (document.Members?.Redeem is { } redeem) yield return ("/members/redeem", redeem);
        if (entry.When is { } when) yield return ($"{at}/when", when);
        if (entry.Who is { } who) yield return ($"{at}/who", who);
        if (entry.Price?.Form is { } price) foreach (var rule in In(price, $"{at}/price", [])) yield return rule;
        foreach (var (limit, number) in RulebookCompiler.Numbered(document.Limits))
            if (limit.When is { } only && passage.Limits.Any(one => one.Rule == $"/limits/{number}")) yield return ($"/limits/{number}/when", only);
    }

    private static IEnumerable<(string At, When When)> In(Amount amount, string at, HashSet<Code> named)
    {
        if (amount.Of.Text is { } source && source.StartsWith("amount.", StringComparison.Ordinal)) named.Add(source[7..]);
        return In(amount.Then, $"{at}/then");
    }

    private static IEnumerable<(string At, When When)> In(IReadOnlyList<Stage>? stages, string at)
    {
        foreach (var (stage, number) in RulebookCompiler.Numbered(stages))
        {
            if (stage.When is { } when) yield return ($"{at}/{number}/when", when);
            foreach (var (choice, branch) in RulebookCompiler.Numbered(stage.Choose)) yield return ($"{at}/{number}/choose/{branch}/when", choice.When);
        }
    }
}
