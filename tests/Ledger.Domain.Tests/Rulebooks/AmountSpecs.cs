using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Each kind of stage, and the clauses of real schemes it was made for.</summary>
public sealed class AmountSpecs
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    [Theory]
    [InlineData("""{"of":"act","then":[{"each":"20 points"}]}""", 0, 2_000, "fixed 1→2000")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]}""", 100, 166, "rate 100→166")]
    [InlineData("""{"of":"minutes","then":[{"round":"down","to":"30 min"},{"per":"1 h","give":"1 points"}]}""", 100, 150, "round-down 100→90, rate 90→150")]
    [InlineData("""{"of":"minutes","then":[{"round":"up","to":"15 min"},{"per":"1 h","give":"1 points"}]}""", 70, 125, "round-up 70→75, rate 75→125")]
    [InlineData("""{"of":"minutes","then":[{"round":"up","to":"15 min"},{"per":"1 h","give":"1 points"}]}""", 60, 100, "round-up 60→60, rate 60→100")]
    [InlineData("""{"of":"minutes","then":[{"round":"nearest","to":"30 min"},{"per":"1 h","give":"1 points"}]}""", 45, 100, "round-nearest 45→60, rate 60→100")]
    [InlineData("""{"of":"minutes","then":[{"round":"nearest","to":"30 min"},{"per":"1 h","give":"1 points"}]}""", 44, 50, "round-nearest 44→30, rate 30→50")]
    [InlineData("""{"of":"minutes","then":[{"need":"30 min"},{"table":[{"from":"30 min","give":"200 points"}]}]}""", 30, 20_000, "need 30→30, row 30→20000")]
    [InlineData("""{"of":"minutes","then":[{"need":"30 min"},{"table":[{"from":"30 min","give":"200 points"}]}]}""", 29, 0, "need 29→0, row 0→0")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h","give":"1 points"},{"times":"150 %"}]}""", 60, 150, "rate 60→100, rate 100→150")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h","give":"1 points"},{"times":[2,3]}]}""", 60, 66, "rate 60→100, rate 100→66")]
    [InlineData("""{"of":"minutes","then":[{"atMost":"2 h"},{"per":"1 h","give":"1 points"},{"plus":"5 points"}]}""", 200, 700, "cap 200→120, rate 120→200, add 200→700")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h","give":"1 points"},{"atLeast":"5 points"}]}""", 60, 500, "rate 60→100, at-least 100→500")]
    [InlineData("""{"of":"minutes","then":[{"nothing":true},{"per":"1 h","give":"1 points"}]}""", 60, 0, "exclude 60→0, rate 0→0")]
    public void A_stage_does_what_its_law_says(string amount, long minutes, long points, string told)
    {
        var acts = new Valued(Rules.Compile(Rules.Json(amount)));
        Assert.Equal(points, acts.Act("help", Day, row => row.Minutes(minutes)));
        Assert.Equal(told, acts.Told);
    }

    /// <summary>R03.6: 30 people 20 points, 50 people 30, 100 people 50; below nothing, or what is written.</summary>
    [Theory]
    [InlineData(29, "", 0)]
    [InlineData(29, ""","below":"5 points" """, 500)]
    [InlineData(30, "", 2_000)]
    [InlineData(49, "", 2_000)]
    [InlineData(50, "", 3_000)]
    [InlineData(100, "", 5_000)]
    [InlineData(1_000, "", 5_000)]
    public void A_table_gives_the_whole_by_one_row(long people, string below, long points)
    {
        var amount = $$"""{"of":"input.people","then":[{"table":[{"from":"30 people","give":"20 points"},{"from":"50 people","give":"30 points"},{"from":"100 people","give":"50 points"}]{{below}}}]}""";
        Assert.Equal(points, new Valued(Rules.Compile(Rules.Json(amount))).Act("help", Day, row => row.Say("input.people", people)));
    }

    /// <summary>R06.1: hours 1–20 one point each, 21–80 one per 2, 81–200 one per 3, then one per 4, over a life.</summary>
    [Fact]
    public void Marginal_bands_over_a_life_do_not_depend_on_how_it_is_cut_up()
    {
        const string Bands = """
            {"of":"minutes","then":[{"over":"life"},{"bands":[{"from":"0 h","upTo":"20 h","per":"1 h","give":"1 points"},{"from":"20 h","upTo":"80 h","per":"2 h","give":"1 points"},
             {"from":"80 h","upTo":"200 h","per":"3 h","give":"1 points"},{"from":"200 h","per":"4 h","give":"1 points"}]}]}
            """;
        var rulebook = Rules.Compile(Rules.Json(Bands, """ "measures":[{"code":"life","count":"amount","whose":["person"],"window":"life"}],"""));
        var acts = new Valued(rulebook);
        Assert.Equal(4_900, acts.Act("help", Day, row => row.Minutes(78 * 60)));
        Assert.Equal(233, acts.Act("help", Day, row => row.Minutes(6 * 60)));
        Assert.Equal("accumulate 360→5040, band 5040→1200, rate 1200→2000, band 5040→3600, rate 3600→3000, band 5040→240, rate 240→133, sum 5133→5133, difference 5133→233", acts.Told);
        Assert.Equal(100, acts.Act("help", Day, row => row.Minutes(60), "li"));
        var many = new Valued(rulebook);
        var sum = Enumerable.Range(1, 84).Sum(hour => many.Act("help", Day.AddDays(hour), row => row.Minutes(60)));
        Assert.Equal(4_900 + 233, sum);
        Assert.Equal(4_000 + 2_000 + 3_000 + 25, new Valued(rulebook).Act("help", Day, row => row.Minutes(201 * 60)));
    }

    /// <summary>R63.1: each full 50 hours of a year are a point, in whatever pieces they came.</summary>
    [Fact]
    public void A_floor_over_a_year_forgets_nothing()
    {
        var acts = new Valued(Rules.Compile(Rules.Json("""{"of":"minutes","then":[{"over":"year"},{"round":"down","to":"50 h"},{"per":"50 h","give":"1 points"}]}""",
            """ "measures":[{"code":"year","count":"amount","whose":["person"],"window":"year"}],""")));
        Assert.Equal([0, 0, 100, 0, 100], new long[] { 20, 20, 20, 30, 20 }.Select(hours => acts.Act("help", Day, row => row.Minutes(hours * 60))));
        Assert.Equal(0, acts.Act("help", new(2027, 1, 1), row => row.Minutes(49 * 60)));
    }

    [Fact]
    public void A_choice_takes_the_first_branch_that_is_true()
    {
        const string Amount = """
            {"of":"minutes","then":[{"choose":[{"when":{"fact":"act.mark.late","is":true},"then":[{"nothing":true}]},
             {"when":{"fact":"person.mark.trained","is":true},"then":[{"per":"1 h","give":"2 points"}]}],"else":[{"per":"1 h","give":"1 points"}]}]}
            """;
        var acts = new Valued(Rules.Compile(Rules.Json(Amount)));
        Assert.Equal(0, acts.Act("help", Day, row => row.Minutes(60).Say("act.mark.late", 1).Say("person.mark.trained", 1)));
        Assert.Equal(200, acts.Act("help", Day, row => row.Minutes(60).Say("act.mark.late", 0).Say("person.mark.trained", 1)));
        Assert.Equal("/acts/0/give/0/amount/then/0/choose/1/then/0", acts.Steps.All[0].Rule);
        Assert.Equal(100, acts.Act("help", Day, row => row.Minutes(60)));
        Assert.Equal("/acts/0/give/0/amount/then/0/else/0", acts.Steps.All[0].Rule);
    }

    [Fact]
    public void A_part_of_a_year_is_in_proportion_to_a_fact()
    {
        var acts = new Valued(Rules.Compile(Rules.Json("""{"of":"act","then":[{"each":"100 points"},{"scale":"person.value.days","outOf":"365 days"}]}""")));
        Assert.Equal(5_013, acts.Act("help", Day, row => row.Say("person.value.days", 183)));
        Assert.Equal(0, acts.Act("help", Day, row => row));
        Assert.Equal("fixed 1→10000, exclude 10000→0", acts.Told);
    }

    [Fact]
    public void Parts_are_added_and_taken_off_in_one_unit()
    {
        const string Amount = """
            {"of":{"sum":[{"of":"minutes","then":[{"per":"1 h","give":"1 points"}]},{"of":"input.given","then":[{"per":"100 yuan","give":"2 points"}]}],
                   "less":[{"of":"act","then":[{"each":"0.5 points"}]}]},"then":[{"atMost":"10 points"}]}
            """;
        var acts = new Valued(Rules.Compile(Rules.Json(Amount)));
        Assert.Equal(650, acts.Act("help", Day, row => row.Minutes(60).Say("input.given", 30_000)));
        Assert.Equal("fixed 1→50, rate 60→100, rate 30000→600, sum 700→700, less 700→650, cap 650→650", acts.Told);
        Assert.Equal(0, acts.Act("help", Day, row => row.Minutes(6).Say("input.given", 0)));
        Assert.EndsWith("less 10→-40, cap -40→-40, at-least -40→0", acts.Told);
    }

    [Fact]
    public void What_is_not_known_is_worth_nothing()
    {
        var acts = new Valued(Rules.Compile(Rules.Json("""{"of":"input.given","then":[{"per":"100 yuan","give":"2 points"}]}""")));
        Assert.Equal(0, acts.Act("help", Day, row => row));
        Assert.Equal("exclude 0→0", acts.Told);
    }

    [Fact]
    public void A_bonus_raises_where_its_condition_holds_and_the_quantum_comes_after()
    {
        var json = Rules.Json(more: """
            "bonuses":[{"code":"festival","when":{"fact":"act.holiday","is":true},"then":[{"times":"150 %"}]},
                       {"code":"night","when":{"fact":"act.startTime","from":"22:00","to":"06:00"},"plus":{"of":"act","then":[{"each":"0.3 points"}]}}],
            """).Replace("\"0.01 points\"", "\"0.5 points\"");
        var acts = new Valued(Rules.Compile(json));
        Assert.Equal(100, acts.Act("help", Day, row => row.Minutes(60).Say("act.holiday", 0).Say("act.startTime", 600)));
        Assert.Equal(150, acts.Act("help", Day, row => row.Minutes(60).Say("act.holiday", 1).Say("act.startTime", 360)));
        Assert.Equal(150, acts.Act("help", Day, row => row.Minutes(60).Say("act.holiday", 1).Say("act.startTime", 1_320)));
        Assert.Equal("rate 60→100, rate 100→150, fixed 1→30, sum 180→180, round-down 180→150", acts.Told);
        Assert.Equal(100, acts.Act("help", Day, row => row.Minutes(45).Say("act.holiday", 0).Say("act.startTime", 359)));
    }

    [Fact]
    public void An_amount_beyond_all_bounds_is_never_given()
    {
        var acts = new Valued(Rules.Compile(Rules.Json("""{"of":"input.given","then":[{"per":"0.01 yuan","give":"10000000 points"},{"times":[1000000000,1]}]}""")));
        Assert.Throws<OverflowException>(() => acts.Act("help", Day, row => row.Say("input.given", 1_000_000_000)));
    }
}
