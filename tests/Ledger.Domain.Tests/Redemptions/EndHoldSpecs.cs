using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Redemptions;

public sealed class EndHoldSpecs
{
    private static readonly VoidHold Void = new(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null);
    private static readonly ExpireHold Expire = new(Actor.Scheduler, Some.Redemption(1));

    private static Spec Held => Some.WithPoints(visits: 3).At("2026-03-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella, 2));

    [Fact]
    public void A_void_returns_the_points_to_their_lots_and_the_units_to_the_shelf()
    {
        var spec = Held;
        spec.When(Void).Then(new HoldVoided(Some.Redemption(1), Some.Volunteer, Some.Bakery, Some.Umbrella, "changed-mind", [new("points", 5)], Released(), new(2026, 3, 1), new(2026, 3, 1)))
            .ThenResult(new HoldIsEnded(Some.Redemption(1), RedemptionStatus.Voided));
        Assert.Equal(5, spec.Journal.Rows.All<Offer>().Single(row => row.Value.Id == Some.Umbrella).Value.Left);
        Assert.Empty(spec.Journal.Rows.All<HoldDue>());
    }

    [Fact]
    public void An_end_in_time_returns_the_same_and_again_changes_nothing() => Held.At("2026-03-02T10:00:00+08:00").When(Expire)
        .Then(new HoldExpired(Some.Redemption(1), Some.Volunteer, Some.Bakery, Some.Umbrella, [new("points", 5)], Released(), new(2026, 3, 2), new(2026, 3, 2)))
        .ThenResult(new HoldIsEnded(Some.Redemption(1), RedemptionStatus.Expired))
        .Next.When(Expire).Then();

    [Fact]
    public void What_comes_back_after_its_date_expires_in_the_same_event() =>
        Some.WithPoints(visits: 3).At("2027-02-01T10:00:00+08:00").And(Some.Hold(1, Some.Umbrella, 2)).At("2027-02-02T10:00:00+08:00").When(Expire)
            .ThenFacts(typeof(HoldExpired)).ThenFact<HoldExpired>(ended => Assert.Equal([("expired", Some.Lot("2027-02-01")), ($"available:person:{Some.Volunteer}", Some.Lot("2027-02-02"))],
                ended.Legs.Where(leg => leg.Amount > 0).Select(leg => (leg.Account, leg.Lot!))));

    [Fact]
    public void The_volunteer_his_helpers_and_the_merchant_void_and_nobody_else()
    {
        foreach (var actor in new[] { Actor.Of(Some.Volunteer), Some.OfficeActs, Actor.Of(Some.Assistant), Actor.At(Some.Till), Actor.Of(Some.Clerk) })
            Held.When(Void with { By = actor }).ThenFacts(typeof(HoldVoided));
        foreach (var actor in new[] { Actor.Nobody, Actor.Of(Some.Neighbour), Actor.Of(Some.TeamLeader), Actor.At(Some.BarberTill), Some.AdministratorActs })
            Held.When(Void with { By = actor }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(1)}"));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var ended = Held.And(Void);
        var number = ended.Journal.Facts.Count;
        ended.When(Void with { Redemption = Some.Redemption(9), Expected = 1 }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        ended.When(Void with { Expected = 1 }).ThenRejected(new ChangedMeanwhile(1, number));
        ended.When(Void with { Expected = number }).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Voided));
        Held.When(Expire with { By = Some.OfficeActs, Redemption = Some.Redemption(9) }).ThenRejected(new NotAllowed());
        Held.When(Expire with { Redemption = Some.Redemption(9) }).ThenRejected(new NotFound("redemption", $"{Some.Redemption(9)}"));
        Held.When(Expire).ThenRejected(new HoldIsNotOver(Some.Redemption(1), Spec.Clock("2026-03-02T10:00:00+08:00")));
    }

    private static IReadOnlyList<Leg> Released() =>
    [
        new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-01"), -200), new($"available:person:{Some.Volunteer}", "points", Some.Lot("2027-02-01"), 200),
        new($"held:person:{Some.Volunteer}", "points", Some.Lot("2027-02-02"), -200), new($"available:person:{Some.Volunteer}", "points", Some.Lot("2027-02-02"), 200),
    ];
}
