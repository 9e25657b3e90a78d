using Ledger.Domain.Acts;
using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Tests.Passages;

/// <summary>Points granted from a fund, and given again to a merchant for what it collected.</summary>
public sealed class GrantSpecs
{
    private static readonly Passage Grant = new("aid", PassageKind.Grant, To: new When(Fact: "person.age", AtLeast: new Bound("80 years")), Into: new("points", "granted", "street"));

    private static readonly Measure Collected = new("collected", new("spent", null), Happening.Redeem, Whose: [Whose.Merchant], Window: new(Window.Year, null));

    private static readonly Passage Reissue = new("again", PassageKind.Reissue, Price: new(default, new Amount(new("measure.collected", null), [new Stage(Times: new(new Quantity(5_000, Unit.Percent), null))])),
        PerPerson: new(new Quantity(1, Unit.Times), Window.Year), Into: new("points", "second-round"));

    [Fact]
    public void What_is_granted_comes_from_the_fund_and_is_not_earned()
    {
        Book(Grant).When(To(Some.Rider, 5000)).ThenFacts(typeof(PointsArrived)).ThenFact<PointsArrived>(arrived =>
        {
            Assert.Equal([("received:fund:street", -5000L), ($"available:person:{Some.Rider}", 5000L)], arrived.Legs.Select(leg => (leg.Account, leg.Amount)));
            Assert.Equal(("aid/granted/street/2026", Some.OfficeWorker), (string.Join('/', arrived.Legs[1].Lot!.ToString().Split('/')[..4]), arrived.By));
        }).ThenResult(new PointsWent(First, "aid", Some.Rider, new(5000)));
        Assert.Equal(0, Book(Grant).And(To(Some.Rider, 5000)).Journal.Rows.All<Account>().Single(row => row.Key == Account.Key(Some.Rider, Commodity.Points)).Value.Earned);
    }

    [Fact]
    public void A_grant_made_by_mistake_goes_back_to_the_fund() => Book(Grant).And(To(Some.Rider, 5000)).When(new ReverseTransfer(Some.OfficeActs, First, "wrong-person"))
        .ThenFact<TransferReversed>(back => Assert.Equal([("received:fund:street", 5000L), ($"available:person:{Some.Rider}", -5000L)], back.Legs.Select(leg => (leg.Account, leg.Amount))));

    [Fact]
    public void Only_whom_the_rulebook_names_gets_it_and_only_from_the_office()
    {
        Book(Grant).When(To(Some.Rider, 5000, "60-79")).ThenRejected(new NotEligible(null, "/passages/0/to"));
        Book(Grant).When(To(Some.Rider, 5000) with { By = Actor.Of(Some.GridOfficer) }).ThenRejected(new NotAllowed(Role.Office));
        Book(Grant).When(To(Some.OfficeWorker, 5000)).ThenRejected(new GainsBySigning(Some.OfficeWorker));
        Book(Grant).When(To(Some.Person(99), 5000)).ThenRejected<NotFound>();
        Book(Grant).And(To(Some.Rider, 5000)).When(To(Some.Rider, 5000)).ThenRejected(new IdAlreadyUsed("transfer", First.ToString()));
        Book(Grant).When(To(Some.Rider, 5000) with { Passage = "soap" }).ThenRejected(new NoSuchPassage("soap"));
    }

    [Theory]
    [InlineData(Whose.Community)]
    [InlineData(Whose.Fund)]
    public void What_is_granted_in_a_period_is_bounded(Whose whose) => Book(Grant, document => document with
    {
        Measures = [.. document.Measures!, new Measure("issued", new("issued", null), Whose: [whose], Window: new(Window.Year, null))],
        Limits = [.. document.Limits!, new Limit("budget", "issued", new(RulebookParts.Points(8000), null), Happening.Issue, Overflow: new(Overflow.Refuse, null))],
    }).And(To(Some.Rider, 5000)).When(To(Some.Neighbour, 5000) with { Transfer = TransferId.Of(Some.Id(0xb02)) }).ThenRejected(new LimitReached(null, "budget", "/limits/1"));

    [Fact]
    public void A_merchant_gets_a_part_of_what_it_collected_again_once_a_year_and_spends_it()
    {
        var spec = Book(Reissue, document => document with { Items = [new Item("soap", new Title("肥皂"))], Passages = [Reissue, new Passage("soap", PassageKind.Redeem, "soap", Price: new(RulebookParts.Points(500), null))] })
            .And(new PublishOffer(Some.OfficeActs, Soap, Some.Bakery, Some.Terms() with { Item = "soap", Price = Points.Zero }), Some.Hold(1, Soap), Some.Capture(1));
        var again = new GrantPoints(Some.OfficeActs, First, "again", Subject.Of(Some.Bakery));
        spec.When(again).ThenFact<PointsArrived>(arrived =>
        {
            Assert.Equal((250, $"merchant:{Some.Bakery}"), (arrived.Points.Hundredths, ((IValueFact)arrived).Holder));
            Assert.True(Arithmetic.Holds(arrived.Steps!));
        });
        spec.When(again with { Transfer = TransferId.Of(Some.Id(0xb02)) }).ThenRejected(new LimitReached(null, "again", "/passages/0/perPerson"));
        spec.When(Some.Hold(2, Some.Umbrella, person: Some.Owner) with { Account = Subject.Of(Some.Bakery) }).ThenFact<HoldPlaced>(hold => Assert.Equal(Subject.Of(Some.Bakery), hold.HeldBy));
        spec.When(Some.Hold(3, Some.Umbrella, person: Some.Clerk) with { Account = Subject.Of(Some.Bakery) }).ThenRejected<NotFound>();
    }


    private static readonly OfferId Soap = OfferId.Of(Some.Id(0x330));

    private static readonly TransferId First = TransferId.Of(Some.Id(0xb01));

    private static GrantPoints To(PersonId person, long hundredths, string band = "80+") => new(Some.OfficeActs, First, "aid", person, new(hundredths), ReceiversVault: new(band));

    private static Spec Book(Passage passage, Func<RulebookDocument, RulebookDocument>? change = null) => Some.WithPoints(5, Some.Book((change ?? (document => document))(Some.Document() with
    {
        Passages = [passage], Buckets = [new Bucket(passage.Into!.Bucket!.Value, new Title("另记"), [Right.Spend])], Funds = [new Fund("street", new Title("街道"), FundKind.Government)], Measures = [.. Some.Document().Measures!, Collected],
    }))).At("2026-02-06T09:30:00+08:00");
}
