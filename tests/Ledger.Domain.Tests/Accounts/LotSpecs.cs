using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Accounts;

public sealed class LotSpecs
{
    [Fact]
    public void The_soonest_to_expire_is_spent_first_whatever_came_first() => Spec.Given(Some.Usual).At("2026-02-20T12:00:00+08:00")
        .And(Some.Record(Some.Visit(1, start: "2026-02-15T09:00:00+08:00"), Some.Visit(2, start: "2026-02-10T09:00:00+08:00")), Some.Attest(1), Some.Attest(2))
        .When(Some.Hold(1, Some.Umbrella)).ThenFact<HoldPlaced>(hold => Assert.Equal(Some.Lot("2027-02-10"), hold.Legs[0].Lot));

    [Fact]
    public void A_hold_takes_several_lots_in_order_and_splits_the_last() => Some.WithPoints(visits: 4).When(Some.Hold(1)).ThenFact<HoldPlaced>(hold => Assert.Equal(
        [(Some.Lot("2027-02-01"), 200L), (Some.Lot("2027-02-02"), 200L), (Some.Lot("2027-02-03"), 100L)], hold.Legs.Where(leg => leg.Amount > 0).Select(leg => (leg.Lot!, leg.Amount))));

    [Fact]
    public void Equal_credits_join_one_lot()
    {
        var spec = Spec.Given(Some.Usual).At("2026-02-20T12:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-02-15T09:00:00+08:00"), Some.Visit(2, start: "2026-02-15T10:00:00+08:00")), Some.Attest(1), Some.Attest(2));
        Assert.Equal(400, Assert.Single(spec.Journal.Rows.All<LotHeld>()).Value.Amount);
        Assert.Single(spec.Journal.Rows.All<LapseDue>());
    }

    [Theory]
    [InlineData("Asia/Shanghai", "+08:00", "2027-02-05T23:59:59.999999+08:00", true)]
    [InlineData("Asia/Shanghai", "+08:00", "2027-02-06T00:00:00+08:00", false)]
    [InlineData("America/New_York", "-05:00", "2027-02-05T23:59:59.999999-05:00", true)]
    [InlineData("America/New_York", "-05:00", "2027-02-06T00:00:00-05:00", false)]
    public void A_lot_is_good_to_the_last_instant_of_its_day_and_not_one_longer(string zone, string offset, string now, bool good) =>
        Good(good, Spec.Given(Some.Book(zone: zone)).At($"2026-02-05T20:00:00{offset}").And(Some.Record(Some.Visit(1, start: $"2026-02-05T09:00:00{offset}")), Some.Attest(1)).At(now));

    [Theory]
    [InlineData("2026-03-08T15:00:00-04:00", "2027-03-08T23:59:59-05:00", true)]
    [InlineData("2026-03-14T15:00:00-04:00", "2027-03-14T23:59:59-04:00", true)]
    [InlineData("2026-03-14T15:00:00-04:00", "2027-03-15T00:00:00-04:00", false)]
    [InlineData("2026-11-07T15:00:00-05:00", "2027-11-07T23:59:59-05:00", true)]
    [InlineData("2026-11-07T15:00:00-05:00", "2027-11-08T00:00:00-05:00", false)]
    public void Days_of_twenty_three_and_twenty_five_hours_end_at_their_own_midnight(string start, string now, bool good) =>
        Good(good, Spec.Given(Some.Book(zone: "America/New_York")).At(DateTimeOffset.Parse(start).AddHours(4)).And(Some.Record(Some.Visit(1, start: start)), Some.Attest(1)).At(now));

    [Fact]
    public void A_decision_on_the_account_posts_the_lapse_first() => Some.WithPoints(visits: 3).At("2027-02-02T00:00:00+08:00").When(Some.Hold(1, Some.Umbrella))
        .ThenFacts(typeof(PointsExpired), typeof(HoldPlaced))
        .ThenFact<PointsExpired>(lapse => Assert.Equal((Some.Lot("2027-02-01"), -200L, new DateOnly(2027, 2, 2)), (lapse.Legs[0].Lot, lapse.Legs[0].Amount, lapse.BookedOn)))
        .ThenFact<HoldPlaced>(hold => Assert.Equal((Some.Lot("2027-02-02"), 5L), (hold.Legs[0].Lot, hold.Entries[0].Number)));

    [Fact]
    public void An_attestation_posts_the_lapse_first_too() => Some.WithPoints(visits: 1).At("2027-02-02T08:00:00+08:00")
        .And(Some.Record(Some.Visit(1, start: "2027-02-02T07:00:00+08:00"))).When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(PointsExpired), typeof(ActAccrued));

    [Fact]
    public void A_refused_hold_posts_no_lapse() => Some.WithPoints(visits: 1).At("2027-02-02T00:00:00+08:00").When(Some.Hold(1)).ThenRejected<InsufficientPoints>();

    [Fact]
    public void The_scheduler_posts_what_has_lapsed_and_nothing_twice() => Some.WithPoints(visits: 2).At("2027-02-02T00:00:00+08:00")
        .When(new LapseLots(Actor.Scheduler, Some.Volunteer)).ThenFacts(typeof(PointsExpired)).ThenResult(new LotsLapsed(new Points(200)))
        .Next.When(new LapseLots(Actor.Scheduler, Some.Volunteer)).Then().ThenResult(new LotsLapsed(new Points(0)));

    [Fact]
    public void Lapsing_is_refused_in_order()
    {
        Spec.Given(Some.Usual).When(new LapseLots(Some.OfficeActs, Some.Person(99))).ThenRejected(new NotAllowed());
        Spec.Given(Some.Usual).When(new LapseLots(Actor.Scheduler, Some.Person(99))).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
    }

    [Theory]
    [InlineData(ExpiryKind.Never, CountFrom.Occurred, 0, 0, "never")]
    [InlineData(ExpiryKind.AfterYears, CountFrom.Occurred, 2, 0, "2028-02-28")]
    [InlineData(ExpiryKind.AfterYears, CountFrom.Booked, 2, 0, "2028-03-20")]
    [InlineData(ExpiryKind.YearEnd, CountFrom.Occurred, 0, 0, "2026-12-31")]
    [InlineData(ExpiryKind.YearEnd, CountFrom.Booked, 1, 0, "2027-12-31")]
    [InlineData(ExpiryKind.YearEnd, CountFrom.Occurred, 0, 365, "2027-03-20")]
    [InlineData(ExpiryKind.AfterYears, CountFrom.Occurred, 0, 10, "2026-03-30")]
    [InlineData(ExpiryKind.Never, CountFrom.Booked, 0, 3000, "never")]
    public void Points_expire_as_the_rulebook_of_the_act_says(ExpiryKind kind, CountFrom from, int years, int atLeast, string expires) =>
        Spec.Given(Some.Book(Some.Document(expiry: RulebookParts.Expires(kind, from, years, atLeast)))).At("2026-03-20T12:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-02-28T09:00:00+08:00"))).When(Some.Attest(1))
            .ThenFact<ActAccrued>(accrued => Assert.Equal(Some.Lot(expires), accrued.Legs.Last(leg => leg.Commodity == Commodity.Points).Lot));

    [Fact]
    public void Points_of_a_leap_day_are_good_until_the_28th() =>
        Spec.Given(Some.Book(Some.Document(expiry: RulebookParts.Expires(ExpiryKind.AfterYears, CountFrom.Occurred, 1, 0)))).At("2028-02-29T12:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2028-02-29T09:00:00+08:00"))).When(Some.Attest(1))
            .ThenFact<ActAccrued>(accrued => Assert.Equal(Some.Lot("2029-02-28", year: 2028), accrued.Legs.Last(leg => leg.Commodity == Commodity.Points).Lot));

    [Fact]
    public void The_year_of_a_lot_is_the_year_of_the_act() => Spec.Given(Some.Usual).At("2027-01-05T12:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-12-31T23:50:00+08:00")))
        .When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal((2026, new DateOnly(2027, 1, 5)), (accrued.Legs[0].Lot!.Year, accrued.BookedOn)));

    [Fact]
    public void A_reader_computes_by_date_even_when_no_lapse_is_posted()
    {
        var rows = Some.WithPoints(visits: 2).Journal.Rows;
        var holding = Holding.Of(new Books(new AllRows(rows), Spec.Instant("2027-02-02T00:00:00+08:00"), 1), Some.Volunteer);
        Assert.Equal((200L, 400L), (holding.Available.Hundredths, holding.Account.Available));
        Assert.Equal(Some.Lot("2027-02-01"), Assert.Single(holding.Ended).Expired[0].Lot);
    }

    [Fact]
    public void A_lot_is_written_and_read_alike()
    {
        foreach (var lot in new[] { Some.Lot("never"), Some.Lot("2027-12-31"), new Lot("a", "b-c", "donor-1", 12, null) }) Assert.Equal(lot, Lot.Parse(lot.ToString()));
        Assert.Equal("mutual-aid/leader-signed/community/2026/never", Some.Lot("never").ToString());
    }

    private static void Good(bool good, Spec spec)
    {
        var outcome = spec.When(Some.Hold(1, Some.Umbrella));
        if (good) outcome.ThenFacts(typeof(HoldPlaced));
        else outcome.ThenRejected(new InsufficientPoints(new Points(0), new Points(200)));
    }
}
