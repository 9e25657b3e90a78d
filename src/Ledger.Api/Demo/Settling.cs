using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Demo;

/// <summary>The merchants' statements: issued on the fifth, found right, invoiced, approved and paid by two people. The last month's wait for the visitor.</summary>
internal sealed class Settling(CommunitySample sample, DemoRequest request, Village village, DemoPen pen, Agenda agenda)
{
    private long _statements;

    public void Plan(DateOnly day)
    {
        if (day.Day != 5) return;
        foreach (var merchant in sample.Merchants.Index())
            agenda.At(LocalTime.On(day, new(10, 0)).AddMinutes(merchant.Index), at => Issue(at, village.Owners[merchant.Index], Founding.MerchantId(sample, request, merchant.Index), Month.Of(day).Previous));
    }

    private async Task Issue(DateTimeOffset at, Invented owner, MerchantId merchant, Month month)
    {
        var (number, statement) = (++_statements, StatementId.Of(request.Id(sample.Code, "statement", _statements)));
        // Nothing sold, nothing to settle.
        if (await pen.Try(at, new IssueStatement(village.Accountant.Actor, merchant, statement, month)) is null) return;
        agenda.At(at.AddDays(1), now => pen.Write(now, new ReconcileStatement(owner.Actor, merchant, statement, null)));
        if (month == Month.Of(request.Until).Previous) return;
        agenda.At(at.AddDays(2), now => pen.Write(now, new RecordInvoice(owner.Actor, merchant, statement, number.ToString("D20", CultureInfo.InvariantCulture), null)));
        agenda.At(at.AddDays(4), async now =>
        {
            // What a merchant bears alone is not paid.
            if (await pen.Try(now, new ApprovePayment(village.Accountant.Actor, merchant, statement, null)) is null) return;
            agenda.At(now.AddDays(1), then => pen.Write(then, new MakePayment(village.Cashier.Actor, merchant, statement, $"BANK-{month}-{number:D4}", null)));
        });
    }
}
