using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class RefundRedemptionSpecs
{
    private static Spec Captured(long quantity = 3, int? graceDays = null, long? captured = null) =>
        Some.WithPoints(5, graceDays is null ? null : Some.Book(Some.Document(graceDays: graceDays))).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella, quantity), Some.Capture(1, captured));

    [Fact]
    public void A_refund_goes_to_the_very_lots_the_last_taken_first()
    {
        var spec = Captured();
        spec.When(Some.GiveBack(1, 1) with { By = Some.OfficeActs }).Then(new RedemptionRefunded(Some.Refund(1), Some.Redemption(1), Some.Volunteer, Some.Bakery, Some.Umbrella, 1, true, "wrong-goods", [new("points", 8)],
            [new($"spent:merchant:{Some.Bakery}", "points", Some.Lot("2027-02-03"), -200), new($"available:person:{Some.Volunteer}", "points", Some.Lot("2027-02-03"), 200)], new(2026, 3, 1), new(2026, 3, 1)))
            .ThenResult(new RedemptionIsRefunded(Some.Redemption(1), Some.Refund(1), 1, new Points(200), new Points(0), new Fen(0), new Points(0),
                [new RefundedLot(Some.Lot("2027-02-03"), new Points(200), RefundOutcome.Returns, new(2027, 2, 3))]));
        spec.When(Some.GiveBack(2, 1, 2)).ThenFact<RedemptionRefunded>(refund => Assert.Equal([Some.Lot("2027-02-02"), Some.Lot("2027-02-01")],
            refund.Legs.Where(leg => leg.Amount > 0).Select(leg => leg.Lot!)));
    }

    [Fact]
    public void Several_partial_refunds_never_exceed_what_was_captured()
    {
        var spec = Captured(quantity: 4, captured: 3).And(Some.GiveBack(1, 1), Some.GiveBack(2, 1));
        spec.When(Some.GiveBack(3, 1, 2)).ThenRejected(new RefundExceedsCapture(1, 2));
        spec.And(Some.GiveBack(3, 1)).When(Some.GiveBack(4, 1)).ThenRejected(new RefundExceedsCapture(0, 1));
        Assert.Empty(spec.Journal.Rows.All<Redemption>().Single().Value.Spent);
    }

    [Fact]
    public void The_same_refund_again_gives_nothing_back() => Captured().And(Some.GiveBack(1, 1)).When(Some.GiveBack(1, 1)).ThenRejected(new IdAlreadyUsed("refund", $"{Some.Refund(1)}"));

    [Fact]
    public void The_merchant_is_owed_less() => Some.WithPoints().And(Some.Hold(1), Some.Capture(1)).When(Some.GiveBack(1, 1))
        .ThenFact<RedemptionRefunded>(refund => Assert.Equal([("expense:community", -300L), ($"payable:merchant:{Some.Bakery}", 300L)],
            refund.Legs.Where(leg => leg.Commodity == Commodity.Fen).Select(leg => (leg.Account, leg.Amount))))
        .ThenResult(result => Assert.Equal(300, result.SettlementFen.Count));

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 2)]
    public void Units_come_back_to_the_shelf_when_they_can_be_sold_again(bool restock, long left) =>
        Assert.Equal(left, Captured().And(Some.GiveBack(1, 1, 3, restock)).Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left);

    [Fact]
    public void A_refund_after_the_date_lapses_at_once_where_the_rulebook_gives_no_grace() => Captured().And(Some.Hold(2, Some.Umbrella, 2)).At("2027-02-03T10:00:00+08:00")
        .When(Some.GiveBack(1, 1, 2)).ThenResult(result => Assert.Equal((400L, 200L), (result.PriceHundredths.Hundredths, result.LapsedHundredths.Hundredths)))
        .ThenFacts(typeof(RedemptionRefunded)).ThenFact<RedemptionRefunded>(refund => Assert.Equal(
            [($"available:person:{Some.Volunteer}", Some.Lot("2027-02-03")), ("expired", Some.Lot("2027-02-02"))], refund.Legs.Where(leg => leg.Amount > 0).Select(leg => (leg.Account, leg.Lot!))));

    [Fact]
    public void A_refund_after_the_date_can_be_spent_for_the_days_of_grace()
    {
        var spec = Captured(graceDays: 10).At("2027-03-01T10:00:00+08:00");
        spec.When(Some.GiveBack(1, 1, 3)).ThenResult(result => Assert.Equal(0, result.LapsedHundredths.Hundredths));
        Assert.Equal([(Some.Lot("2027-03-11"), 600L)], spec.Journal.Rows.All<LotHeld>().Select(row => (row.Value.Lot, row.Value.Amount)));
        spec.At("2027-03-11T23:59:59+08:00").When(Some.Hold(2, Some.Umbrella)).ThenFacts(typeof(HoldPlaced));
        spec.At("2027-03-12T00:00:00+08:00").When(Some.Hold(3, Some.Umbrella)).ThenRejected<InsufficientPoints>();
    }

    [Fact]
    public void Other_lots_that_lapsed_meanwhile_are_posted_first() => Captured(quantity: 2).At("2027-02-10T10:00:00+08:00").When(Some.GiveBack(1, 1)).ThenFacts(typeof(PointsExpired), typeof(RedemptionRefunded));

    [Fact]
    public void A_refund_that_lapses_wholly_still_takes_a_line_in_the_passbook() => Captured().At("2027-03-01T10:00:00+08:00").When(Some.GiveBack(1, 1)).ThenFact<RedemptionRefunded>(refund =>
    {
        Assert.Equal("points", Assert.Single(refund.Entries).Commodity);
        Assert.DoesNotContain(refund.Legs, leg => leg.Account == $"available:person:{Some.Volunteer}");
    });

    [Fact]
    public void The_grace_is_the_one_of_the_holds_rulebook() => Captured(graceDays: 10).And(Some.Publish(Some.Document("v2", "2026-04-01"))).At("2027-03-01T10:00:00+08:00")
        .When(Some.GiveBack(1, 1)).ThenResult(result => Assert.Equal(0, result.LapsedHundredths.Hundredths));

    [Fact]
    public void The_result_tells_what_becomes_of_each_lot()
    {
        Captured().At("2027-02-02T10:00:00+08:00").When(Some.GiveBack(1, 1, 3) with { By = Some.OfficeActs }).ThenResult(result => Assert.Equal(
            [(RefundOutcome.Returns, new DateOnly(2027, 2, 3)), (RefundOutcome.Returns, new DateOnly(2027, 2, 2)), (RefundOutcome.Lapses, (DateOnly?)null)], result.Lots!.Select(lot => (lot.Outcome, lot.ExpiresOn))));
        Captured(graceDays: 10).At("2027-02-04T10:00:00+08:00").When(Some.GiveBack(1, 1) with { By = Some.OfficeActs }).ThenResult(result => Assert.Equal(
            new RefundedLot(Some.Lot("2027-02-03"), new Points(200), RefundOutcome.Grace, new(2027, 2, 14)), Assert.Single(result.Lots!)));
    }

    [Fact]
    public void A_refund_pays_what_is_owed_before_anything_can_be_spent()
    {
        var owing = Some.WithPoints(3, Some.Book(Some.Document(debtLimit: 500))).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1)).At("2026-03-01T11:00:00+08:00")
            .And(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null), Some.Hold(2, Some.Umbrella, 3), Some.Capture(2), Some.Offline(1, 1, "2026-03-01T10:30:00+08:00"));
        owing.When(Some.GiveBack(1, 2, 3) with { By = Some.OfficeActs }).ThenResult(result => Assert.Equal((600L, new Points(500)), (result.PriceHundredths.Hundredths, result.DebtPaidHundredths)));
        Assert.Equal((100L, 0L), owing.Journal.Rows.All<Account>().Where(row => row.Key == Account.Key(Some.Volunteer, Commodity.Points)).Select(row => (row.Value.Available, row.Value.Debt)).Single());
    }

    [Fact]
    public void Who_gets_the_points_back_or_his_household_does_not_give_them_back_neither_at_the_office_nor_behind_the_counter()
    {
        foreach (var who in new[] { Some.Volunteer, Some.Spouse })
        {
            Captured().And(Some.Grant(who, Role.Office)).When(Some.GiveBack(1, 1) with { By = Actor.Of(who) }).ThenRejected(new GainsBySigning(who));
            foreach (var role in new[] { Role.MerchantOwner, Role.MerchantClerk })
                Captured().And(Some.Grant(who, role, Some.Bakery)).When(Some.GiveBack(1, 1) with { By = Actor.Of(who) }).ThenRejected(new GainsBySigning(who));
        }
        Captured().When(Some.GiveBack(1, 1) with { By = Actor.Of(Some.Clerk) }).ThenFacts(typeof(RedemptionRefunded));
    }

    [Fact]
    public void A_counter_is_told_what_comes_back_and_lapses_and_the_office_from_where_and_what_is_owed()
    {
        foreach (var counter in new[] { Actor.At(Some.Till), Actor.Of(Some.Owner), Actor.Of(Some.Clerk) })
            Captured().When(Some.GiveBack(1, 1) with { By = counter }).ThenResult(result => Assert.Equal((200L, 0L, null, null), (result.PriceHundredths.Hundredths, result.LapsedHundredths.Hundredths, result.DebtPaidHundredths, result.Lots)));
        Captured().When(Some.GiveBack(1, 1) with { By = Some.OfficeActs }).ThenResult(result => Assert.Equal((new Points(0), 1), (result.DebtPaidHundredths, result.Lots?.Count)));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        Captured().And(Some.Grant(Some.Spouse, Role.Office), Some.GiveBack(1, 1)).When(Some.GiveBack(1, 1) with { By = Actor.Of(Some.Spouse) }).ThenRejected<GainsBySigning>();
        Captured().When(Some.GiveBack(1, 9)).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        Captured().And(Some.GiveBack(1, 1)).When(Some.GiveBack(1, 1) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(1)}"));
        Captured().When(Some.GiveBack(1, 1) with { By = Actor.At(Some.BarberTill) }).ThenRejected<NotFound>();
        Captured().And(Some.GiveBack(1, 1), Some.Hold(2, Some.Umbrella)).When(Some.GiveBack(1, 2)).ThenRejected<IdAlreadyUsed>();
        Captured().And(Some.Hold(2, Some.Umbrella)).When(Some.GiveBack(1, 2, 9)).ThenRejected(new NothingCaptured(Some.Redemption(2), RedemptionStatus.Held));
        Captured().When(Some.GiveBack(1, 1, 9)).ThenRejected(new RefundExceedsCapture(3, 9));
        Captured().When(Some.GiveBack(1, 1) with { By = Some.OfficeActs }).ThenFacts(typeof(RedemptionRefunded));
    }
}
