using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Offers;

public sealed class SellOutSpecs
{
    private static Spec Book => Some.WithPoints().At("2026-03-02T10:00:00+08:00");

    private static readonly SellOut Out = new(Actor.At(Some.Till), Some.Breakfast, UntilLifted: false);

    [Fact]
    public void Sold_out_today_lasts_until_midnight_and_what_is_reserved_stays_good()
    {
        var spec = Book.And(Some.Hold(1)).When(Out).Then(new OfferSoldOut(Some.Breakfast, new(2026, 3, 2))).Next;
        spec.When(Out).Then();
        spec.When(Some.Hold(2)).ThenRejected(new OfferIsSoldOut(Some.Breakfast, new(2026, 3, 2)));
        spec.When(Some.Capture(1)).ThenFacts(typeof(RedemptionCaptured));
        spec.At("2026-03-03T00:00:00+08:00").When(Some.Hold(2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void Sold_out_until_lifted_lasts_until_it_is_lifted_also_over_a_change_of_terms()
    {
        var spec = Book.When(Out with { UntilLifted = true }).Then(new OfferSoldOut(Some.Breakfast, null)).Next.And(new ReviseOffer(Some.OfficeActs, Some.Breakfast, Some.Terms(price: 400), null));
        spec.At("2026-04-02T00:00:00+08:00").When(Some.Hold(2)).ThenRejected(new OfferIsSoldOut(Some.Breakfast, null));
        spec.When(new LiftSoldOut(Actor.Of(Some.Clerk), Some.Breakfast)).Then(new OfferOnSaleAgain(Some.Breakfast)).Next.When(new LiftSoldOut(Actor.Of(Some.Clerk), Some.Breakfast)).Then();
        spec.When(Some.Hold(2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var absent = OfferId.Of(Some.Id(0x399));
        Book.When(Out with { By = Actor.At(Some.BarberTill) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk));
        Book.When(Out with { Offer = absent }).ThenRejected<NotAllowed>();
        Book.When(Out with { By = Some.OfficeActs, Offer = absent }).ThenRejected(new NotFound("offer", $"{absent}"));
        Book.And(new WithdrawOffer(Some.OfficeActs, Some.Breakfast, "over", null)).When(Out).ThenRejected(new OfferIsWithdrawn(Some.Breakfast));
        Book.When(new LiftSoldOut(Actor.Of(Some.Volunteer), Some.Breakfast)).ThenRejected<NotAllowed>();
        Book.When(new LiftSoldOut(Some.OfficeActs, absent)).ThenRejected<NotFound>();
    }
}
