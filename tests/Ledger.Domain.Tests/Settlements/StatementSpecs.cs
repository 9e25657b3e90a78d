using Ledger.Domain.Merchants;
using Ledger.Domain.Months;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;
using static Ledger.Domain.Tests.Settlements.Shop;

namespace Ledger.Domain.Tests.Settlements;

/// <summary><see cref="IssueStatement"/>, as <see cref="Shop.Issue"/> makes it.</summary>
public sealed class IssueStatementSpecs
{
    [Fact]
    public void A_statement_says_its_totals_by_bearer_and_the_numbers_it_covers()
    {
        var spec = Open().Sell(1).Sell(2, Milk).Sell(3).Sell(4, Some.Umbrella);
        var lines = Numbers<RedemptionCaptured>(spec);
        spec.At("2026-06-01T00:00:00+08:00").When(Issue(1, May)).Then(new StatementIssued(Id(1), Some.Bakery, 1, May, 0, lines[^1],
            [
                new(May, "community", 2, 0, new Points(1000), new Fen(600)), new(May, "donor:dairy", 1, 0, new Points(100), new Fen(200)),
                new(May, "merchant", 1, 0, new Points(200), new Fen(0)),
            ], [], null, [new("community", new Fen(600)), new("donor:dairy", new Fen(200)), new("merchant", new Fen(0))], new Fen(800), new(2026, 6, 1)))
            .ThenResult(new StatementIsIssued(Id(1), 1, May, 0, lines[^1], new Fen(800))).ThenFurtherReads(0);
    }

    [Fact]
    public void A_late_refund_comes_in_the_next_statement_and_none_is_in_two()
    {
        var spec = Stated().And(Some.GiveBack(1, 1)).Sell(5).At("2026-07-01T08:00:00+08:00");
        var first = spec.Journal.Facts.OfType<StatementIssued>().Single();
        spec.When(Issue(2, June)).ThenFact<StatementIssued>(second =>
        {
            Assert.Equal((2L, first.Through), (second.Sequence, second.After));
            Assert.Equal([new(June, "community", 1, 1, new Points(0), new Fen(0))], second.Amounts);
        });
    }

    [Fact]
    public void What_is_booked_after_the_month_stays_for_the_next_one()
    {
        var spec = Open("2026-05-31T23:50:00+08:00").Sell(1).At("2026-06-01T00:00:00+08:00").Sell(2);
        spec.When(Issue(1, May)).ThenResult(result => Assert.Equal(300, result.TotalFen.Count))
            .Next.At("2026-07-01T00:00:00+08:00").When(Issue(2, June)).ThenResult(result => Assert.Equal((2L, 300L), (result.Sequence, result.TotalFen.Count)));
    }

    [Fact]
    public void Months_nobody_settled_come_together()
    {
        Open().Sell(1).At("2026-06-10T10:00:00+08:00").Sell(2).At("2026-07-01T09:00:00+08:00").When(Issue(1, June)).ThenFact<StatementIssued>(one =>
            Assert.Equal([May, June], one.Amounts.Select(lines => lines.Month)));
    }

    [Fact]
    public void A_statement_below_zero_is_carried_into_the_next_with_its_bearers()
    {
        // Milk of May is paid; in June it all comes back, in July a breakfast is sold.
        var spec = Open().Sell(1, Milk, 2).At("2026-06-01T08:00:00+08:00").And(Issue(1, May), Reconcile(1), Approve(1), Pay(1, "BANK-1"), Some.GiveBack(1, 1, 2)).At("2026-07-01T08:00:00+08:00");
        spec.When(Issue(2, June)).ThenResult(result => Assert.Equal(-400, result.TotalFen.Count)).Next.And(Reconcile(2))
            .When(Approve(2)).ThenRejected(new NothingToPay(Id(2), new Fen(-400)));
        spec.Sell(2, quantity: 3).At("2026-08-01T08:00:00+08:00").When(Issue(3, new Month(2026, 7))).ThenFact<StatementIssued>(third =>
        {
            Assert.Equal((2L, 500L), (third.CarriedFrom!.Value, third.Total.Count));
            Assert.Equal([new("donor:dairy", new Fen(-400))], third.CarriedIn);
            Assert.Equal([new("community", new Fen(900)), new("donor:dairy", new Fen(-400))], third.Due);
        }).Next.And(Reconcile(3), Approve(3)).When(Pay(3, "BANK-3")).ThenFact<PaymentMade>(made => Assert.Equal(
            [($"payable:merchant:{Some.Bakery}", 500L), ("paid:community", -900L), ("paid:donor:dairy", 400L)], made.Legs.Select(leg => (leg.Account, leg.Amount))));
        // What was carried once is not carried again.
        spec.Sell(3).At("2026-09-01T08:00:00+08:00").When(Issue(4, new Month(2026, 8))).ThenFact<StatementIssued>(fourth => Assert.Empty(fourth.CarriedIn));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var absent = MerchantId.Of(Some.Id(0x399));
        var spec = Open().Sell(1).At("2026-05-31T23:59:59+08:00");
        spec.When(Issue(1, May) with { By = OwnerActs }).ThenRejected(new NotAllowed(Role.Office, Role.Accountant));
        spec.When(Issue(1, May) with { Merchant = absent }).ThenRejected(new NotFound("merchant", $"{absent}"));
        spec.When(Issue(1, May)).ThenRejected(new MonthNotEnded(May, new(2026, 5, 31)));
        spec.At("2026-06-01T00:00:00+08:00").And(Issue(1, May)).When(Issue(1, May)).ThenRejected(new IdAlreadyUsed("statement", $"{Id(1)}"));
        spec.When(Issue(2, May)).ThenRejected(new NothingToSettle(Some.Bakery, May));
        spec.When(Issue(2, new Month(2026, 4)) with { Merchant = Some.Barber }).ThenRejected<NothingToSettle>();
    }

    internal static List<long> Numbers<TFact>(Spec spec) => [.. spec.Journal.Facts.Index().Where(fact => fact.Item is TFact).Select(fact => fact.Index + 1L)];
}

/// <summary><see cref="ReconcileStatement"/>, <see cref="DisputeStatement"/> and <see cref="AnswerDispute"/>.</summary>
public sealed class ReconcileSpecs
{
    [Fact]
    public void The_owner_finds_the_statement_right() => Stated().When(Reconcile(1)).Then(new StatementReconciled(Id(1), Some.Bakery))
        .ThenResult(new StatementChanged(Id(1), StatementStatus.Reconciled));

    [Fact]
    public void The_owner_disputes_a_line_the_office_answers_with_a_refund_and_the_statement_stays()
    {
        var spec = Stated();
        var dispute = new DisputeStatement(OwnerActs, Some.Bakery, Id(1), [Some.Redemption(3)], "never-fetched", null);
        var answer = new AnswerDispute(Some.OfficeActs, Some.Bakery, Id(1), "refunded", [Some.Refund(1)], null);
        spec.When(dispute).Then(new StatementDisputed(Id(1), Some.Bakery, [Some.Redemption(3)], "never-fetched"));
        spec.When(Reconcile(1)).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Disputed, StatementStatus.Issued));
        spec.And(Some.GiveBack(1, 3), Some.GiveBack(2, 1)).When(answer with { Refunds = [Some.Refund(2)] }).ThenRejected(new NotADisputedRefund(Id(1), Some.Refund(2)));
        spec.When(answer).Then(new DisputeAnswered(Id(1), Some.Bakery, "refunded", [Some.Refund(1)]))
            .Next.When(Reconcile(1)).ThenFacts(typeof(StatementReconciled));
        Assert.Equal(800, spec.Journal.Rows.All<Statement>().Single().Value.Issued.Total.Count);
    }

    [Fact]
    public void Only_lines_of_the_statement_can_be_disputed()
    {
        var spec = Stated().Sell(9);
        var dispute = new DisputeStatement(OwnerActs, Some.Bakery, Id(1), [Some.Redemption(1)], "wrong", null);
        spec.When(dispute with { Lines = [Some.Redemption(1), Some.Redemption(9)] }).ThenRejected(new NotOnStatement(Id(1), Some.Redemption(9)));
        spec.When(dispute with { Lines = [Some.Redemption(77)] }).ThenRejected<NotOnStatement>();
        Assert.Throws<ArgumentOutOfRangeException>(() => dispute with { Lines = [] });
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Stated();
        var seen = spec.Journal.Rows.All<Statement>().Single().Value.Number;
        spec.When(Reconcile(1) with { By = Actor.Of(Some.Clerk) }).ThenRejected(new NotAllowed(Role.MerchantOwner));
        spec.When(Reconcile(2)).ThenRejected(new NotFound("statement", $"{Id(2)}"));
        spec.When(Reconcile(1) with { Expected = 1 }).ThenRejected(new ChangedMeanwhile(1, seen));
        spec.When(Reconcile(1) with { Expected = seen }).ThenFacts(typeof(StatementReconciled));
        spec.When(new DisputeStatement(OwnerActs, Some.Barber, Id(1), [Some.Redemption(1)], "x", null)).ThenRejected<NotAllowed>();
        spec.When(new AnswerDispute(OwnerActs, Some.Bakery, Id(1), "x", [], null)).ThenRejected(new NotAllowed(Role.Office, Role.Accountant));
        spec.When(new AnswerDispute(Some.OfficeActs, Some.Bakery, Id(1), "x", [], null)).ThenRejected(new StatementIsNotReady(Id(1), StatementStatus.Reconciled, StatementStatus.Disputed));
        spec.And(Approve(1)).When(new DisputeStatement(OwnerActs, Some.Bakery, Id(1), [Some.Redemption(1)], "x", null)).ThenRejected<StatementIsNotReady>();
    }

    [Fact]
    public void Another_merchants_statement_is_not_there_for_the_office_either() => Stated()
        .When(new AnswerDispute(Some.OfficeActs, Some.Barber, Id(1), "x", [], null)).ThenRejected(new NotFound("statement", $"{Id(1)}"));
}
