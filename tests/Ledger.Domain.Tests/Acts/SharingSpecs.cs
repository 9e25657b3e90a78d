using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Rulebooks.Document.Commodity;

namespace Ledger.Domain.Tests.Acts;

/// <summary>An act may give to a household, in a further commodity, and into another bucket: each account gets a fact of its own, and undoing takes all of it back.</summary>
public sealed class SharingSpecs
{
    private static readonly Subject Home = Subject.Of(Some.Home);

    private static readonly RulebookDocument Plain = Some.Document(dailyCap: null);

    /// <summary>A visit gives two points to the household.</summary>
    private static readonly RulebookDocument ToHousehold = With(new Into("points", Holder: Holder.Household));

    /// <summary>Three points a day; what is over goes into a bucket that is no use but honour.</summary>
    private static readonly RulebookDocument Spilling = Some.Document(dailyCap: 300) is var capped ? capped with
    {
        Buckets = [new Bucket("honour-only", new Title("荣誉"), [Right.Honour])],
        Limits = [capped.Limits![0] with { Overflow = new(default, new OverflowInto(Bucket: "honour-only")) }],
    } : capped;

    [Fact]
    public void A_household_has_what_its_people_earn_and_any_of_them_spends_it()
    {
        var spec = Attested(ToHousehold, (1, Some.Volunteer), (2, Some.Spouse), (3, Some.Neighbour));
        Assert.Equal((400, 0, 200), (Of(spec, Home), Of(spec, Some.Volunteer), Of(spec, Some.Neighbour)));
        var hold = Some.Hold(1, Some.Umbrella, person: Some.Spouse) with { Account = Home };
        spec.When(hold).ThenFact<HoldPlaced>(placed => Assert.Equal(Home, placed.HeldBy));
        Assert.Equal((200, 200), (Of(spec, Home), HoldingOf(spec, Home).Account.Held));
        spec.And(Some.Capture(1)).When(Some.GiveBack(1, 1)).ThenFact<RedemptionRefunded>(back => Assert.Equal(Home, back.HeldBy));
        Assert.Equal(400, Of(spec, Home));
        spec.When(Some.Hold(2, Some.Umbrella, person: Some.Neighbour) with { Account = Home }).ThenRejected(new NotFound("account", Home.ToString()));
    }

    [Fact]
    public void What_a_fund_pays_for_is_of_that_fund_and_a_passage_may_ask_for_it()
    {
        var street = With(new Into("points", Fund: "street")) with
        {
            Funds = [new Fund("street", new Title("街道"), FundKind.Government)], Items = [new Item("soap", new Title("肥皂"))],
            Passages = [new Passage("soap", PassageKind.Redeem, "soap", Price: new(RulebookParts.Points(100), null), From: new(When: new When(Fact: "lot.fund", In: ["street"])))],
        };
        var spec = Attested(street, (1, Some.Volunteer));
        Assert.Equal("street", Assert.Single(HoldingOf(spec, Some.Volunteer).Live).Lot.Funding.Value);
        spec.And(new Ledger.Domain.Offers.ReviseOffer(Some.OfficeActs, Some.Umbrella, Some.Terms() with { Item = "soap" }, null)).When(Some.Hold(1, Some.Umbrella)).ThenFacts(typeof(HoldPlaced));
        spec.When(Some.Reverse(1)).ThenFact<ActReversed>(reversed => Assert.All(reversed.Legs.Where(leg => leg.Commodity == "points"), leg => Assert.Equal("street", leg.Lot!.Funding.Value)));
    }

    [Fact]
    public void What_a_household_got_is_taken_back_from_it_and_what_it_spent_is_owed()
    {
        var spec = Attested(ToHousehold, (1, Some.Volunteer), (2, Some.Spouse));
        spec.And(Some.Hold(1, Some.Umbrella, person: Some.Spouse) with { Account = Home }, Some.Capture(1)).When(Some.Reverse(1)).ThenFacts(typeof(ActReversed), typeof(ActCredited));
        Assert.Equal(0, Of(spec, Home));
        spec.And(Some.Reverse(2));
        Assert.Equal(200, HoldingOf(spec, Home).Account.Debt);
    }

    [Fact]
    public void An_act_may_give_in_two_commodities()
    {
        var both = With(new Into("points")) is var one ? one with
        {
            Commodities = [.. one.Commodities, new Commodity("credited", new Title("时数"), "h", new Quantity(60, Unit.Hours), Spendable: false)],
            Acts = [one.Acts[0] with { Give = [.. one.Acts[0].Give!, new Give(new Into("credited"), new(default, new Amount(new("act", null), [new Stage(Each: new Quantity(120, Unit.Hours))])))] }],
        } : one;
        var spec = Attested(both, (1, Some.Volunteer));
        Assert.Equal((200, 120), (Of(spec, Some.Volunteer), HoldingOf(spec, Some.Volunteer, "credited").Available.Hundredths));
        spec.And(Some.Reverse(1));
        Assert.Equal((0, 0), (Of(spec, Some.Volunteer), HoldingOf(spec, Some.Volunteer, "credited").Available.Hundredths));
    }

    [Fact]
    public void What_is_over_a_limit_lies_in_another_bucket_and_comes_over_when_there_is_room()
    {
        var spec = Attested(Spilling, (1, Some.Volunteer), (2, Some.Volunteer));
        Assert.Equal((300, 100), (InBucket(spec, "leader-signed"), InBucket(spec, "honour-only")));
        spec.When(Some.Hold(1, Some.Umbrella, 2)).ThenRejected(new Ledger.Domain.Offers.InsufficientPoints(new Points(300), new Points(400)));
        spec.And(Some.Reverse(1));
        Assert.Equal((200, 0), (InBucket(spec, "leader-signed"), InBucket(spec, "honour-only")));
    }

    [Fact]
    public void Under_notice_nothing_is_credited_before_it_posts()
    {
        var spec = Attested(ToHousehold with { Notice = new Notices(RulebookParts.WorkingDays(1)) }, (1, Some.Volunteer));
        Assert.Equal(0, Of(spec, Home));
        spec.At("2026-03-04T00:00:00+08:00").When(new PostAccruals(Actor.Scheduler, [Some.Act(1)])).ThenFacts(typeof(AccrualPosted), typeof(ActCredited));
        Assert.Equal(200, Of(spec, Home));
    }

    private static RulebookDocument With(Into into) => Plain with { Acts = [Plain.Acts[1] with { Give = [Plain.Acts[1].Give![0] with { Into = into }] }] };

    private static Spec Attested(RulebookDocument rulebook, params (int Act, PersonId Who)[] acts)
    {
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-01T22:00:00+08:00");
        foreach (var (act, who) in acts) spec.And(Some.Record(Some.Visit(act, who, $"2026-03-01T{8 + act:D2}:00:00+08:00")), Some.Attest(act));
        return spec;
    }

    private static long Of(Spec spec, Subject holder) => HoldingOf(spec, holder).Available.Hundredths;

    private static Holding HoldingOf(Spec spec, Subject holder, string commodity = "points") => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), holder, commodity);

    private static long InBucket(Spec spec, Code bucket) => HoldingOf(spec, Some.Volunteer).Live.Where(lot => lot.Lot.Bucket == bucket).Sum(lot => lot.Amount);
}
