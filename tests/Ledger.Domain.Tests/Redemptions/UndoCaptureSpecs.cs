using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class UndoCaptureSpecs
{
    private static readonly UndoCapture Undo = new(Actor.At(Some.Till), Some.Redemption(1), Some.Refund(1));

    private static Spec Captured(int? minutes = null) =>
        Some.WithPoints(5, minutes is null ? null : Some.Book(Some.Document() with { Counter = new(RulebookParts.Minutes(minutes.Value)) })).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella, 3), Some.Capture(1, 2));

    [Fact]
    public void All_of_it_comes_back_points_and_stock_with_a_reason_of_its_own()
    {
        var spec = Captured().At("2026-03-01T10:09:59+08:00");
        spec.When(Undo).ThenFact<RedemptionRefunded>(refund =>
        {
            Assert.Equal((2L, true, "capture-undone"), (refund.Quantity, refund.Restock, refund.Reason.Value));
            Assert.Equal(400, refund.Legs.Where(leg => leg.Account == AccountName.Available(Some.Volunteer)).Sum(leg => leg.Amount));
        }).ThenResult(result => Assert.Equal(400, result.PriceHundredths.Hundredths));
        Assert.Equal(5, spec.Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left);
    }

    [Fact]
    public void After_ten_minutes_there_is_only_the_refund()
    {
        Captured().At("2026-03-01T10:10:00+08:00").When(Undo).ThenRejected(new UndoIsOver(Some.Redemption(1), Spec.Clock("2026-03-01T10:10:00+08:00")))
            .Next.When(Some.GiveBack(1, 1, 2)).ThenFacts(typeof(RedemptionRefunded));
    }

    [Fact]
    public void The_rulebook_says_how_many_minutes_and_may_say_none()
    {
        Captured(60).At("2026-03-01T10:59:00+08:00").When(Undo).ThenFacts(typeof(RedemptionRefunded));
        Captured(0).When(Undo).ThenRejected<UndoIsOver>();
    }

    [Fact]
    public void Once_and_not_after_something_was_given_back()
    {
        Captured().And(Undo).When(Undo with { Refund = Some.Refund(2) }).ThenRejected(new CaptureIsRefunded(Some.Redemption(1), 2));
        Captured().And(Some.GiveBack(7, 1)).When(Undo).ThenRejected(new CaptureIsRefunded(Some.Redemption(1), 1));
    }

    [Fact]
    public void Who_gets_the_points_back_or_his_household_does_not_undo_it()
    {
        foreach (var who in new[] { Some.Volunteer, Some.Spouse })
            Captured().And(Some.Grant(who, Role.MerchantClerk, Some.Bakery)).When(Undo with { By = Actor.Of(who) }).ThenRejected(new GainsBySigning(who));
        Captured().When(Undo with { By = Actor.Of(Some.Clerk) }).ThenFacts(typeof(RedemptionRefunded));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        Captured().When(Undo with { By = Actor.At(Some.BarberTill) }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(1)}"));
        Captured().When(Undo with { By = Some.OfficeActs }).ThenRejected<NotFound>();
        Captured().When(Undo with { Redemption = Some.Redemption(9) }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        Captured().And(Some.Hold(2, Some.Umbrella), Some.Capture(2), Some.GiveBack(1, 2)).When(Undo).ThenRejected(new IdAlreadyUsed("refund", $"{Some.Refund(1)}"));
        Captured().And(Some.Hold(2, Some.Umbrella)).When(Undo with { Redemption = Some.Redemption(2) }).ThenRejected(new NothingCaptured(Some.Redemption(2), RedemptionStatus.Held));
    }
}
