using Ledger.Domain.Accounts;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;
using static Ledger.Domain.Tests.Settlements.Shop;

namespace Ledger.Domain.Tests.Settlements;

public sealed class RecordInvoiceSpecs
{
    private const string Number = "25327000000012345678";

    private static RecordInvoice Record(string invoice = Number) => new(OwnerActs, Some.Bakery, Id(1), invoice, null);

    [Fact]
    public void The_owner_or_the_accountant_records_it_and_another_takes_its_place()
    {
        var spec = Stated();
        spec.When(Record()).Then(new InvoiceRecorded(Id(1), Some.Bakery, Number)).Next.When(Record()).Then();
        spec.When(Record("00112233") with { By = AccountantActs }).Then(new InvoiceRecorded(Id(1), Some.Bakery, "00112233"));
    }

    [Fact]
    public void A_number_serves_once_in_a_community_also_when_it_was_replaced()
    {
        var spec = Stated().And(Record(), Record("00112233")).Sell(5).At("2026-07-01T08:00:00+08:00").And(Issue(2, June));
        spec.When(Record() with { Statement = Id(2) }).ThenRejected(new InvoiceAlreadyUsed(Number));
        spec.When(Record()).ThenRejected(new InvoiceAlreadyUsed(Number));
    }

    /// <summary>An e-invoice; an older one of the tax office with the code of 10 digits, an electronic one with that of 12; a number alone.</summary>
    [Theory]
    [InlineData(Number, Number)]
    [InlineData("370022170400112233", "3700221704-00112233")]
    [InlineData("3700221704-00112233", "3700221704-00112233")]
    [InlineData("037001900111-00112233", "03700190011100112233")]
    [InlineData("00112233", "00112233")]
    public void Every_form_that_shops_have_is_taken_and_kept_in_one(string invoice, string kept) => Stated().When(Record(invoice)).Then(new InvoiceRecorded(Id(1), Some.Bakery, kept));

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("0370022170411223344")]
    [InlineData("2532700000001234567X")]
    [InlineData("")]
    public void Another_form_makes_no_command(string invoice) => Assert.Throws<ArgumentOutOfRangeException>(() => Record(invoice));

    [Fact]
    public void Refusals_come_in_order()
    {
        Stated().When(Record() with { By = CashierActs }).ThenRejected(new NotAllowed(Role.MerchantOwner, Role.Accountant));
        Stated().When(Record() with { Statement = Id(7) }).ThenRejected<NotFound>();
        Stated().When(Record() with { Expected = 3 }).ThenRejected<ChangedMeanwhile>();
    }
}

/// <summary><see cref="ApprovePayment"/>, <see cref="MakePayment"/> and <see cref="ReturnPayment"/>.</summary>
public sealed class PayingSpecs
{
    private static Spec Approved() => Stated().And(Reconcile(1), Approve(1));

    private static ReturnPayment Return => new(CashierActs, Some.Bakery, Id(1), "account-closed", null);

    [Fact]
    public void The_accountant_approves_and_the_cashier_pays_with_the_banks_reference()
    {
        Stated().And(Reconcile(1)).When(Approve(1)).Then(new PaymentApproved(Id(1), Some.Bakery, Accountant, new Fen(800)))
            .Next.When(Pay(1, "BANK-2026-0001")).Then(new PaymentMade(Id(1), Some.Bakery, "BANK-2026-0001", Accountant, Cashier,
                [
                    new($"payable:merchant:{Some.Bakery}", Commodity.Fen, null, 800), new("paid:community", Commodity.Fen, null, -600), new("paid:donor:dairy", Commodity.Fen, null, -200),
                ], new(2026, 6, 1), new(2026, 6, 1)))
            .ThenResult(new PaymentIsMade(Id(1), "BANK-2026-0001", new Fen(800)));
    }

    [Fact]
    public void It_is_paid_once()
    {
        var spec = Approved().And(Pay(1, "BANK-1"));
        spec.When(Pay(1, "BANK-2")).ThenRejected(new StatementIsPaid(Id(1), "BANK-1"));
        spec.When(Approve(1)).ThenRejected(new StatementIsPaid(Id(1), "BANK-1"));
    }

    [Fact]
    public void Who_approved_does_not_pay() => Approved().When(Pay(1, "BANK-1") with { By = AccountantActs }).ThenRejected(new SecondPersonNeeded("statement"));

    [Fact]
    public void The_owner_and_his_household_sign_for_nothing()
    {
        var sister = Actor.Of(OwnersSister);
        Stated().And(Reconcile(1)).When(Approve(1) with { By = sister }).ThenRejected<GainsBySigning>();
        Approved().When(Pay(1, "BANK-1") with { By = sister }).ThenRejected<GainsBySigning>();
    }

    [Fact]
    public void A_reference_serves_once_also_when_the_payment_came_back()
    {
        var spec = Approved().And(Pay(1, "BANK-1"), Return).And(Approve(1));
        spec.When(Pay(1, "BANK-1")).ThenRejected(new ReferenceAlreadyUsed("BANK-1"));
    }

    [Fact]
    public void A_returned_payment_is_owed_again_and_paid_with_two_signatures_anew()
    {
        var spec = Approved().And(Pay(1, "BANK-1"));
        spec.When(Return).Then(new PaymentReturned(Id(1), Some.Bakery, "BANK-1", "account-closed",
            [
                new($"payable:merchant:{Some.Bakery}", Commodity.Fen, null, -800), new("paid:community", Commodity.Fen, null, 600), new("paid:donor:dairy", Commodity.Fen, null, 200),
            ], new(2026, 6, 1), new(2026, 6, 1)));
        spec.When(Pay(1, "BANK-2")).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Reconciled, StatementStatus.Approved));
        spec.And(Approve(1)).When(Pay(1, "BANK-2")).ThenFacts(typeof(PaymentMade));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Stated();
        spec.When(Approve(1) with { By = CashierActs }).ThenRejected(new NotAllowed(Role.Accountant));
        spec.When(Approve(3)).ThenRejected<NotFound>();
        spec.When(Approve(1) with { Expected = 1 }).ThenRejected<ChangedMeanwhile>();
        spec.When(Approve(1)).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Issued, StatementStatus.Reconciled));
        spec.And(Reconcile(1)).When(Pay(1, "BANK-1") with { By = Some.OfficeActs }).ThenRejected(new NotAllowed(Role.Cashier));
        spec.When(Pay(1, "BANK-1")).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Reconciled, StatementStatus.Approved));
        spec.When(Return with { By = OwnerActs }).ThenRejected(new NotAllowed(Role.Cashier, Role.Accountant));
        spec.When(Return).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Reconciled, StatementStatus.Paid));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("bank-1")]
    [InlineData("BANK 1")]
    public void A_reference_of_another_form_makes_no_command(string reference) => Assert.Throws<ArgumentOutOfRangeException>(() => Pay(1, reference));
}
