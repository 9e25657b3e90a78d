using Ledger.Domain.Acts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;
using Mark = Ledger.Domain.Rulebooks.Document.Mark;

namespace Ledger.Domain.Tests.Marks;

/// <summary>Dated signs (标记) on people, households, teams, places and activities, and clauses that ask for them.</summary>
public sealed class MarkSpecs
{
    private static readonly Title Any = new("标记");
    private static readonly TeamId Team = TeamId.Of(Some.Id(0x600));
    private static readonly Subject Volunteer = Subject.Of(Some.Volunteer);

    private static readonly RulebookDocument Plain = Some.Document() with
    {
        Marks =
        [
            new("trained", Any, MarkOf.Person), new("aided", Any, MarkOf.Person, Value: new("times", 1, 3)), new("member", Any, MarkOf.Household, SetBy: [Role.GridOfficer]),
            new("base", Any, MarkOf.Place), new("filed", Any, MarkOf.Activity), new("owner", Any, MarkOf.Person, Within: MarkOf.Team, Most: new Quantity(1, Unit.People)),
        ],
    };

    [Fact]
    public void A_mark_is_set_from_today_on_and_twice_changes_nothing()
    {
        var spec = Spec.Given(Some.Book(Plain));
        spec.When(Set("trained")).Then(new MarkSet(Volunteer, "trained", new(2026, 1, 1), null, null, null, null, Some.OfficeWorker));
        spec.When(Set("trained")).Then().ThenResult(new MarkIs(Volunteer, "trained", new(2026, 1, 1)));
    }

    [Fact]
    public void Only_those_whom_the_rulebook_names_set_it()
    {
        var spec = Spec.Given(Some.Book(Plain));
        spec.When(new SetMark(Some.OfficerActs, Volunteer, "trained")).ThenRejected(new NotOfTheBody("trained", [Role.Office]));
        spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "member")).ThenRejected(new NotOfTheBody("member", [Role.GridOfficer]));
        spec.When(new SetMark(Some.OfficerActs, Subject.Of(Some.Home), "member")).ThenFacts(typeof(MarkSet));
    }

    [Fact]
    public void It_must_be_a_mark_of_such_a_subject_who_is_in_the_books()
    {
        var spec = Spec.Given(Some.Book(Plain));
        spec.When(Set("tall")).ThenRejected(new UnknownMark(null, "tall"));
        spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "trained")).ThenRejected(new UnknownMark(null, "trained"));
        spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Person(99)), "trained")).ThenRejected<NotFound>();
        spec.When(new SetMark(Some.OfficeActs, Subject.Place("nowhere"), "base")).ThenRejected<NotFound>();
        spec.When(Set("aided")).ThenRejected(new InputOutOfRange(null, "aided", 1, 3));
        spec.When(Set("aided") with { Value = 4 }).ThenRejected(new InputOutOfRange(null, "aided", 1, 3));
        spec.When(Set("trained") with { Until = new(2025, 12, 31) }).ThenRejected<PeriodIsEmpty>();
    }

    [Fact]
    public void Who_has_no_household_bears_the_marks_of_one_himself()
    {
        var spec = Spec.Given(Some.Book(Plain)).And(new SetMark(Some.OfficerActs, Subject.Of(Some.Neighbour), "member"));
        Assert.Equal(1, Seen(spec, Some.Neighbour, "household.mark.member"));
    }

    [Fact]
    public void An_ended_mark_is_not_borne_from_that_day_on_and_what_was_before_stays()
    {
        var spec = Spec.Given(Some.Book(Plain)).And(Set("trained")).At("2026-02-10T09:00:00+08:00");
        spec.When(new EndMark(Some.OfficeActs, Volunteer, "trained")).Then(new MarkEnded(Volunteer, "trained", new(2026, 2, 10), Some.OfficeWorker));
        Assert.Equal((1, 0), (Seen(spec, Some.Volunteer, "person.mark.trained", new(2026, 2, 9)), Seen(spec, Some.Volunteer, "person.mark.trained")));
        spec.When(new EndMark(Some.OfficeActs, Volunteer, "trained")).ThenRejected<NotFound>();
    }

    [Fact]
    public void A_new_number_goes_on_with_the_run_of_the_old()
    {
        var spec = Spec.Given(Some.Book(Plain)).And(Set("aided") with { Value = 1 }).At("2026-03-31T09:00:00+08:00").And(Set("aided") with { Value = 2 });
        Assert.Equal((2, 2), (Seen(spec, Some.Volunteer, "person.value.aided"), Seen(spec, Some.Volunteer, "person.since.aided")));
        Assert.Equal(3, Seen(spec, Some.Volunteer, "person.since.aided", new(2026, 4, 1)));
    }

    [Fact]
    public void In_a_team_only_so_many_bear_it()
    {
        var spec = Spec.Given(Some.Book(Plain)).And(new FoundTeam(Some.OfficeActs, Team, new("队"), new(2026, 1, 1)), Joins(Some.Volunteer), Joins(Some.Neighbour), Set("owner"));
        spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Neighbour), "owner")).ThenRejected(new LimitReached(null, "owner"));
        spec.And(new EndMark(Some.OfficeActs, Volunteer, "owner")).When(new SetMark(Some.OfficeActs, Subject.Of(Some.Neighbour), "owner")).ThenFacts(typeof(MarkSet));
    }

    [Fact]
    public void An_act_is_refused_whose_doer_lacks_the_mark_and_what_was_read_is_frozen()
    {
        var who = new When(Fact: "person.mark.trained", Is: true);
        var spec = Spec.Given(Some.Book(Plain with { Acts = [Plain.Acts[0], Plain.Acts[1] with { Who = who }, Plain.Acts[2]] })).At("2026-03-01T20:00:00+08:00");
        spec.When(Some.Record(Some.Visit(1))).ThenRejected(new NotEligible(Some.Act(1), "/acts/1/who"));
        spec.And(Set("trained"), Some.Record(Some.Visit(1)));
        var accrued = Assert.IsType<ActAccrued>(spec.When(Some.Attest(1)).Facts[1]);
        Assert.Equal([new FactRead("person.mark.trained", 1)], accrued.Read!);
    }

    [Fact]
    public void What_was_read_stays_when_the_act_is_valued_again()
    {
        var who = new When(Fact: "person.mark.trained", Is: true);
        var document = Plain with { Acts = [Plain.Acts[0], Plain.Acts[1] with { Who = who, Otherwise = Otherwise.Record }, Plain.Acts[2]] };
        var spec = Spec.Given(Some.Book(document.Capped(300))).And(Set("trained")).At("2026-03-01T20:00:00+08:00")
            .And(Some.Record(Some.Visit(1), Some.Visit(2, start: "2026-03-01T11:00:00+08:00")), Some.Attest(1), Some.Attest(2), new EndMark(Some.OfficeActs, Volunteer, "trained"));
        var adjusted = spec.When(Some.Reverse(1)).Facts.OfType<AccrualAdjusted>().Single();
        Assert.Equal((new Points(100), new Points(100)), (adjusted.Got, adjusted.Points));
    }

    [Fact]
    public void Places_and_activities_bear_marks_too()
    {
        var when = new When(All: [new(Fact: "place.mark.base", Is: true), new(Fact: "activity.since.filed", AtLeast: new("3 days"))]);
        var activity = new Source("session", Some.Id(0x700));
        var spec = Spec.Given(Some.Book(Plain with { Acts = [Plain.Acts[0], Plain.Acts[1] with { When = when }, Plain.Acts[2]] })).At("2026-02-27T09:00:00+08:00")
            .And(new SetMark(Some.OfficeActs, Subject.Place(Some.Building), "base"), new SetMark(Some.OfficeActs, Subject.Activity("session", Some.Id(0x700)), "filed")).At("2026-03-02T20:00:00+08:00");
        spec.When(Some.Record(Some.Visit(1) with { Source = activity })).ThenRejected<NotEligible>();
        spec.When(Some.Record(Some.Visit(1, start: "2026-03-02T09:00:00+08:00") with { Source = activity })).ThenFacts(typeof(ActRecorded));
    }

    [Fact]
    public void Age_is_the_first_year_of_the_band()
    {
        var grown = Plain with { Members = new(Earn: new When(Fact: "person.age", AtLeast: new("60 years"))) };
        var spec = Spec.Given(Some.Book(grown)).At("2026-03-01T20:00:00+08:00");
        spec.When(Some.Record(Some.Visit(1))).ThenRejected<NotEligible>();
        spec.When(Some.Record(Some.Visit(1) with { AgeBand = "50-59" })).ThenRejected<NotEligible>();
        spec.When(Some.Record(Some.Visit(1) with { AgeBand = "60-69" })).ThenFacts(typeof(ActRecorded));
        spec.And(Some.Record(Some.Visit(1) with { AgeBand = "60-69" })).When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
    }

    [Fact]
    public void Tenure_counts_whole_months_since_somebody_entered_the_books()
    {
        var spec = Spec.Given(Some.Book(Plain));
        Assert.Equal((0, 1, 11), (Seen(spec, Some.Volunteer, "person.tenure", new(2026, 1, 31)), Seen(spec, Some.Volunteer, "person.tenure", new(2026, 2, 1)), Seen(spec, Some.Volunteer, "person.tenure", new(2026, 12, 31))));
    }

    /// <summary>What a clause of any rulebook would read.</summary>
    private static long? Seen(Spec spec, PersonId person, string fact, DateOnly? day = null)
    {
        var when = fact.Contains(".since.") || fact.EndsWith("tenure") ? new When(Fact: fact, AtLeast: new("1 months")) : fact.Contains(".value.") ? new When(Fact: fact, AtLeast: new("1 times")) : new When(Fact: fact, Is: true);
        var rulebook = CompiledRulebook.Of(Plain with { Members = new(Earn: when) }).Rulebook!;
        var books = new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1);
        return SubjectFacts.Of(books, rulebook, Subject.Of(person), day ?? books.Today).SingleOrDefault(read => read.Fact == fact)?.Value;
    }

    private static SetMark Set(Code mark) => new(Some.OfficeActs, Volunteer, mark);

    private static JoinTeam Joins(PersonId person) => new(Some.OfficeActs, Team, person, new(2026, 1, 1), null);
}
