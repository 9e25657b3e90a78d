using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From ranks as they are written to what is compared, among whom, and how ties end.</summary>
internal sealed class RankCompiler(Compilation into)
{
    public const int MostWinners = 1_000;

    private readonly Dictionary<int, int> _acts = [];
    private readonly Dictionary<int, List<(Code Of, int Own, int Late)>> _own = [];

    /// <summary>What is compared and what ties ask for is counted beside the measures of the document: only what is posted, and late where its round was counted before. It comes before the acts that are counted in it.</summary>
    public void Count(List<CompiledMeasure> measures)
    {
        foreach (var (rank, number) in RulebookCompiler.Numbered(into.Document.Ranks))
        {
            _own[number] = [.. Behind(rank.By.Measure).Where(code => measures.Find(one => one.Code == code) is { } one && Moves(one, EveryOf(rank))).ToList().Select(code => (code, Own(code, false), Own(code, true)))];

            int Own(Code code, bool isLate)
            {
                var measure = into.Document.Measures!.First(one => one.Code == code);
                measures.Add(new MeasureCompiler(into, new Dictionary<Code, int>()).Own(measure with { Status = Standing.Posted, Opening = null }, measures.Count, $"/ranks/{number}", rank.Code, isLate));
                return measures.Count - 1;
            }

            if (rank.Ties is Ties.EarlierLastAct or Ties.FewerActs && measures.Find(one => one.Code == rank.By.Measure) is { } by)
            {
                var every = EveryOf(rank);
                TextOr<Window?, WindowForm> window = rank.Ties == Ties.EarlierLastAct ? new(Window.Day, null) : every.Period is { } own ? new(null, new WindowForm(Period: own)) : new(every.Unit, null);
                var when = into.Document.Measures!.First(one => one.Code == by.Code).When;
                measures.Add(new MeasureCompiler(into, new Dictionary<Code, int>()).Own(new Measure(rank.Code, new("acts", null), When: when, Whose: [rank.Of], Window: window, Status: Standing.Posted), measures.Count, $"/ranks/{number}", rank.Code));
                _acts[number] = measures.Count - 1;
            }
        }
    }

    /// <summary>The measure, or those it follows from.</summary>
    private IEnumerable<Code> Behind(Code code) => into.Document.Measures?.FirstOrDefault(one => one.Code == code) is not { } measure ? [] : measure.Sum is null ? [code]
        : measure.Sum.Concat(measure.Less ?? []).Select(part => part.Of.Text).Where(of => of?.StartsWith("measure.", StringComparison.Ordinal) == true).Select(of => new Code(of!["measure.".Length..]))
            .Where(of => into.Document.Measures!.TakeWhile(one => one.Code != code).Any(one => one.Code == of)).SelectMany(Behind).Distinct();

    /// <summary>Whether what comes late for one round can count in the next: acts, in windows that are the rounds.</summary>
    private static bool Moves(CompiledMeasure measure, Every every) => measure is { IsOfActs: true, IsBooked: false, Kind: not CountKind.Amount, Derived: null } && (measure.Window ?? Window.Life, measure.Form?.Period) == (every.Unit ?? Window.Life, every.Period);

    public CompiledRank Compile(Rank rank, int number, IReadOnlyList<CompiledMeasure> measures)
    {
        var at = $"/ranks/{number}";
        var every = EveryOf(rank);
        if (rank.Of is not (Whose.Person or Whose.Household or Whose.Team or Whose.Node or Whose.Merchant)) into.Fault($"{at}/of", "malformed");
        if (every is not { Period: not null, Unit: null } and not { Period: null, Unit: Window.Month or Window.Quarter or Window.HalfYear or Window.Year }) into.Fault($"{at}/every", "malformed");
        if (rank.Apart is not (null or Whose.Node or Whose.Team)) into.Fault($"{at}/apart", "malformed");
        if (rank.Top.Unit.Counts is not ("people" or "percent")) into.Fault($"{at}/top", "wrong-unit");
        else if (rank.Top.Units is 0 || rank.Top.Units > (rank.Top.Unit == Unit.Percent ? 10_000 : MostWinners)) into.Fault($"{at}/top", "out-of-range");
        if (!into.MeasureUnits.TryGetValue(rank.By.Measure.Value, out var unit)) into.Fault($"{at}/by/measure", "unknown-measure");
        else if (measures.First(one => one.Code == rank.By.Measure) is { Derived: null } by && (by.Whose is not [var whose] || whose != rank.Of)) into.Fault($"{at}/by/measure", "measure-of-others");
        var least = unit is not null && rank.AtLeast is { } given ? into.In(unit, given, $"{at}/atLeast") : 1;
        return new(rank, number, every, into.Facts.Take($"measure.{rank.By.Measure}"), Math.Max(1, least), into.Selector(rank.Where, $"{at}/where"), _acts.GetValueOrDefault(number, -1), [.. _own[number].Select(one => (into.Facts.Take($"measure.{one.Of}"), one.Own, one.Late))]);
    }

    private static Every EveryOf(Rank rank) => rank.Every.Form ?? new Every(rank.Every.Text);
}
