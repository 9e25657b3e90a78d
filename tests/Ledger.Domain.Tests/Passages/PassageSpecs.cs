using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Passages;

/// <summary>An offer of an item: who may have it, when, how often and for how much the rulebook of the day says. The volunteer has 10 points; it is February.</summary>
public sealed class PassageSpecs
{
    private static readonly OfferId Soap = OfferId.Of(Some.Id(0x330));

    private static readonly Passage Plain = new("soap", PassageKind.Redeem, "soap", Price: new(RulebookParts.Points(300), null));

    private static readonly Stage[] PointPerYuan = [new(Round: Rounding.Up, To: new Quantity(100, Unit.Yuan)), new(Per: new Quantity(100, Unit.Yuan), Give: RulebookParts.Points(100))];

    private static readonly Face Face = new(RulebookParts.Points(100), new Quantity(100, Unit.Yuan));

    private static readonly Passage OnBill = Plain with { Price = new(default, new Amount(new("bill", null), PointPerYuan)), Face = Face };

    [Fact]
    public void The_price_is_the_rulebooks_and_its_arithmetic_is_kept() => Book(Plain).When(Ask(2)).ThenFact<HoldPlaced>(hold =>
    {
        Assert.Equal((300, "soap", 600), (hold.UnitPrice.Hundredths, hold.Asked!.Passage.Value, hold.Legs.Where(leg => leg.Amount > 0).Sum(leg => leg.Amount)));
        Assert.True(Arithmetic.Holds(hold.Steps!) && Arithmetic.ResultIn("points", hold.Steps!) == 300);
    });

    [Fact]
    public void A_gate_lets_through_only_whom_it_names()
    {
        var most = new When(Measure: "stored", AtLeast: new Bound("11 points"));
        Book(Plain with { Who = most }).When(Ask()).ThenRejected(new NotEligible(null, "/passages/0/who"));
        Book(Plain with { Who = new When(Measure: "stored", AtLeast: new Bound("10 points")) }).When(Ask()).ThenFacts(typeof(HoldPlaced));
        Book(Plain with { When = new When(Fact: "asking.for", In: ["self"]) }).When(Ask(asking: new Asking(For: AskedFor.Other))).ThenRejected(new NotEligible(null, "/passages/0/when"));
        Book(Plain, document => document with { Members = new(Redeem: new When(Fact: "person.household", Known: false)) }).When(Ask()).ThenRejected(new NotEligible(null, "/members/redeem"));
    }

    [Fact]
    public void What_an_offer_would_cost_is_what_the_hold_itself_answers_and_nothing_is_written()
    {
        OfferJudged Judged(Passage passage) => Assert.Single(Book(passage).When(new JudgeOffers(Some.OfficeActs, Some.Volunteer, [Soap, OfferId.Of(Some.Id(0x339))])).Then().Result.Offers);
        Assert.Equal((new Points(300), 0), (Judged(Plain).Price, Judged(Plain).Against.Count));
        var kept = Judged(Plain with { Who = new When(Measure: "stored", AtLeast: new Bound("11 points")) });
        Assert.Equal((new Points(300), (Rejection)new NotEligible(null, "/passages/0/who")), (kept.Price, Assert.Single(kept.Against)));
        var dear = Judged(Plain with { Price = new(RulebookParts.Points(1100), null) });
        Assert.Equal((new Points(1100), (Rejection)new InsufficientPoints(new(1000), new(1100))), (dear.Price, Assert.Single(dear.Against)));
        Assert.Null(Judged(OnBill).Price);
    }

    [Fact]
    public void It_is_open_on_its_days_only()
    {
        Book(Plain with { Opens = [new(new Bound("11-01"), new Bound("01-31"))] }).When(Ask()).ThenRejected(new PassageIsClosed("/passages/0/opens", new(2026, 2, 6)));
        Book(Plain with { Opens = [new(new Bound("11-01"), new Bound("02-06"))] }).When(Ask()).ThenFacts(typeof(HoldPlaced));
        Book(Plain with { Opens = [new(Every: Window.Quarter, Month: 2, Days: [6])] }).When(Ask()).ThenFacts(typeof(HoldPlaced));
        Book(Plain with { Opens = [new(Every: Window.Month, Days: [7])] }).When(Ask()).ThenRejected(new PassageIsClosed("/passages/0/opens", new(2026, 2, 6)));
        Book(Plain with { Opens = [new(new Bound("08:00"), new Bound("09:00"), Weekdays: [Weekday.Fri])] }).When(Ask()).ThenRejected(new PassageIsClosed("/passages/0/opens", new(2026, 2, 6)));
        Book(Plain with { Opens = [new(new Bound("08:00"), new Bound("12:00"), Weekdays: [Weekday.Fri])] }).When(Ask()).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_bill_is_paid_in_points_and_the_merchant_is_owed_what_they_are_worth() => Book(OnBill).When(Ask(asking: new Asking(Bill: new Fen(450)))).ThenFact<HoldPlaced>(hold =>
        Assert.Equal((500, 500), (hold.UnitPrice.Hundredths, hold.UnitSettlement.Count)));

    [Fact]
    public void Part_of_a_bill_is_paid_in_money()
    {
        var mixed = OnBill with { Pay = new(new Quantity(5_000, Unit.Percent), RulebookParts.Points(100), "cash", Face) };
        Outcome<HoldIsPlaced> Paid(long points) => Book(mixed).When(Ask(asking: new Asking(Bill: new Fen(800), Amount: new Points(points))));
        Paid(400).ThenFact<HoldPlaced>(hold => Assert.Equal((400, 400), (hold.UnitPrice.Hundredths, hold.Asked!.Cash!.Value.Count)));
        Paid(500).ThenRejected(new QuantityNotOffered("/passages/0/pay/pointsAtMost"));
        Paid(50).ThenRejected(new QuantityNotOffered("/passages/0/pay/atLeast"));
    }

    [Fact]
    public void Papers_are_of_certain_values_and_ways()
    {
        var papers = Plain with { Price = null, Denominations = [RulebookParts.Points(500)], Channels = [Channel.Voucher] };
        Book(papers).When(Ask(asking: new Asking(Amount: new Points(500)))).ThenFact<HoldPlaced>(hold => Assert.Equal((500, Channel.Voucher), (hold.UnitPrice.Hundredths, hold.Asked!.Channel)));
        Book(papers).When(Ask(asking: new Asking(Amount: new Points(700)))).ThenRejected(new DenominationNotOffered("/passages/0/denominations"));
        Book(papers).When(Ask(asking: new Asking(Channel: Channel.Kiosk, Amount: new Points(500)))).ThenRejected(new ChannelNotOffered("/passages/0/channels"));
        Book(papers).When(Ask(asking: new Asking("tea"))).ThenRejected(new NoSuchPassage("tea"));
    }

    [Fact]
    public void Only_lots_with_the_right_and_such_as_the_passage_takes_pay_for_it()
    {
        Book(Plain, document => document with { Buckets = [new Bucket("leader-signed", new Title("代签"), [Right.Honour])] }).When(Ask()).ThenRejected(new InsufficientPoints(Points.Zero, new Points(300)));
        Book(Plain with { From = new(When: new When(Fact: "lot.yearsOld", AtLeast: new Bound("1 years"))) }).When(Ask()).ThenRejected(new InsufficientPoints(Points.Zero, new Points(300)));
        Book(Plain with { From = new(Buckets: ["leader-signed"]) }, document => document with { Buckets = [new Bucket("leader-signed", new Title("代签"), [Right.Spend])] }).When(Ask()).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void What_one_person_takes_in_a_period_is_bounded_and_what_is_not_used_comes_back()
    {
        Spec Held() => Book(Plain with { PerPerson = new(new Quantity(2, Unit.Times), Window.Quarter) }).And(Ask(2));
        Held().When(Ask(number: 2)).ThenRejected(new LimitReached(null, "soap", "/passages/0/perPerson"));
        Held().And(Some.Capture(1, 1)).When(Ask(number: 2)).ThenFacts(typeof(HoldPlaced));
        Held().And(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null)).When(Ask(2, 2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_limit_on_days_counts_a_day_once()
    {
        var once = new Measure("redeem-days", Count: new("days", null), Of: Happening.Redeem, Whose: [Whose.Person], Window: new(Window.Month, null));
        var spec = Book(Plain, document => document with { Measures = [.. document.Measures!, once], Limits = [new Limit("one-day", "redeem-days", new(new Quantity(1, Unit.Times), null), Happening.Redeem, Overflow: new(Overflow.Refuse, null))] });
        var second = spec.And(Ask()).When(Ask(number: 2)).ThenFacts(typeof(HoldPlaced)).Next;
        second.At("2026-02-07T09:00:00+08:00").When(Ask(number: 3)).ThenRejected(new LimitReached(null, "one-day", "/limits/0"));
        VoidHold Void(int number) => new(Actor.Of(Some.Volunteer), Some.Redemption(number), "changed-mind", null);
        second.And(Void(1)).When(Ask(number: 3)).ThenRejected(new LimitReached(null, "one-day", "/limits/0"));
        second.And(Void(2)).When(Ask(number: 3)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_price_may_be_by_numbers_that_are_stated()
    {
        var counted = Plain with { Inputs = ["adults"], Price = new(default, new Amount(new("input.adults", null), [new Stage(Each: RulebookParts.Points(200))])) };
        Outcome<HoldIsPlaced> Of(params ActInput[] told) => Book(counted, document => document with { Inputs = [new Input("adults", new Title("成人"), "people", 1, 4, InputOf.Asking)] }).When(Ask(asking: new Asking(Inputs: told)));
        Of(new ActInput("adults", 2)).ThenFact<HoldPlaced>(hold => Assert.Equal(400, hold.UnitPrice.Hundredths));
        Of().ThenRejected(new InputOutOfRange(null, "adults", 1, 4));
        Of(new ActInput("adults", 5)).ThenRejected(new InputOutOfRange(null, "adults", 1, 4));
    }

    [Fact]
    public void Giving_back_is_for_faults_only_where_the_passage_says_so()
    {
        RefundRedemption Back(string reason) => new(Some.OfficeActs, Some.Redemption(1), Some.Refund(1), 1, true, reason);
        var spec = Book(Plain with { Refund = RefundRule.Fault }).And(Ask(), Some.Capture(1));
        spec.When(Back("other")).ThenRejected(new RefundNotAllowed("/passages/0/refund"));
        spec.When(Back("fault")).ThenFacts(typeof(RedemptionRefunded));
    }

    private static PlaceHold Ask(long quantity = 1, int number = 1, Asking? asking = null) => Some.Hold(number, Soap, quantity) with { Asking = asking };

    private static Spec Book(Passage passage, Func<RulebookDocument, RulebookDocument>? change = null)
    {
        var document = Some.Document() with
        {
            Items = [new Item("soap", new Title("肥皂"))], Passages = [passage],
            Measures = [.. Some.Document().Measures!, new Measure("stored", Count: new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))],
        };
        var offer = new PublishOffer(Some.OfficeActs, Soap, Some.Bakery, Some.Terms() with { Item = "soap", Price = Points.Zero });
        return Some.WithPoints(5, Some.Book(change?.Invoke(document) ?? document)).At("2026-02-06T09:30:00+08:00").And(offer);
    }
}
