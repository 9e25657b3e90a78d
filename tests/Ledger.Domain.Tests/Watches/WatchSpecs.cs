using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Ledger.Domain.Watches;
using Mark = Ledger.Domain.Rulebooks.Document.Mark;

namespace Ledger.Domain.Tests.Watches;

/// <summary>Watches: when a condition holds at its moment somebody is told or asked; nothing of value goes without a person.</summary>
public sealed class WatchSpecs
{
    private static readonly Title Any = new("关注");
    private static readonly OfferId Cover = OfferId.Of(Some.Id(0x399));
    private static readonly Subject Volunteer = Subject.Of(Some.Volunteer);
    private static readonly When FourPoints = new(Measure: "got", AtLeast: new("4 points"));

    private static RulebookDocument With(params Watch[] watches) => Some.Document(dailyCap: null) with
    {
        Measures = [new("got", new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null)), new("town", new("points", null), Whose: [Whose.Community], Window: new(Window.Month, null))],
        Marks = [new("member", Any, MarkOf.Person), new("warned", Any, MarkOf.Person), new("card", Any, MarkOf.Household)],
        Bodies = [new("council", Any, [Role.CommitteeMember, Role.Office], 2)],
        Watches = watches,
    };

    private static Watch Watch(Once once, params Effect[] effects) => new("much", Any, Whose.Person, FourPoints, new(Moment.Fact, null), once, effects);

    /// <summary>Two points for each visit, on successive days of March.</summary>
    private static Spec Visits(RulebookDocument document, int count = 2) => Spec.Given(Some.Book(document)).At("2026-03-20T20:00:00+08:00").And(new SetMark(Some.OfficeActs, Volunteer, "member"))
        .And([.. Enumerable.Range(1, count).SelectMany(act => new object[] { Some.Record(Some.Visit(act, start: $"2026-03-{act:D2}T09:00:00+08:00")), Some.Attest(act) })]);

    private static Books Look(Spec spec) => new(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1);

    private static AgreeWatch Agree(Actor? by = null) => new(by ?? Some.OfficeActs, "much", Volunteer);

    [Fact]
    public void It_fires_with_the_fact_that_fulfils_it_and_keeps_what_it_went_by()
    {
        var spec = Visits(With(Watch(Once.Month, new Effect(Notice: Any, Tells: ["got"]))), 1).And(Some.Record(Some.Visit(2, start: "2026-03-02T09:00:00+08:00")));
        var fired = spec.When(Some.Attest(2)).Facts.OfType<WatchFired>().Single();
        Assert.Equal((Volunteer, new DateOnly(2026, 3, 20), new DateOnly(2026, 3, 1), (bool?)null), (fired.Subject, fired.On, fired.Period, fired.Asks));
        Assert.Equal([new FactRead("measure.got", 400)], fired.Read);
        Assert.Equal([new MeasureTold("got", 400)], fired.Tells!);
    }

    [Theory]
    [InlineData(Once.Month, 0)]
    [InlineData(Once.Life, 0)]
    [InlineData(Once.Fact, 1)]
    public void It_fires_again_in_the_same_period_only_where_each_fact_counts(Once once, int times)
    {
        var spec = Visits(With(Watch(once, new Effect(Notice: Any)))).And(Some.Record(Some.Visit(3, start: "2026-03-03T09:00:00+08:00")));
        Assert.Equal(times, spec.When(Some.Attest(3)).Facts.OfType<WatchFired>().Count());
        Assert.Empty(spec.When(new SetMark(Some.OfficeActs, Volunteer, "warned")).Facts.OfType<WatchFired>());
    }

    [Fact]
    public void What_ends_something_waits_for_those_who_are_asked_and_happens_once()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(EndMark: "member"))));
        spec.When(Agree(Some.OfficerActs)).ThenRejected(new NotOfTheBody("office", [Role.Office]));
        spec.When(new AgreeWatch(Some.OfficeActs, "nothing", Volunteer)).ThenRejected<NotFound>();
        spec.When(Agree()).ThenFacts(typeof(WatchAgreed), typeof(MarkEnded)).ThenResult(new WatchIs("much", Volunteer, WatchStatus.Agreed));
        spec.When(Agree()).ThenRejected(new WatchIsAnswered("much", WatchStatus.Agreed));
        spec.When(new DropWatch(Some.OfficeActs, "much", Volunteer, "mild")).ThenRejected(new WatchIsAnswered("much", WatchStatus.Agreed));
    }

    [Fact]
    public void What_is_let_be_does_not_happen_and_is_not_asked_again_in_its_period()
    {
        var spec = Visits(With(Watch(Once.Month, new Effect(EndMark: "member"))));
        spec.When(new DropWatch(Some.OfficeActs, "much", Volunteer, "mild")).ThenFacts(typeof(WatchDropped));
        Assert.Empty(spec.And(Some.Record(Some.Visit(3, start: "2026-03-03T09:00:00+08:00"))).When(Some.Attest(3)).Facts.OfType<WatchFired>());
        Assert.NotNull(MarkHeld.On(Look(spec), Volunteer.ToString(), "member", new(2026, 3, 20)));
    }

    [Fact]
    public void At_the_end_of_a_year_of_the_calendar_it_reads_that_year_and_fires_once()
    {
        var rulebook = With(Watch(Once.Period, new Effect(Notice: Any)) with { At = new(default, new WatchedAt(Period: "school-year")) });
        rulebook = rulebook with { Calendar = new(Periods: [new("school-year", Any, new MonthDay(9, 1))]), Measures = [.. rulebook.Measures!.Select(measure => measure.Code == "got" ? measure with { Window = new(null, new WindowForm(Period: "school-year")) } : measure)] };
        var spec = Visits(rulebook);
        Assert.Equal([("much", Whose.Person)], Watching.Due(Look(spec.At("2026-09-01T00:10:00+08:00")), new(2026, 9, 1)).Select(due => (due.Watch.Value, due.Of)));
        var fired = spec.When(new RunWatch(Actor.Scheduler, "much", null, null)).Facts.OfType<WatchFired>().Single();
        Assert.Equal((Volunteer, new DateOnly(2026, 9, 1)), (fired.Subject, fired.Period));
        Assert.Empty(spec.And(new RunWatch(Actor.Scheduler, "much", null, null)).When(new RunWatch(Actor.Scheduler, "much", null, null)).Facts);
    }

    [Fact]
    public void Nobody_answers_for_himself_or_his_household()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(EndMark: "member")))).And(Some.Grant(Some.Spouse, Role.Office));
        spec.When(Agree(Actor.Of(Some.Spouse))).ThenRejected(new GainsBySigning(Some.Spouse));
        spec.When(new DropWatch(Actor.Of(Some.Spouse), "much", Volunteer, "mild")).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    [Fact]
    public void A_body_agrees_when_as_many_different_people_have_as_it_takes()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(Ask: "council"), new Effect(SetMark: "warned", For: new Quantity(12, Unit.Months)))));
        spec.When(Agree()).ThenFacts(typeof(WatchAgreed)).ThenResult(new WatchIs("much", Volunteer, WatchStatus.Asked));
        spec.When(Agree()).ThenRejected<SecondPersonNeeded>();
        spec.When(Agree(Actor.Of(Some.Neighbour))).ThenFact<MarkSet>(set => Assert.Equal(new DateOnly(2027, 3, 19), set.Until));
    }

    [Fact]
    public void A_deduction_it_asked_for_still_needs_a_second_person()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(Deduct: "no-show")) with { Sure = true }));
        var proposed = spec.When(Agree()).Facts.OfType<DeductionProposed>().Single();
        Assert.Equal((Some.Volunteer, Some.OfficeWorker), (proposed.Person, proposed.ProposedBy));
        spec.When(new DecideDeduction(Some.OfficeActs, proposed.Deduction, true, "seen")).ThenRejected<SecondPersonNeeded>();
        spec.When(new DecideDeduction(Actor.Of(Some.Neighbour), proposed.Deduction, true, "seen")).ThenFacts(typeof(PointsDeducted));
    }

    [Fact]
    public void Who_is_removed_has_his_account_closed_and_nothing_is_left_on_it()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(Close: true))));
        spec.When(Agree()).ThenFacts(typeof(WatchAgreed), typeof(AccountClosed), typeof(RestSettled));
    }

    [Fact]
    public void Without_the_right_to_earn_hours_stand_and_points_do_not_until_it_is_restored()
    {
        var spec = Visits(With(Watch(Once.Life, new Effect(Suspend: [Rights.Earn], For: new Quantity(30, Unit.Days))))).And(Some.Record(Some.Visit(3, start: "2026-03-20T09:00:00+08:00"), Some.Visit(4, start: "2026-03-20T12:00:00+08:00")));
        var accrued = spec.When(Some.Attest(3)).Facts.OfType<ActAccrued>().Single();
        Assert.Equal((30, 0, "/watches/0"), (accrued.Minutes.Count, accrued.Points.Hundredths, accrued.Steps.Single().Rule));
        Assert.Equal([new FactRead("right.earn", 0)], accrued.Read!);
        spec.When(new RestoreRight(Some.OfficerActs, Volunteer, Rights.Earn, "heard")).ThenRejected<NotAllowed>();
        spec.When(new RestoreRight(Some.OfficeActs, Volunteer, Rights.Redeem, "heard")).ThenRejected<NotFound>();
        spec.And(new RestoreRight(Some.OfficeActs, Volunteer, Rights.Earn, "heard"));
        Assert.Equal(200, spec.When(Some.Attest(4)).Facts.OfType<ActAccrued>().Single().Points.Hundredths);
    }

    [Fact]
    public void Without_the_right_to_redeem_no_code_is_given_while_it_lasts()
    {
        var document = With(Watch(Once.Life, new Effect(Suspend: [Rights.Redeem], For: new Quantity(30, Unit.Days)))) with
        {
            Items = [new("umbrella", Any)], Passages = [new("umbrella", PassageKind.Redeem, Item: "umbrella", Price: new(RulebookParts.Points(200), null))],
        };
        var spec = Visits(document).And(new PublishOffer(Some.OfficeActs, Cover, Some.Bakery, new OfferTerms(Any, Points.Zero, new Fen(100), new Bearer(BearerKind.Community), null, new(2026, 1, 1), null, Item: "umbrella")));
        spec.When(Some.Hold(1, Some.Umbrella)).ThenRejected(new NotEligible(null, "/watches/0"));
        spec.When(Some.Hold(1, Cover)).ThenRejected(new NotEligible(null, "/watches/0"));
        spec.At("2026-04-19T09:00:00+08:00").When(Some.Hold(1, Cover)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void One_of_a_period_looks_at_everybody_by_the_windows_that_have_ended_and_once()
    {
        var monthly = Watch(Once.Month, new Effect(Notice: Any, Tells: ["got"])) with { At = new(default, new WatchedAt(Window.Month, After: new Quantity(1, Unit.Days))) };
        var spec = Visits(With(monthly)).At("2026-04-01T09:00:00+08:00");
        spec.At("2026-04-02T09:00:00+08:00").When(new RunWatch(Some.OfficeActs, "much", null, null)).ThenRejected<NotAllowed>();
        spec.When(new RunWatch(Actor.Scheduler, "nothing", null, null)).ThenRejected<NotFound>();
        var facts = spec.When(new RunWatch(Actor.Scheduler, "much", null, null)).Facts;
        Assert.Equal((Volunteer, 400), facts.OfType<WatchFired>().Select(fired => (fired.Subject, fired.Tells!.Single().Value)).Single());
        spec.When(new RunWatch(Actor.Scheduler, "much", null, null)).Then();
        Assert.Empty(Watching.Due(Look(spec), new(2026, 4, 2)));
    }

    [Fact]
    public void It_goes_on_after_the_last_it_looked_at()
    {
        var daily = Watch(Once.Life, new Effect(Notice: Any)) with { At = new(default, new WatchedAt(Window.Day)) };
        var spec = Visits(With(daily));
        spec.When(new RunWatch(Actor.Scheduler, "much", null, Some.Assistant.ToString())).ThenFacts(typeof(WatchRan));
        spec.When(new RunWatch(Actor.Scheduler, "much", null, null)).Then();
        spec.When(new RunWatch(Actor.Scheduler, "much", Some.Assistant.ToString(), null)).ThenFacts(typeof(WatchFired), typeof(WatchRan)).ThenResult(new WatchIsRun("much", true));
    }

    [Fact]
    public void One_that_follows_a_mark_comes_so_long_after_it_and_once_for_each_time_it_is_set()
    {
        var watch = Watch(Once.Life, new Effect(EndMark: "warned")) with { When = new(Fact: "person.mark.warned", Is: true), At = new(default, new WatchedAt(Mark: "warned", After: new Quantity(2, Unit.Months))), Sure = true };
        var spec = Visits(With(watch)).And(new SetMark(Some.OfficeActs, Volunteer, "warned"));
        spec.At("2026-05-19T09:00:00+08:00").When(new RunWatch(Actor.Scheduler, "much", null, null)).ThenFacts(typeof(WatchRan));
        spec.At("2026-05-20T09:00:00+08:00").When(new RunWatch(Actor.Scheduler, "much", null, null)).ThenFacts(typeof(WatchFired), typeof(MarkEnded), typeof(WatchRan));
        spec.At("2026-05-22T09:00:00+08:00").And(new SetMark(Some.OfficeActs, Volunteer, "warned"));
        spec.At("2026-07-22T09:00:00+08:00").When(new RunWatch(Actor.Scheduler, "much", null, null)).ThenFacts(typeof(WatchFired), typeof(MarkEnded), typeof(WatchRan));
    }

    [Fact]
    public void Watches_of_the_community_and_of_households_fire_once_for_all_of_them()
    {
        var town = new Watch("town", Any, Whose.Community, new(Measure: "town", AtLeast: new("4 points")), new(Moment.Fact, null), Once.Month, [new Effect(Notice: Any)]);
        var homes = new Watch("homes", Any, Whose.Household, new(Fact: "household.mark.card", Is: false), new(default, new WatchedAt(Window.Day)), Once.Year, [new Effect(SetMark: "card")]);
        var spec = Visits(With(town, homes), 1).And(Some.Record(Some.Visit(2, start: "2026-03-02T09:00:00+08:00")));
        Assert.Equal(Subject.Community, spec.When(Some.Attest(2)).Facts.OfType<WatchFired>().Single().Subject);
        Assert.Equal(Subject.Of(Some.Home), spec.When(new RunWatch(Actor.Scheduler, "homes", null, null)).ThenFacts(typeof(WatchFired), typeof(MarkSet), typeof(WatchRan)).Facts.OfType<MarkSet>().Single().Of);
    }

    [Fact]
    public void No_watch_sets_off_another()
    {
        var first = Watch(Once.Life, new Effect(SetMark: "warned"));
        var second = Watch(Once.Life, new Effect(Notice: Any)) with { Code = "second", When = new(Fact: "person.mark.warned", Is: true) };
        Assert.Equal("much", Visits(With(first with { }, second), 1).And(Some.Record(Some.Visit(2, start: "2026-03-02T09:00:00+08:00"))).When(Some.Attest(2)).Facts.OfType<WatchFired>().Where(fired => fired.Watch.Value == "much").Single().Watch.Value);
    }

    [Theory]
    [InlineData("{\"suspend\":[\"breathe\"]}", "/watches/0/do/0/suspend/0")]
    [InlineData("{\"notice\":{\"zh\":\"看\"},\"close\":true}", "/watches/0/do/0")]
    [InlineData("{\"endMark\":\"card\"}", "/watches/0/do/0")]
    [InlineData("{\"ask\":\"nobody\"}", "/watches/0/do")]
    [InlineData("{\"demote\":\"stars\"}", "/watches/0/do/0/demote")]
    public void An_effect_that_cannot_be_done_is_found_before_it_is_published(string effect, string place)
    {
        var document = With(Watch(Once.Life, System.Text.Json.JsonSerializer.Deserialize<Effect>(effect, Ledger.Domain.Storage.DomainJson.Options)!));
        Assert.Contains(RulebookChecker.Check(document).Findings, finding => finding.Pointer == place);
    }
}
