using System.Globalization;
using System.Text;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Bench.Figures;

/// <summary>Amounts per second of processor time: 200 act types and 50 limits, without and with the arithmetic. Meters lie in arrays, as a simulation keeps them.</summary>
internal static class RulebookFigure
{
    public const int Types = 200;

    private const int Boards = 10, People = 1_000;

    public static int Run(int seconds)
    {
        foreach (var all in new[] { false, true })
        {
            var rulebook = Compiled(all);
            foreach (var arithmetic in new[] { false, true })
            {
                Measure(rulebook, arithmetic, TimeSpan.FromSeconds(1));
                var (rate, points, steps) = Measure(rulebook, arithmetic, TimeSpan.FromSeconds(seconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Types} act types, 50 limits, {(all ? "all" : "those of board and type")} apply, {(arithmetic ? "with" : "without")} arithmetic: {rate:N0} amounts/s and core ({points:F2} points, {steps:F1} steps each)"));
            }
        }
        return 0;
    }

    private static (double Rate, double Points, double Steps) Measure(CompiledRulebook rulebook, bool arithmetic, TimeSpan time)
    {
        var (valuation, row, meters) = (new Valuation(rulebook), new FactRow(rulebook.Facts), new ArrayMeters(rulebook));
        var (minutes, late, holiday) = (rulebook.Facts.SlotOf("act.minutes"), rulebook.Facts.SlotOf("act.mark.late"), rulebook.Facts.SlotOf("act.holiday"));
        var (count, points, steps, first) = (0L, 0L, 0L, new DateOnly(2026, 1, 1));
        var start = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - start < time)
        {
            for (var at = 0; at < 10_000; at++, count++)
            {
                meters.Turn((int)(count * 7_919 % People), first.AddDays((int)(count / 5_000 % 1_000)));
                row.Clear().Set(minutes, 15 + count % 240).Set(late, count % 13 == 0 ? 1 : 0).Set(holiday, count % 30 == 0 ? 1 : 0);
                var told = arithmetic ? new Steps() : null;
                valuation.Value((int)(count * 31 % Types), row, meters, told);
                meters.Add(valuation.Changes);
                points += valuation.Credits[0].Amount;
                steps += told?.All.Count ?? 0;
            }
        }
        return (count / (Environment.CpuUsage.TotalTime - start).TotalSeconds, points / 100.0 / count, (double)steps / count);
    }

    private static CompiledRulebook Compiled(bool all)
    {
        var (rulebook, findings) = CompiledRulebook.Of(Document(all));
        return rulebook ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    /// <param name="all">Whether all limits apply to all acts.</param>
    public static RulebookDocument Document(bool all)
    {
        var windows = new[] { "day", "week", "month", "quarter", "year" };
        var measures = List(50, number => $$"""{"code":"m{{number}}","count":"points","whose":["person"],"window":"{{windows[number % 5]}}"{{(all ? "" : When(number))}} }""");
        var limits = List(50, number => $$"""{"code":"l{{number}}","measure":"m{{number}}","atMost":"{{new[] { 20, 60, 200, 500, 1_500 }[number % 5] + number}} points"}""");
        var boards = List(Boards, board => $$"""{"code":"b{{board}}","title":{"zh":"板块"} }""");
        var acts = List(Types, number => $$"""
            {"code":"t{{number}}","title":{"zh":"示例"},"board":"b{{number % Boards}}",
             "give":[{"into":{"commodity":"points"},"amount":{"of":"minutes","then":[{{Stages(number)}}]} }]}
            """);
        var json = $$"""
            {"format":2,"version":"bench","title":{"zh":"测量细则"},"effectiveFrom":"2026-01-01",
             "commodities":[{"code":"points","title":{"zh":"积分"},"unit":"points","quantum":"0.5 points","spendable":true}],"boards":[{{boards}}],
             "marks":[{"code":"late","title":{"zh":"迟到"},"of":"act"}],"filing":{"within":"30 days","longest":"720 min"},
             "bonuses":[{"code":"festival","when":{"fact":"act.holiday","is":true},"then":[{"times":"150 %"}]}],
             "measures":[{{measures}}],"limits":[{{limits}}],"acts":[{{acts}}]}
            """;
        var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(json));
        return document ?? throw new InvalidOperationException($"{why}");
    }

    /// <summary>Ten limits are everybody's, twenty a board's, twenty those of some types: about 14 apply to an act.</summary>
    private static string When(int number)
    {
        if (number < 10) return "";
        var (fact, codes) = number < 30 ? ("act.board", $"\"b{number % Boards}\"") : ("act.type", List(16, at => $"\"t{(number * 7 + at * 13) % Types}\""));
        return $$""","when":{"fact":"{{fact}}","in":[{{codes}}]}""";
    }

    private static string List(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Stages(int number) => (number % 4) switch
    {
        0 => """{"round":"down","to":"30 min"},{"per":"1 h","give":"1 points"}""",
        1 => """{"choose":[{"when":{"fact":"act.mark.late","is":true},"then":[{"nothing":true}]}],"else":[{"per":"1 h","give":"2 points"}]}""",
        2 => """{"table":[{"from":"30 min","give":"1 points"},{"from":"60 min","give":"2 points"},{"from":"120 min","give":"5 points"}]}""",
        _ => """{"bands":[{"from":"0 h","upTo":"1 h","per":"1 h","give":"2 points"},{"from":"1 h","upTo":"2 h","per":"1 h","give":"1 points"},{"from":"2 h","per":"2 h","give":"1 points"}]}""",
    };

    /// <summary>One open window for each measure and person.</summary>
    private sealed class ArrayMeters(CompiledRulebook rulebook) : IMeters
    {
        private readonly int _measures = rulebook.Measures.Count;
        private readonly (int Period, Meter Meter)[] _windows = new (int, Meter)[People * rulebook.Measures.Count];
        private readonly Window[] _kinds = [.. rulebook.Measures.Select(measure => measure.Window!.Value)];
        private readonly int[] _periods = new int[(int)Window.Store + 1];
        private readonly string[] _scopes = [.. Enumerable.Range(0, People).Select(person => $"person:{person}")];
        private readonly Dictionary<(Window, int), string> _names = [];
        private int _person;

        public void Turn(int person, DateOnly day)
        {
            _person = person;
            for (var window = Window.Day; window <= Window.Year; window++) _periods[(int)window] = rulebook.Periods.Of(window, day);
        }

        public Meter Of(int measure)
        {
            ref readonly var window = ref _windows[_person * _measures + measure];
            return window.Period == _periods[(int)_kinds[measure]] ? window.Meter : default;
        }

        public void Add(ReadOnlySpan<MeterChange> changes)
        {
            foreach (var change in changes)
            {
                var before = Of(change.Measure);
                _windows[_person * _measures + change.Measure] = (_periods[(int)_kinds[change.Measure]], new(before.In + change.In, before.Got + change.Got));
            }
        }

        public StepWindow WindowOf(int measure, long before)
        {
            var (kind, period) = (_kinds[measure], _periods[(int)_kinds[measure]]);
            if (!_names.TryGetValue((kind, period), out var name)) name = _names[(kind, period)] = Periods.Name(kind, period);
            return new(_scopes[_person], name, before, rulebook.Measures[measure].Meter);
        }
    }
}
