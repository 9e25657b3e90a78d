using Ledger.Domain.Acts;
using Ledger.Domain.Corrections;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Corrections;

public sealed class CorrectionSpecs
{
    private static readonly CorrectionId Id = CorrectionId.Of(Some.Id(0x900));
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void A_volunteer_asks_and_the_text_is_in_the_vault()
    {
        var asked = Ask() with { Vault = [new SideRow(SideKinds.Vault, $"{Some.Volunteer}|note-{Id}", "Y2lwaGVy")] };
        Recorded().When(asked).Then(new CorrectionRequested(Id, Some.Volunteer, Some.Act(1), "minutes", Some.Hash("text"), Some.Volunteer, Day)).ThenFurtherReads(1)
            .ThenResult(new CorrectionIs(Id, Some.Volunteer, null));
    }

    [Fact]
    public void A_helper_asks_for_somebody_without_a_phone_and_is_named() =>
        Recorded().When(Ask() with { By = Some.OfficerActs }).ThenFact<CorrectionRequested>(fact => Assert.Equal(Some.GridOfficer, fact.RequestedBy));

    [Fact]
    public void It_is_accepted_by_what_was_done_and_refused_with_a_reason()
    {
        Recorded().And(Ask()).When(Decide()).Then(new CorrectionDecided(Id, Some.Volunteer, Some.OfficeWorker, CorrectionOutcome.Accepted, [Some.Act(1)], null, null, Day));
        Recorded().And(Ask()).When(Decide(CorrectionOutcome.Refused) with { Done = [], Reason = "sheet-says-so", TextHash = Some.Hash("answer") })
            .Then(new CorrectionDecided(Id, Some.Volunteer, Some.OfficeWorker, CorrectionOutcome.Refused, [], "sheet-says-so", Some.Hash("answer"), Day));
        Recorded().And(Ask() with { Act = null, About = "name" }).When(Decide() with { Done = [] }).ThenFacts(typeof(CorrectionDecided));
    }

    [Fact]
    public void Refusals_of_a_request_come_in_order()
    {
        Recorded().And(Ask()).When(Ask() with { By = Actor.Of(Some.Spouse), Act = Some.Act(2) }).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Recorded().And(Ask()).When(Ask() with { Act = Some.Act(2) }).ThenRejected(new NotFound("act", $"{Some.Act(2)}"));
        Recorded().When(Ask() with { Act = Some.Act(9) }).ThenRejected<NotFound>();
        Recorded().And(Ask()).When(Ask()).ThenRejected(new IdAlreadyUsed("correction", $"{Id}"));
    }

    [Fact]
    public void Refusals_of_a_decision_come_in_order()
    {
        var asked = Recorded().And(Ask());
        asked.When(Decide() with { By = Some.AdministratorActs, Expected = 1 }).ThenRejected(new NotAllowed(Role.Office));
        asked.When(Decide() with { Correction = CorrectionId.Of(Some.Id(0x901)), Expected = 1 }).ThenRejected<NotFound>();
        asked.When(Decide() with { Expected = 1, Done = [Some.Act(9)] }).ThenRejected<ChangedMeanwhile>();
        asked.When(Decide() with { Done = [Some.Act(9)] }).ThenRejected(new NotFound("done", $"{Some.Act(9)}"));
        asked.When(Decide() with { Done = [] }).ThenRejected(new NothingWasDone(Id));
        Recorded().And(Ask(), Decide()).When(Decide()).ThenRejected(new CorrectionIsDecided(Id));
    }

    [Fact]
    public void Nobody_decides_who_had_a_part_in_it_or_gains_by_it()
    {
        foreach (var involved in new[] { Some.GridOfficer, Some.TeamLeader, Some.Volunteer, Some.Spouse })
            Recorded().And(Some.Grant(involved, Role.Office), Ask()).When(Decide() with { By = Actor.Of(involved) }).ThenRejected(new DeciderIsInvolved("correction"));
        Recorded().And(Ask() with { By = Some.OfficeActs }).When(Decide()).ThenRejected<DeciderIsInvolved>();
    }

    /// <summary>Act 1 is the volunteer's, recorded by the grid officer and attested by the team leader; act 2 is the neighbour's.</summary>
    private static Spec Recorded() => Spec.Given(Some.Usual).At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1), Some.Visit(2, Some.Neighbour)), Some.Attest(1));

    private static RequestCorrection Ask() => new(Actor.Of(Some.Volunteer), Id, Some.Volunteer, Some.Act(1), "minutes", Some.Hash("text"), []);

    private static DecideCorrection Decide(CorrectionOutcome outcome = CorrectionOutcome.Accepted) => new(Some.OfficeActs, Some.Volunteer, Id, outcome, [Some.Act(1)], null, null, null, []);
}
