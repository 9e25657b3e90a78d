using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>The clauses that acts may fall under.</summary>
internal sealed record ActClauses(
    CompiledMeasure[] Measures, CompiledLimit[] Limits, (int Commodity, CompiledSelector When, CompiledBonus Bonus)[] Bonuses, CompiledSelector? Earn);

/// <summary>
/// One line of the catalogue. It is done in two steps: only when all facts have their places can a clause be asked about a type;
/// the answer may then be unknown, never wrong, since further facts cannot change a certain one.
/// </summary>
internal sealed class ActCompiler(Compilation into, AmountCompiler amounts, ActClauses clauses)
{
    public Func<CompiledAct> Compile(ActType act, int number)
    {
        var at = $"/acts/{number}";
        if (into.Document.Boards.All(board => board.Code != act.Board)) into.Fault($"{at}/board", "unknown-board");
        foreach (var (input, place) in RulebookCompiler.Numbered(act.Inputs))
            if (into.TypeOf($"input.{input}") is null) into.Fault($"{at}/inputs/{place}", "unknown-input");
        foreach (var (mark, place) in RulebookCompiler.Numbered(act.Marks))
            if (into.Document.Marks?.Any(one => one.Code == mark && one.Of is MarkOf.Act or MarkOf.Activity) != true) into.Fault($"{at}/marks/{place}", "unknown-mark");
        var gates = Gates(act, at);
        var gives = RulebookCompiler.Numbered(act.Give).Select(pair => Give(pair.Item, pair.Number, $"{at}/give/{pair.Number}")).OfType<CompiledGive>().ToList();
        if (act.Automatic is { } follows && !IsCause(follows.On)) into.Fault($"{at}/automatic/on", "malformed");
        if (act.Give?.Count > 4) into.Fault($"{at}/give", "out-of-range");
        into.Facts.Name(act.Code.Value);
        into.Facts.Name(act.Board.Value);
        return () => Sifted(act, gates, gives);
    }

    private static bool IsCause(string on) => on.Split('.') is ["registration" or "referral"] or ["mark" or "mark-ended" or "level" or "period", _];

    private CompiledGate[] Gates(ActType act, string at)
    {
        var gates = new List<CompiledGate>();
        if (clauses.Earn is { } earn) gates.Add(Gate("/members/earn", into.Document.Members!.Earn!, earn));
        if (into.Selector(act.When, $"{at}/when") is { } when) gates.Add(Gate($"{at}/when", act.When!, when));
        if (into.Selector(act.Who, $"{at}/who") is { } who) gates.Add(Gate($"{at}/who", act.Who!, who));
        return [.. gates];
    }

    private CompiledGate Gate(string rule, When when, CompiledSelector selector) => VaultMarks.ConditionOf(into, when, selector) is { } condition
        ? new(rule, CompiledSelector.Flag(into.Facts.Take(condition)), selector, condition) : new(rule, selector);

    private CompiledGive? Give(Give give, int number, string at)
    {
        var commodities = into.Document.Commodities.ToList();
        var commodity = commodities.FindIndex(one => one.Code == give.Into.Commodity);
        if (commodity < 0) return into.Fault<CompiledGive?>($"{at}/into/commodity", "unknown-commodity", null);
        if (give.Into.Bucket is { } bucket && into.Document.Buckets?.Any(one => one.Code == bucket) != true) into.Fault($"{at}/into/bucket", "unknown-bucket");
        if (give.From is not (null or "issued" or "served") && !give.From.StartsWith("pool.", StringComparison.Ordinal)) into.Fault($"{at}/from", "malformed");
        var found = into.Findings.Count;
        var amount = amounts.Compile(give.Amount.Form ?? new Amount(new($"amount.{give.Amount.Text}", null)), $"{at}/amount", canBeOver: true);
        var (unit, quantum) = (Unit.Find(commodities[commodity].Unit)!.Counts, commodities[commodity].Quantum.Units);
        if (amount.Unit != unit && into.Findings.Count == found) into.Fault($"{at}/amount", "wrong-unit");
        return new(number, at, commodity, unit, amount, [], QuantumOf(into.Document, commodity), quantum, [], []);
    }

    /// <summary>Rounds to what a commodity is counted in.</summary>
    public static LawStage QuantumOf(RulebookDocument document, int commodity)
    {
        var (unit, quantum) = (Unit.Find(document.Commodities[commodity].Unit)!.Counts, document.Commodities[commodity].Quantum.Units);
        var kind = document.Commodities[commodity].Round switch { Rounding.Up => StepKind.RoundUp, Rounding.Nearest => StepKind.RoundNearest, _ => StepKind.RoundDown };
        return new(new($"/commodities/{commodity}/quantum", kind, unit, unit, quantum));
    }

    private CompiledAct Sifted(ActType act, CompiledGate[] gates, List<CompiledGive> gives)
    {
        var known = new FactRow(into.Facts).Say("act.type", act.Code.Value).Say("act.board", act.Board.Value);
        var bounded = clauses.Limits.Select(limit => limit.Measure).ToHashSet();
        var measures = Sift(clauses.Measures.Where(one => one.IsOfActs), one => one.When, known, one => bounded.Contains(one.Number))
            .Where(one => one.Clause.Kind != CountKind.Amount || gives.Any(give => give.Amount.OverMeasure == one.Clause.Number)).ToArray();
        var counted = measures.Select(one => one.Clause.Number).ToHashSet();
        var limits = Sift(clauses.Limits.Where(limit => counted.Contains(limit.Measure)), limit => limit.When, known, _ => true).ToList();
        return new(act.Code, act.Otherwise == Otherwise.Record, [.. gates.Where(gate => gate.When.Test(known) != Truth.True)],
            [.. measures.Select(one => new Under<int>(one.Clause.Number, one.When, one.OrUnknown))], [.. measures.Select(one => one.Clause).Where(one => one.Kind is CountKind.Acts or CountKind.Input)],
            [.. limits.Where(limit => limit.Clause.AtInput)], [.. gives.Select(give => Full(give))]);

        CompiledGive Full(CompiledGive give)
        {
            var bonuses = Sift(clauses.Bonuses.Where(bonus => bonus.Commodity == give.Commodity), bonus => bonus.When, known).ToList();
            // A bonus on what is left of a whole window would be taken for what the window has got.
            if (bonuses.Count > 0 && give.Amount.OverMeasure is not null) into.Fault(bonuses[0].Clause.Bonus.Rule, "bonus-after-over");
            return give with
            {
                Bonuses = [.. bonuses.Select(bonus => new Under<CompiledBonus>(bonus.Clause.Bonus, bonus.When))],
                Takers = [.. measures.Select(one => one.Clause).Where(one => Takes(one, give)).Select(one => one.Number)],
                Limits = [.. limits.Where(limit => !limit.Clause.AtInput && clauses.Measures[limit.Clause.Measure].Of == give.Commodity)],
            };
        }
    }

    private static bool Takes(CompiledMeasure measure, CompiledGive give) =>
        measure.Kind == CountKind.Commodity ? measure.Of == give.Commodity : measure.Kind == CountKind.Amount && give.Amount.OverMeasure == measure.Number;

    /// <summary>Leaves out what cannot hold for the type, and the condition of what always does.</summary>
    private static IEnumerable<Under<T>> Sift<T>(IEnumerable<T> all, Func<T, CompiledSelector?> whenOf, FactRow known, Func<T, bool>? bounds = null) =>
        all.Select(one => (One: one, When: whenOf(one), Truth: whenOf(one)?.Test(known) ?? Truth.True))
            .Where(sifted => sifted.Truth != Truth.False).Select(sifted => new Under<T>(sifted.One, sifted.Truth == Truth.True ? null : sifted.When, bounds?.Invoke(sifted.One) == true));
}
