using Ledger.Domain;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static Title Of(Points amount, string? unit) => unit is null ? new($"{Say.Points(amount)} 积分", $"{Say.Points(amount)} points") : Explanations.Amounts.Of(amount.Hundredths, unit);

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
            r => new($"可用 {Of(r.Available, r.Unit).Zh}，需要 {Of(r.Requested, r.Unit).Zh}。", $"{Of(r.Available, r.Unit).En} available, {Of(r.Requested, r.Unit).En} needed."), _ => "quantity");
        Add<OfferLimitReached>("offer-limit-reached", 409, "已达到兑换限额", "Limit reached", "请在下一期再来，或选择其他项目。", "Come back in the next period, or choose another offer.",
            r => new($"每人每{(r.Limit.Period == LimitPeriod.Month ? "月" : "季度")}限 {r.Limit.Units} 份，已兑换 {r.Used} 份，申请 {r.Requested} 份。", $"{r.Limit.Units} a person and {(r.Limit.Period == LimitPeriod.Month ? "month" : "quarter")}; {r.Used} taken, {r.Requested} asked for."), _ => "quantity");
        Add<NoSuchPassage>("no-such-passage", 422, "细则没有这种兑换", "No such passage", "请从细则中选择。", "Choose one of the rulebook's.",
            r => new($"细则没有可用的兑换方式 {r.Passage}。", $"The rulebook has no passage {r.Passage} for it."), _ => "passage");
        Add<TooManyToShare>("too-many-to-share", 409, "分配对象过多", "Too many to share among", "请缩小分配范围。", "Share among fewer.",
            r => new($"一次最多分给 {r.Most} 户（人）。", $"At most {r.Most} at a time."), _ => "passage");
        Add<MoneyIsPaid>("money-already-paid", 409, "已付款", "Already paid", "不可重复付款。", "It is paid once.",
            r => new($"已凭 {r.Reference} 付款。", $"It was paid with reference {r.Reference}."), _ => "transfer");
        Add<MoneyIsGivenBack>("money-given-back", 409, "已决定不付款", "Not to be paid", "请重新申请。", "Ask again.",
            _ => new("这笔款项不再支付；用积分申请的，积分已退回。", "It will not be paid; points given for it went back."), _ => "transfer");
        Add<TransferIsReversed>("transfer-reversed", 409, "已撤销", "Already undone", "不必再办理。", "Nothing is to be done.",
            _ => new("这笔转赠已经撤销。", "The gift is undone already."), _ => "transfer");
        Add<MoneyIsNotApproved>("money-not-approved", 409, "尚未审批", "Not approved yet", "请先由会计审批。", "The accountant approves it first.",
            _ => new("会计尚未审批这笔款项。", "The accountant has not approved it yet."), _ => "transfer");
        Add<PassageIsClosed>("passage-is-closed", 409, "不在开放时间", "Passage is closed", "请在细则规定的时间办理。", "Come back when the rulebook opens it.",
            r => new($"细则 {r.Rule} 在 {Say.Day(r.Today)} 的此时不开放。", $"By {r.Rule} of the rulebook it is not open at this time of {Say.Day(r.Today)}."), _ => "offer");
        Add<ChannelNotOffered>("channel-not-offered", 422, "不提供这种办理方式", "Channel not offered", "请换一种办理方式。", "Ask for it in another way.",
            r => new($"细则 {r.Rule} 不包括这种办理方式。", $"{r.Rule} of the rulebook does not name this way."), _ => "channel");
        Add<DenominationNotOffered>("denomination-not-offered", 422, "没有这种面额", "Denomination not offered", "请选择细则中的面额。", "Choose a denomination of the rulebook.",
            r => new($"细则 {r.Rule} 没有这种面额。", $"{r.Rule} of the rulebook has no such denomination."), _ => "amount");
        Add<QuantityNotOffered>("quantity-not-offered", 422, "不能用这么多积分", "Quantity not offered", "请按细则调整积分数量。", "Change the points as the rulebook allows.",
            r => new($"细则 {r.Rule} 不允许这个数量。", $"{r.Rule} of the rulebook does not allow this amount."), _ => "amount");
        Add<RefundNotAllowed>("refund-not-allowed", 409, "细则不允许退还", "Refund not allowed", "请查看细则的退还规定。", "See what the rulebook says of giving back.",
            r => new($"细则 {r.Rule} 不允许为此原因退还。", $"{r.Rule} of the rulebook does not allow giving back for this reason."), _ => "reason");
        Add<ReportedLost>("reported-lost", 409, "账户已挂失", "Reported lost", "请带身份证件到社区办理解除挂失。", "Two people of the office or grid can lift it.",
            _ => new("挂失期间不能使用积分，仍可获得积分。", "Nothing can be spent while a loss is reported; earning goes on."));
        Add<NoLossReported>("no-loss-reported", 409, "没有挂失", "No loss reported", "不必办理。", "Nothing is to be done.",
            _ => new("该账户没有挂失，或已经解除。", "No loss is reported for the account, or it is lifted."));
        Add<TooManyOpenHolds>("too-many-open-holds", 409, "未使用的兑换码过多", "Too many open holds", "请先使用或取消已有的兑换码。", "Redeem or give up one of them first.",
            r => new($"同时最多有 {r.Most} 个未使用的兑换码。", $"At most {r.Most} codes can be open at once."));
        Add<VoucherIsReplaced>("voucher-is-replaced", 409, "兑换券已重新打印", "Voucher is replaced", "请使用最新打印的兑换券。", "Use the latest print.",
            _ => new("该兑换券重新打印过，这一张已作废。", "The voucher was printed again; this print is void."), _ => "code");
        Add<NotOnPaper>("not-on-paper", 409, "不是纸质兑换券", "Not on paper", "手机上的兑换码不必打印。", "A code on a phone is not printed.",
            _ => new("该兑换不是纸质兑换券。", "The redemption has no paper voucher."));
        Add<TooManyReprints>("too-many-reprints", 409, "重新打印次数过多", "Too many reprints", "请取消后重新办理。", "Give it up and print a new one.",
            r => new($"一张兑换券最多重新打印 {r.Most} 次。", $"A voucher is printed again at most {r.Most} times."));
        Add<CardNotGood>("card-not-good", 422, "积分卡无效", "Card not good", "请核对卡号，或为其补办。", "Check the number, or hand out a new card.",
            _ => new("没有这张卡，或已挂失、更换。", "There is no such card, or it was lost or replaced."), _ => "number");
        Add<CapturedInTheFuture>("captured-in-the-future", 422, "核销时间晚于现在", "Captured in the future", "请校准终端的时钟。", "Set the terminal's clock.",
            r => new($"核销时间 {Say.Time(r.CapturedAt)} 晚于现在 {Say.Time(r.Now)}。", $"Captured at {Say.Time(r.CapturedAt)}, and it is {Say.Time(r.Now)}."), _ => "capturedAt");
        Add<OfflineTooLate>("offline-too-late", 409, "离线核销送达过晚", "Offline capture too late", "请与社区联系。", "Ask the office.",
            r => new(r.LateHours == 0 ? "本社区不接受离线核销。" : $"{Say.Time(r.CapturedAt)} 的离线核销须在 {r.LateHours} 小时内送达。", r.LateHours == 0 ? "This community takes no captures without network." : $"What was captured at {Say.Time(r.CapturedAt)} had to arrive within {r.LateHours} hours."), _ => "capturedAt");
        Add<OutsideCodesLife>("outside-codes-life", 409, "不在兑换码有效期内", "Outside the code's life", "该笔不能入账，损失由商户承担。", "It cannot be booked; the risk was the shop's.",
            r => new($"兑换码的有效期为 {Say.Time(r.From)} 至 {Say.Time(r.Until)}。", $"The code was good from {Say.Time(r.From)} until {Say.Time(r.Until)}."), _ => "capturedAt");
        Add<OfflineLimitReached>("offline-limit-reached", 409, "离线核销超过限额", "Offline limit reached", "请与社区联系。", "Ask the office.",
            r => new($"一台终端每天离线核销最多 {r.MostTimes} 笔、{Say.Points(r.MostPoints)} 积分（{Say.Day(r.On)}）。", $"A counter captures at most {r.MostTimes} times and {Say.Points(r.MostPoints)} points a day without network ({Say.Day(r.On)})."));
        Add<DebtLimitReached>("debt-limit-reached", 409, "欠分超过上限", "Debt limit reached", "该笔不能入账；若是离线核销，损失由商户承担。", "It cannot be booked; of a capture without network the risk was the shop's.",
            // Who asks need not know what anybody else has or owes.
            _ => new("所缺超过积分细则允许的欠分。", "More would be missing than the rulebook lets anybody owe."));
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
