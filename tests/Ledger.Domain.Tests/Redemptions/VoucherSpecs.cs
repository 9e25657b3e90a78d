using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class VoucherSpecs
{
    private static readonly OfferId Rare = OfferId.Of(Some.Id(0x332));

    private static Spec Book(int visits = 5, int? lastsDays = null) =>
        Some.WithPoints(visits, lastsDays is not { } days ? null : Some.Book(Some.Document() with { Paper = new(RulebookParts.Days(days)) })).At("2026-03-01T10:00:00+08:00");

    [Fact]
    public void A_voucher_is_a_hold_with_a_longer_life_and_names_who_printed_it()
    {
        Book().When(Some.Voucher(1)).ThenFact<HoldPlaced>(hold => Assert.Equal((Some.Assistant, true, Spec.Instant("2026-04-01T00:00:00+08:00")), (hold.Helper, hold.IsPaper, hold.ExpiresAt)));
        Book(lastsDays: 1).When(Some.Voucher(1)).ThenFact<HoldPlaced>(hold => Assert.Equal(Spec.Instant("2026-03-03T00:00:00+08:00"), hold.ExpiresAt));
        Book().When(Some.Hold(1)).ThenFact<HoldPlaced>(hold => Assert.Equal((null, null), (hold.Helper, hold.IsPaper)));
        Book().When(Some.Hold(1) with { By = Some.OfficeActs }).ThenFact<HoldPlaced>(hold => Assert.Equal((Some.OfficeWorker, null), (hold.Helper, hold.IsPaper)));
    }

    [Fact]
    public void A_voucher_is_good_through_its_last_local_day()
    {
        Book().And(Some.Voucher(1)).At("2026-03-31T23:59:59+08:00").When(Some.Capture(1)).ThenFacts(typeof(RedemptionCaptured));
        Book().And(Some.Voucher(1)).At("2026-04-01T00:00:00+08:00").When(Some.Capture(1)).ThenRejected<HoldIsOver>();
    }

    [Fact]
    public void Only_who_acts_for_others_prints()
    {
        foreach (var helper in new[] { Some.OfficeActs, Some.OfficerActs, Actor.Of(Some.Assistant) }) Book().When(Some.Voucher(1) with { By = helper }).ThenFacts(typeof(HoldPlaced));
        foreach (var other in new[] { Actor.Of(Some.Volunteer), Actor.Of(Some.Clerk), Actor.At(Some.Till), Some.AdministratorActs, Actor.Nobody })
        {
            Book().When(Some.Voucher(1) with { By = other, Person = Some.Person(99) }).ThenRejected(new NotAllowed(PlaceHold.Helpers));
            Book().And(Some.Voucher(1)).When(Some.Reprint(1) with { By = other }).ThenRejected(new NotAllowed(PlaceHold.Helpers));
        }
    }

    [Fact]
    public void A_helper_bound_to_the_person_acts_for_him_while_it_lasts_and_for_nobody_else()
    {
        Spec Helped(int visits = 5) => Book(visits).And(new RelationBound(Some.Volunteer, Some.Neighbour, RelationKind.Helper, new(2026, 1, 1), new(2026, 3, 1)));
        var neighbour = Actor.Of(Some.Neighbour);
        Helped().When(Some.Voucher(1) with { By = neighbour }).ThenFact<HoldPlaced>(hold => Assert.Equal((Some.Neighbour, true), (hold.Helper, hold.IsPaper)));
        Helped().And(Some.Voucher(1)).When(Some.Reprint(1) with { By = neighbour }).ThenFacts(typeof(VoucherReprinted));
        Helped().When(Some.Hold(1) with { By = neighbour }).ThenFact<HoldPlaced>(hold => Assert.Equal(Some.Neighbour, hold.Helper));
        Helped().And(Some.Hold(1)).When(new VoidHold(neighbour, Some.Redemption(1), "changed-mind", null)).ThenFacts(typeof(HoldVoided));
        Helped().When(new ReportLoss(neighbour, Some.Volunteer, LostThing.Phone)).ThenFacts(typeof(LossReported));
        Helped().And(Some.NewCard(1)).When(new EndCard(neighbour, Some.Card(1), "given-back")).ThenFacts(typeof(CardEnded));
        Helped().At("2026-03-02T00:00:00+08:00").When(Some.Voucher(1) with { By = neighbour }).ThenRejected<NotAllowed>();
        Helped().When(Some.Voucher(1, person: Some.Rider) with { By = neighbour }).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void To_print_again_voids_the_print_before()
    {
        var spec = Book().And(Some.Voucher(1));
        spec.When(Some.Reprint(1)).Then(new VoucherReprinted(Some.Redemption(1), Some.Volunteer, 1, Some.Assistant)).ThenResult(new VoucherIsReprinted(Some.Redemption(1), 2, 1));
        spec.When(Some.Capture(1)).ThenRejected(new VoucherIsReplaced(Some.Redemption(1)));
        Assert.Empty(spec.Journal.Rows.All<WrongCodes>());
        spec.When(Some.Capture(1) with { CodeHash = Some.CodeOf(1, 1) }).ThenFacts(typeof(RedemptionCaptured));
    }

    [Fact]
    public void Refusals_of_printing_again_come_in_order()
    {
        Book().When(Some.Reprint(9)).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        Book().And(Some.Hold(1), Some.Capture(1)).When(Some.Reprint(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Captured));
        Book().And(Some.Hold(1)).At("2026-03-02T10:00:00+08:00").When(Some.Reprint(1)).ThenRejected<HoldIsOver>();
        Book().And(Some.Hold(1)).When(Some.Reprint(1)).ThenRejected(new NotOnPaper(Some.Redemption(1)));
        var spec = Book().And(Some.Voucher(1));
        spec.When(Some.Reprint(1) with { CodeHashes = [Some.CodeOf(1)] }).ThenRejected(new NoCodeFree());
        for (var n = 0; n < ReprintVoucher.Most; n++) spec.And(Some.Reprint(1));
        spec.When(Some.Reprint(1) with { CodeHashes = [] }).ThenRejected(new TooManyReprints(9));
        spec.When(Some.Capture(1) with { CodeHash = Some.CodeOf(1, 9) }).ThenFacts(typeof(RedemptionCaptured));
    }

    [Fact]
    public void Refusals_of_a_voucher_are_those_of_a_hold()
    {
        Book().When(Some.Voucher(1, person: Some.Person(99))).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        Book().And(Some.Voucher(1)).When(Some.Voucher(1)).ThenRejected<IdAlreadyUsed>();
        Book(0).When(Some.Voucher(1)).ThenRejected<InsufficientPoints>();
        Book().When(Some.Voucher(1, quantity: 6)).ThenRejected<OutOfStock>();
    }

    [Fact]
    public void A_limit_per_person_counts_holds_of_the_month_and_comes_back_with_void_expiry_and_full_refund()
    {
        var spec = Limited(new PersonLimit(LimitPeriod.Month, 2)).And(Some.Hold(1, Rare, 2));
        spec.When(Some.Hold(2, Rare)).ThenRejected(new OfferLimitReached(Rare, new PersonLimit(LimitPeriod.Month, 2), 2, 1));
        spec.And(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null), Some.Hold(2, Rare, 2)).At("2026-03-02T10:00:00+08:00").And(new ExpireHold(Actor.Scheduler, Some.Redemption(2)));
        spec.And(Some.Hold(3, Rare, 2), Some.Capture(3, 1), Some.Hold(4, Rare)).When(Some.Hold(5, Rare)).ThenRejected<OfferLimitReached>();
        spec.And(Some.GiveBack(1, 3), Some.Hold(5, Rare)).When(Some.Hold(6, Rare)).ThenRejected<OfferLimitReached>();
        spec.At("2026-04-01T00:00:00+08:00").When(Some.Hold(6, Rare, 2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_refund_of_a_part_gives_nothing_of_the_limit_back()
    {
        var spec = Limited(new PersonLimit(LimitPeriod.Quarter, 2)).And(Some.Hold(1, Rare, 2), Some.Capture(1), Some.GiveBack(1, 1)).At("2026-03-31T10:00:00+08:00");
        spec.When(Some.Hold(2, Rare)).ThenRejected(new OfferLimitReached(Rare, new PersonLimit(LimitPeriod.Quarter, 2), 2, 1));
        spec.And(Some.GiveBack(2, 1)).When(Some.Hold(2, Rare, 2)).ThenFact<HoldPlaced>(hold => Assert.Equal(new PersonLimit(LimitPeriod.Quarter, 2), hold.PerPerson));
        spec.And(new ReviseOffer(Some.OfficeActs, Rare, Some.Terms(price: 50), null)).When(Some.Hold(3, Rare, 9)).ThenFacts(typeof(HoldPlaced));
        Assert.Empty(Limited(new PersonLimit(LimitPeriod.Month, 1)).And(Some.Hold(1, Rare), Some.Capture(1), Some.GiveBack(1, 1)).Journal.Rows.All<OfferUse>());
    }

    [Fact]
    public void A_limit_is_one_persons() => Limited(new PersonLimit(LimitPeriod.Month, 1)).And(Some.Hold(1, Rare), Some.Record(Some.Visit(1, Some.Neighbour)), Some.Attest(1))
        .When(Some.Hold(2, Rare, person: Some.Neighbour)).ThenFacts(typeof(HoldPlaced));

    private static Spec Limited(PersonLimit limit) => Book(10).And(new PublishOffer(Some.OfficeActs, Rare, Some.Bakery, Some.Terms(price: 50) with { PerPerson = limit }));
}
