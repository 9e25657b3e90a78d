using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class CaptureRedemptionSpecs
{
    private static readonly LookAtCode Look = new(Actor.At(Some.Till), Some.Bakery, Some.CodeOf(1));
    private static readonly VoidHold Void = new(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null);
    private static readonly ExpireHold Expire = new(Actor.Scheduler, Some.Redemption(1));

    private static Spec Held(int visits = 5) => Some.WithPoints(visits).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1));

    /// <summary>Two visits of 5 February 2026, held on the given day for two umbrellas, for a week.</summary>
    private static Spec HeldLate(string heldAt) => Spec.Given(Some.Book(holdMinutes: 10_080)).At("2026-02-05T20:00:00+08:00")
        .And(Some.Record(Some.Visit(1, start: "2026-02-05T09:00:00+08:00"), Some.Visit(2, start: "2026-02-05T10:00:00+08:00")), Some.Attest(1, 2)).At(heldAt).And(Some.Hold(1, Some.Umbrella, 2));

    [Fact]
    public void A_capture_spends_the_lots_of_the_hold_and_owes_the_merchant() => Held(visits: 3).When(Some.Capture(1)).Then(new RedemptionCaptured(
            Some.Redemption(1), Some.Volunteer, Some.Bakery, Some.Breakfast, 1, Some.Till, [new("points", 5)],
            [
                new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-01"), -200), new($"spent:merchant:{Some.Bakery}", "points", Some.Lot("2027-02-01"), 200),
                new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-02"), -200), new($"spent:merchant:{Some.Bakery}", "points", Some.Lot("2027-02-02"), 200),
                new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-03"), -100), new($"spent:merchant:{Some.Bakery}", "points", Some.Lot("2027-02-03"), 100),
                new($"payable:merchant:{Some.Bakery}", "fen", null, -300), new("expense:community", "fen", null, 300),
            ], new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1)))
        .ThenResult(new RedemptionIsCaptured(Some.Redemption(1), Some.Breakfast, 1, new Points(500), new Fen(300)));

    [Fact]
    public void A_merchant_who_gives_it_is_owed_nothing() => Some.WithPoints().And(Some.Hold(1, Some.Umbrella)).When(Some.Capture(1))
        .ThenFact<RedemptionCaptured>(captured => Assert.DoesNotContain(captured.Legs, leg => leg.Commodity == Commodity.Fen));

    [Fact]
    public void A_partial_capture_returns_the_rest_to_its_lots_and_its_stock()
    {
        var spec = Some.WithPoints().And(Some.Hold(1, Some.Umbrella, 3));
        spec.When(Some.Capture(1, 1)).ThenFact<RedemptionCaptured>(captured => Assert.Equal([(Some.Lot("2027-02-02"), 200L), (Some.Lot("2027-02-03"), 200L)],
            captured.Legs.Where(leg => AccountName.RoleOf(leg.Account) == "available").Select(leg => (leg.Lot!, leg.Amount))));
        Assert.Equal(4, spec.Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left);
        Assert.Equal((800L, 0L), Balance(spec));
    }

    [Fact]
    public void What_a_partial_capture_returns_after_its_date_expires_in_the_same_event()
    {
        var spec = HeldLate("2027-02-03T10:00:00+08:00").At("2027-02-06T00:00:00+08:00");
        spec.When(Some.Capture(1, 1)).ThenFacts(typeof(RedemptionCaptured)).ThenFact<RedemptionCaptured>(captured => Assert.Equal(
            [($"held:person:{Some.Volunteer}", -400L), ($"spent:merchant:{Some.Bakery}", 200L), ("expired", 200L)], captured.Legs.Select(leg => (leg.Account, leg.Amount))));
        Assert.Equal((0L, 0L), Balance(spec));
    }

    [Fact]
    public void Held_lots_do_not_expire() => HeldLate("2027-02-05T10:00:00+08:00").At("2027-02-07T10:00:00+08:00").And(new LapseLots(Actor.Scheduler, Some.Volunteer))
        .When(Some.Capture(1)).ThenResult(result => Assert.Equal(400, result.PriceHundredths.Hundredths));

    [Fact]
    public void A_hold_ends_once()
    {
        Held().And(Some.Capture(1)).When(Some.Capture(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Captured));
        Held().And(Some.Capture(1)).When(Void).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Captured));
        Held().And(Void).When(Some.Capture(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Voided));
        Held().At("2026-03-02T10:00:00+08:00").And(Expire).When(Some.Capture(1)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Expired));
        Held().And(Some.Capture(1)).At("2026-03-02T10:00:00+08:00").When(Expire).Then().ThenResult(new HoldIsEnded(Some.Redemption(1), RedemptionStatus.Captured));
    }

    [Theory]
    [InlineData("2026-03-02T09:59:59.999999+08:00", true)]
    [InlineData("2026-03-02T10:00:00+08:00", false)]
    public void A_hold_is_good_up_to_its_end_and_not_at_it(string now, bool good)
    {
        var outcome = Held().At(now).When(Some.Capture(1));
        if (good) outcome.ThenFacts(typeof(RedemptionCaptured));
        else outcome.ThenRejected(new HoldIsOver(Some.Redemption(1), Spec.Clock("2026-03-02T10:00:00+08:00")));
    }

    [Fact]
    public void A_merchant_looks_before_he_takes_and_looking_changes_nothing() => Held().When(Look).Then()
        .ThenResult(new CodeIsGood(Some.Redemption(1), Some.Breakfast, 1, new Points(500), new Fen(300), Spec.Instant("2026-03-02T10:00:00+08:00")));

    [Fact]
    public void Owner_and_clerk_stand_behind_the_counter_and_others_do_not()
    {
        Held().When(Some.Capture(1) with { By = Actor.Of(Some.Owner) }).ThenFacts(typeof(RedemptionCaptured));
        Held().When(Some.Capture(1) with { By = Actor.Of(Some.Clerk) }).ThenFacts(typeof(RedemptionCaptured));
        foreach (var other in new[] { Actor.Of(Some.Volunteer), Some.OfficeActs, Actor.At(Some.BarberTill), Actor.Nobody })
            Held().When(Some.Capture(1) with { By = other }).ThenRejected(new NotAllowed(Role.MerchantOwner, Role.MerchantClerk));
    }

    [Fact]
    public void A_clerk_whose_role_has_ended_and_a_revoked_terminal_take_nothing()
    {
        Held().And(new EndRole(Some.AdministratorActs, Some.Clerk, Role.MerchantClerk, Some.Bakery, new(2026, 2, 28))).When(Some.Capture(1) with { By = Actor.Of(Some.Clerk) }).ThenRejected<NotAllowed>();
        Held().And(new RevokeTerminal(Some.OfficeActs, Some.Till, "lost")).When(Some.Capture(1)).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void A_code_of_another_merchant_is_refused_and_counted()
    {
        var spec = Held();
        spec.When(Some.Capture(1) with { By = Actor.At(Some.BarberTill), Merchant = Some.Barber }).ThenRejected(new CodeOfAnotherMerchant());
        Assert.Single(Assert.Single(spec.Journal.Rows.All<WrongCodes>()).Value.Times!);
        spec.When(Some.Capture(1)).ThenFacts(typeof(RedemptionCaptured));
    }

    [Fact]
    public void After_ten_wrong_codes_none_is_looked_at_until_the_first_of_them_is_a_quarter_of_an_hour_ago()
    {
        var spec = Held().At("2026-03-01T10:07:00+08:00");
        for (var n = 0; n < 5; n++) spec.When(Some.Capture(1) with { CodeHash = Some.Hash($"wrong {n}") }).ThenRejected(new CodeNotKnown());
        spec.At("2026-03-01T10:16:00+08:00");
        for (var n = 5; n < 10; n++) spec.When(Some.Capture(1) with { CodeHash = Some.Hash($"wrong {n}") }).ThenRejected(new CodeNotKnown());
        spec.When(Some.Capture(1)).ThenRejected(new TooManyWrongCodes(Spec.Clock("2026-03-01T10:22:00+08:00")));
        spec.When(Look).ThenRejected(new TooManyWrongCodes(Spec.Clock("2026-03-01T10:22:00+08:00")));
        Assert.Equal(10, Assert.Single(spec.Journal.Rows.All<WrongCodes>()).Value.Times!.Count);
        spec.At("2026-03-01T10:22:00+08:00").When(Some.Capture(1) with { CodeHash = Some.Hash("wrong 10") }).ThenRejected(new CodeNotKnown());
        Assert.Equal(6, Assert.Single(spec.Journal.Rows.All<WrongCodes>()).Value.Times!.Count);
        spec.When(Some.Capture(1)).ThenFacts(typeof(RedemptionCaptured));
    }

    [Fact]
    public void The_scheduler_forgets_wrong_codes_that_are_over_and_no_others()
    {
        var spec = Held().At("2026-03-01T10:07:00+08:00");
        spec.When(Look with { CodeHash = Some.Hash("wrong") }).ThenRejected<CodeNotKnown>();
        string[] counters = [WrongCodes.Key(Actor.At(Some.Till)), "nobody"];
        spec.When(new ForgetWrongCodes(Some.OfficeActs, counters)).ThenRejected(new NotAllowed());
        spec.At("2026-03-01T10:21:59+08:00").When(new ForgetWrongCodes(Actor.Scheduler, counters)).ThenResult(new WrongCodesForgotten(0));
        spec.At("2026-03-01T10:22:00+08:00").When(new ForgetWrongCodes(Actor.Scheduler, counters)).Then().ThenResult(new WrongCodesForgotten(1));
        Assert.Empty(spec.Journal.Rows.All<WrongCodes>());
    }

    [Fact]
    public void The_guess_counter_survives_refusal_and_counts_looks_and_captures_together()
    {
        var spec = Held();
        spec.When(Look with { CodeHash = Some.Hash("wrong") }).ThenRejected<CodeNotKnown>();
        spec.When(Some.Capture(1) with { CodeHash = Some.Hash("wrong") }).ThenRejected<CodeNotKnown>();
        Assert.Equal(2, Assert.Single(spec.Journal.Rows.All<WrongCodes>()).Value.Times!.Count);
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        Held().When(Some.Capture(1, 2)).ThenRejected(new CaptureExceedsHold(1, 2));
        Held().At("2026-03-02T10:00:00+08:00").When(Some.Capture(1, 2)).ThenRejected<HoldIsOver>();
        Held().And(Some.Capture(1)).At("2026-03-02T10:00:00+08:00").When(Some.Capture(1, 2)).ThenRejected<HoldHasEnded>();
        Held().And(Some.Capture(1)).When(Some.Capture(1, 2) with { Merchant = Some.Barber, By = Actor.At(Some.BarberTill) }).ThenRejected<CodeOfAnotherMerchant>();
        Held().When(Some.Capture(1) with { Merchant = Some.Barber, CodeHash = Some.Hash("wrong") }).ThenRejected<NotAllowed>();
        Held().At("2026-03-02T10:00:00+08:00").When(Look).ThenRejected<HoldIsOver>();
        Held().And(Some.Capture(1)).At("2026-03-02T10:00:00+08:00").When(Look).ThenRejected<HoldHasEnded>();
        Held().When(Look with { Merchant = Some.Barber }).ThenRejected<NotAllowed>();
        Held().And(Some.Capture(1)).When(Look with { Merchant = Some.Barber, By = Actor.At(Some.BarberTill) }).ThenRejected<CodeOfAnotherMerchant>();
    }

    private static (long, long) Balance(Spec spec)
    {
        var account = spec.Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Volunteer, Commodity.Points)).Value;
        return (account.Available, account.Held);
    }
}
