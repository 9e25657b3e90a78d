using Ledger.Domain.Acts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;
using Mark = Ledger.Domain.Rulebooks.Document.Mark;

namespace Ledger.Domain.Tests.Acts;

/// <summary>Who must sign an act: the first entry of the rulebook that applies, its steps in their order, in each so many different people.</summary>
public sealed class ReviewSpecs
{
    private static readonly Title Any = new("审核");
    private static readonly Body Leaders = new("leaders", Any, [Role.TeamLeader], 1), Council = new("council", Any, [Role.Office, Role.CommitteeMember], 2);

    private static readonly RulebookDocument Plain = Some.Document() is var document ? document with
    {
        Bodies = [Leaders, Council], Inputs = [new("score", Any, "times", 0, 10)], Marks = [new("seen", Any, MarkOf.Act)],
        Acts = [document.Acts[0], document.Acts[1] with { Inputs = ["score"], Marks = ["seen"], Give = [RulebookParts.Act("x", "x", "safety", null, 100).Give![0] with { Amount = new(default, new(new("input.score", null), [new(Each: RulebookParts.Points(100))])) }] }, document.Acts[2]],
        Review = [new("visits", [new("leaders"), new("council", ["score", "seen"])], When: new(Fact: "act.type", In: ["visit"])), new("rest", [])],
    } : null!;

    private static Spec Book(RulebookDocument? rulebook = null) => Spec.Given(Some.Book(rulebook ?? Plain)).At("2026-03-01T20:00:00+08:00");

    private static AttestActs Sign(PersonId by, long? score = null, params Code[] marks) => new(Actor.Of(by), [Some.Act(1)], score is { } value ? [new("score", value)] : null, marks.Length > 0 ? marks : null);

    [Fact]
    public void Steps_are_signed_in_their_order_and_the_last_signature_attests()
    {
        var spec = Book().And(Some.Record(Some.Visit(1)));
        spec.When(Sign(Some.OfficeWorker, 4)).ThenRejected(new NotOfTheBody("leaders", [Role.TeamLeader]));
        spec.When(Sign(Some.TeamLeader)).Then(new ActReviewed(Some.Act(1), 0, "leaders", Some.TeamLeader));
        spec.When(Sign(Some.TeamLeader)).ThenRejected<NotOfTheBody>();
        spec.When(Sign(Some.OfficeWorker, 4)).Then(new ActReviewed(Some.Act(1), 1, "council", Some.OfficeWorker, [new("score", 4)]));
        spec.When(Sign(Some.OfficeWorker, 4)).ThenRejected<SecondPersonNeeded>();
        var posted = spec.When(Sign(Some.Neighbour, 4)).ThenFacts(typeof(ActAttested), typeof(ActAccrued)).Result.Posted.Single();
        Assert.Equal(new Points(400), posted.PointsHundredths);
    }

    [Fact]
    public void A_step_gets_the_numbers_it_asks_for_and_all_its_signers_say_the_same()
    {
        var spec = Book().And(Some.Record(Some.Visit(1)), Sign(Some.TeamLeader));
        spec.When(Sign(Some.OfficeWorker)).ThenRejected(new ReviewInputMissing(Some.Act(1), "score"));
        spec.When(Sign(Some.OfficeWorker, 11)).ThenRejected(new InputOutOfRange(Some.Act(1), "score", 0, 10));
        spec.And(Sign(Some.OfficeWorker, 4)).When(Sign(Some.Neighbour, 5)).ThenRejected(new InputOutOfRange(Some.Act(1), "score", 4, 4));
    }

    [Fact]
    public void What_a_step_states_is_not_reported_and_a_report_sent_again_is_the_same()
    {
        var spec = Book();
        spec.When(Some.Record(Some.Visit(1) with { Inputs = [new("score", 10)] })).ThenRejected(new InputOutOfRange(Some.Act(1), "score", 0, 0));
        spec.When(Some.Record(Some.Visit(1) with { Marks = ["seen"] })).ThenRejected(new UnknownMark(Some.Act(1), "seen"));
        spec.And(Some.Record(Some.Visit(1)), Sign(Some.TeamLeader), Sign(Some.OfficeWorker, 4, "seen"), Sign(Some.Neighbour, 4, "seen")).When(Some.Record(Some.Visit(1))).Then();
    }

    [Fact]
    public void A_condition_on_what_a_step_states_is_judged_when_it_is_stated_and_by_all_of_its_signers()
    {
        var seen = Plain with { Acts = [Plain.Acts[0], Plain.Acts[1] with { When = new(Fact: "act.mark.seen", Is: true) }, Plain.Acts[2]] };
        var spec = Book(seen).And(Some.Record(Some.Visit(1)), Sign(Some.TeamLeader), Sign(Some.OfficeWorker, 4, "seen"));
        spec.When(Sign(Some.Neighbour, 4)).ThenRejected(new NotEligible(Some.Act(1), "/acts/1/when"));
        spec.When(Sign(Some.Neighbour, 4, "seen")).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
    }

    [Fact]
    public void A_review_without_steps_scores_the_act_when_it_is_recorded()
    {
        var spec = Book();
        spec.When(Some.Record(Some.Visit(1, type: "parcel"))).ThenFacts(typeof(ActRecorded), typeof(ActAttested), typeof(ActAccrued));
        spec.When(Some.Record(Some.Visit(1, type: "parcel"))).Then();
    }

    [Fact]
    public void Nobody_signs_for_himself_or_what_he_recorded()
    {
        var spec = Book().And(Some.Record(Some.Visit(1, Some.TeamLeader), Some.Visit(2)) with { By = Actor.Of(Some.OfficeWorker) });
        spec.When(Sign(Some.TeamLeader)).ThenRejected(new AttesterIsDoer(Some.Act(1)));
        spec.And(new AttestActs(Actor.Of(Some.TeamLeader), [Some.Act(2)])).When(new AttestActs(Actor.Of(Some.OfficeWorker), [Some.Act(2)], [new("score", 1)])).ThenRejected(new AttesterIsRecorder(Some.Act(2)));
    }

    [Fact]
    public void Papers_and_recorders_must_be_there()
    {
        var asked = Plain with { Review = [new("all", [new("leaders")], Evidence: ["photo"], Recorders: 2)] };
        var spec = Book(asked with { Acts = Some.Document().Acts });
        spec.When(Some.Record(Some.Visit(1))).ThenRejected(new EvidenceMissing(Some.Act(1), "photo"));
        var shown = Some.Visit(1) with { Papers = [new("photo", Some.Hash("photo"))] };
        spec.When(Some.Record(shown)).ThenRejected(new RecordersMissing(Some.Act(1), 2, 1));
        spec.When(Some.Record(shown with { Recorders = [Some.Assistant] })).ThenFacts(typeof(ActRecorded));
        spec.And(Some.Record(shown with { Recorders = [Some.Assistant] })).When(Some.Record(Some.Visit(2, Some.Spouse) with { Papers = shown.Papers, Recorders = [Some.Assistant] })).ThenRejected<EvidenceAlreadyUsed>();
    }

    [Fact]
    public void How_much_stands_in_a_window_with_this_act_decides_who_signs()
    {
        var tiers = Some.Document() with
        {
            Bodies = [Leaders, Council], Measures = [.. Some.Document().Measures!, new("minutes", new("minutes", null), Whose: [Whose.Person], Window: new(Window.Day, null))],
            Review = [new("long", [new("council")], Tier: new("minutes", new Quantity(60, Unit.Minutes))), new("short", [])],
        };
        var spec = Book(tiers).And(Some.Record(Some.Visit(1, start: "2026-03-01T08:00:00+08:00", minutes: 60)));
        Assert.Equal("long", spec.When(Some.Record(Some.Visit(2, start: "2026-03-01T10:00:00+08:00", minutes: 1))).Facts.OfType<ActRecorded>().Single().Review?.Value);
    }

    [Fact]
    public void What_comes_too_late_needs_an_entry_for_what_is_late()
    {
        var late = Plain with { Review = [new("late", [new("council")], Late: true, When: new(Fact: "act.type", In: ["parcel"])), .. Plain.Review!] };
        var spec = Book(late).At("2026-04-20T20:00:00+08:00");
        spec.When(Some.Record(Some.Visit(1, type: "patrol"))).ThenRejected<FiledTooLate>();
        spec.When(Some.Record(Some.Visit(1, type: "parcel"))).ThenFact<ActRecorded>(act => Assert.Equal("late", act.Review?.Value));
    }

    [Fact]
    public void A_body_of_a_node_or_a_team_is_those_whose_role_is_bound_to_the_one_the_act_is_of()
    {
        var team = TeamId.Of(Some.Id(0x600));
        var plain = Plain with { Bodies = [Leaders with { Scope = Whose.Team }, new("grid", Any, [Role.GridAssistant], 1, Whose.Node)], Review = [new("visits", [new("leaders"), new("grid")])], Acts = Some.Document().Acts };
        var spec = Book(plain).And(new FoundTeam(Some.OfficeActs, team, new Title("邻里帮"), new DateOnly(2026, 1, 1)), new JoinTeam(Some.OfficeActs, team, Some.Volunteer, new DateOnly(2026, 1, 1), null),
            Some.Grant(Some.Neighbour, Role.TeamLeader) with { Team = team }, Some.Grant(Some.Clerk, Role.GridAssistant) with { Node = Some.Building }, Some.Record(Some.Visit(1)));
        spec.When(Sign(Some.TeamLeader)).ThenRejected(new NotOfTheBody("leaders", [Role.TeamLeader]));
        spec.And(Sign(Some.Neighbour)).When(Sign(Some.Assistant)).ThenRejected(new NotOfTheBody("grid", [Role.GridAssistant]));
        spec.When(Sign(Some.Clerk)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
    }
}
