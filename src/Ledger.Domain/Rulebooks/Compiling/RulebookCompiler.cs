using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>From a document to a compiled rulebook. What no act of a type can fall under is left out of that type at once.</summary>
internal sealed class RulebookCompiler
{
    private readonly RulebookDocument _document;
    private readonly Compilation _into;
    private readonly Dictionary<Code, int> _measures = [];
    private readonly AmountCompiler _amounts;

    public RulebookCompiler(RulebookDocument document)
    {
        (_document, _into) = (document, new Compilation(document));
        foreach (var (measure, number) in Numbered(document.Measures)) _measures.TryAdd(measure.Code, number);
        _amounts = new AmountCompiler(_into, _measures);
    }

    /// <summary>What its parts share, for asking single conditions of it again.</summary>
    internal Compilation Into => _into;

    public (CompiledRulebook?, IReadOnlyList<Finding>) Compile()
    {
        Declared.Check(_into);
        if (_into.Findings.Count > 0) return (null, _into.Findings);
        var measures = Numbered(_document.Measures).Select(pair => new MeasureCompiler(_into, _measures).Compile(pair.Item, pair.Number)).ToList();
        var ranking = new RankCompiler(_into);
        ranking.Count(measures);
        var amounts = Numbered(_document.Amounts).Select(pair => Named(pair.Item, pair.Number)).ToArray();
        var limits = Numbered(_document.Limits).Select(pair => new LimitCompiler(_into, [.. measures]).Compile(pair.Item, pair.Number)).OfType<CompiledLimit>().ToLookup(limit => measures[limit.Measure].Window == Window.Store);
        var clauses = new ActClauses(
            [.. measures], [.. limits[false]],
            [.. Numbered(_document.Bonuses).Select(pair => BonusOf(pair.Item, $"/bonuses/{pair.Number}"))], _into.Selector(_document.Members?.Earn, "/members/earn"));
        var acts = Numbered(_document.Acts).Select(pair => new ActCompiler(_into, _amounts, clauses).Compile(pair.Item, pair.Number)).ToList();
        var expiry = new TermsCompiler(_into).Compile();
        var signing = new ReviewCompiler(_into, [.. measures]);
        foreach (var (body, number) in Numbered(_document.Bodies)) signing.Check(body, number);
        var reviews = Numbered(_document.Review).Select(pair => signing.Compile(pair.Item, pair.Number)).ToArray();
        List<string> ofActs = [.. _into.Facts.Slots.Select(slot => slot.Key)];
        var passages = new PassageCompiler(_into, _amounts, measures).Compile();
        var ladders = Numbered(_document.Ladders).Select(pair => new LadderCompiler(_into).Compile(pair.Item, pair.Number)).ToArray();
        var ranks = Numbered(_document.Ranks).Select(pair => ranking.Compile(pair.Item, pair.Number, measures)).ToArray();
        var watches = Numbered(_document.Watches).Select(pair => new WatchCompiler(_into, measures).Compile(pair.Item, pair.Number)).ToArray();
        var (redeem, transfer, honour) = (_into.Selector(_document.Members?.Redeem, "/members/redeem"), _into.Selector(_document.Members?.Transfer, "/members/transfer"), _into.Selector(_document.Members?.Honour, "/members/honour"));
        var deducting = new DeductionCompiler(_into, _amounts);
        var (takes, deducted) = (deducting.Compile(), deducting.Limits(measures));
        var mayOwe = _into.Selector(_document.Debt?.When, "/debt/when");
        if (_into.Findings.Count > 0) return (null, _into.Findings);
        var rulebook = new CompiledRulebook(_document, _into.Facts, [.. measures], amounts, [.. acts.Select(act => act())], clauses.Limits, expiry, reviews, ofActs) { Ladders = ladders, Ranks = ranks, Passages = passages, Redeem = redeem, Transfer = transfer, Honour = honour, Watches = watches, Stores = [.. limits[true]], MayOwe = mayOwe, Takes = takes, Deducted = deducted };
        return _into.Findings.Count > 0 ? (null, _into.Findings) : (rulebook, []);
    }

    private CompiledAmount Named(NamedAmount named, int number)
    {
        var amount = _amounts.Compile(named.Amount, $"/amounts/{number}/amount");
        _into.Amounts.Add((named.Code.Value, amount.Unit));
        return amount;
    }

    private (int Commodity, CompiledSelector When, CompiledBonus Bonus) BonusOf(Bonus bonus, string at)
    {
        var commodity = bonus.Commodity is { } code ? _document.Commodities.ToList().FindIndex(one => one.Code == code) : 0;
        if (commodity < 0) commodity = _into.Fault(at, "unknown-commodity", 0);
        if (bonus.Then is null == bonus.Plus is null) _into.Fault(at, "malformed");
        var unit = Unit.Find(_document.Commodities[commodity].Unit)!.Counts;
        var (stages, result) = new StageCompiler(_into, null).Pipeline(bonus.Then ?? [], unit, $"{at}/then");
        var plus = bonus.Plus is { } amount ? _amounts.Compile(amount, $"{at}/plus") : null;
        if (result != unit || (plus is not null && plus.Unit != unit)) _into.Fault(at, "wrong-unit");
        return (commodity, _into.Selector(bonus.When, $"{at}/when")!, new(at, stages, plus));
    }

    internal static IEnumerable<(T Item, int Number)> Numbered<T>(IReadOnlyList<T>? list) => (list ?? []).Select((item, number) => (item, number));
}
