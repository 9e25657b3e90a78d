using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Honours;

/// <summary>What a level brings is claimed without spending: units that were given, and of one group a choice.</summary>
public sealed class ClaimSpecs
{
    private static readonly Title Any = new("礼遇");
    private static readonly OfferId Mug = OfferId.Of(Some.Id(0x340)), Torch = OfferId.Of(Some.Id(0x341));

    private static RulebookDocument Document => Some.Document(dailyCap: null) with
    {
        Measures = [new("got", new("points", null), Whose: [Whose.Person], Window: new(Window.Life, null), Status: Standing.Posted)], Items = [new("mug", Any), new("torch", Any)],
        Ladders = [new("stars", Any, Whose.Person, [new("star-1", Any, [new(Measure: "got", AtLeast: new("2 points"))], [new("mug"), new("torch")])], new(Judged.Posting, null))],
        Passages = [new("gift", PassageKind.Benefit, Items: ["mug", "torch"], Group: "gift")],
    };

    /// <summary>One visit makes the first star.</summary>
    private static Spec WithStar(bool hasOne = true)
    {
        var spec = Spec.Given(Some.Book(Document)).At("2026-03-01T20:00:00+08:00").And(Offered(Mug, "mug"), Offered(Torch, "torch"));
        return hasOne ? spec.And(Some.Record(Some.Visit(1)), Some.Attest(1)) : spec;
    }

    private static PublishOffer Offered(OfferId offer, Code item) => new(Some.OfficeActs, offer, Some.Bakery, new OfferTerms(new(item.Value), Points.Zero, new Fen(100), new Bearer(BearerKind.Community), null, new(2026, 3, 1), null, Item: item));

    private static long Left(Spec spec, Code item) => new AllRows(spec.Journal.Rows).Find<BenefitLeft>(BenefitLeft.Key(Subject.Of(Some.Volunteer).ToString(), item))!.Units;

    [Fact]
    public void A_claim_spends_nothing_and_uses_the_choice_of_its_group()
    {
        var spec = WithStar();
        var hold = spec.When(Some.Hold(1, Mug)).Facts.OfType<HoldPlaced>().Single();
        Assert.Equal((Points.Zero, Subject.Of(Some.Volunteer)), (hold.UnitPrice, hold.Asked!.Claims!.Of));
        Assert.Equal(["mug", "torch"], hold.Asked.Claims.Items);
        Assert.Equal((0, 0), (Left(spec, "mug"), Left(spec, "torch")));
        spec.When(Some.Hold(2, Torch)).ThenRejected(new LimitReached(null, "gift", "/passages/0"));
    }

    [Fact]
    public void What_is_not_handed_over_or_given_back_may_be_claimed_again()
    {
        var spec = WithStar().And(Some.Hold(1, Mug), new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null));
        Assert.Equal((1, 1), (Left(spec, "mug"), Left(spec, "torch")));
        spec.And(Some.Hold(2, Torch), Some.Capture(2), Some.GiveBack(1, 2));
        Assert.Equal((1, 1), (Left(spec, "mug"), Left(spec, "torch")));
    }

    [Fact]
    public void Who_has_not_reached_the_level_is_not_eligible() =>
        WithStar(hasOne: false).When(Some.Hold(1, Mug)).ThenRejected(new NotEligible(null, "/passages/0"));

    [Fact]
    public void No_more_than_was_given_is_claimed_at_once() => WithStar().When(Some.Hold(1, Mug, 2)).ThenRejected<LimitReached>();
}
