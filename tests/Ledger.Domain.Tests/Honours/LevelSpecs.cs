using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Honours;

/// <summary>Levels of ladders: reached when something posts, at the end of a period, or by an application that is signed.</summary>
public sealed class LevelSpecs
{
    private static readonly Title Any = new("等级");
    private static readonly Subject Volunteer = Subject.Of(Some.Volunteer);
    private static readonly LevelApplicationId First = LevelApplicationId.Of(Some.Id(0xa01));

    private static RulebookDocument With(TextOr<Judged?, Every> judged, Falls? falls = null, TextOr<Uses?, UsesCycle>? uses = null, Quantity? lasts = null, Code? review = null) => Some.Document(dailyCap: null) with
    {
        Bodies = [new("two", Any, [Role.Office, Role.TeamLeader], 2)], Review = [new("levels", [new("two")], Of: Reviewed.Ladder, Evidence: ["form"])],
        Measures = [new("got", new("points", null), Whose: [Whose.Person], Window: new(judged.IsForm ? Window.Year : Window.Life, null), Status: Standing.Posted)], Items = [new("mug", Any), new("medal", Any)],
        Ladders = [new("stars", Any, Whose.Person, [Level("star-1", "2 points", new Benefit("medal", Cycles: Cycles.First), new Benefit("mug")), Level("star-2", "4 points", new Benefit("mug"))], judged, falls, lasts, uses, review)],
    };

    private static Level Level(Code code, string points, params Benefit[] benefits) => new(code, Any, [new(Measure: "got", AtLeast: new(points))], benefits);

    private static Spec Visits(RulebookDocument document, params int[] acts) =>
        Spec.Given(Some.Book(document)).At("2026-03-01T20:00:00+08:00").And([.. acts.SelectMany(act => new object[] { Some.Record(Some.Visit(act, start: $"2026-03-01T{8 + act:D2}:00:00+08:00")), Some.Attest(act) })]);

    private static LevelHeld? Held(Spec spec, DateOnly? day = null) => LevelHeld.On(new AllRows(spec.Journal.Rows), Volunteer.ToString(), "stars", day ?? new(2026, 3, 1));

    [Fact]
    public void A_level_is_reached_when_what_it_needs_is_posted_with_what_may_be_claimed()
    {
        var spec = Visits(With(new(Judged.Posting, null)));
        var reached = spec.And(Some.Record(Some.Visit(1))).When(Some.Attest(1)).Facts.OfType<LevelReached>().Single();
        Assert.Equal(("star-1", 1, new DateOnly(2026, 3, 1)), (reached.Level.Value, reached.Position, reached.From));
        Assert.Equal([new BenefitGiven("medal", 1), new BenefitGiven("mug", 1)], reached.Benefits!);
    }

    [Fact]
    public void What_is_on_public_notice_is_not_posted_yet()
    {
        var spec = Visits(With(new(Judged.Posting, null)) with { Notice = new(Act: new Quantity(1, Unit.WorkingDays)) }, 1);
        Assert.Null(Held(spec));
        var reached = spec.At("2026-03-04T09:00:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1)])).Facts.OfType<LevelReached>();
        Assert.Equal("star-1", reached.Single().Level.Value);
    }

    [Fact]
    public void A_level_falls_only_where_the_rulebook_says_so()
    {
        Assert.Empty(Visits(With(new(Judged.Posting, null)), 1, 2).When(Some.Reverse(2)).Facts.OfType<LevelLost>());
        var lost = Visits(With(new(Judged.Posting, null), Falls.AtOnce), 1, 2).When(Some.Reverse(2)).Facts.OfType<LevelLost>().Single();
        Assert.Equal(("star-2", "star-1", 1), (lost.Level.Value, lost.To?.Value, lost.Position));
    }

    [Fact]
    public void In_a_cycle_that_repeats_levels_are_reached_anew_and_first_gifts_are_given_once()
    {
        var spec = Visits(With(new(Judged.Posting, null), uses: new(default, new UsesCycle("got", RulebookParts.Points(400)))), 1, 2);
        var reached = spec.And(Some.Record(Some.Visit(3, start: "2026-03-01T12:00:00+08:00"))).When(Some.Attest(3)).Facts.OfType<LevelReached>().Single();
        Assert.Equal(("star-1", 1L), (reached.Level.Value, reached.Cycle));
        Assert.Equal([new BenefitGiven("mug", 1)], reached.Benefits!);
        Assert.Equal(("star-2", 2), (Held(spec)!.Level.Value, Held(spec)!.Position));
    }

    [Fact]
    public void At_the_end_of_a_period_everybody_is_judged_by_it_and_once()
    {
        var spec = Visits(With(new(default, new Every(Window.Year)), Falls.AtJudging), 1, 2);
        spec.When(new JudgeLadder(Some.OfficeActs, "stars", null, null)).ThenRejected<NotAllowed>();
        spec.When(new JudgeLadder(Actor.Scheduler, "nothing", null, null)).ThenRejected<NotFound>();
        spec.At("2027-01-01T00:10:00+08:00");
        var reached = spec.When(new JudgeLadder(Actor.Scheduler, "stars", null, null)).Facts.OfType<LevelReached>().Single();
        Assert.Equal(("star-2", new DateOnly(2027, 1, 1)), (reached.Level.Value, reached.From));
        spec.When(new JudgeLadder(Actor.Scheduler, "stars", null, null)).Then();
        spec.At("2028-01-01T00:10:00+08:00").When(new JudgeLadder(Actor.Scheduler, "stars", null, null)).ThenFacts(typeof(LevelLost), typeof(LadderJudged));
    }

    [Fact]
    public void A_household_is_judged_by_what_all_of_it_got_and_once_whoever_lives_in_it()
    {
        var spec = Together(With(new(default, new Every(Window.Year))));
        var reached = spec.At("2027-01-01T00:10:00+08:00").When(new JudgeLadder(Actor.Scheduler, "stars", null, $"{Some.Volunteer}")).Facts.OfType<LevelReached>().Single();
        Assert.Equal((Subject.Of(Some.Home), "star-2"), (reached.Subject, reached.Level.Value));
        Assert.Empty(spec.And(new JudgeLadder(Actor.Scheduler, "stars", null, $"{Some.Volunteer}")).When(new JudgeLadder(Actor.Scheduler, "stars", $"{Some.Volunteer}", null)).Facts.OfType<LevelReached>());
    }

    [Fact]
    public void A_household_reaches_a_level_with_what_one_of_it_gets()
    {
        var reached = Together(With(new(Judged.Posting, null)), 1).And(Some.Record(Some.Visit(2, Some.Spouse, "2026-03-01T11:00:00+08:00"))).When(Some.Attest(2)).Facts.OfType<LevelReached>().Single();
        Assert.Equal((Subject.Of(Some.Home), "star-2"), (reached.Subject, reached.Level.Value));
    }

    /// <summary>A ladder of households, and visits of two who live together.</summary>
    private static Spec Together(RulebookDocument document, int acts = 2)
    {
        var spec = Spec.Given(Some.Book(document with { Measures = [document.Measures![0] with { Whose = [Whose.Household] }], Ladders = [document.Ladders![0] with { Of = Whose.Household }] })).At("2026-03-01T20:00:00+08:00");
        foreach (var (who, act) in new[] { (Some.Volunteer, 1), (Some.Spouse, 2) }.Take(acts)) spec.And(Some.Record(Some.Visit(act, who, $"2026-03-01T{8 + act:D2}:00:00+08:00")), Some.Attest(act));
        return spec;
    }

    [Fact]
    public void Who_applies_must_have_what_the_level_needs_and_its_papers()
    {
        var spec = Visits(With(new(Judged.Application, null), review: "levels"));
        spec.When(Apply("star-1") with { Papers = null }).ThenRejected(new EvidenceMissing(null, "form"));
        spec.When(Apply("star-1")).ThenRejected(new LevelNotReached("stars", "star-1", "/ladders/0/levels/0/needs/0"));
        spec.When(Apply("star-9")).ThenRejected(new NotFound("level", "star-9"));
        spec.When(Apply("star-1") with { By = Actor.Of(Some.Neighbour) }).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void An_application_is_signed_by_the_body_and_the_last_signature_awards_the_level()
    {
        var spec = Visits(With(new(Judged.Application, null), review: "levels", lasts: new Quantity(1, Unit.Years)), 1, 2);
        spec.When(Apply("star-2")).ThenFacts(typeof(LevelApplied)).ThenResult(new ApplicationIs(First, "two", false));
        spec.And(Apply("star-2")).When(Sign(Some.Assistant)).ThenRejected<NotOfTheBody>();
        spec.When(Sign(Some.OfficeWorker)).ThenFacts(typeof(LevelReviewed));
        spec.When(Sign(Some.OfficeWorker)).ThenRejected<SecondPersonNeeded>();
        var reached = spec.When(Sign(Some.TeamLeader)).Facts.OfType<LevelReached>().Single();
        Assert.Equal(("star-2", new DateOnly(2027, 2, 28)), (reached.Level.Value, reached.Until));
        spec.When(Sign(Some.TeamLeader)).ThenRejected(new ApplicationIsDecided(First));
    }

    [Fact]
    public void It_is_applied_for_when_the_rulebook_says_so_and_a_level_may_have_signers_of_its_own()
    {
        var rulebook = With(new(Judged.Application, null), review: "levels");
        var ladder = rulebook.Ladders![0];
        var december = rulebook with { Ladders = [ladder with { Opens = [new(From: new("12-01"), To: new("12-31"))] }] };
        Visits(december, 1).When(Apply("star-1")).ThenRejected(new PassageIsClosed("/ladders/0/opens", new(2026, 3, 1)));
        Visits(december, 1).At("2026-12-01T09:00:00+08:00").When(Apply("star-1")).ThenFacts(typeof(LevelApplied));
        var easier = rulebook with { Review = [.. rulebook.Review!, new("alone", [], Of: Reviewed.Ladder)], Ladders = [ladder with { Levels = [ladder.Levels[0] with { Review = "alone" }, ladder.Levels[1]] }] };
        Visits(easier, 1).When(Apply("star-1")).ThenFacts(typeof(LevelApplied), typeof(LevelReached));
    }

    [Theory]
    [InlineData("week", 3)]
    [InlineData("quarter", 2)]
    [InlineData("half", 2)]
    [InlineData("year", 3)]
    [InlineData("school-year", 3)]
    public void What_is_needed_so_many_periods_in_a_row_is_counted_in_whole_ones_up_to_the_last(string period, int inARow)
    {
        (Window Unit, TextOr<Window?, WindowForm> Of, string[] Days) = period switch
        {
            "week" => (Window.Week, new TextOr<Window?, WindowForm>(Window.Week, null), new[] { "2026-02-03", "2026-02-11", "2026-02-17", "2026-02-24" }),
            "quarter" => (Window.Quarter, new(Window.Quarter, null), ["2026-02-03", "2026-04-11", "2026-07-01"]),
            "half" => (Window.HalfYear, new(Window.HalfYear, null), ["2026-02-03", "2026-07-11", "2027-01-03"]),
            "year" => (Window.Year, new(Window.Year, null), ["2026-02-03", "2027-07-11", "2028-01-03", "2029-01-03"]),
            _ => (Window.Year, new TextOr<Window?, WindowForm>(null, new WindowForm(Period: "school-year")), new[] { "2026-02-03", "2026-10-11", "2027-10-03", "2028-10-03" }),
        };
        var document = With(new(Judged.Posting, null)) with
        {
            Calendar = new(Periods: [new("school-year", Any, new MonthDay(9, 1))]),
            Measures = [new("got", new("acts", null), Whose: [Whose.Person], Window: Of, Status: Standing.Posted), new("row", new(null, new Run(Unit, "got", AtLeast: new Quantity(1, Ledger.Domain.Rulebooks.Document.Unit.Times))), Whose: [Whose.Person], Window: new(Window.Life, null))],
            Ladders = [new("stars", Any, Whose.Person, [new("steady", Any, [new(Measure: "row", AtLeast: new($"{inARow} times"))])], new(Judged.Posting, null))],
        };
        var spec = Spec.Given(Some.Book(document));
        for (var act = 0; act < Days.Length; act++)
        {
            Assert.Null(Held(spec, DateOnly.Parse(Days[act], System.Globalization.CultureInfo.InvariantCulture)));
            spec.At($"{Days[act]}T20:00:00+08:00").And(Some.Record(Some.Visit(act, start: $"{Days[act]}T09:00:00+08:00")), Some.Attest(act));
        }
        Assert.Equal("steady", Held(spec, DateOnly.Parse(Days[^1], System.Globalization.CultureInfo.InvariantCulture))?.Level.Value);
    }

    [Fact]
    public void Nobody_signs_for_himself()
    {
        var spec = Visits(With(new(Judged.Application, null), review: "levels"), 1).And(Apply("star-1"), Some.Grant(Some.Spouse, Role.Office));
        spec.When(Sign(Some.Spouse)).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    private static ApplyForLevel Apply(Code level) => new(Actor.Of(Some.Volunteer), First, Volunteer, "stars", level, [new("form", Some.Hash("form"))]);

    private static SignLevel Sign(PersonId by) => new(Actor.Of(by), First);
}
