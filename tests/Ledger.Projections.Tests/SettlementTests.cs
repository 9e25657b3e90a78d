using Ledger.Domain;
using Ledger.Domain.Settlements;
using Ledger.Projections.Settlements;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class SettlementTests
{
    private static readonly Month March = new(2026, 3), April = new(2026, 4);

    [Fact]
    public async Task What_is_owed_is_followed_by_month_from_capture_to_payment()
    {
        var haian = Sold(3);
        var statement = haian.Issue(Breakfast, March);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        var issued = haian.Book.Number;
        haian.Reconcile(Breakfast, statement);
        var reconciled = haian.Book.Number;
        haian.Approve(Breakfast, statement);
        var approved = haian.Book.Number;
        haian.Pay(Breakfast, statement, "BANK-1");
        await using var followed = await Followed.Of(haian.Book);

        Assert.Equal([(March, 600L, 600L, 0L, 0L, 0L), (April, 200L, 0L, 0L, 0L, 0L)], await Months(followed, haian, issued));
        Assert.Equal((March, 600L, 600L, 600L, 0L, 0L), (await Months(followed, haian, reconciled))[0]);
        Assert.Equal((March, 600L, 600L, 600L, 600L, 0L), (await Months(followed, haian, approved))[0]);
        Assert.Equal((March, 600L, 600L, 600L, 600L, 600L), (await Months(followed, haian, null))[0]);
        var owed = (await new PayableReader(followed.Source).At("haian", Breakfast, haian.Book.Today, null, default)).Merchants.Single();
        Assert.Equal((200L, 200L), (owed.Owed.Count, owed.Borne.Single().Amount.Count));
    }

    [Fact]
    public async Task What_was_carried_is_paid_with_the_statement_it_was_carried_into()
    {
        // March's bun is paid. In April it comes back; in May two are sold.
        var haian = Sold(0);
        var bun = haian.Hold(Chen, Bun);
        haian.Capture(bun, Breakfast);
        Next(haian, April);
        Paid(haian, March, "BANK-1");
        haian.Refund(bun, 1);
        Next(haian, April.Next);
        var carried = haian.Issue(Breakfast, April);
        haian.Reconcile(Breakfast, carried);
        haian.Capture(haian.Hold(Chen, Bun, 2), Breakfast);
        Next(haian, April.Next.Next);
        await using (var before = await Followed.Of(haian.Book)) Assert.Equal((April, -200L, -200L, -200L, 0L, 0L), (await Months(before, haian, null))[1]);

        Paid(haian, April.Next, "BANK-2");

        await using var followed = await Followed.Of(haian.Book);
        Assert.Equal([(March, 200L, 200L, 200L, 200L, 200L), (April, -200L, -200L, -200L, -200L, -200L), (April.Next, 400L, 400L, 400L, 400L, 400L)], await Months(followed, haian, null));
        Assert.Equal(0, (await new PayableReader(followed.Source).At("haian", Breakfast, haian.Book.Today, null, default)).Owed.Count);
    }

    [Fact]
    public async Task Statements_are_listed_the_last_first_and_tell_what_happened_to_them()
    {
        var haian = Sold(1);
        var first = haian.Issue(Breakfast, March);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        Next(haian, April.Next);
        var second = haian.Issue(Breakfast, April);
        haian.Book.Do(new RecordInvoice(Actor.Of(Officer), Breakfast, first, "00112233", null));
        haian.Book.Do(new DisputeStatement(Actor.Of(Officer), Breakfast, second, [haian.LastHeld], "never-fetched", null));
        haian.Book.Do(new AnswerDispute(Actor.Of(Admin), Breakfast, second, "found-right", [], null));
        haian.Reconcile(Breakfast, second);
        haian.Approve(Breakfast, second);
        haian.Pay(Breakfast, second, "BANK-7");
        haian.Book.Do(new ReturnPayment(Actor.Of(Rider), Breakfast, second, "account-closed", null));
        await using var followed = await Followed.Of(haian.Book);
        var reader = new StatementReader(followed.Source);

        var page = await reader.List("haian", Breakfast, null, 200, default);
        Assert.Equal([(second, 2L, StatementStatus.Reconciled), (first, 1L, StatementStatus.Issued)], page.Statements.Select(one => (one.Statement, one.Sequence, one.Status)));
        Assert.Equal(page.Statements[1].Through, page.Statements[0].After);
        Assert.Equal([first], (await reader.List("haian", Breakfast, 2, 200, default)).Statements.Select(one => one.Statement));
        Assert.Empty((await reader.List("haian", Repair, null, 200, default)).Statements);
        var (_, steps) = await reader.Steps("haian", Breakfast, second, default);
        Assert.Empty((await reader.Steps("haian", Repair, second, default)).Steps);
        Assert.Equal(
            [(SettlementStep.Issued, null), (SettlementStep.Disputed, "never-fetched"), (SettlementStep.Answered, "found-right"), (SettlementStep.Reconciled, null), (SettlementStep.Approved, null),
                (SettlementStep.Paid, "BANK-7"), (SettlementStep.Returned, "account-closed")],
            steps.Select(step => (step.Step, step.Note)));
    }

    private static Haian Sold(int buns)
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 480);
        if (buns == 0) return haian;
        haian.Capture(haian.Hold(Chen, Bun, buns), Breakfast);
        Next(haian, April);
        return haian;
    }

    private static void Next(Haian haian, Month month) => haian.Wait(new DateTimeOffset(month.FirstDay.ToDateTime(new TimeOnly(1, 0)), TimeSpan.Zero) - haian.Book.Now);

    private static void Paid(Haian haian, Month month, string reference)
    {
        var statement = haian.Issue(Breakfast, month);
        haian.Reconcile(Breakfast, statement);
        haian.Approve(Breakfast, statement);
        haian.Pay(Breakfast, statement, reference);
    }

    private static async Task<List<(Month, long, long, long, long, long)>> Months(Followed followed, Haian haian, long? known) =>
    [
        .. (await new PayableReader(followed.Source).At("haian", Breakfast, haian.Book.Today, known, default)).Merchants.Single().Months
            .Select(month => (month.Month, month.Became.Count, month.OnStatement.Count, month.Reconciled.Count, month.Approved.Count, month.Paid.Count))
    ];
}
