using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Settlements;
using Ledger.Domain.Tests.Support;
using static Ledger.Domain.Tests.Settlements.Shop;

namespace Ledger.Domain.Tests.Storage;

/// <summary>The part of the story in which the bakery is paid and closes.</summary>
internal static class SettlementStory
{
    public static Spec SettleUp(this Spec spec)
    {
        var (accountant, march, april) = (Actor.Of(Accountant), new Month(2026, 3), new Month(2026, 4));
        return spec.And(
                new RegisterPersons(Some.AdministratorActs, [Some.New(Accountant), Some.New(Cashier)], []), Some.Grant(Accountant, Role.Accountant), Some.Grant(Cashier, Role.Cashier),
                new SetDaysOff(OwnerActs, Some.Bakery, new(2026, 4, 4), new(2026, 4, 6), "holiday"), new LiftDaysOff(OwnerActs, Some.Bakery),
                new SellOut(OwnerActs, Some.Breakfast, false), new LiftSoldOut(OwnerActs, Some.Breakfast),
                Some.Hold(4), new CaptureRedemption(OwnerActs, Some.Bakery, Some.CodeOf(4), null))
            .At("2026-04-01T09:00:00+08:00").And(
                Issue(1, march), new DisputeStatement(OwnerActs, Some.Bakery, Id(1), [Some.Redemption(4)], "price-wrong", null),
                new AnswerDispute(Some.OfficeActs, Some.Bakery, Id(1), "found-right", [], null), Reconcile(1), new RecordInvoice(OwnerActs, Some.Bakery, Id(1), "25327000000012345678", null),
                Approve(1), Pay(1, "BANK-2026-0401"), new ReturnPayment(Actor.Of(Cashier), Some.Bakery, Id(1), "account-closed", null),
                new RefundRedemption(OwnerActs, Some.Redemption(4), Some.Refund(4), 1, true, "cold"), new CloseMerchant(Some.OfficeActs, Some.Bakery, "retired"),
                new FinishClosing(Actor.Scheduler, Some.Bakery), new IssueStatement(accountant, Some.Bakery, Id(2), april));
    }
}
