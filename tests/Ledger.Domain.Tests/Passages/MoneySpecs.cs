using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Passages;

/// <summary>Money by the rulebook: shared in proportion to points, or asked for. The volunteer has 10 points, the neighbour 2.</summary>
public sealed class MoneySpecs
{
    private static readonly TransferId First = TransferId.Of(Some.Id(0xb01));

    private static readonly Passage Share = new("dividend", PassageKind.Share, Price: new(default, new Amount(new("input.sum", null))), Inputs: ["sum"], Fund: "street", By: new RankBy("year-points"));

    private static readonly Passage Subsidy = new("refund", PassageKind.Subsidy, Price: new(new Quantity(5000, Unit.Yuan), null), PerPerson: new(new Quantity(1, Unit.Times), Window.Year));

    [Fact]
    public void A_sum_is_shared_in_proportion_and_to_the_last_fen() => Book(Share).When(Out(1001)).ThenEach<MoneyGranted>(granted =>
    {
        Assert.Equal(($"expense:fund:street", $"payable:{granted.To}"), (granted.Legs[0].Account, granted.Legs[1].Account));
        Assert.True(Arithmetic.Holds(granted.Steps) && Arithmetic.ResultIn("fen", granted.Steps) == granted.Amount.Count);
    }).ThenResult(shared => Assert.Equal([(Some.Volunteer, 834), (Some.Neighbour, 167)], shared.Parts.Select(part => (part.To.Person!.Value, part.Fen.Count))));

    [Fact]
    public void Parts_add_up_to_the_sum_and_the_largest_remainders_get_what_is_left()
    {
        Assert.Equal([(1724, 0), (1379, 0), (6897, 1)], ShareOut.Split(10_000, [5, 4, 20]));
        Assert.Equal([(34, 1), (33, 0), (33, 0)], ShareOut.Split(100, [1, 1, 1]));
        foreach (var sum in new long[] { 1, 99, 100_001, 1_000_000_000 }) Assert.Equal(sum, ShareOut.Split(sum, [7, 11, 13, 0, 1_000_000_000_000]).Sum(part => part.Part));
    }

    [Fact]
    public void Only_whom_the_passage_names_shares_and_nobody_signs_for_himself()
    {
        Book(Share with { Who = new When(Fact: "person.household", Known: true) }).When(Out(1000)).ThenResult(shared => Assert.Equal([Subject.Of(Some.Volunteer)], shared.Parts.Select(part => part.To)));
        Book(Share with { Who = new When(Fact: "person.residence", In: ["nowhere"]) }).When(Out(1000)).ThenRejected(new NotEligible(null, "/passages/0/who"));
        Book(Share).And(Some.Grant(Some.Spouse, Role.Office)).When(Out(1000) with { By = Actor.Of(Some.Spouse) }).ThenRejected(new GainsBySigning(Some.Spouse));
        Book(Share).When(Out(1000) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Office));
        Book(Share).When(Out(1000) with { Among = [.. Enumerable.Range(0, ShareOut.Most + 1).Select(number => Subject.Of(Some.Person(number)))] }).ThenRejected(new TooManyToShare(ShareOut.Most));
        Book(Share).And(Out(1000)).When(Out(1000)).ThenRejected(new IdAlreadyUsed("transfer", First.ToString()));
        Book(Share).When(Out(1000) with { Inputs = [] }).ThenRejected(new InputOutOfRange(null, "sum", 0, 100_000_000));
    }

    [Fact]
    public void A_subsidy_is_as_much_as_the_rulebook_says_once_in_its_period()
    {
        var ask = new AskForMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "refund", Subject.Of(Some.Home));
        var spec = Book(Subsidy);
        spec.When(ask with { By = Actor.Of(Some.Rider) }).ThenRejected(new NotFound("person", Some.Volunteer.ToString()));
        spec.When(ask with { Account = Subject.Of(Some.Neighbour) }).ThenRejected<NotFound>();
        spec.When(ask).ThenFact<MoneyGranted>(granted => Assert.Equal((Subject.Of(Some.Home), 5000, "expense:community"), (granted.To, granted.Amount.Count, granted.Legs[0].Account)));
        var again = ask with { By = Actor.Of(Some.Spouse), Person = Some.Spouse, Transfer = TransferId.Of(Some.Id(0xb02)) };
        spec.When(again).ThenRejected(new LimitReached(null, "refund", "/passages/0/perPerson"));
        spec.At("2027-01-02T09:00:00+08:00").When(again).ThenFacts(typeof(MoneyGranted));
    }

    [Fact]
    public void It_is_paid_once_by_two_people_who_gain_nothing()
    {
        var home = Subject.Of(Some.Home);
        var spec = Book(Subsidy).And(new AskForMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "refund", home),
            Some.Grant(Some.Neighbour, Role.Accountant), Some.Grant(Some.Neighbour, Role.Cashier), Some.Grant(Some.Rider, Role.Cashier), Some.Grant(Some.Spouse, Role.Accountant));
        PayMoney Pay(PersonId by) => new(Actor.Of(by), First, home, "BANK-2026-0001");
        spec.When(Pay(Some.Rider)).ThenRejected(new MoneyIsNotApproved(First));
        spec.When(new ApproveMoney(Actor.Of(Some.Spouse), First, home)).ThenRejected(new GainsBySigning(Some.Spouse));
        spec.When(new ApproveMoney(Actor.Of(Some.Rider), First, home)).ThenRejected(new NotAllowed(Role.Accountant));
        spec.When(new ApproveMoney(Actor.Of(Some.Neighbour), First, home)).ThenFacts(typeof(MoneyApproved));
        spec.When(Pay(Some.Neighbour)).ThenRejected(new SecondPersonNeeded("transfer"));
        spec.When(Pay(Some.Rider)).ThenFact<MoneyPaid>(paid => Assert.Equal([($"payable:{home}", 5000L), ("paid:community", -5000L)], paid.Legs.Select(leg => (leg.Account, leg.Amount))));
        spec.When(Pay(Some.Rider)).ThenRejected(new MoneyIsPaid(First, "BANK-2026-0001"));
    }

    [Fact]
    public void What_is_declined_is_owed_no_more_and_can_be_asked_for_again()
    {
        var ask = new AskForMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "refund");
        var decline = new DeclineMoney(Actor.Of(Some.Neighbour), First, Some.Volunteer, "not-needed");
        var spec = Book(Subsidy with { PerPerson = new(new Quantity(1, Unit.Times), Window.Year) }).And(ask, Some.Grant(Some.Neighbour, Role.Accountant));
        spec.When(decline with { By = Actor.Of(Some.Rider) }).ThenRejected(new NotAllowed(Role.Accountant));
        spec.When(decline).ThenFact<MoneyDeclined>(declined => Assert.Equal([($"payable:person:{Some.Volunteer}", 5000L), ("expense:community", -5000L)], declined.Legs.Select(leg => (leg.Account, leg.Amount))));
        spec.When(decline).ThenRejected(new MoneyIsGivenBack(First));
        spec.When(new ApproveMoney(Actor.Of(Some.Neighbour), First, Some.Volunteer)).ThenRejected(new MoneyIsGivenBack(First));
        spec.When(ask with { Transfer = TransferId.Of(Some.Id(0xb02)) }).ThenFacts(typeof(MoneyGranted));
    }

    [Fact]
    public void Who_would_get_it_does_without_while_it_is_not_approved()
    {
        var own = new DeclineMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "not-needed");
        var spec = Book(Subsidy).And(new AskForMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "refund"), Some.Grant(Some.Neighbour, Role.Accountant));
        spec.When(own).ThenFacts(typeof(MoneyDeclined));
        var approved = Book(Subsidy).And(new AskForMoney(Actor.Of(Some.Volunteer), First, Some.Volunteer, "refund"), Some.Grant(Some.Neighbour, Role.Accountant), new ApproveMoney(Actor.Of(Some.Neighbour), First, Some.Volunteer));
        approved.When(own).ThenRejected(new NotAllowed(Role.Accountant));
    }

    private static ShareOut Out(long fen) => new(Some.OfficeActs, First, "dividend", [Some.Volunteer, Some.Neighbour, Some.Rider, Subject.Of(Some.Home)], [new("sum", fen)]);

    private static Spec Book(Passage passage) => Some.WithPoints(5, Some.Book(Some.Document() with
    {
        Passages = [passage], Funds = [new Fund("street", new Title("街道"), FundKind.Government)], Inputs = [new Input("sum", new Title("总额"), "yuan", 0, 1_000_000, InputOf.Asking)],
        Measures = [.. Some.Document().Measures!, new Measure("year-points", new("points", null), Whose: [Whose.Person], Window: new(Window.Year, null), Status: Standing.Posted)],
    })).And(Some.Record(Some.Visit(50, Some.Neighbour, "2026-02-01T07:00:00+08:00")), Some.Attest(50)).At("2026-02-06T09:30:00+08:00");
}
