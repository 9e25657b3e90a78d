using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>Conditions over facts: three values, and what is not known helps nobody.</summary>
public sealed class SelectorSpecs
{
    private const string Trained = """{"fact":"person.mark.trained","is":true}""", Old = """{"fact":"person.age","atLeast":"60 years"}""";

    [Theory]
    [InlineData(Old, 60, "True")]
    [InlineData(Old, 59, "False")]
    [InlineData(Old, null, "Unknown")]
    [InlineData($$"""{"not":{{Old}}}""", null, "Unknown")]
    [InlineData($$"""{"not":{{Old}}}""", 59, "True")]
    [InlineData("""{"fact":"person.age","below":"60 years"}""", 60, "False")]
    [InlineData("""{"fact":"person.age","atMost":"60 years"}""", 60, "True")]
    [InlineData("""{"fact":"person.age","known":true}""", null, "False")]
    [InlineData("""{"fact":"person.age","known":false}""", null, "True")]
    [InlineData("""{"fact":"person.age","known":true}""", 3, "True")]
    public void A_test_of_a_number(string when, int? age, string truth) => Assert.Equal(truth, Test(when, row => age is { } years ? row.Say("person.age", years) : row));

    [Theory]
    [InlineData(null, null, "Unknown", "Unknown")]
    [InlineData(1, null, "Unknown", "True")]
    [InlineData(0, null, "False", "Unknown")]
    [InlineData(null, 70, "Unknown", "True")]
    [InlineData(null, 20, "False", "Unknown")]
    [InlineData(1, 70, "True", "True")]
    [InlineData(1, 20, "False", "True")]
    [InlineData(0, 20, "False", "False")]
    public void All_and_any_are_those_of_Kleene(int? trained, int? age, string all, string any)
    {
        FactRow Say(FactRow row)
        {
            if (trained is { } flag) row.Say("person.mark.trained", flag);
            return age is { } years ? row.Say("person.age", years) : row;
        }
        Assert.Equal(all, Test($$"""{"all":[{{Trained}},{{Old}}]}""", Say));
        Assert.Equal(any, Test($$"""{"any":[{{Trained}},{{Old}}]}""", Say));
        Assert.Equal(Not(all), Test($$$"""{"not":{"all":[{{{Trained}}},{{{Old}}}]}}""", Say));
        Assert.Equal(Not(any), Test($$"""{"all":[{"not":{{Trained}}},{"not":{{Old}}}]}""", Say));
    }

    [Theory]
    [InlineData("07:00", "09:00", 420, "True")]
    [InlineData("07:00", "09:00", 539, "True")]
    [InlineData("07:00", "09:00", 540, "False")]
    [InlineData("22:00", "06:00", 1_320, "True")]
    [InlineData("22:00", "06:00", 359, "True")]
    [InlineData("22:00", "06:00", 360, "False")]
    public void A_time_is_from_one_to_before_another_also_over_midnight(string from, string to, int minute, string truth) =>
        Assert.Equal(truth, Test($$"""{"fact":"act.startTime","from":"{{from}}","to":"{{to}}"}""", row => row.Say("act.startTime", minute)));

    [Theory]
    [InlineData("12-01", "12-31", 1_231, "True")]
    [InlineData("12-01", "12-31", 1_130, "False")]
    [InlineData("11-01", "02-15", 215, "True")]
    [InlineData("11-01", "02-15", 216, "False")]
    [InlineData("11-01", "02-15", 1_101, "True")]
    public void A_day_of_the_year_is_from_one_to_another_both_in_it(string from, string to, int day, string truth) =>
        Assert.Equal(truth, Test($$"""{"fact":"act.monthDay","from":"{{from}}","to":"{{to}}"}""", row => row.Say("act.monthDay", day)));

    [Theory]
    [InlineData("community grid-3 building-7", "True")]
    [InlineData("community grid-4", "False")]
    public void A_place_lies_under_a_node(string path, string truth) =>
        Assert.Equal(truth, Test("""{"fact":"act.place","under":["grid-3","grid-9"]}""", row => row.SayAll("act.place/", path.Split(' '))));

    [Theory]
    [InlineData("red-lake", "True")]
    [InlineData("pines", "False")]
    public void A_code_is_one_of_those_named(string team, string truth) =>
        Assert.Equal(truth, Test("""{"fact":"person.team","in":["red-lake","neighbours"]}""", row => row.Say("person.team", team)));

    [Fact]
    public void What_the_document_does_not_ask_may_be_said_for_nothing() => Assert.Equal("Unknown", Test(Old, row => row.Say("person.mark.trained", 1).Say("no.such.fact", 5)));

    private static string Not(string truth) => truth switch { "True" => "False", "False" => "True", _ => truth };

    /// <summary>A gate lets through only what is true; what neither it nor its opposite lets through is unknown.</summary>
    private static string Test(string when, Func<FactRow, FactRow> say) =>
        IsTrue(when, say) ? "True" : IsTrue($$"""{"not":{{when}}}""", say) ? "False" : "Unknown";

    private static bool IsTrue(string when, Func<FactRow, FactRow> say)
    {
        var acts = new Valued(Rules.Compile(Rules.Json(more: $$"""
            "members":{"earn":{{when}}},
            """)));
        acts.Act("help", new(2026, 5, 1), row => say(row.Minutes(60)));
        return acts.Last.KeptOutBy is null;
    }
}
