using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddRedemptions()
    {
        Add<BearerDoesNotFit>("bearer-does-not-fit", 422, "承担方与结算价不符", "Bearer does not fit", "商户自担时结算价为 0；捐赠人须写明代码。", "Settlement is 0 when the merchant gives it; a donor is named.",
            r => new($"承担方 {r.Bearer} 与每件 {r.Settlement.Count} 分（人民币）不符。", $"Bearer {r.Bearer} does not fit {r.Settlement.Count} fen per unit."), _ => "bearer");
        Add<AccountSuspended>("account-suspended", 409, "账户已停用", "Account suspended", "请到社区办理恢复。", "Ask the office to lift it.",
            _ => new("账户停用期间不能使用积分，仍可获得积分。", "Nothing can be spent while suspended; earning goes on."));
        Add<OfferIsWithdrawn>("offer-withdrawn", 409, "兑换项目已下架", "Offer withdrawn", "请选择其他项目。", "Choose another offer.",
            _ => new("该兑换项目已下架。", "The offer was withdrawn."), _ => "offer");
        Add<OfferIsClosed>("offer-closed", 409, "不在兑换期内", "Offer closed", "请在兑换期内办理。", "Come back within its days.",
            r => new($"兑换期为 {Say.Day(r.OpensOn)} 至 {(r.ClosesOn is { } day ? Say.Day(day) : "长期")}，今天是 {Say.Day(r.Today)}。", $"Open from {Say.Day(r.OpensOn)} to {(r.ClosesOn is { } last ? Say.Day(last) : "further notice")}; today is {Say.Day(r.Today)}."), _ => "offer");
        Add<OutOfStock>("out-of-stock", 409, "库存不足", "Out of stock", "请减少数量或选择其他项目。", "Take fewer or choose another offer.",
            r => new($"剩余 {r.Left} 份，需要 {r.Requested} 份。", $"{r.Left} left, {r.Requested} asked for."), _ => "quantity");
        Add<InsufficientPoints>("insufficient-points", 409, "可用积分不足", "Insufficient points", "请减少数量，或攒够积分再来。", "Take fewer, or come back with more points.",
            r => new($"可用 {Say.Points(r.Available)} 积分，需要 {Say.Points(r.Requested)} 积分。", $"{Say.Points(r.Available)} points available, {Say.Points(r.Requested)} needed."), _ => "quantity");
        Add<NoCodeFree>("no-code-free", 503, "暂时没有可用的兑换码", "No code free", "请换一个兑换编号再试。", "Try again with a new redemption id.",
            _ => new("请稍后再试。", "Please try again."));
        Add<CodeNotKnown>("code-not-known", 422, "兑换码不存在", "Code not known", "请核对兑换码。", "Check the code.",
            _ => new("没有这个兑换码。", "No hold has this code."), _ => "code");
        Add<CodeOfAnotherMerchant>("code-of-another-merchant", 422, "兑换码属于其他商户", "Code of another merchant", "请到对应商户兑换。", "Redeem it at its own merchant.",
            _ => new("该兑换码不是本店的。", "The code is for another merchant."), _ => "code");
        Add<TooManyWrongCodes>("too-many-wrong-codes", 429, "错误次数过多", "Too many wrong codes", "请稍后再试。", "Wait until the time given.",
            r => new($"请在 {Say.Time(r.Until)} 之后再试。", $"Try again after {Say.Time(r.Until)}."), _ => "code");
        Add<HoldHasEnded>("hold-has-ended", 409, "预扣已结束", "Hold has ended", "请由志愿者重新申请兑换码。", "The volunteer can ask for a new code.",
            r => new($"该兑换{Ended(r.Status).Zh}。", $"The redemption was {Ended(r.Status).En}."));
        Add<HoldIsOver>("hold-is-over", 409, "兑换码已过期", "Hold is over", "请由志愿者重新申请兑换码。", "The volunteer can ask for a new code.",
            r => new($"兑换码已于 {Say.Time(r.ExpiredAt)} 过期。", $"The code expired at {Say.Time(r.ExpiredAt)}."));
        Add<HoldIsNotOver>("hold-is-not-over", 409, "预扣尚未到期", "Hold is not over", "不必处理。", "Nothing is to be done.",
            r => new($"预扣到 {Say.Time(r.ExpiresAt)} 为止。", $"The hold lasts until {Say.Time(r.ExpiresAt)}."));
        Add<CaptureExceedsHold>("capture-exceeds-hold", 422, "核销数量超过预扣", "Capture exceeds hold", "请减少数量。", "Redeem fewer units.",
            r => new($"预扣 {r.Held} 份，核销 {r.Requested} 份。", $"{r.Held} held, {r.Requested} asked for."), _ => "quantity");
        Add<NothingCaptured>("nothing-captured", 409, "尚未核销", "Nothing captured", "未核销的请取消预扣。", "Void the hold instead.",
            r => new($"该兑换的状态是{Ended(r.Status).Zh}，没有可退的积分。", $"The redemption is {Ended(r.Status).En}: nothing can be given back."));
        Add<RefundExceedsCapture>("refund-exceeds-capture", 422, "退还数量超过核销", "Refund exceeds capture", "请减少数量。", "Give back fewer units.",
            r => new($"最多可退 {r.Refundable} 份，申请 {r.Requested} 份。", $"{r.Refundable} can be given back, {r.Requested} asked for."), _ => "quantity");
    }

    private static Words Ended(RedemptionStatus status) => status switch
    {
        RedemptionStatus.Held => new("预扣中", "held"),
        RedemptionStatus.Captured => new("已核销", "captured"),
        RedemptionStatus.Voided => new("已取消", "voided"),
        RedemptionStatus.Expired => new("已过期", "expired"),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
