using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddMerchants()
    {
        Add<MerchantIsClosed>("merchant-closed", 409, "商户已停业", "Merchant has closed", "请到其他商户兑换；退还请找社区。", "Go to another merchant; the office gives points back.",
            r => new($"商户已于 {Say.Day(r.ClosedOn)} 停业。", $"The merchant closed on {Say.Day(r.ClosedOn)}."), _ => "merchant");
        Add<MerchantHasDayOff>("merchant-has-day-off", 409, "商户今天歇业", "Merchant is closed today", "请在恢复营业后再来；已有的兑换码仍然有效。", "Come back when it is open; codes there are stay good.",
            r => new($"商户自 {Say.Day(r.From)} 至 {Say.Day(r.Until)} 歇业，今天是 {Say.Day(r.Today)}。", $"The merchant is closed from {Say.Day(r.From)} to {Say.Day(r.Until)}; today is {Say.Day(r.Today)}."), _ => "offer");
        Add<DaysOffOutOfRange>("days-off-out-of-range", 422, "歇业日期超出范围", "Days off out of range", "请从今天起、在一年之内选择。", "Choose days from today on, within a year.",
            r => new($"歇业 {Say.Day(r.From)} 至 {Say.Day(r.Until)}，须在 {Say.Day(r.Earliest)} 与 {Say.Day(r.Latest)} 之间。", $"{Say.Day(r.From)} to {Say.Day(r.Until)} is not between {Say.Day(r.Earliest)} and {Say.Day(r.Latest)}."), _ => "from");
        Add<OfferIsSoldOut>("offer-sold-out", 409, "兑换项目已售罄", "Offer sold out", "请改日再来或选择其他项目；已有的兑换码仍然有效。", "Come back later or choose another offer; codes there are stay good.",
            r => r.Through is { } day ? new($"{Say.Day(day)} 已售罄，次日恢复。", $"Sold out for {Say.Day(day)}.") : new("已售罄，恢复时间未定。", "Sold out until further notice."), _ => "offer");
        Add<CaptureIsRefunded>("capture-is-refunded", 409, "核销已有退还", "Capture is refunded already", "不能撤销；其余部分请办理退还。", "It cannot be undone; give the rest back as a refund.",
            r => new($"这笔核销已退还 {r.Refunded} 份。", $"{r.Refunded} units of it were given back."));
        Add<UndoIsOver>("undo-is-over", 409, "撤销时限已过", "Undo is over", "请改办退还（refunds）。", "Give the points back as a refund.",
            r => new($"撤销只能在 {Say.Time(r.Until)} 之前办理。", $"It could be undone until {Say.Time(r.Until)}."));
    }

    private static void AddSettlements()
    {
        Add<NothingToSettle>("nothing-to-settle", 409, "没有可结算的明细", "Nothing to settle", "到该月末为止的明细都已在结算单上。", "Every line up to that month's end is on a statement already.",
            r => new($"到 {Say.Month(r.Month)} 末，没有尚未结算的核销或退还。", $"There is no capture or refund up to the end of {r.Month} that is on no statement."), _ => "month");
        Add<StatementIsNotReady>("statement-not-ready", 409, "结算单状态不符", "Statement does not stand there", "请先办理前一步，或重新读取结算单。", "Do the step before it first, or read the statement again.",
            r => new($"结算单现为{Standing(r.Status).Zh}，此步须在{Standing(r.Needed).Zh}时办理。", $"The statement is {Standing(r.Status).En}; this step begins where it is {Standing(r.Needed).En}."), _ => "statement");
        Add<StatementIsPaid>("statement-already-paid", 409, "结算单已付款", "Statement already paid", "不可重复付款；如被退票，请先登记退票。", "It is paid once; record a returned payment first.",
            r => new($"已凭 {r.Reference} 付款。", $"It was paid with reference {r.Reference}."), _ => "statement");
        Add<NotOnStatement>("not-on-statement", 422, "明细不在结算单上", "Not on the statement", "请核对明细。", "Check the line.",
            r => new($"兑换 {r.Redemption} 不在这张结算单上。", $"Redemption {r.Redemption} is on no line of this statement."), _ => "lines");
        Add<NotADisputedRefund>("not-a-disputed-refund", 422, "退还与异议无关", "Not a refund of a disputed line", "请填写为异议明细办理的退还。", "Name refunds of the disputed redemptions.",
            r => new($"退还 {r.Refund} 不属于有异议的兑换。", $"Refund {r.Refund} is of no disputed redemption."), _ => "refunds");
        Add<InvoiceAlreadyUsed>("invoice-already-used", 409, "发票号已被使用", "Invoice already used", "请核对发票号码。", "Check the invoice's number.",
            r => new($"发票号 {r.Invoice} 已登记过。", $"Invoice {r.Invoice} was recorded before."), _ => "number");
        Add<NothingToPay>("nothing-to-pay", 409, "没有应付金额", "Nothing to pay", "不必付款，余额转入下一张结算单。", "Nothing is paid; it is carried into the next statement.",
            r => new($"结算单合计 {Say.Yuan(r.Total)} 元。", $"The statement comes to {Say.Yuan(r.Total)} yuan."), _ => "statement");
        Add<ReferenceAlreadyUsed>("reference-already-used", 409, "付款凭据号已被使用", "Reference already used", "请核对银行回单号。", "Check the bank's reference.",
            r => new($"凭据号 {r.Reference} 已用于另一笔付款。", $"Reference {r.Reference} was given for another payment."), _ => "reference");
    }

    private static Words Standing(StatementStatus status) => status switch
    {
        StatementStatus.Issued => new("已出单", "issued"),
        StatementStatus.Disputed => new("有异议", "disputed"),
        StatementStatus.Reconciled => new("已对账", "reconciled"),
        StatementStatus.Approved => new("已审批", "approved"),
        StatementStatus.Paid => new("已付款", "paid"),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
