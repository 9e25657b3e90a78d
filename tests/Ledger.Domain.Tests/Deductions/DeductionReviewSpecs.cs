using Ledger.Domain.Acts;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Grid;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Deductions;

/// <summary>Who must sign a deduction, and how long one may disagree.</summary>
public sealed class DeductionReviewSpecs
{
    private static readonly RulebookDocument Signed = Some.Document(dailyCap: null) with
    {
        Bodies = [new("council", new Title("议事会"), [Role.CommitteeMember, Role.TeamLeader], 2), new("office", new Title("办公室"), [Role.Office], 1)],
        Review = [new("fines", [new("council"), new("office")], Of: Reviewed.Deduction)],
    };

    private static Spec Proposed(RulebookDocument document) => Some.WithPoints(visits: 2, Some.Book(document)).And(Some.Propose(1, on: "2026-02-02"));

    private static SignDeduction Sign(PersonId by) => new(Actor.Of(by), Some.Deduction(1));

    [Fact]
    public void Nothing_is_taken_before_every_body_has_signed_and_the_decision_is_the_last_signature()
    {
        var spec = Proposed(Signed);
        spec.When(Some.Deduct(1)).ThenRejected(new DeductionIsNotSigned(Some.Deduction(1), "council"));
        spec.When(Sign(Some.OfficeWorker)).ThenRejected(new NotOfTheBody("council", [Role.CommitteeMember, Role.TeamLeader]));
        spec.When(Sign(Some.Neighbour)).ThenFacts(typeof(DeductionReviewed));
        spec.When(Sign(Some.Neighbour)).ThenRejected<SecondPersonNeeded>();
        spec.And(Sign(Some.TeamLeader));
        spec.When(Some.Deduct(1) with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotOfTheBody("office", [Role.Office]));
        spec.When(Some.Deduct(1)).ThenFacts(typeof(PointsDeducted));
    }

    [Fact]
    public void Once_all_have_signed_another_may_decide_and_nobody_signs_again()
    {
        var spec = Proposed(Signed).And(Sign(Some.Neighbour), Sign(Some.TeamLeader), Sign(Some.OfficeWorker));
        spec.When(Sign(Some.OfficeWorker)).ThenRejected(new DeductionIsSigned(Some.Deduction(1)));
        spec.When(Some.Deduct(1) with { By = Actor.Of(Some.Neighbour) }).ThenFacts(typeof(PointsDeducted));
    }

    [Fact]
    public void Nobody_signs_what_he_proposed_or_for_his_household()
    {
        var spec = Proposed(Signed with { Bodies = [new("council", new Title("议事会"), [Role.GridOfficer, Role.Office], 1), new("office", new Title("办公室"), [Role.Office], 1)] }).And(Some.Grant(Some.Spouse, Role.Office));
        spec.When(Sign(Some.GridOfficer)).ThenRejected<SecondPersonNeeded>();
        spec.When(Sign(Some.Spouse)).ThenRejected(new GainsBySigning(Some.Spouse));
        spec.When(Some.Deduct(1, post: false)).ThenFacts(typeof(DeductionWithdrawn));
    }

    [Fact]
    public void A_role_bound_to_a_grid_signs_for_nobody_elsewhere()
    {
        var spec = Proposed(Signed with { Bodies = [new("council", new Title("议事会"), [Role.GridOfficer], 1), new("office", new Title("办公室"), [Role.Office], 1)] }).And(
            new AddNodes(Some.AdministratorActs, [new("grid-2", Some.Root, NodeKind.Grid, new Title("第二网格"), new(2025, 1, 1))]), Some.Grant(Some.Rider, Role.GridOfficer) with { Node = "grid-2" });
        spec.When(Sign(Some.Rider)).ThenRejected(new OutsideScope(null, Some.Volunteer));
    }

    [Fact]
    public void After_so_many_days_nobody_disagrees_any_more()
    {
        var document = Some.Document(dailyCap: null) is var plain ? plain with { Filing = plain.Filing with { Appeal = RulebookParts.Days(10) } } : null!;
        var spec = Proposed(document).At("2026-02-12T20:00:00+08:00");
        spec.When(Ask(1000)).ThenRejected(new TooLateToObject(new(2026, 2, 11)));
        spec.When(Ask(1001)).ThenFact<CorrectionRequested>(asked => Assert.Equal("sheet", asked.Papers!.Single().Kind.Value));
        spec.When(new AppealDeduction(Actor.Of(Some.Volunteer), Some.Deduction(1), null, [])).ThenFacts(typeof(DeductionAppealed));
        spec.At("2026-02-13T08:00:00+08:00").When(new RequestCorrection(Actor.Of(Some.Volunteer), CorrectionId.Of(Some.Id(0x91)), Some.Volunteer, null, "name", Some.Hash("text"), [])).ThenFacts(typeof(CorrectionRequested));
    }

    private static RequestCorrection Ask(int act) =>
        new(Actor.Of(Some.Volunteer), CorrectionId.Of(Some.Id(0x90 + act)), Some.Volunteer, Some.Act(act), "minutes", Some.Hash("text"), [], [new("sheet", Some.Hash($"{act}"))]);
}
