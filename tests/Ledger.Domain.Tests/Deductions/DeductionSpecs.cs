using Ledger.Domain.Accounts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Deductions;

public sealed class DeductionSpecs
{
    private static PlayedJournal Book(long? debtLimit = null, int? notice = null) => Some.Book(Some.Document(debtLimit: debtLimit, notice: notice));

    [Fact]
    public void Nothing_is_taken_until_a_second_person_decides()
    {
        var spec = Some.WithPoints(visits: 2);
        spec.When(Some.Propose(1, on: "2026-02-02")).ThenFacts(typeof(DeductionProposed));
        spec.When(Some.Deduct(1) with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Office, Role.CommitteeMember));
        spec.When(Some.Deduct(1)).ThenFact<PointsDeducted>(deducted =>
        {
            Assert.Equal([(Some.Lot("2027-02-01"), 200L), (Some.Lot("2027-02-02"), 100)], deducted.Legs.Where(leg => leg.Account == AccountName.Deducted).Select(leg => (leg.Lot!, leg.Amount)));
            Assert.True(Arithmetic.Holds(deducted.Steps) && Arithmetic.ResultIn("points", deducted.Steps) == deducted.Points.Hundredths);
        }).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(300), Points.Zero));
    }

    [Theory]
    [InlineData(null, 200, 0)]
    [InlineData(50L, 250, 50)]
    [InlineData(1000L, 300, 100)]
    public void What_is_missing_is_owed_up_to_the_limit_of_the_rulebook(long? limit, long taken, long owed) => Some.WithPoints(visits: 1, Book(limit)).And(Some.Propose(1, on: "2026-02-01"))
        .When(Some.Deduct(1)).ThenResult(new DeductionIsDone(Some.Deduction(1), DeductionStatus.Posted, new Points(taken), new Points(owed)));

    [Fact]
    public void The_person_is_told_first_and_may_appeal()
    {
        var spec = Some.WithPoints(visits: 3, Book(notice: 2)).At("2026-02-10T09:00:00+08:00");
        spec.When(Some.Propose(1)).ThenFact<DeductionProposed>(proposed => Assert.Equal(new DateOnly(2026, 2, 12), proposed.NoticeUntil));
        spec.And(new AppealDeduction(Actor.Of(Some.Volunteer), Some.Deduction(1), Some.Hash("I was there"), []));
        spec.When(Some.Deduct(1)).ThenRejected(new NoticeIsNotOver(Some.Deduction(1), new DateOnly(2026, 2, 12)));
        spec.When(Some.Deduct(1, post: false)).ThenFacts(typeof(DeductionWithdrawn));
        spec.At("2026-02-13T00:00:00+08:00").When(Some.Deduct(1)).ThenRejected(new DeductionIsDecided(Some.Deduction(1), DeductionStatus.Withdrawn));
    }

    [Fact]
    public void An_undone_deduction_goes_back_to_its_lots_and_lets_off_what_is_owed()
    {
        var spec = Some.WithPoints(visits: 1, Book(1000)).And(Some.Propose(1, on: "2026-02-01"), Some.Deduct(1));
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him")).ThenFact<DeductionReversed>(reversed => Assert.Equal(
            [("deducted", -100L), ("debt", 100), ("deducted", -200), ("available", 200)], reversed.Legs.Where(leg => leg.Account != AccountName.Reattributed).Select(leg => (AccountName.RoleOf(leg.Account), leg.Amount))));
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him")).ThenRejected(new DeductionNotPosted(Some.Deduction(1), DeductionStatus.Reversed));
        spec.When(Some.Hold(1, Some.Umbrella)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void Nobody_lets_his_own_household_off()
    {
        var (spec, wife) = (Some.WithPoints(visits: 2).And(Some.Grant(Some.Spouse, Role.Office), Some.Propose(1, on: "2026-02-02")), Actor.Of(Some.Spouse));
        spec.When(Some.Deduct(1, post: false) with { By = wife }).ThenRejected(new GainsBySigning(Some.Spouse));
        spec.And(Some.Deduct(1)).When(new ReverseDeduction(wife, Some.Deduction(1), "not-him")).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    [Fact]
    public void Proposing_is_refused_in_order()
    {
        var spec = Some.WithPoints(visits: 1);
        spec.When(Some.Propose(1, Some.Person(99)) with { By = Actor.Of(Some.Assistant) }).ThenRejected(new NotAllowed(Role.Office, Role.GridOfficer));
        spec.When(Some.Propose(1, Some.Person(99))).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        spec.When(Some.Propose(1, on: "2025-12-31")).ThenRejected(new NoRulebookInForce(new(2025, 12, 31)));
        spec.When(Some.Propose(1) with { Rule = "unheard-of" }).ThenRejected(new UnknownDeduction("unheard-of", "sample-1"));
        spec.When(Some.Propose(1, on: "2026-02-02")).ThenRejected(new DeductionOutOfTime(new(2026, 2, 2), new(2026, 1, 2), new(2026, 2, 1)));
        spec.And(Some.Propose(1, on: "2026-02-01")).When(Some.Propose(1, on: "2026-02-01")).Then();
        spec.When(Some.Propose(1, Some.Rider, "2026-02-01")).ThenRejected(new IdAlreadyUsed("deduction", $"{Some.Deduction(1)}"));
    }

    [Fact]
    public void Deciding_and_appealing_are_refused_in_order()
    {
        var spec = Some.WithPoints(visits: 1).And(Some.Propose(1, on: "2026-02-01"), Some.Propose(2, on: "2026-02-01") with { By = Some.OfficeActs });
        spec.When(Some.Deduct(9)).ThenRejected(new NotFound("deduction", $"{Some.Deduction(9)}"));
        spec.When(Some.Deduct(2)).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.And(Some.Grant(Some.Volunteer, Role.Office)).When(Some.Deduct(1) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new SecondPersonNeeded("deduction"));
        spec.When(new AppealDeduction(Actor.Of(Some.Rider), Some.Deduction(1), null, [])).ThenRejected(new NotFound("deduction", $"{Some.Deduction(1)}"));
        spec.And(Some.Deduct(1)).When(new AppealDeduction(Actor.Of(Some.Volunteer), Some.Deduction(1), null, [])).ThenRejected(new DeductionIsDecided(Some.Deduction(1), DeductionStatus.Posted));
        spec.When(new ReverseDeduction(Actor.Of(Some.TeamLeader), Some.Deduction(1), "x")).ThenRejected(new NotAllowed(Role.Office, Role.CommitteeMember));
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(9), "x")).ThenRejected(new NotFound("deduction", $"{Some.Deduction(9)}"));
        spec.When(new ReverseDeduction(Actor.Of(Some.Volunteer), Some.Deduction(1), "x")).ThenRejected(new SecondPersonNeeded("deduction"));
    }
}
