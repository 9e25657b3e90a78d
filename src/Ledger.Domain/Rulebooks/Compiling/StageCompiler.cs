using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From stages as they are written to laws with numbers; every unit is checked on the way.</summary>
/// <param name="overs">How an <c>over</c> finds its measure; null where none may stand.</param>
internal sealed class StageCompiler(Compilation into, Func<Code, string, string, CompiledStage?>? overs)
{
    public const int MostStages = 12, MostRows = 64;

    /// <param name="wanted">The unit that a kept-out amount takes, where others say which.</param>
    public (CompiledStage[] Stages, string Unit) Pipeline(IReadOnlyList<Stage> stages, string unit, string pointer, string? wanted = null)
    {
        if (stages.Count > MostStages) into.Fault(pointer, "too-large");
        var compiled = new List<CompiledStage>(stages.Count);
        for (var at = 0; at < stages.Count; at++)
        {
            var last = at == stages.Count - 1;
            var (stage, next) = Compile(stages[at], unit, $"{pointer}/{at}", last ? wanted : null);
            if (stage is not null) compiled.Add(stage);
            unit = next;
        }
        return ([.. compiled], unit);
    }

    private (CompiledStage? Stage, string Unit) Compile(Stage stage, string unit, string at, string? wanted)
    {
        switch (stage.Given)
        {
            case "Each": return One(new(at, StepKind.Fixed, Counted(unit, at), stage.Each!.Value.Unit.Counts, Factor: stage.Each.Value.Units));
            case "Per Give": return One(Rate(at, unit, stage.Per!.Value, stage.Give!.Value));
            case "Round To": return One(new(at, Kind(stage.Round!.Value), unit, unit, into.Positive(unit, stage.To!.Value, $"{at}/to")));
            case "Bands": return Bands(stage.Bands!, unit, $"{at}/bands");
            case "Table": return Table(stage.Table!, null, unit, at);
            case "Table Below": return Table(stage.Table!, stage.Below, unit, at);
            case "Times": return One(Ratio(stage.Times!, unit, at));
            case "Scale OutOf": return Scale(stage, unit, at);
            case "Plus": return One(new(at, StepKind.Add, unit, unit, Factor: into.In(unit, stage.Plus!.Value, at)));
            case "AtLeast": return One(new(at, StepKind.AtLeast, unit, unit, into.In(unit, stage.AtLeast!.Value, at)));
            case "AtMost": return One(new(at, StepKind.Cap, unit, unit, into.In(unit, stage.AtMost!.Value, at)));
            case "Need": return One(new(at, StepKind.Need, unit, unit, into.In(unit, stage.Need!.Value, at)));
            case "Over" when overs is not null: return (overs(stage.Over!.Value, unit, at), unit);
            case "Choose": return Choose(stage.Choose!, [], $"{at}/choose", at, unit, wanted);
            case "Choose Else": return Choose(stage.Choose!, stage.Else!, $"{at}/choose", at, unit, wanted);
            case "When Then": return Choose([new(stage.When!, stage.Then!)], [], null, at, unit, wanted);
            case "Nothing" when stage.Nothing == true: return One(new(at, StepKind.Exclude, unit, wanted ?? unit));
            default: return into.Fault<(CompiledStage?, string)>(at, "malformed", (null, unit));
        }
    }

    private static (CompiledStage, string) One(Law law) => (new LawStage(law), law.Out);

    private static StepKind Kind(Rounding rounding) => rounding switch { Rounding.Up => StepKind.RoundUp, Rounding.Nearest => StepKind.RoundNearest, _ => StepKind.RoundDown };

    /// <summary>So much for each can be said only of what comes in whole ones.</summary>
    private string Counted(string unit, string at) => unit is "times" or "people" or "days" or "months" or "years" ? unit : into.Fault(at, "wrong-unit", unit);

    private Law Rate(string at, string unit, Quantity per, Quantity give) => new(at, StepKind.Rate, unit, give.Unit.Counts, into.Positive(unit, per, at), give.Units);

    private Law Ratio(TextOr<Quantity?, IReadOnlyList<long>> times, string unit, string at)
    {
        if (times.Text is { } percent) return new(at, StepKind.Rate, unit, unit, 10_000, into.In("percent", percent, at));
        if (times.Form is [>= 0 and <= Bounds.MostAmount and var factor, > 0 and <= Bounds.MostAmount and var per]) return new(at, StepKind.Rate, unit, unit, per, factor);
        return into.Fault(at, "out-of-range", new Law(at, StepKind.Exclude, unit, unit));
    }

    private (CompiledStage?, string) Scale(Stage stage, string unit, string at)
    {
        var fact = FactNames.Plain(stage.Scale!);
        if (into.TypeOf(fact) is not { Kind: FactKind.Number, Counts: { } counts }) return into.Fault<(CompiledStage?, string)>(at, "unknown-fact", (null, unit));
        var law = new Law(at, StepKind.Rate, unit, unit, into.Positive(counts, stage.OutOf!.Value, $"{at}/outOf"), By: FactNames.InSteps(fact));
        return (new ScaleStage(law, into.Facts.Take(fact)), unit);
    }

    private (CompiledStage?, string) Bands(IReadOnlyList<Band> bands, string unit, string at)
    {
        if (bands.Count is 0 or > MostRows) return into.Fault<(CompiledStage?, string)>(at, "out-of-range", (null, unit));
        var (laws, end, result) = (new List<(Law, Law)>(), (long?)0, bands[0].Give.Unit.Counts);
        for (var number = 0; number < bands.Count; number++)
        {
            var (band, here) = (bands[number], $"{at}/{number}");
            var from = into.In(unit, band.From, here);
            if (end is null || from != end) into.Fault(here, end is null || from < end ? "band-overlap" : "band-hole");
            end = band.UpTo is { } upTo ? into.In(unit, upTo, here) : null;
            if (end <= from) into.Fault(here, "band-overlap");
            if (band.Give.Unit.Counts != result) into.Fault(here, "wrong-unit");
            laws.Add((new(here, StepKind.Band, unit, unit, end, from), Rate($"{here}/rate", unit, band.Per, band.Give)));
        }
        if (end is not null) into.Fault(at, "band-hole");
        return (new BandsStage(at, [.. laws]), result);
    }

    private (CompiledStage?, string) Table(IReadOnlyList<Row> rows, Quantity? below, string unit, string at)
    {
        if (rows.Count is 0 or > MostRows) return into.Fault<(CompiledStage?, string)>($"{at}/table", "out-of-range", (null, unit));
        var result = rows[0].Give.Unit.Counts;
        var from = rows.Select((row, number) => into.In(unit, row.From, $"{at}/table/{number}")).ToList();
        var laws = new List<Law> { new($"{at}/below", StepKind.Row, unit, result, Factor: below is { } least ? into.In(result, least, $"{at}/below") : 0, Bound: from[0]) };
        for (var number = 0; number < rows.Count; number++)
        {
            var here = $"{at}/table/{number}";
            if (number > 0 && from[number] <= from[number - 1]) into.Fault(here, "table-not-ascending");
            laws.Add(new(here, StepKind.Row, unit, result, from[number], into.In(result, rows[number].Give, here), number + 1 < from.Count ? from[number + 1] : null));
        }
        return (new TableStage([.. laws]), result);
    }

    /// <param name="list">Where the choices stand; null for a stage that is one choice by itself.</param>
    private (CompiledStage?, string) Choose(IReadOnlyList<Choice> choices, IReadOnlyList<Stage> otherwise, string? list, string at, string unit, string? wanted)
    {
        if (choices.Count is 0 or > MostRows || choices.Any(choice => HasChoice(choice.Then)) || HasChoice(otherwise)) return into.Fault<(CompiledStage?, string)>(at, "malformed", (null, unit));
        var inner = new StageCompiler(into, null);
        // A branch that keeps the amount out takes the unit of the others.
        var result = choices.Select(choice => choice.Then).Append(otherwise).Where(then => then is not [.., { Nothing: true }])
            .Select(then => UnitAfter(then, unit)).FirstOrDefault() ?? wanted ?? unit;
        var branches = choices.Select((choice, number) => (Here: list is null ? at : $"{list}/{number}", choice))
            .Select(branch => (into.Selector(branch.choice.When, $"{branch.Here}/when")!, Branch(branch.choice.Then, $"{branch.Here}/then"))).ToArray();
        return (new ChooseStage(branches, Branch(otherwise, $"{at}/else")), result);

        CompiledStage[] Branch(IReadOnlyList<Stage> stages, string pointer)
        {
            var (compiled, got) = inner.Pipeline(stages, unit, pointer, result);
            return got == result ? compiled : into.Fault(pointer, "wrong-unit", compiled);
        }
    }

    private static string UnitAfter(IReadOnlyList<Stage> stages, string unit) => stages.Aggregate(unit, (before, stage) =>
        (stage.Each ?? stage.Give ?? stage.Bands?.FirstOrDefault()?.Give ?? stage.Table?.FirstOrDefault()?.Give)?.Unit.Counts ?? before);

    private static bool HasChoice(IReadOnlyList<Stage> stages) => stages.Any(stage => stage.Choose is not null || stage.When is not null || stage.Over is not null);
}
