using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class PlaceHoldSpecs
{
    private static readonly OfferId Extra = OfferId.Of(Some.Id(0x330));

    private static Spec Book(int visits = 5) => Some.WithPoints(visits).At("2026-03-01T10:00:00+08:00");

    [Fact]
    public void A_hold_freezes_price_settlement_rulebook_and_lots() => Book(1).When(Some.Hold(1, Some.Umbrella)).Then(new HoldPlaced(
            Some.Redemption(1), Some.Volunteer, Some.Bakery, Some.Umbrella, 1, new Points(200), new Fen(0), new Bearer(BearerKind.Merchant), Some.Stamp,
            Spec.Instant("2026-03-02T10:00:00+08:00"), 0, [new("points", 2)],
            [
                new($"available:person:{Some.Volunteer}", "points", Some.Lot("2027-02-01"), -200),
                new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-01"), 200),
            ], new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1)))
        .ThenResult(new HoldIsPlaced(Some.Redemption(1), Some.Bakery, Some.Umbrella, 1, new Points(200), new Points(0), Spec.Instant("2026-03-02T10:00:00+08:00"), 0));

    [Fact]
    public void What_is_held_is_not_available() => Book().And(Some.Hold(1)).When(Some.Hold(2)).ThenResult(result => Assert.Equal(0, result.AvailableAfterHundredths.Hundredths))
        .Next.When(Some.Hold(3)).ThenRejected(new InsufficientPoints(new Points(0), new Points(500)));

    [Fact]
    public void Six_holds_of_a_thousand_on_five_thousand_end_with_a_refusal()
    {
        var spec = Book(25);
        for (var n = 1; n <= 5; n++) spec.And(Some.Hold(n, quantity: 2));
        spec.When(Some.Hold(6, quantity: 2)).ThenRejected(new InsufficientPoints(new Points(0), new Points(1000)));
    }

    [Fact]
    public void A_later_price_changes_no_hold() => Book().And(Some.Hold(1), new ReviseOffer(Some.OfficeActs, Some.Breakfast, Some.Terms(price: 900, settlement: 900), null))
        .When(Some.Capture(1)).ThenResult(new RedemptionIsCaptured(Some.Redemption(1), Some.Breakfast, 1, new Points(500), new Fen(300)));

    [Fact]
    public void Stock_is_reserved_at_the_hold()
    {
        var spec = Book().And(Some.Hold(1, Some.Umbrella, 4)).When(Some.Hold(2, Some.Umbrella, 2)).ThenRejected(new OutOfStock(Some.Umbrella, 1, 2)).Next;
        spec.When(Some.Hold(2, Some.Umbrella)).ThenFacts(typeof(HoldPlaced));
        Assert.Equal(0, spec.Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left);
    }

    [Fact]
    public void Somebody_of_the_office_or_the_grid_acts_for_a_volunteer_and_a_neighbour_does_not()
    {
        Book().When(Some.Hold(1) with { By = Actor.Of(Some.Assistant) }).ThenFacts(typeof(HoldPlaced));
        Book().When(Some.Hold(1) with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotFound("person", $"{Some.Volunteer}"));
        Book().When(Some.Hold(1) with { By = Actor.At(Some.Till) }).ThenRejected<NotFound>();
    }

    [Fact]
    public void A_code_in_use_is_passed_over_and_serves_again_when_its_hold_has_ended()
    {
        var shared = new[] { Some.Hash("shared"), Some.Hash("second") };
        Book().And(Some.Hold(1, Some.Umbrella) with { CodeHashes = shared }).When(Some.Hold(2, Some.Umbrella) with { CodeHashes = shared }).ThenResult(result => Assert.Equal(1, result.Attempt))
            .Next.When(Some.Hold(3, Some.Umbrella) with { CodeHashes = shared }).ThenRejected(new NoCodeFree())
            .Next.And(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null))
            .When(Some.Hold(3, Some.Umbrella) with { CodeHashes = shared }).ThenResult(result => Assert.Equal(0, result.Attempt));
    }

    [Theory]
    [InlineData("2026-02-28T23:59:59+08:00", false)]
    [InlineData("2026-03-01T00:00:00+08:00", true)]
    [InlineData("2026-03-02T23:59:59+08:00", true)]
    [InlineData("2026-03-03T00:00:00+08:00", false)]
    public void An_offer_is_open_on_its_local_days(string now, bool open)
    {
        var outcome = Some.WithPoints().At("2026-02-10T00:00:00+08:00").And(new PublishOffer(Some.OfficeActs, Extra, Some.Bakery, Some.Terms(opens: "2026-03-01", closes: "2026-03-02"))).At(now).When(Some.Hold(1, Extra));
        if (open) outcome.ThenFacts(typeof(HoldPlaced));
        else outcome.ThenRejected<OfferIsClosed>();
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var bad = new PlaceHold(Actor.Of(Some.Volunteer), Some.Redemption(1), Some.Volunteer, OfferId.Of(Some.Id(0x399)), 100, []);
        var spec = Spec.Given(Some.Book(Some.Document(from: "2026-05-01")), new PublishOffer(Some.OfficeActs, Extra, Some.Bakery, Some.Terms(stock: 1, closes: "2026-01-01"))).At("2026-04-01T10:00:00+08:00");
        spec.When(bad with { By = Some.OfficerActs, Person = Some.Person(99) }).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        spec.When(bad).ThenRejected(new NotFound("offer", $"{Some.Id(0x399)}"));
        bad = bad with { Offer = Extra };
        spec.When(bad).ThenRejected(new NoRulebookInForce(new DateOnly(2026, 4, 1)));
        spec.And(new ReportLoss(Actor.Of(Some.Volunteer), Some.Volunteer, LostThing.Phone)).When(bad).ThenRejected(new ReportedLost(Some.Volunteer));
        spec.And(new SuspendPerson(Some.OfficeActs, Some.Volunteer, "x", null)).When(bad).ThenRejected(new AccountSuspended(Some.Volunteer));
        spec.And(new LiftLoss(Some.OfficeActs, Some.Volunteer), new LiftLoss(Some.OfficerActs, Some.Volunteer));
        spec.And(new ReinstatePerson(Some.OfficeActs, Some.Volunteer, "x", null)).At("2026-05-01T10:00:00+08:00");
        spec.When(bad).ThenRejected(new OfferIsClosed(Extra, new(2026, 1, 1), new(2026, 1, 1), new(2026, 5, 1)));
        spec.And(new ReviseOffer(Some.OfficeActs, Extra, Some.Terms(stock: 1), null)).When(bad).ThenRejected(new OutOfStock(Extra, 1, 100));
        spec.When(bad with { Quantity = 1 }).ThenRejected(new InsufficientPoints(new Points(0), new Points(500)));
        spec.And(Some.Record(Some.Visit(1, start: "2026-05-01T09:00:00+08:00")), Some.Attest(1), new ReviseOffer(Some.OfficeActs, Extra, Some.Terms(price: 200, stock: 1), null)).When(bad with { Quantity = 1 }).ThenRejected(new NoCodeFree());
        spec.And(new WithdrawOffer(Some.OfficeActs, Extra, "gone", null)).When(bad).ThenRejected(new OfferIsWithdrawn(Extra));
    }

    [Fact]
    public void An_id_is_held_once_and_that_comes_before_suspension() => Book().And(Some.Hold(1, Some.Umbrella)).When(Some.Hold(1, Some.Umbrella)).ThenRejected(new IdAlreadyUsed("redemption", $"{Some.Redemption(1)}"))
        .Next.And(new SuspendPerson(Some.OfficeActs, Some.Volunteer, "x", null)).When(Some.Hold(1)).ThenRejected<IdAlreadyUsed>();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_absurd_quantity_makes_no_command(long quantity)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.Hold(1, quantity: quantity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.Hold(1) with { Quantity = quantity });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.Capture(1, quantity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.GiveBack(1, 1, quantity));
    }
}
