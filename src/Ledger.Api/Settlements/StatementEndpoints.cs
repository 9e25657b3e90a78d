using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Settlements;

public static class StatementEndpoints
{
    /// <param name="Statement">Made by the client.</param>
    /// <param name="Month">The last booked month on it, such as 2026-05.</param>
    public sealed record Issuing(StatementId Statement, Month Month);

    /// <summary>Nothing is said but that it is done.</summary>
    public sealed record Nothing;

    /// <param name="Lines">The redemptions behind the lines.</param>
    /// <param name="Reason">A code, such as <c>never-fetched</c>.</param>
    public sealed record Dispute(IReadOnlyList<RedemptionId> Lines, Code Reason);

    /// <param name="Result">A code, such as <c>refunded</c> or <c>found-right</c>.</param>
    /// <param name="Refunds">Refunds of disputed redemptions that were made for it.</param>
    public sealed record Answer(Code Result, IReadOnlyList<RefundId>? Refunds = null);

    /// <param name="Number">20 digits of an e-invoice (数电票); of an older one its code (发票代码, 10 or 12 digits) and number (发票号码, 8), together or with a hyphen between, or the number alone.</param>
    public sealed record Invoice(string Number);

    /// <param name="Reference">The bank's reference: 4 to 40 capital letters, digits and hyphens.</param>
    public sealed record Payment(string Reference);

    /// <param name="Reason">A code, such as <c>account-closed</c>.</param>
    public sealed record Return(Code Reason);

    public sealed class DisputeValidator : AbstractValidator<Dispute>
    {
        public DisputeValidator()
        {
            RuleFor(request => request.Lines).Between(1, Bounds.MostLines);
            RuleFor(request => request.Lines).Once(line => line);
        }
    }

    public sealed class AnswerValidator : AbstractValidator<Answer>
    {
        public AnswerValidator() => RuleFor(request => request.Refunds ?? Array.Empty<RefundId>()).Between(0, Bounds.MostLines).OverridePropertyName("Refunds");
    }

    public sealed class InvoiceValidator : AbstractValidator<Invoice>
    {
        public InvoiceValidator() => RuleFor(request => request.Number).Must(RecordInvoice.IsInvoice).As("invoice", "须为 20 位数电票号码，或 10、12 位发票代码加 8 位发票号码（连写），或 8 位发票号码", "The 20 digits of an e-invoice, or code (10 or 12) and number (8) together, or the number alone");
    }

    public sealed class PaymentValidator : AbstractValidator<Payment>
    {
        public PaymentValidator() => RuleFor(request => request.Reference).Must(MakePayment.IsReference).As("reference", "须为 4 到 40 位大写字母、数字或连字符", "4 to 40 capital letters, digits and hyphens");
    }

    public static Task<IResult> Issue(WriteCall<Issuing> call) =>
        call.Send(new IssueStatement(call.By, call.Merchant(), call.Body.Statement, call.Body.Month), location: issued => $"merchants/{call.Merchant()}/statements/{issued.Statement}");

    public static Task<IResult> Reconcile(WriteCall<Nothing> call) => call.Send(new ReconcileStatement(call.By, call.Merchant(), call.Statement(), call.Expected));

    public static Task<IResult> DisputeLines(WriteCall<Dispute> call) => call.Send(new DisputeStatement(call.By, call.Merchant(), call.Statement(), call.Body.Lines, call.Body.Reason, call.Expected));

    public static Task<IResult> AnswerLines(WriteCall<Answer> call) => call.Send(new AnswerDispute(call.By, call.Merchant(), call.Statement(), call.Body.Result, call.Body.Refunds ?? [], call.Expected));

    public static Task<IResult> RecordNumber(WriteCall<Invoice> call) => call.Send(new RecordInvoice(call.By, call.Merchant(), call.Statement(), call.Body.Number, call.Expected));

    public static Task<IResult> Approve(WriteCall<Nothing> call) => call.Send(new ApprovePayment(call.By, call.Merchant(), call.Statement(), call.Expected));

    public static Task<IResult> Pay(WriteCall<Payment> call) => call.Send(new MakePayment(call.By, call.Merchant(), call.Statement(), call.Body.Reference, call.Expected));

    public static Task<IResult> SendBack(WriteCall<Return> call) => call.Send(new ReturnPayment(call.By, call.Merchant(), call.Statement(), call.Body.Reason, call.Expected));

    internal static MerchantId Merchant(this Call call) => call.Id<MerchantId>("merchant");

    internal static StatementId Statement(this Call call) => call.Id<StatementId>("statement");
}
