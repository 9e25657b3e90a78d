using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Offline = Ledger.Domain.Rulebooks.Document.Offline;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

/// <summary>Held on 1 March at ten for a day: the code lives until 2 March at ten.</summary>
public sealed class OfflineSpecs
{
    private static readonly ExpireHold Expire = new(Actor.Scheduler, Some.Redemption(1));
    private static readonly VoidHold Void = new(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null);

    private static Spec Held(int visits = 3, Offline? rules = null, long debtLimit = 5_000) =>
        Some.WithPoints(visits, Some.Book(Some.Document(debtLimit: debtLimit) with { Offline = rules })).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1));

    [Fact]
    public void While_the_hold_is_open_its_lots_are_spent_and_it_occurred_on_the_terminals_day() => Held().At("2026-03-02T09:00:00+08:00")
        .When(Some.Offline(1, 1, "2026-03-01T18:00:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline)).ThenFact<RedemptionCapturedOffline>(captured =>
        {
            Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2), Some.Till), (captured.OccurredOn, captured.BookedOn, captured.Terminal));
            Assert.Equal(-500, captured.Legs.Where(leg => leg.Account == AccountName.Held(Some.Volunteer)).Sum(leg => leg.Amount));
            Assert.Equal(300, captured.Legs.Where(leg => leg.Account == "expense:community").Sum(leg => leg.Amount));
        }).ThenResult(new RedemptionIsCaptured(Some.Redemption(1), Some.Breakfast, 1, new Points(500), new Fen(300)));

    [Fact]
    public void After_the_hold_expired_its_points_are_taken_again()
    {
        var spec = Held().At("2026-03-02T10:00:00+08:00").And(Expire);
        spec.When(Some.Offline(1, 1, "2026-03-02T09:59:59+08:00")).ThenFact<RedemptionCapturedOffline>(captured =>
            Assert.DoesNotContain(captured.Legs, leg => leg.Account == AccountName.Debt(Some.Volunteer)));
        var redemption = Assert.Single(spec.Journal.Rows.All<Redemption>()).Value;
        Assert.Equal((RedemptionStatus.Captured, 1L, 500L), (redemption.Status, redemption.Captured, redemption.Spent.Sum(lot => lot.Amount)));
        spec.When(Some.GiveBack(1, 1)).ThenFacts(typeof(RedemptionRefunded));
        Assert.Equal(600, Points(spec).Available);
    }

    [Fact]
    public void What_was_spent_meanwhile_is_owed_and_the_next_act_pays_it()
    {
        var spec = Held().At("2026-03-01T20:00:00+08:00").And(Void, Some.Hold(2), Some.Capture(2));
        spec.When(Some.Offline(1, 1, "2026-03-01T19:00:00+08:00")).ThenFact<RedemptionCapturedOffline>(captured =>
            Assert.Equal(-400, captured.Legs.Where(leg => leg.Account == AccountName.Debt(Some.Volunteer)).Sum(leg => leg.Amount)));
        Assert.Equal((0L, 400L), (Points(spec).Available, Points(spec).Debt));
        spec.And(Some.Record(Some.Visit(1)), Some.Attest(1));
        Assert.Equal((0L, 200L), (Points(spec).Available, Points(spec).Debt));
    }

    [Fact]
    public void More_than_the_limit_is_not_owed_and_the_shop_bears_it()
    {
        var spec = Held(debtLimit: 399).At("2026-03-01T20:00:00+08:00").And(Void, Some.Hold(2), Some.Capture(2));
        spec.When(Some.Offline(1, 1, "2026-03-01T19:00:00+08:00")).ThenRejected(new DebtLimitReached(new Points(399), new Points(0), new Points(400)));
        Held(debtLimit: 0).At("2026-03-02T10:00:00+08:00").And(Expire).When(Some.Offline(1, 1, "2026-03-01T19:00:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline));
    }

    [Fact]
    public void What_lapsed_when_the_hold_was_released_is_taken_before_anything_is_owed()
    {
        var late = Spec.Given(Some.Book()).At("2026-02-05T20:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-02-05T09:00:00+08:00")), Some.Attest(1))
            .At("2027-02-05T12:00:00+08:00").And(Some.Hold(1, Some.Umbrella)).At("2027-02-06T12:00:00+08:00").And(Expire);
        late.When(Some.Offline(1, 1, "2027-02-05T18:00:00+08:00")).ThenFact<RedemptionCapturedOffline>(captured => Assert.Equal(
            [("expired", -200L), ($"spent:merchant:{Some.Bakery}", 200L)], captured.Legs.Select(leg => (leg.Account, leg.Amount))));
    }

    [Fact]
    public void The_same_capture_twice_is_one_and_the_same_id_with_other_content_is_refused()
    {
        var spec = Held().At("2026-03-01T20:00:00+08:00").And(Some.Offline(1, 1, "2026-03-01T19:00:00+08:00"));
        spec.When(Some.Offline(1, 1, "2026-03-01T19:00:00+08:00")).Then().ThenResult(result => Assert.Equal(1, result.Quantity));
        spec.When(Some.Offline(1, 1, "2026-03-01T19:00:01+08:00")).ThenRejected(new IdAlreadyUsed("id", $"{Some.OfflineCapture(1)}"));
        spec.When(Some.Offline(2, 1, "2026-03-01T19:00:00+08:00")).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Captured));
    }

    [Theory]
    [InlineData("2026-03-01T09:59:59+08:00", false)]
    [InlineData("2026-03-01T10:00:00+08:00", true)]
    [InlineData("2026-03-01T11:59:59+08:00", true)]
    [InlineData("2026-03-01T12:00:00+08:00", false)]
    public void A_code_lives_from_the_hold_until_it_is_voided(string capturedAt, bool good)
    {
        var outcome = Held().At("2026-03-01T12:00:00+08:00").And(Void).At("2026-03-01T20:00:00+08:00").When(Some.Offline(1, 1, capturedAt));
        if (good) outcome.ThenFacts(typeof(RedemptionCapturedOffline));
        else outcome.ThenRejected(new OutsideCodesLife(Spec.Clock("2026-03-01T10:00:00+08:00"), Spec.Clock("2026-03-01T12:00:00+08:00")));
    }

    [Fact]
    public void After_a_loss_report_nobody_spends_with_the_phone_even_at_a_shop_that_cannot_know()
    {
        var spec = Held().At("2026-03-01T12:00:00+08:00").And(new ReportLoss(Some.OfficeActs, Some.Volunteer, LostThing.Phone)).At("2026-03-01T20:00:00+08:00");
        spec.When(Some.Offline(1, 1, "2026-03-01T12:30:00+08:00")).ThenRejected<OutsideCodesLife>();
        spec.When(Some.Offline(1, 1, "2026-03-01T11:30:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline));
    }

    [Fact]
    public void A_voucher_that_was_printed_again_was_good_until_then()
    {
        var spec = Some.WithPoints().At("2026-03-01T10:00:00+08:00").And(Some.Voucher(1)).At("2026-03-01T12:00:00+08:00").And(Some.Reprint(1)).At("2026-03-01T20:00:00+08:00");
        spec.When(Some.Offline(1, 1, "2026-03-01T12:00:00+08:00")).ThenRejected<OutsideCodesLife>();
        spec.When(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline));
    }

    [Fact]
    public void It_arrives_within_the_late_window()
    {
        Held().At("2026-03-02T11:00:00+08:00").When(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline));
        Held().At("2026-03-02T11:00:01+08:00").When(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00")).ThenRejected(new OfflineTooLate(Spec.Clock("2026-03-01T11:00:00+08:00"), 24));
        Held(rules: new Offline(LateHours: 0)).At("2026-03-01T11:00:00+08:00").When(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00")).ThenRejected<OfflineTooLate>();
    }

    [Fact]
    public void A_counter_captures_so_often_and_so_much_a_day_without_network()
    {
        Spec Two(Offline rules) => Some.WithPoints(5, Some.Book(Some.Document() with { Offline = rules })).At("2026-03-01T10:00:00+08:00")
            .And(Some.Hold(1, Some.Umbrella), Some.Hold(2, Some.Umbrella)).At("2026-03-01T20:00:00+08:00").And(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00"));
        Two(new Offline(PerDay: 1)).When(Some.Offline(2, 2, "2026-03-01T11:00:00+08:00")).ThenRejected(new OfflineLimitReached(new(2026, 3, 1), 1, new Points(50_000)));
        Two(new Offline(AmountPerDay: RulebookParts.Points(399))).When(Some.Offline(2, 2, "2026-03-01T11:00:00+08:00")).ThenRejected(new OfflineLimitReached(new(2026, 3, 1), 50, new Points(399)));
        Two(new Offline(AmountPerDay: RulebookParts.Points(400))).When(Some.Offline(2, 2, "2026-03-01T11:00:00+08:00")).ThenFacts(typeof(RedemptionCapturedOffline));
        Two(new Offline(PerDay: 1)).When(Some.Offline(2, 2, "2026-03-01T11:00:00+08:00") with { By = Actor.Of(Some.Clerk) }).ThenFacts(typeof(RedemptionCapturedOffline));
    }

    [Fact]
    public void A_part_is_captured_and_the_rest_stays_released()
    {
        var spec = Some.WithPoints().At("2026-03-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella, 3)).At("2026-03-02T10:00:00+08:00").And(Expire);
        spec.When(Some.Offline(1, 1, "2026-03-01T11:00:00+08:00", 2)).ThenFacts(typeof(RedemptionCapturedOffline));
        Assert.Equal((600L, 3L), (Points(spec).Available, spec.Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var offline = Some.Offline(1, 1, "2026-03-01T11:00:00+08:00");
        var spec = Held().At("2026-03-01T10:30:00+08:00");
        spec.When(offline with { By = Actor.At(Some.BarberTill), CodeHash = Some.Hash("wrong") }).ThenRejected(new NotAllowed(Role.MerchantOwner, Role.MerchantClerk));
        spec.When(offline with { CodeHash = Some.Hash("wrong") }).ThenRejected(new CodeNotKnown());
        spec.When(offline with { By = Actor.At(Some.BarberTill), Merchant = Some.Barber }).ThenRejected(new CodeOfAnotherMerchant());
        spec.When(offline with { Quantity = 2 }).ThenRejected(new CaptureExceedsHold(1, 2));
        spec.When(offline).ThenRejected(new CapturedInTheFuture(Spec.Clock("2026-03-01T11:00:00+08:00"), Spec.Clock("2026-03-01T10:30:00+08:00")));
        spec.When(offline with { CapturedAt = Spec.Instant("2026-02-01T11:00:00+08:00") }).ThenRejected<OfflineTooLate>();
        for (var n = 0; n < 9; n++) spec.When(offline with { CodeHash = Some.Hash($"wrong {n}") }).ThenRejected<CodeNotKnown>();
        spec.When(offline).ThenRejected<TooManyWrongCodes>();
    }

    private static Account Points(Spec spec) => spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, Commodity.Points)).Value;
}
