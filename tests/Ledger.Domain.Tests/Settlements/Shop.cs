using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Settlements;

/// <summary>The bakery with people who pay it, a donor's offer, and a volunteer with points to spend. It is May.</summary>
internal static class Shop
{
    public static readonly PersonId Accountant = Some.Person(40), Cashier = Some.Person(41), OwnersSister = Some.Person(42), HouseOwner = Some.Person(43);
    public static readonly OfferId Milk = OfferId.Of(Some.Id(0x360));
    public static readonly Month May = new(2026, 5), June = new(2026, 6);

    private static readonly Lazy<PlayedJournal> Prepared = new(() =>
    {
        var home = HouseholdId.Of(Some.Id(0x201));
        return Some.WithPoints(20, Some.Book(Some.Document(expiry: RulebookParts.Expires(ExpiryKind.YearEnd, CountFrom.Occurred, 1, 30)))).And(
            new RegisterPersons(Some.AdministratorActs, [Some.New(Accountant), Some.New(Cashier), Some.New(OwnersSister, home), Some.New(HouseOwner, home)], []),
            Some.Grant(Accountant, Role.Accountant), Some.Grant(Cashier, Role.Cashier), Some.Grant(OwnersSister, Role.Accountant), Some.Grant(OwnersSister, Role.Cashier),
            Some.Grant(Accountant, Role.Cashier), Some.Grant(HouseOwner, Role.MerchantOwner, Some.Bakery, until: "2026-12-31"),
            new PublishOffer(Some.OfficeActs, Milk, Some.Bakery, Some.Terms(price: 100, settlement: 200, bearer: new Bearer(BearerKind.Donor, "dairy")))).Journal;
    });

    public static Actor AccountantActs => Actor.Of(Accountant);
    public static Actor CashierActs => Actor.Of(Cashier);
    public static Actor OwnerActs => Actor.Of(Some.Owner);

    public static StatementId Id(int number) => StatementId.Of(Some.Id(0x40000 + number));

    /// <summary>Breakfast: 5 points, 300 fen of the community. Milk: 1 point, 200 fen of a donor. Umbrella: 2 points, given by the bakery.</summary>
    public static Spec Open(string at = "2026-05-04T10:00:00+08:00") => Spec.Given(Prepared.Value).At(at);

    public static Spec Sell(this Spec spec, int redemption, OfferId? offer = null, long quantity = 1) => spec.And(Some.Hold(redemption, offer, quantity), Some.Capture(redemption));

    public static IssueStatement Issue(int statement, Month month) => new(Some.OfficeActs, Some.Bakery, Id(statement), month);

    public static ReconcileStatement Reconcile(int statement) => new(OwnerActs, Some.Bakery, Id(statement), null);

    public static ApprovePayment Approve(int statement) => new(AccountantActs, Some.Bakery, Id(statement), null);

    public static MakePayment Pay(int statement, string reference) => new(CashierActs, Some.Bakery, Id(statement), reference, null);

    /// <summary>A May with two breakfasts, a milk and an umbrella on a statement: 600 fen of the community, 200 of the dairy.</summary>
    public static Spec Stated() => Open().Sell(1).Sell(2, Milk).Sell(3).Sell(4, Some.Umbrella).At("2026-06-01T08:00:00+08:00").And(Issue(1, May));
}
