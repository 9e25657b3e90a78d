using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Months;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Settlements;
using Ledger.Domain.Tests.Support;
using static Ledger.Domain.Tests.Settlements.Shop;

namespace Ledger.Domain.Tests.Merchants;

public sealed class CloseMerchantSpecs
{
    private static readonly CloseMerchant Close = new(Some.OfficeActs, Some.Bakery, "retired");

    /// <summary>One breakfast sold, one code open; closed on 10 May.</summary>
    private static Spec Book => Shop.Open("2026-05-10T10:00:00+08:00").Sell(1).And(Some.Hold(2));

    [Fact]
    public void Offers_are_withdrawn_and_terminals_revoked_in_the_same_decision() => Book.When(Close).Then(
            new MerchantClosed(Some.Bakery, "retired", new(2026, 5, 10)), new OfferWithdrawn(Some.Breakfast, "merchant-closed"), new OfferWithdrawn(Some.Umbrella, "merchant-closed"),
            new OfferWithdrawn(Milk, "merchant-closed"), new TerminalRevoked(Some.Till, Some.Bakery, "merchant-closed"))
        .ThenResult(new MerchantIsClosing(Some.Bakery, new(2026, 5, 10)))
        .Next.When(Close).Then();

    [Fact]
    public void From_that_number_on_nothing_is_captured_looked_at_reserved_or_offered()
    {
        var spec = Book.And(Close);
        spec.When(Some.Capture(2)).ThenRejected<NotAllowed>();
        spec.When(Some.Capture(2) with { By = OwnerActs }).ThenRejected(new MerchantIsClosed(Some.Bakery, new(2026, 5, 10)));
        spec.When(new LookAtCode(OwnerActs, Some.Bakery, Some.CodeOf(2))).ThenRejected<MerchantIsClosed>();
        spec.When(Some.Hold(3)).ThenRejected(new OfferIsWithdrawn(Some.Breakfast));
        spec.When(new PublishOffer(Some.OfficeActs, OfferId.Of(Some.Id(0x370)), Some.Bakery, Some.Terms())).ThenRejected<MerchantIsClosed>();
        spec.When(new InviteTerminal(OwnerActs, Some.Bakery, TerminalId.Of(Some.Id(0x371)), Some.Hash("x"), 10)).ThenRejected<MerchantIsClosed>();
    }

    [Fact]
    public void Open_codes_are_released_one_by_one_until_none_is_left()
    {
        var spec = Book.And(Close);
        var release = new ReleaseHold(Actor.Scheduler, Some.Bakery, Some.Redemption(2));
        spec.When(release).ThenFact<HoldVoided>(ended => Assert.Equal("merchant-closed", ended.Reason.Value)).Next.When(release).Then();
        Assert.Empty(spec.Journal.Rows.All<MerchantHold>());
        var finish = new FinishClosing(Actor.Scheduler, Some.Bakery);
        spec.When(finish).Then(new MerchantCodesReleased(Some.Bakery)).Next.When(finish).Then();
    }

    [Fact]
    public void What_was_handed_over_without_network_before_the_closing_is_owed_and_nothing_after()
    {
        var spec = Book.At("2026-05-10T11:00:00+08:00").And(Close, new ReleaseHold(Actor.Scheduler, Some.Bakery, Some.Redemption(2))).At("2026-05-10T12:00:00+08:00");
        var (held, closed) = (spec.Journal.Rows.All<Redemption>().Single(row => row.Key == Some.Redemption(2).ToString()).Value.HeldAt, new DateOnly(2026, 5, 10));
        var late = new CaptureOffline(OwnerActs, Some.Bakery, OfflineCaptureId.Of(Some.Id(0x372)), Some.CodeOf(2), held.AddMinutes(30), null);
        spec.When(late with { By = Actor.At(Some.Till) }).ThenRejected<NotAllowed>();
        spec.When(late with { CapturedAt = held.AddDays(2) }).ThenRejected(new MerchantIsClosed(Some.Bakery, closed));
        spec.When(late with { CapturedAt = held.AddMinutes(90) }).ThenRejected<OutsideCodesLife>();
        spec.When(late).ThenFacts(typeof(RedemptionCapturedOffline));
    }

    [Fact]
    public void A_late_refund_settles_and_the_last_statement_need_not_wait_for_the_months_end()
    {
        var spec = Book.Sell(4).And(Close).When(Issue(1, May)).ThenResult(result => Assert.Equal((1L, 600L), (result.Sequence, result.TotalFen.Count))).Next;
        spec.And(new RefundRedemption(Some.OfficeActs, Some.Redemption(1), Some.Refund(1), 1, false, "stale")).When(Issue(2, May))
            .ThenResult(result => Assert.Equal((2L, -300L), (result.Sequence, result.TotalFen.Count)));
        spec.And(Reconcile(1), Approve(1)).When(Pay(1, "BANK-1")).ThenFacts(typeof(PaymentMade));
        spec.When(Issue(3, June)).ThenRejected<MonthNotEnded>();
    }

    [Fact]
    public void Only_the_office_closes_and_only_the_scheduler_releases()
    {
        Book.When(Close with { By = OwnerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        var absent = MerchantId.Of(Some.Id(0x399));
        Book.When(Close with { Merchant = absent }).ThenRejected(new NotFound("merchant", $"{absent}"));
        Book.When(new ReleaseHold(Some.OfficeActs, Some.Bakery, Some.Redemption(2))).ThenRejected(new NotAllowed());
        Book.When(new ReleaseHold(Actor.Scheduler, Some.Bakery, Some.Redemption(2))).ThenRejected(new NotFound("merchant", $"{Some.Bakery}"));
        Book.And(Close).When(new ReleaseHold(Actor.Scheduler, Some.Bakery, Some.Redemption(9))).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        Book.When(new FinishClosing(Some.OfficeActs, Some.Bakery)).ThenRejected(new NotAllowed());
        Book.When(new FinishClosing(Actor.Scheduler, Some.Bakery)).ThenRejected<NotFound>();
    }
}

public sealed class DaysOffSpecs
{
    private static Spec Book => Some.WithPoints().At("2026-03-02T10:00:00+08:00");

    private static SetDaysOff Off(string from, string until) => new(Actor.At(Some.Till), Some.Bakery, DateOnly.Parse(from), DateOnly.Parse(until), "family-feast");

    [Fact]
    public void A_shop_that_is_closed_today_takes_no_holds_and_keeps_those_it_has()
    {
        var spec = Book.And(Some.Hold(1)).When(Off("2026-03-02", "2026-03-03")).Then(new MerchantDaysOffSet(Some.Bakery, new(2026, 3, 2), new(2026, 3, 3), "family-feast", new(2026, 3, 2))).Next;
        spec.When(Some.Hold(2)).ThenRejected(new MerchantHasDayOff(Some.Bakery, new(2026, 3, 2), new(2026, 3, 3), new(2026, 3, 2))).ThenFurtherReads(1);
        spec.When(Some.Capture(1)).ThenFacts(typeof(RedemptionCaptured));
        spec.At("2026-03-03T23:59:59+08:00").When(Some.Hold(2)).ThenRejected<MerchantHasDayOff>();
        spec.At("2026-03-04T00:00:00+08:00").When(Some.Hold(2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void Another_shops_days_off_are_its_own() => Book.And(Off("2026-03-02", "2026-03-03")).When(Some.Hold(1, Some.Haircut) with { Quantity = 1 }).ThenRejected<InsufficientPoints>();

    [Fact]
    public void Planned_days_off_are_lifted_together()
    {
        var spec = Book.And(Off("2026-03-10", "2026-03-12"), Off("2026-03-02", "2026-03-02"));
        spec.When(new LiftDaysOff(OwnerActs, Some.Bakery)).Then(new MerchantDaysOffLifted(Some.Bakery)).Next.When(new LiftDaysOff(OwnerActs, Some.Bakery)).Then();
        spec.When(Some.Hold(1)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void Past_and_covered_days_off_leave_no_trace_in_the_row()
    {
        var spec = Book.And(Off("2026-03-02", "2026-03-02"), Off("2026-04-01", "2026-04-02")).At("2026-03-05T10:00:00+08:00").And(Off("2026-03-31", "2026-04-05"));
        Assert.Equal([new DayRange(new(2026, 3, 31), new(2026, 4, 5))], spec.Journal.Rows.All<DaysOff>().Single().Value.Days);
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        Book.When(Off("2026-03-02", "2026-03-01") with { By = Actor.At(Some.BarberTill) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk));
        Book.When(Off("2026-03-02", "2026-03-01") with { By = Some.OfficeActs, Merchant = MerchantId.Of(Some.Id(0x399)) }).ThenRejected<NotFound>();
        Book.When(Off("2026-03-02", "2026-03-01")).ThenRejected(new PeriodIsEmpty("until", new(2026, 3, 2), new(2026, 3, 1)));
        Book.When(Off("2026-03-01", "2026-03-02")).ThenRejected(new DaysOffOutOfRange(new(2026, 3, 1), new(2026, 3, 2), new(2026, 3, 2), new(2027, 3, 3)));
        Book.When(Off("2026-03-02", "2027-03-04")).ThenRejected<DaysOffOutOfRange>();
        Book.When(new LiftDaysOff(Actor.Of(Some.Volunteer), Some.Bakery)).ThenRejected<NotAllowed>();
        Book.When(new LiftDaysOff(Some.OfficeActs, MerchantId.Of(Some.Id(0x399)))).ThenRejected<NotFound>();
        Book.And(new CloseMerchant(Some.OfficeActs, Some.Bakery, "retired")).When(Off("2026-03-02", "2026-03-02") with { By = OwnerActs }).ThenRejected<MerchantIsClosed>();
    }
}
