using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Rulebooks;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// What is true of amounts whatever acts come in whatever order. The seed is printed; LEDGER_SEED=seed,gamma plays the same again.
/// That the arithmetic holds and arrives at the amount is asserted for every act that is valued.
/// </summary>
public sealed class ValuationProperties(ITestOutputHelper output)
{
    /// <param name="Day">From 0 to 89: some three months.</param>
    /// <param name="Person">Of four; two live together.</param>
    /// <param name="Points">Before limits, in halves.</param>
    public sealed record Done(int Day, int Person, bool IsSafety, int Points);

    /// <summary>One limit as the test itself understands it: which window an act falls in, and the bound in hundredths.</summary>
    private sealed record Bounded(Func<Done, string?> Window, long AtMost);

    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly Bounded Day = new(act => $"{act.Person} {act.Day}", 500), Month = new(act => $"{act.Person} {MonthOf(act)}", 1_200),
        HomeMonth = new(act => $"{act.Person / 2} {MonthOf(act)}", 1_700), Year = new(_ => "all", 6_000), SafetyMonth = new(act => act.IsSafety ? $"{act.Person} {MonthOf(act)}" : null, 700);

    private const string Nested = """
        {"code":"day","measure":"day","atMost":"5 points"},{"code":"month","measure":"month","atMost":"12 points"},
        {"code":"home","measure":"home","atMost":"17 points"},{"code":"all","measure":"all","atMost":"60 points"}
        """, Crossing = Nested + """,{"code":"safety","measure":"safety","atMost":"7 points"}""";

    [Fact]
    public void Limits_are_one_simultaneous_minimum_and_never_exceeded() => Check(acts =>
    {
        var limits = new[] { Day, Month, HomeMonth, Year, SafetyMonth };
        var used = new Dictionary<(Bounded, string), long>();
        foreach (var (act, got) in acts.Zip(Play(Crossing, acts)))
        {
            var windows = limits.Select(limit => (Limit: limit, Window: limit.Window(act)!)).Where(pair => pair.Window is not null).ToList();
            Assert.Equal(Math.Min(act.Points * 50, windows.Min(pair => pair.Limit.AtMost - used.GetValueOrDefault(pair))), got);
            foreach (var pair in windows) Assert.InRange(used[pair] = used.GetValueOrDefault(pair) + got, 0, pair.Limit.AtMost);
        }
    });

    /// <summary>Day in month in year, person in household in community.</summary>
    [Fact]
    public void Where_one_limit_contains_the_other_the_total_does_not_depend_on_the_order() => Check(acts =>
        Assert.Equal(Play(Nested, acts).Sum(), Play(Nested, [.. acts.Reverse()]).Sum()));

    /// <summary>What is worth a floor or a band of a whole window comes to the same in whatever pieces and order.</summary>
    [Fact]
    public void A_window_that_is_valued_as_a_whole_is_worth_its_whole() => Check(acts =>
    {
        var rulebook = Rules.Compile(Rules.Json("""
            {"of":"minutes","then":[{"over":"year"},{"bands":[{"from":"0 h","upTo":"2 h","per":"1 h","give":"2 points"},{"from":"2 h","per":"30 min","give":"0.5 points"}]},{"round":"down","to":"0.5 points"}]}
            """, """ "measures":[{"code":"year","count":"amount","whose":["person"],"window":"year"}],"""));
        var valued = new Valued(rulebook);
        var got = acts.Select(act => (act.Person, Points: valued.Act("help", First.AddDays(act.Day), row => row.Minutes(act.Points * 7), $"{act.Person}"))).ToList();
        foreach (var person in acts.Select(act => act.Person).Distinct())
        {
            var minutes = acts.Where(act => act.Person == person).Sum(act => act.Points * 7L);
            var worth = Math.Min(minutes, 120) * 200 / 60 + Math.Max(0, minutes - 120) * 50 / 30;
            Assert.Equal(worth / 50 * 50, got.Where(one => one.Person == person).Sum(one => one.Points));
        }
    });

    /// <summary>The checks above are themselves shown limits that do not hold.</summary>
    [Fact]
    public void A_limit_that_is_not_kept_is_caught()
    {
        Done[] acts = [new(0, 0, false, 10), new(0, 0, false, 10)];
        Assert.Equal([500, 0], Play(Nested, acts));
        Assert.Equal([500, 500], Play(Nested.Replace("\"day\",\"atMost\":\"5 points\"", "\"day\",\"atMost\":\"50 points\""), acts));
    }

    private static long[] Play(string limits, IReadOnlyList<Done> acts)
    {
        var valued = new Valued(Compiled(limits));
        return
        [
            .. acts.Select(act => valued.Act(act.IsSafety ? "patrol" : "help", First.AddDays(act.Day), row => row.Minutes(act.Points * 30), $"{act.Person}",
                new() { [Whose.Household] = $"{act.Person / 2}" }))
        ];
    }

    private static CompiledRulebook Compiled(string limits)
    {
        const string PerHour = """{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]}""";
        return Rules.Compile(LimitSpecs.With("""
            {"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"month","count":"points","whose":["person"],"window":"month"},
            {"code":"home","count":"points","whose":["household"],"window":"month"},{"code":"all","count":"points","whose":["community"],"window":"year"},
            {"code":"safety","count":"points","when":{"fact":"act.board","in":["safety"]},"whose":["person"],"window":"month"}
            """, limits, Rules.Type("help", PerHour) + "," + Rules.Type("patrol", PerHour, "safety")));
    }

    private static int MonthOf(Done act) => First.AddDays(act.Day).Month;

    private void Check(Action<IReadOnlyList<Done>> holds)
    {
        var done = from day in Gen.Choose(0, 89) from person in Gen.Choose(0, 3) from safety in Gen.Choose(0, 1) from points in Gen.Choose(1, 16) select new Done(day % 12 * 8, person, safety == 1, points);
        var many = Arb.From(Gen.Choose(1, 40).SelectMany(length => done.ArrayOf(length)), acts => Enumerable.Range(0, acts.Length).Select(without => acts.Where((_, at) => at != without).ToArray()));
        Prop.ForAll(many, acts => holds(acts)).Play(output, 150);
    }
}
