using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks.Adoption;

/// <summary>From a draft to a version in force, by the steps that the version before it asks for.</summary>
public sealed class AdoptionSpecs
{
    /// <summary>Shown to all, then decided by two of the committee; seven days between publication and the first day.</summary>
    private static readonly RulebookDocument Asking = Some.Document() with
    {
        Adoption = new([new("shown", new Title("公示草案")), new("committee", new Title("居委会表决"), "council")], RulebookParts.Days(7)),
        Bodies = [new Body("council", new Title("居委会"), [Role.CommitteeMember], 2)],
    };

    private static readonly RulebookDocument Next = Some.Document("v2", "2026-05-01", dailyCap: 800);

    private static readonly string Hash = RulebookParts.HashOf(Next);

    private static readonly PersonId Second = Some.Clerk;

    private static Spec Town(RulebookDocument? first = null) => Spec.Given(Some.Book(first ?? Asking)).And(Some.Grant(Second, Role.CommitteeMember)).At("2026-04-10T10:00:00+08:00");

    private static Spec Drafted() => Town().And(Draft(Next), Check);

    private static CheckRulebook Check => new(Some.OfficeActs, "v2", "haian");

    private static DraftRulebook Draft(RulebookDocument document) => new(Some.OfficeActs, document, RulebookParts.HashOf(document));

    private static RecordDecision Decide(PersonId by, string step, string on = "2026-04-09") => new(Actor.Of(by), "v2", Hash, step, DateOnly.Parse(on), null);

    [Fact]
    public void A_draft_is_checked_decided_on_and_published()
    {
        var spec = Town();
        spec.When(Draft(Next)).ThenFacts(typeof(RulebookDrafted)).ThenResult(stands => Assert.Equal((false, 2), (stands.IsChecked, stands.Steps.Count)));
        spec.When(Check).ThenFacts(typeof(RulebookChecked)).ThenResult(check => Assert.Equal(0, check.Faults));
        spec.And(Decide(Some.OfficeWorker, "shown"), Decide(Some.Neighbour, "committee")).When(Some.Publish(Next)).ThenRejected(new StepsAreMissing("v2", ["committee"]));
        spec.When(Decide(Second, "committee")).ThenFacts(typeof(DecisionRecorded)).ThenResult(stands => Assert.All(stands.Steps, step => Assert.True(step.IsDone())));
        spec.When(new PublishDraft(Some.OfficeActs, "v2", Hash)).ThenFacts(typeof(RulebookPublished));
        Assert.Empty(spec.Journal.Rows.All<RulebookDraft>());
        spec.When(new TakeEffect(Actor.Scheduler, "v2")).Then();
        spec.At("2026-05-01T00:00:00+08:00").When(new TakeEffect(Actor.Scheduler, "v2")).Then(new RulebookTookEffect("v2", "sample-1"));
        spec.When(new TakeEffect(Actor.Scheduler, "v2")).Then();
    }

    [Fact]
    public void Where_nothing_is_asked_a_version_is_published_at_once()
    {
        Town(Some.Document()).When(Some.Publish(Next)).ThenFacts(typeof(RulebookPublished));
        Town(Some.Document()).And(Draft(Next)).When(new PublishDraft(Some.OfficeActs, "v2", Hash)).ThenFacts(typeof(RulebookPublished));
    }

    [Fact]
    public void A_text_for_another_community_is_neither_drafted_nor_published()
    {
        var theirs = Next with { Community = "elsewhere" };
        static void Says(RulebookIsContradictory refusal) => Assert.Contains(refusal.Findings, finding => (finding.Pointer, finding.Code.Value) == ("/community", "wrong-community"));
        Town(Some.Document()).When(Draft(theirs) with { Community = "here" }).ThenRejected<RulebookIsContradictory>(Says);
        Town(Some.Document()).When(Draft(theirs) with { Community = "elsewhere" }).ThenFacts(typeof(RulebookDrafted));
        Town(Some.Document()).And(Draft(theirs)).When(new PublishDraft(Some.OfficeActs, "v2", RulebookParts.HashOf(theirs), "here")).ThenRejected<RulebookIsContradictory>(Says);
    }

    [Fact]
    public void Points_are_paid_out_as_money_only_by_a_version_whose_decision_is_recorded()
    {
        var cash = Next with { Passages = [new("cash", PassageKind.Cash, Face: new(RulebookParts.Points(100), new Quantity(100, Unit.Yuan)))] };
        var hash = RulebookParts.HashOf(cash);
        var spec = Town(Some.Document()).And(Draft(cash), Check);
        spec.When(new PublishDraft(Some.OfficeActs, "v2", hash)).ThenRejected<RulebookIsContradictory>(refusal => Assert.Contains(refusal.Findings, finding => finding.Code.Value == "cash-without-decision"));
        spec.And(Decide(Some.OfficeWorker, "meeting") with { Hash = hash }).When(Decide(Some.OfficeWorker, "meeting") with { Hash = hash }).ThenRejected(new StepIsTaken("meeting"));
        spec.When(new PublishDraft(Some.OfficeActs, "v2", hash)).ThenFacts(typeof(RulebookPublished));
    }

    [Fact]
    public void Steps_are_taken_in_their_order_by_those_who_may_and_once_by_each()
    {
        Drafted().When(Decide(Some.Neighbour, "committee")).ThenRejected(new StepsAreMissing("v2", ["shown"]));
        var shown = Drafted().And(Decide(Some.OfficeWorker, "shown"));
        shown.When(Decide(Some.OfficeWorker, "shown")).ThenRejected(new StepIsTaken("shown"));
        shown.When(Decide(Some.OfficeWorker, "committee")).ThenRejected(new NotAllowed(Role.CommitteeMember));
        shown.And(Decide(Some.Neighbour, "committee")).When(Decide(Some.Neighbour, "committee")).ThenRejected(new StepIsTaken("committee"));
        shown.When(Decide(Some.OfficeWorker, "elsewhere")).ThenRejected(new NotFound("step", "elsewhere"));
        shown.When(Decide(Some.Neighbour, "committee", "2026-04-11")).ThenRejected(new DecisionInTheFuture(new(2026, 4, 11), new(2026, 4, 10)));
    }

    [Fact]
    public void Only_what_was_checked_is_decided_on()
    {
        Town().And(Draft(Next)).When(Decide(Some.OfficeWorker, "shown")).ThenRejected(new DraftIsNotChecked("v2"));
        var bad = Next with { Acts = [Next.Acts[0] with { Board = "nowhere" }] };
        Town().And(Draft(bad)).When(Check).ThenResult(check => Assert.Equal(("/acts/0/board", 1), (check.Findings[0].Pointer, check.Faults)))
            .Next.When(Decide(Some.OfficeWorker, "shown") with { Hash = RulebookParts.HashOf(bad) }).ThenRejected(new DraftIsNotChecked("v2"));
    }

    [Fact]
    public void Another_text_of_the_draft_is_decided_on_anew()
    {
        var other = Next with { EffectiveFrom = new(2026, 5, 2) };
        var spec = Drafted().And(Decide(Some.OfficeWorker, "shown"), Draft(other));
        spec.When(Decide(Some.Neighbour, "committee")).ThenRejected(new DraftIsAnother("v2", RulebookParts.HashOf(other)));
        spec.When(new PublishDraft(Some.OfficeActs, "v2", Hash)).ThenRejected(new DraftIsAnother("v2", RulebookParts.HashOf(other)));
        spec.And(Check).When(Some.Publish(other)).ThenRejected(new StepsAreMissing("v2", ["shown", "committee"]));
    }

    [Fact]
    public void Between_publication_and_the_first_day_lie_the_days_that_are_asked_for()
    {
        var spec = Drafted().And(Decide(Some.OfficeWorker, "shown"), Decide(Some.Neighbour, "committee"), Decide(Second, "committee"));
        spec.At("2026-04-24T23:59:00+08:00").When(Some.Publish(Next)).ThenFacts(typeof(RulebookPublished));
        Drafted().And(Decide(Some.OfficeWorker, "shown"), Decide(Some.Neighbour, "committee"), Decide(Second, "committee"))
            .At("2026-04-25T00:00:00+08:00").When(Some.Publish(Next)).ThenRejected(new NoticeIsTooShort(new(2026, 5, 1), new(2026, 5, 2)));
    }

    [Fact]
    public void A_draft_is_withdrawn_and_may_come_again()
    {
        var spec = Drafted();
        spec.When(new WithdrawRulebook(Some.OfficeActs, "v2")).Then(new RulebookWithdrawn("v2", Hash, Some.OfficeWorker));
        spec.When(new WithdrawRulebook(Some.OfficeActs, "v2")).ThenRejected(new NotFound("version", "v2"));
        spec.When(Draft(Next)).ThenFacts(typeof(RulebookDrafted)).ThenResult(stands => Assert.False(stands.IsChecked));
    }

    [Fact]
    public void Who_drafts_and_what_is_refused()
    {
        Town().When(Draft(Next) with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Town().And(Draft(Next with { Community = "elsewhere" })).When(Check).ThenResult(check => Assert.Equal("wrong-community", Assert.Single(check.Findings, finding => finding.Pointer == "/community").Code.Value));
        Town().And(Draft(Next with { Community = "haian" })).When(Check).ThenResult(check => Assert.Equal(0, check.Faults));
        Town().When(Draft(Asking)).ThenRejected(new IdAlreadyUsed("version", "sample-1"));
        Drafted().When(Draft(Next)).Then();
        Drafted().When(new TakeEffect(Some.OfficeActs, "v2")).ThenRejected(new NotAllowed());
    }
}
