using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>The most that each amount can come to, from the most that its facts can be: no act may be worth more than an account can hold.</summary>
internal sealed class Intervals
{
    /// <summary>So many acts of the greatest worth in one window that is valued as a whole are more than will ever be.</summary>
    private const int ActsInWindow = 10_000;

    private readonly RulebookDocument _document;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, Int128> _named = [];

    private Intervals(RulebookDocument document) => _document = document;

    public static IReadOnlyList<Finding> Check(RulebookDocument document)
    {
        var run = new Intervals(document);
        foreach (var (amount, number) in RulebookCompiler.Numbered(document.Amounts)) run._named[$"amount.{amount.Code}"] = run.Most(amount.Amount, $"/amounts/{number}/amount");
        foreach (var (act, number) in RulebookCompiler.Numbered(document.Acts))
            foreach (var (give, place) in RulebookCompiler.Numbered(act.Give))
                run.Raise(give.Into.Commodity, give.Amount.Form is { } amount ? run.Most(amount, $"/acts/{number}/give/{place}/amount") : run._named.GetValueOrDefault($"amount.{give.Amount.Text}"));
        foreach (var (passage, number) in RulebookCompiler.Numbered(document.Passages))
            if (passage.Price?.Form is { } price) run.Most(price, $"/passages/{number}/price");
        return run._findings;
    }

    /// <summary>What every bonus of its commodity may make of an amount, one after the other.</summary>
    private void Raise(Code commodity, Int128 most)
    {
        foreach (var (bonus, number) in RulebookCompiler.Numbered(_document.Bonuses))
        {
            if ((bonus.Commodity ?? _document.Commodities[0].Code) != commodity) continue;
            var raised = bonus.Plus is { } plus ? most + Most(plus, $"/bonuses/{number}/plus") : Through(bonus.Then ?? [], most, $"/bonuses/{number}/then");
            most = Int128.Max(most, raised);
        }
    }

    private Int128 Most(Amount amount, string pointer)
    {
        var most = amount.Of.Form is { } parts ? parts.Sum.Select((part, number) => Most(part, $"{pointer}/of/sum/{number}")).Aggregate((Int128)0, (sum, part) => sum + part) : OfFact(amount.Of.Text!);
        return Through(amount.Then ?? [], most, $"{pointer}/then");
    }

    private Int128 OfFact(string source)
    {
        if (source == "act") return 1;
        if (_named.TryGetValue(source, out var named)) return named;
        var fact = FactNames.Plain(source);
        if (fact == "act.minutes") return _document.Filing.Longest.Units;
        if (fact == "asking.quantity") return Bounds.MostUnits;
        if (fact.StartsWith("input.", StringComparison.Ordinal) && _document.Inputs?.FirstOrDefault(one => one.Code.Value == fact[6..]) is { } input) return (Int128)input.Most * Unit.Find(input.Unit)!.Smallest;
        if (fact.Contains(".value.") && _document.Marks?.FirstOrDefault(one => one.Code.Value == fact.Split('.')[^1]) is { Value: { } value }) return (Int128)value.Most * Unit.Find(value.Unit)!.Smallest;
        return Bounds.MostAmount;
    }

    private Int128 Through(IReadOnlyList<Stage> stages, Int128 most, string pointer)
    {
        for (var at = 0; at < stages.Count; at++)
        {
            most = After(stages[at], most, $"{pointer}/{at}");
            if (most <= Evaluating.CompiledStage.Largest) continue;
            _findings.Add(new($"{pointer}/{at}", "overflow"));
            return 0;
        }
        return most;
    }

    private Int128 After(Stage stage, Int128 most, string at) => stage switch
    {
        { Each: { } each } => most * each.Units,
        { Per: { } per, Give: { } give } => most * give.Units / per.Units,
        { To: { } to } => most + to.Units,
        { Bands: { } bands } => bands.Aggregate((Int128)0, (sum, band) => sum + (Int128.Min(most, band.UpTo?.Units ?? Int128.MaxValue) is var end && end > band.From.Units ? (end - band.From.Units) * band.Give.Units / band.Per.Units : 0)),
        { Table: { } rows } => rows.Max(row => row.Give.Units),
        { Times.Text: { } percent } => most * percent.Units / 10_000,
        { Times.Form: [var factor, var per] } => most * factor / per,
        { Scale: { } fact, OutOf: { } whole } => most * OfFact(fact) / whole.Units,
        { Plus: { } plus } => most + plus.Units,
        { AtLeast: { } least } => Int128.Max(most, least.Units),
        { AtMost: { } bound } => Int128.Min(most, bound.Units),
        { Over: not null } => most * ActsInWindow,
        { Choose: { } choices } => choices.Select((choice, number) => Through(choice.Then, most, $"{at}/choose/{number}/then")).Append(Through(stage.Else ?? [], most, $"{at}/else")).Max(),
        { When: not null, Then: { } then } => Int128.Max(most, Through(then, most, $"{at}/then")),
        { Nothing: true } => 0,
        _ => most,
    };
}
