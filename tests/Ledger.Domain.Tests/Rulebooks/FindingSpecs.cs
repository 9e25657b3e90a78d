namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>What is wrong with a document is told with its place; nothing of it is compiled.</summary>
public sealed class FindingSpecs
{
    private const string Amount = "/acts/0/give/0/amount";

    [Theory]
    [InlineData("""{"of":"act","then":[{"each":"2 h"}]}""", Amount + " wrong-unit")]
    [InlineData("""{"of":"minutes","then":[{"each":"2 points"}]}""", Amount + "/then/0 wrong-unit")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 yuan","give":"2 points"}]}""", Amount + "/then/0 wrong-unit")]
    [InlineData("""{"of":"minutes","then":[{"per":"0 h","give":"2 points"}]}""", Amount + "/then/0 out-of-range")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h"}]}""", Amount + "/then/0 malformed")]
    [InlineData("""{"of":"minutes","then":[{"per":"1 h","give":"1 points","plus":"1 points"}]}""", Amount + "/then/0 malformed")]
    [InlineData("""{"of":"minutes","then":[{}]}""", Amount + "/then/0 malformed")]
    [InlineData("""{"of":"input.rating","then":[]}""", Amount + "/of unknown-fact")]
    [InlineData("""{"of":"amount.hours","then":[]}""", Amount + "/of unknown-amount")]
    [InlineData("""{"of":"minutes","then":[{"over":"year"}]}""", Amount + "/then/0 unknown-measure")]
    [InlineData("""{"of":"act","then":[{"each":"1 points"},{"times":[1,0]}]}""", Amount + "/then/1 out-of-range")]
    [InlineData("""{"of":"act","then":[{"each":"1 points"},{"scale":"person.value.weeks","outOf":"52 days"}]}""", Amount + "/then/1 unknown-fact")]
    [InlineData("""{"of":"input.people","then":[{"table":[{"from":"50 people","give":"1 points"},{"from":"30 people","give":"2 points"}]}]}""", Amount + "/then/0/table/1 table-not-ascending")]
    [InlineData("""{"of":"minutes","then":[{"bands":[{"from":"0 h","upTo":"20 h","per":"1 h","give":"1 points"},{"from":"21 h","per":"2 h","give":"1 points"}]}]}""", Amount + "/then/0/bands/1 band-hole")]
    [InlineData("""{"of":"minutes","then":[{"bands":[{"from":"0 h","upTo":"20 h","per":"1 h","give":"1 points"},{"from":"19 h","per":"2 h","give":"1 points"}]}]}""", Amount + "/then/0/bands/1 band-overlap")]
    [InlineData("""{"of":"minutes","then":[{"bands":[{"from":"0 h","upTo":"20 h","per":"1 h","give":"1 points"}]}]}""", Amount + "/then/0/bands band-hole")]
    [InlineData("""{"of":"minutes","then":[{"choose":[{"when":{"fact":"act.holiday","is":true},"then":[{"per":"1 h","give":"1 points"}]}]}]}""", Amount + "/then/0/else wrong-unit")]
    [InlineData("""{"of":"act","then":[{"when":{"fact":"act.holiday","is":true},"then":[{"when":{"fact":"act.served","is":true},"then":[]}]},{"each":"1 points"}]}""", Amount + "/then/0 malformed")]
    [InlineData("""{"of":{"sum":[{"of":"minutes"},{"of":"act"}]},"then":[{"per":"1 h","give":"1 points"}]}""", Amount + "/of wrong-unit")]
    public void An_amount(string amount, string finding) => Assert.Equal([finding], Rules.Findings(Rules.Json(amount)));

    [Theory]
    [InlineData("""{"fact":"person.height","atLeast":"2 years"}""", "unknown-fact")]
    [InlineData("""{"fact":"person.mark.tall","is":true}""", "unknown-fact")]
    [InlineData("""{"fact":"person.age","atLeast":"60 days"}""", "wrong-unit")]
    [InlineData("""{"fact":"person.age","is":true}""", "malformed")]
    [InlineData("""{"fact":"person.age"}""", "malformed")]
    [InlineData("""{"is":true}""", "malformed")]
    [InlineData("""{"fact":"person.age","measure":"hours","atLeast":"60 years"}""", "malformed")]
    [InlineData("""{"fact":"act.monthDay","from":"02-30","to":"03-01"}""", "no-such-date")]
    [InlineData("""{"measure":"hours","atLeast":"60 h"}""", "unknown-fact")]
    [InlineData("""{"level":"stars","atLeast":"star-1"}""", "unknown-fact")]
    public void A_condition(string when, string finding) => Assert.Equal([$"/members/earn {finding}"], Rules.Findings(Rules.Json(more: $$"""
        "members":{"earn":{{when}}},
        """)));

    [Theory]
    [InlineData("""{"code":"one","measure":"day","atMost":"5 points"}""", null)]
    [InlineData("""{"code":"one","measure":"week","atMost":"5 points"}""", "/limits/0/measure unknown-measure")]
    [InlineData("""{"code":"one","measure":"day","atMost":"5 h"}""", "/limits/0/atMost wrong-unit")]
    [InlineData("""{"code":"one","measure":"rolling","atMost":"5 points"}""", "/limits/0/measure rolling-earn-limit")]
    [InlineData("""{"code":"one","measure":"day","atMost":"5 points","at":"input"}""", "/limits/0/measure not-a-limit-of-earning")]
    [InlineData("""{"code":"one","measure":"day","atMost":"5 points"},{"code":"one","measure":"day","atMost":"6 points"}""", "/limits/1/code duplicate-code")]
    public void A_limit(string limits, string? finding) => Assert.Equal(finding is null ? [] : [finding], Rules.Findings(LimitSpecs.With(
        """{"code":"day","count":"points","whose":["person"],"window":"day"},{"code":"rolling","count":"points","whose":["person"],"window":{"last":"12 months"}}""", limits)));

    [Fact]
    public void A_bound_between_two_quanta_can_never_be_reached() => Assert.Equal(["/limits/0/atMost limit-not-a-multiple"], Rules.Findings(LimitSpecs.With(
        """{"code":"day","count":"points","whose":["person"],"window":"day"}""", """{"code":"one","measure":"day","atMost":"5.2 points"}""").Replace("\"0.01 points\"", "\"0.5 points\"")));

    [Theory]
    [InlineData("safety", "/bonuses/0 bonus-after-over")]
    [InlineData("care", null)]
    public void A_bonus_stands_before_a_whole_window_and_not_after(string board, string? finding)
    {
        const string Over = """{"of":"minutes","then":[{"per":"1 h","give":"1 points"},{"over":"year"}]}""";
        Assert.Equal(finding is null ? [] : [finding], Rules.Findings(Rules.Json(acts: Rules.Type("patrol", Over, "safety"), more: $$"""
            "measures":[{"code":"year","count":"amount","whose":["person"],"window":"year"}],
            "bonuses":[{"code":"double","when":{"fact":"act.board","in":["{{board}}"]},"then":[{"times":"200 %"}]}],
            """)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"since":"mark.trained","last":"12 months"}""")]
    public void A_window_has_one_form(string window) => Assert.Equal(["/measures/0/window malformed"], Rules.Findings(Rules.Json(more: $$"""
        "measures":[{"code":"one","count":"points","whose":["person"],"window":{{window}}}],
        """)));

    [Fact]
    public void A_selector_too_deep_or_too_wide()
    {
        const string Atom = """{"fact":"act.holiday","is":true}""";
        static string Gate(string when) => Rules.Json(more: "\"members\":{\"earn\":" + when + "},");
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 5)) + Atom + new string('}', 5);
        Assert.EndsWith(" too-deep", Rules.Findings(Gate(deep)).Single());
        Assert.Equal(["/members/earn/any out-of-range"], Rules.Findings(Gate($$"""{"any":[{{string.Join(',', Enumerable.Repeat(Atom, 17))}}]}""")));
    }

    [Theory]
    [InlineData("\"board\":\"care\"", "\"board\":\"sport\"", "/acts/0/board unknown-board")]
    [InlineData("\"commodity\":\"points\"", "\"commodity\":\"stars\"", "/acts/0/give/0/into/commodity unknown-commodity")]
    [InlineData("\"unit\":\"points\"", "\"unit\":\"h\"", "/commodities/0/unit wrong-unit")]
    [InlineData("\"0.01 points\"", "\"0 points\"", "/commodities/0/quantum out-of-range")]
    [InlineData("\"unit\":\"yuan\"", "\"unit\":\"dollar\"", "/inputs/1/unit wrong-unit")]
    [InlineData("\"code\":\"safety\"", "\"code\":\"care\"", "/boards/1/code duplicate-code")]
    public void A_declaration(string right, string wrong, string finding)
    {
        Assert.Contains(right, Rules.Json());
        Assert.Equal([finding], Rules.Findings(Rules.Json().Replace(right, wrong)));
    }
}
