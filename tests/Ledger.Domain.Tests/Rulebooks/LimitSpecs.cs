using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Measures in their windows, and limits on them.</summary>
public sealed class LimitSpecs
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    /// <summary>R55.3: at most 5 points per household and day.</summary>
    [Fact]
    public void A_household_has_one_limit_and_who_has_none_is_one()
    {
        var acts = new Valued(Rules.Compile(With("""{"code":"home","count":"points","whose":["household"],"window":"day"}""", """{"code":"home","measure":"home","atMost":"5 points"}""")));
        var home = new Dictionary<Whose, string> { [Whose.Household] = "9" };
        Assert.Equal(400, Hours(acts, 4, Day, "wang", home));
        Assert.Equal(100, Hours(acts, 4, Day, "li", home));
        Assert.Equal("rate 240→400, cap 400→100", acts.Told);
        Assert.Equal(("household:9", "2026-05-01", 400L), (acts.Steps.All[^1].Window!.Scope, acts.Steps.All[^1].Window!.Period, acts.Steps.All[^1].Window!.Before));
        Assert.StartsWith("home~", acts.Steps.All[^1].Window!.Meter);
        Assert.Equal(400, Hours(acts, 4, Day, "zhao"));
        Assert.Equal(400, Hours(acts, 4, Day.AddDays(1), "li", home));
    }

    [Fact]
    public void Several_limits_are_the_least_of_what_each_leaves_and_count_what_was_got()
    {
        var acts = new Valued(Rules.Compile(With(
            """{"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"month","count":"points","whose":["person"],"window":"month"}""",
            """{"code":"day","measure":"day","atMost":"5 points"},{"code":"month","measure":"month","atMost":"8 points"}""")));
        Assert.Equal([500, 300, 0], new[] { 0, 1, 2 }.Select(day => Hours(acts, 6, Day.AddDays(day))));
        Assert.Equal(300, acts.Meters.All.Single(one => one.Key.Period == "2026-05-02").Value.Got);
        Assert.Equal(800, acts.Meters.All.Single(one => one.Key.Period == "2026-05").Value.Got);
    }

    [Fact]
    public void A_bound_may_differ_by_the_doers_facts()
    {
        var acts = new Valued(Rules.Compile(With("""{"code":"day","count":"points","whose":["person"],"window":"day"}""",
            """{"code":"day","measure":"day","atMost":{"choose":[{"when":{"fact":"person.mark.trained","is":true},"atMost":"4 points"}],"else":"2 points"}}""")));
        Assert.Equal(400, acts.Act("help", Day, row => row.Minutes(600).Say("person.mark.trained", 1), "wang"));
        Assert.Equal(200, acts.Act("help", Day, row => row.Minutes(600), "li"));
    }

    /// <summary>A missing fact must not help its owner.</summary>
    [Fact]
    public void A_limit_cuts_also_whom_it_may_concern()
    {
        var young = """{"fact":"person.age","below":"18 years"}""";
        var when = new Valued(Rules.Compile(With("""{"code":"day","count":"points","whose":["person"],"window":"day"}""", $$$"""{"code":"day","measure":"day","atMost":"2 points","when":{{{young}}}}""")));
        Assert.Equal([200, 200, 1000], new[] { 17L, -1, 18 }.Select((age, person) => Aged(when, age, person)));
        var choice = new Valued(Rules.Compile(With("""{"code":"day","count":"points","whose":["person"],"window":"day"}""",
            $$$"""{"code":"day","measure":"day","atMost":{"choose":[{"when":{{{young}}},"atMost":"2 points"}],"else":"4 points"}}""")));
        Assert.Equal([200, 200, 400], new[] { 17L, -1, 18 }.Select((age, person) => Aged(choice, age, person)));
        var counted = new Valued(Rules.Compile(With($$"""{"code":"day","count":"points","when":{{young}},"whose":["person"],"window":"day"}""", """{"code":"day","measure":"day","atMost":"2 points"}""")));
        Assert.Equal([200, 200, 1000], new[] { 17L, -1, 18 }.Select((age, person) => Aged(counted, age, person)));
    }

    private static long Aged(Valued acts, long age, int person) => acts.Act("help", Day, row => age < 0 ? row.Minutes(600) : row.Minutes(600).Say("person.age", age), $"{person}");

    /// <summary>R34.3: at most three a day and activity, another is refused.</summary>
    [Fact]
    public void A_limit_on_the_number_of_acts_refuses_the_next()
    {
        var acts = new Valued(Rules.Compile(With("""{"code":"times","count":"acts","whose":["person","activity"],"window":"day"}""", """{"code":"times","measure":"times","atMost":"3 times","overflow":"refuse"}""")));
        var activity = new Dictionary<Whose, string> { [Whose.Activity] = "clean-up" };
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(100, Hours(acts, 1, Day, others: activity));
        Assert.False(acts.Last.IsRefused);
        Assert.Equal(0, Hours(acts, 1, Day, others: activity));
        Assert.True(acts.Last.IsRefused);
        Assert.Equal("/limits/0", acts.Last.KeptOutBy);
        Assert.Equal(100, Hours(acts, 1, Day.AddDays(1), others: activity));
    }

    [Fact]
    public void What_is_over_may_go_elsewhere()
    {
        var acts = new Valued(Rules.Compile(With("""{"code":"day","count":"points","whose":["person"],"window":"day"}""", """{"code":"day","measure":"day","atMost":"2 points","overflow":{"bucket":"honour-only"}}""")));
        Assert.Equal(200, Hours(acts, 5, Day));
        Assert.Equal(new Over(0, 0, 300, OverflowKind.Bucket), acts.Last.Overs.Single());
    }

    /// <summary>R35.6: eight hours per activity and per day, both of what enters.</summary>
    [Fact]
    public void Limits_at_the_input_cut_before_the_amount_and_count_what_was_accepted()
    {
        var acts = new Valued(Rules.Compile(With(
            """{"code":"activity","count":"minutes","whose":["person","activity"],"window":"activity"},{"code":"day","count":"minutes","whose":["person"],"window":"day"}""",
            """{"code":"activity","measure":"activity","atMost":"3 h","at":"input"},{"code":"day","measure":"day","atMost":"4 h","at":"input"}""")));
        Assert.Equal(300, Hours(acts, 8, Day, others: new() { [Whose.Activity] = "a" }));
        Assert.Equal(100, Hours(acts, 8, Day, others: new() { [Whose.Activity] = "b" }));
        Assert.Equal("cap 480→180, cap 180→60, rate 60→100", acts.Told);
        Assert.Equal(200, Hours(acts, 2, Day.AddDays(1), others: new() { [Whose.Activity] = "b" }));
        Assert.Equal(240, acts.Meters.All.Single(one => one.Key.Period == "2026-05-01").Value.Got);
    }

    [Fact]
    public void What_is_kept_out_uses_nothing_of_a_limit_but_its_hours_stand()
    {
        var acts = new Valued(Rules.Compile(With("""{"code":"day","count":"minutes","whose":["person"],"window":"day"},{"code":"ever","count":"minutes","whose":["person"],"window":"life"}""",
            """{"code":"day","measure":"day","atMost":"4 h","at":"input"}""",
            Rules.Type("help", """{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]}""").Replace("\"give\":[{\"into", "\"otherwise\":\"record\",\"when\":{\"fact\":\"act.mark.late\",\"is\":false},\"give\":[{\"into"))));
        Assert.Equal(0, acts.Act("help", Day, row => row.Minutes(180).Say("act.mark.late", 1)));
        Assert.Equal(400, acts.Act("help", Day, row => row.Minutes(300).Say("act.mark.late", 0)));
        Assert.Equal([240L, 420], acts.Meters.All.Select(one => one.Value.Got).Order());
    }

    /// <summary>Two ids of one person are one row's matter, however the measure is written.</summary>
    [Fact]
    public void A_window_of_a_person_and_something_else_is_the_persons()
    {
        var measure = """{"code":"day","count":"points","whose":["activity","person"],"window":"day"}""";
        var acts = new Valued(Rules.Compile(With(measure, """{"code":"day","measure":"day","atMost":"5 points"}""")));
        Hours(acts, 1, Day, "wang", new() { [Whose.Activity] = "clean-up" });
        Assert.Equal("person:wang|activity:clean-up", acts.Meters.All.Single().Key.Scope);
        Assert.Equal(MeterOf(measure), MeterOf(measure.Replace("""["activity","person"]""", """["person","activity"]""")));

        static string MeterOf(string measure) => Rules.Compile(With(measure, "")).Measures[0].Meter;
    }

    [Fact]
    public void Only_what_a_measure_selects_is_under_its_limit()
    {
        const string Points = """{"of":"act","then":[{"each":"5 points"}]}""";
        var acts = new Valued(Rules.Compile(With("""{"code":"safety","count":"points","when":{"fact":"act.board","in":["safety"]},"whose":["person"],"window":"month"}""",
            """{"code":"safety","measure":"safety","atMost":"5 points"}""", Rules.Type("help", Points) + "," + Rules.Type("patrol", Points, "safety"))));
        Assert.Equal([500, 500, 500, 0], new[] { "help", "help", "patrol", "patrol" }.Select(type => acts.Act(type, Day, row => row)));
    }

    [Fact]
    public void The_same_definition_is_the_same_counter_in_another_version()
    {
        const string Measure = """{"code":"day","count":"points","whose":["person"],"window":"day"}""";
        string Meter(string measure, string atMost) => Rules.Compile(With(measure, $$"""{"code":"limit","measure":"day","atMost":"{{atMost}}"}""")).Measures[0].Meter;
        Assert.Equal(Meter(Measure, "5 points"), Meter(Measure, "6 points"));
        Assert.NotEqual(Meter(Measure, "5 points"), Meter(Measure.Replace("person", "household"), "5 points"));
    }

    [Theory]
    [InlineData("year", false)]
    [InlineData("month", true)]
    public void A_year_that_starts_elsewhere_is_another_counter(string window, bool same)
    {
        string Meter(string starts) => Rules.Compile(Rules.Json(more: $$"""
            "calendar":{"yearStarts":"{{starts}}"},"measures":[{"code":"one","count":"points","whose":["person"],"window":"{{window}}"}],
            """)).Measures[0].Meter;
        Assert.Equal(same, Meter("01-01") == Meter("09-01"));
    }

    [Theory]
    [InlineData("day", "2026-05-01", "2026-05-01")]
    [InlineData("week", "2026-05-03", "2026-W18")]
    [InlineData("week", "2027-01-03", "2026-W53")]
    [InlineData("month", "2026-12-31", "2026-12")]
    [InlineData("quarter", "2026-06-30", "2026-q2")]
    [InlineData("half", "2026-07-01", "2026-h2")]
    [InlineData("year", "2026-05-15", "2025")]
    [InlineData("year", "2026-05-16", "2026")]
    [InlineData("life", "2026-05-16", "life")]
    public void A_window_is_named_by_its_period(string window, string on, string period) =>
        Assert.Equal(period, PeriodOf($"\"{window}\"", on, """ "calendar":{"yearStarts":"05-16"},"""));

    [Theory]
    [InlineData("2026-05-02", "2026-W18")]
    [InlineData("2026-05-03", "2026-W19")]
    public void A_week_may_start_on_Sunday(string on, string period) => Assert.Equal(period, PeriodOf("\"week\"", on, """ "calendar":{"weekStarts":"sunday"},"""));

    [Theory]
    [InlineData("2026-08-31", "school-2025")]
    [InlineData("2026-09-01", "school-2026")]
    public void A_year_of_the_calendars_own(string on, string period) =>
        Assert.Equal(period, PeriodOf("""{"period":"school"}""", on, """ "calendar":{"periods":[{"code":"school","title":{"zh":"学年"},"yearStarts":"09-01"}]},"""));

    private static string PeriodOf(string window, string on, string calendar)
    {
        var acts = new Valued(Rules.Compile(Rules.Json(more: calendar + $$"""
            "measures":[{"code":"one","count":"points","whose":["person"],"window":{{window}}}],
            """)));
        Hours(acts, 1, DateOnly.Parse(on));
        return acts.Meters.All.Single().Key.Period;
    }

    internal static string With(string measures, string limits, string? acts = null) => Rules.Json(more: $$"""
        "measures":[{{measures}}],"limits":[{{limits}}],
        """, acts: acts);

    internal static long Hours(Valued acts, long hours, DateOnly on, string person = "wang", Dictionary<Whose, string>? others = null) =>
        acts.Act("help", on, row => row.Minutes(hours * 60), person, others);
}
