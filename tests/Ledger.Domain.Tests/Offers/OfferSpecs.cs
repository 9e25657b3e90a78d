using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Offers;

public sealed class OfferSpecs
{
    private static readonly OfferId New = OfferId.Of(Some.Id(0x330)), Absent = OfferId.Of(Some.Id(0x399));
    private static readonly PublishOffer Publish = new(Some.OfficeActs, New, Some.Bakery, Some.Terms(stock: 10));
    private static readonly ReviseOffer Revise = new(Some.OfficeActs, New, Some.Terms(price: 600, stock: 3), null);
    private static readonly WithdrawOffer Withdraw = new(Some.OfficeActs, New, "gone", null);

    private static Spec Published => Spec.Given(Some.Usual, Publish);

    [Fact]
    public void An_offer_states_its_price_and_apart_from_it_what_is_owed() => Spec.Given(Some.Usual).When(Publish)
        .Then(new OfferPublished(New, Some.Bakery, new Title("早餐一份"), new Points(500), new Fen(300), new Bearer(BearerKind.Community), 10, new(2026, 1, 1), null)).ThenResult(new OfferChanged(New));

    [Fact]
    public void Terms_change_for_those_who_come_after() => Published.When(Revise)
        .Then(new OfferRevised(New, new Title("早餐一份"), new Points(600), new Fen(300), new Bearer(BearerKind.Community), 3, new(2026, 1, 1), null));

    [Fact]
    public void A_change_on_what_has_changed_is_refused_and_a_hold_is_no_change()
    {
        var spec = Some.WithPoints().And(Publish);
        var number = spec.Journal.Facts.Count;
        spec.And(Some.Hold(1, New)).When(Revise with { Expected = number }).ThenFacts(typeof(OfferRevised));
        spec.When(Revise with { Expected = number }).ThenRejected(new ChangedMeanwhile(number, number + 2));
        spec.When(Withdraw with { Expected = number }).ThenRejected<ChangedMeanwhile>();
    }

    [Fact]
    public void A_withdrawn_offer_is_gone_and_its_codes_stay_good() => Some.WithPoints().And(Publish, Some.Hold(1, New)).When(Withdraw).Then(new OfferWithdrawn(New, "gone"))
        .Next.When(Withdraw).Then()
        .Next.When(Some.Capture(1)).ThenFacts(typeof(Ledger.Domain.Redemptions.RedemptionCaptured));

    [Fact]
    public void The_merchant_withdraws_and_does_not_price()
    {
        Published.When(Withdraw with { By = Actor.At(Some.Till) }).ThenFacts(typeof(OfferWithdrawn));
        Published.When(Withdraw with { By = Actor.At(Some.BarberTill) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk));
        Published.When(Revise with { By = Actor.Of(Some.Owner) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
    }

    [Fact]
    public void Publishing_is_refused_in_order()
    {
        var absent = MerchantId.Of(Some.Id(0x399));
        var bad = new PublishOffer(Some.OfficeActs, New, absent, Some.Terms(bearer: new Bearer(BearerKind.Merchant), closes: "2025-12-31"));
        Published.When(bad with { By = Actor.Of(Some.Owner) }).ThenRejected<NotAllowed>();
        Published.When(bad).ThenRejected(new NotFound("merchant", $"{absent}"));
        Published.When(bad with { Merchant = Some.Bakery }).ThenRejected(new IdAlreadyUsed("offer", $"{New}"));
        Spec.Given(Some.Usual).When(bad with { Merchant = Some.Bakery }).ThenRejected(new BearerDoesNotFit(new Bearer(BearerKind.Merchant), new Fen(300)));
        Spec.Given(Some.Usual).When(Publish with { Terms = Some.Terms(closes: "2025-12-31") }).ThenRejected(new PeriodIsEmpty("closesOn", new(2026, 1, 1), new(2025, 12, 31)));
    }

    [Fact]
    public void Revising_and_withdrawing_are_refused_in_order()
    {
        var bad = Revise with { Offer = Absent, Expected = 1, Terms = Some.Terms(bearer: new Bearer(BearerKind.Donor), closes: "2025-12-31") };
        var withdrawn = Published.And(Withdraw);
        withdrawn.When(bad with { By = Actor.Of(Some.Owner) }).ThenRejected<NotAllowed>();
        withdrawn.When(bad).ThenRejected(new NotFound("offer", $"{Absent}"));
        withdrawn.When(bad with { Offer = New }).ThenRejected<ChangedMeanwhile>();
        withdrawn.When(bad with { Offer = New, Expected = null }).ThenRejected(new OfferIsWithdrawn(New));
        Published.When(bad with { Offer = New, Expected = null }).ThenRejected<BearerDoesNotFit>();
        Published.When(Revise with { Terms = Some.Terms(closes: "2025-12-31") }).ThenRejected<PeriodIsEmpty>();
        Published.When(Withdraw with { Offer = Absent, By = Actor.Of(Some.Owner) }).ThenRejected<NotAllowed>();
        Published.When(Withdraw with { Offer = Absent, Expected = 1 }).ThenRejected<NotFound>();
    }

    [Theory]
    [InlineData(BearerKind.Donor, "donor-1", 300, true)]
    [InlineData(BearerKind.Donor, null, 300, false)]
    [InlineData(BearerKind.Community, "donor-1", 300, false)]
    [InlineData(BearerKind.Merchant, null, 0, true)]
    [InlineData(BearerKind.Merchant, "donor-1", 0, false)]
    public void Only_a_donor_is_named_as_bearer(BearerKind kind, string? donor, long settlement, bool fits)
    {
        var outcome = Spec.Given(Some.Usual).When(Publish with { Terms = Some.Terms(settlement: settlement, bearer: new Bearer(kind, donor is null ? (Code?)null : new Code(donor))) });
        if (fits) outcome.ThenFacts(typeof(OfferPublished));
        else outcome.ThenRejected<BearerDoesNotFit>();
    }

    [Fact]
    public void Every_reason_against_an_offer_is_told_in_order()
    {
        var offer = new Offer(New, Some.Bakery, new Title("x"), new Points(500), new Fen(0), new Bearer(BearerKind.Merchant), 1, new(2026, 3, 1), null, true, 1, new SoldOut(null), new PersonLimit(LimitPeriod.Month, 2));
        Assert.Equal([typeof(OfferIsWithdrawn), typeof(OfferIsClosed), typeof(MerchantHasDayOff), typeof(OfferIsSoldOut), typeof(OutOfStock), typeof(OfferLimitReached), typeof(InsufficientPoints)], offer.WhyNot(2, new Points(0), new(2026, 2, 1), new DaysOff([new(new(2026, 2, 1), new(2026, 2, 1))]), 1).Select(why => why.GetType()));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(1_000_000_001, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, long.MaxValue, 0)]
    [InlineData(1, 0, -1)]
    public void Absurd_terms_make_no_command(long price, long settlement, long stock) => Assert.Throws<ArgumentOutOfRangeException>(() => Some.Terms(price, settlement, stock: stock));
}
