using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Passages;

/// <summary>Points for money. The volunteer has 10 points; a point is worth 50 yuan.</summary>
public sealed class CashSpecs
{
    private static readonly TransferId First = TransferId.Of(Some.Id(0xb01)), Second = TransferId.Of(Some.Id(0xb02));

    private static readonly Passage Plain = new("claim", PassageKind.Cash, Face: new(RulebookParts.Points(100), new Quantity(5000, Unit.Yuan)), Pay: new(AtLeast: RulebookParts.Points(200)), Fund: "street");

    private static readonly Limit Yearly = new("six", "cashed", new(RulebookParts.Points(600), null), Of: Happening.Cash);

    [Fact]
    public void Points_leave_the_account_when_they_are_asked_for_and_the_money_is_due() => Book(Plain).When(Ask(300)).ThenFact<PointsCashed>(cashed =>
    {
        Assert.Equal([($"available:person:{Some.Volunteer}", -300), ("sent:cash", 300), ($"payable:person:{Some.Volunteer}", -15_000), ("expense:fund:street", 15_000L)], cashed.Legs.GroupBy(leg => leg.Account).Select(legs => (legs.Key, legs.Sum(leg => leg.Amount))));
        Assert.True(Arithmetic.Holds(cashed.Steps) && Arithmetic.ResultIn("fen", cashed.Steps) == 15_000);
    }).ThenResult(asked => Assert.Equal((15_000, 700), (asked.Fen.Count, asked.AvailableAfterHundredths.Hundredths)));

    [Fact]
    public void A_table_says_what_so_many_points_are_worth()
    {
        var steps = Plain with { Face = null, Price = new(default, new Amount(new("asking.points", null), [new Stage(Table: [new(RulebookParts.Points(300), new Quantity(10_000, Unit.Yuan)), new(RulebookParts.Points(500), new Quantity(20_000, Unit.Yuan))])])) };
        Book(steps).When(Ask(400)).ThenResult(asked => Assert.Equal(10_000, asked.Fen.Count));
        Book(steps).When(Ask(500)).ThenResult(asked => Assert.Equal(20_000, asked.Fen.Count));
        Book(steps).When(Ask(200)).ThenRejected(new QuantityNotOffered("/passages/0/price"));
    }

    [Fact]
    public void It_is_for_those_who_have_enough_and_may()
    {
        Book(Plain).When(Ask(100)).ThenRejected(new QuantityNotOffered("/passages/0/pay/atLeast"));
        Book(Plain).When(Ask(1200)).ThenRejected<InsufficientPoints>();
        Book(Plain).When(Ask(300) with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotFound("person", Some.Volunteer.ToString()));
        Book(Plain).When(Ask(300) with { Account = Subject.Of(Some.Neighbour) }).ThenRejected<NotFound>();
        Book(Plain).And(Ask(300)).When(Ask(300)).ThenRejected(new IdAlreadyUsed("transfer", First.ToString()));
        Book(Plain with { Who = new When(Fact: "person.residence", In: ["nowhere"]) }).When(Ask(300)).ThenRejected(new NotEligible(null, "/passages/0/who"));
        Book(Plain, document => document with { Members = new(Redeem: new When(Fact: "person.residence", In: ["nowhere"])) }).When(Ask(300)).ThenRejected(new NotEligible(null, "/members/redeem"));
        Book(Plain, document => document with { Buckets = [.. new Code[] { "system-timed", "leader-signed" }.Select(code => new Bucket(code, new Title("只可兑换"), [Right.Spend]))] }).When(Ask(300)).ThenRejected<InsufficientPoints>();
    }

    [Fact]
    public void What_is_cashed_counts_until_it_comes_back()
    {
        var spec = Book(Plain, document => document with { Limits = [.. document.Limits!, Yearly] }).And(Ask(400), Some.Grant(Some.Neighbour, Role.Accountant));
        var again = Ask(300) with { Transfer = Second };
        spec.When(again).ThenRejected(new LimitReached(null, "six", "/limits/1"));
        spec.And(Back(Some.Neighbour)).When(again).ThenFacts(typeof(PointsCashed));
    }

    [Fact]
    public void What_is_not_paid_comes_back_to_its_lots_once()
    {
        var spec = Book(Plain).And(Ask(400), Some.Grant(Some.Neighbour, Role.Accountant), Some.Grant(Some.Rider, Role.Cashier));
        spec.When(Back(Some.Rider)).ThenRejected(new NotAllowed(Role.Accountant));
        spec.When(Back(Some.Neighbour)).ThenFact<CashGivenBack>(back => Assert.Equal(0, back.Legs.Concat(spec.Journal.Facts.OfType<PointsCashed>().Single().Legs).GroupBy(leg => (leg.Account, leg.Lot)).Max(legs => Math.Abs(legs.Sum(leg => leg.Amount)))));
        spec.When(Back(Some.Neighbour)).ThenRejected(new MoneyIsGivenBack(First));
        spec.When(new ApproveMoney(Actor.Of(Some.Neighbour), First, Some.Volunteer)).ThenRejected(new MoneyIsGivenBack(First));
        spec.When(new PayMoney(Actor.Of(Some.Rider), First, Some.Volunteer, "BANK-2026-0001")).ThenRejected(new MoneyIsGivenBack(First));
    }

    [Fact]
    public void It_is_paid_by_two_people_and_what_is_paid_does_not_come_back()
    {
        var spec = Book(Plain).And(Ask(400), Some.Grant(Some.Neighbour, Role.Accountant), Some.Grant(Some.Rider, Role.Cashier), new ApproveMoney(Actor.Of(Some.Neighbour), First, Some.Volunteer));
        spec.When(new PayMoney(Actor.Of(Some.Rider), First, Some.Volunteer, "BANK-2026-0001")).ThenFact<MoneyPaid>(paid => Assert.Equal([($"payable:person:{Some.Volunteer}", 20_000L), ("paid:fund:street", -20_000L)], paid.Legs.Select(leg => (leg.Account, leg.Amount))));
        spec.When(Back(Some.Neighbour)).ThenRejected(new MoneyIsPaid(First, "BANK-2026-0001"));
    }

    private static CashPoints Ask(long hundredths) => new(Actor.Of(Some.Volunteer), First, Some.Volunteer, "claim", new(hundredths));

    private static DeclineMoney Back(PersonId by) => new(Actor.Of(by), First, Some.Volunteer, "account-wrong");

    /// <summary>Points for money is only published with the record of a decision.</summary>
    private static Spec Book(Passage passage, Func<RulebookDocument, RulebookDocument>? change = null)
    {
        var plain = Some.Document("with-cash", "2026-02-06");
        var document = (change ?? (same => same))(plain with
        {
            Passages = [passage], Funds = [new Fund("street", new Title("街道"), FundKind.Government)],
            Measures = [.. plain.Measures!, new Measure("cashed", new("cashed", null), Whose: [Whose.Person], Window: new(Window.Year, null))],
        });
        var hash = RulebookParts.HashOf(document);
        return Some.WithPoints(5).And(
            new DraftRulebook(Some.OfficeActs, document, hash), new CheckRulebook(Some.OfficeActs, document.Version),
            new RecordDecision(Some.OfficeActs, document.Version, hash, "meeting", new DateOnly(2026, 2, 5), Some.Hash("minutes")), new PublishDraft(Some.OfficeActs, document.Version, hash))
            .At("2026-02-06T09:30:00+08:00").And([.. Enum.GetValues<Filled>().Select(of => new FillMeters(Actor.Scheduler, document.Version, of, null, null)), new TakeEffect(Actor.Scheduler, document.Version)]);
    }
}
