using Ledger.Api.AccessRecords;
using Ledger.Api.Explanations;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

internal static class RedemptionRoutes
{
    private static Type[] Refusals(Type command) => [.. ((RefusesAttribute)Attribute.GetCustomAttribute(command, typeof(RefusesAttribute))!).Rejections];

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<PlaceHoldEndpoint.Request, PlaceHoldEndpoint.Answer>("POST", "redemptions", "Reserve points and get a code; dryRun is the quote 申请兑换码", PlaceHoldEndpoint.Handle, new PlaceHoldEndpoint.Validator(), typeof(PlaceHold))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<GetRedemption.Answer>("redemptions/{redemption}", "A redemption 兑换", GetRedemption.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<ExplainRedemption.Answer>("redemptions/{redemption}/explanation", "Why a redemption cost what it cost, and which acts stand behind it 兑换说明", ExplainRedemption.Handle, ExplainRedemption.Queries, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Ask<PlaceHoldEndpoint.Request, PreviewHoldEndpoint.Answer>("redemptions/preview", "What an offer would cost and why, or why it may not be taken 兑换试算", PreviewHoldEndpoint.Handle, new PlaceHoldEndpoint.Validator(), PreviewHoldEndpoint.Refusals)
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<EndingEndpoints.Void, HoldIsEnded>("POST", "redemptions/{redemption}/void", "Give a hold up 取消预扣", EndingEndpoints.VoidHold, null, typeof(VoidHold), ifMatch: true);
        routes.Write<EndingEndpoints.Refund, RedemptionIsRefunded>("POST", "redemptions/{redemption}/refunds", "Give points back; dryRun tells what would lapse 退还", EndingEndpoints.RefundRedemption, new EndingEndpoints.RefundValidator(), typeof(RefundRedemption));
        routes.Write<CounterEndpoints.CodeCheck, CodeIsGood>("POST", "merchants/{merchant}/code-checks", "Look at a code before redeeming it 查看兑换码", CounterEndpoints.Look, new CounterEndpoints.CodeValidator(), typeof(LookAtCode), dryRun: false);
        routes.Write<CounterEndpoints.Capture, RedemptionIsCaptured>("POST", "merchants/{merchant}/captures", "Redeem a code, wholly or in part 核销", CounterEndpoints.CaptureRedemption, new CounterEndpoints.CaptureValidator(), typeof(CaptureRedemption), dryRun: false);
        routes.Write<OfflineEndpoints.Batch, OfflineEndpoints.Answer>("POST", "merchants/{merchant}/offline-captures", "Hand in what was redeemed without network; a verdict per line 离线核销", OfflineEndpoints.Take, new OfflineEndpoints.Validator(), typeof(CaptureOffline), dryRun: false);
        routes.Read<PreviewRefund.Answer>("redemptions/{redemption}/refund-preview", "What a refund would do, lot by lot 退还预览", PreviewRefund.Handle, PreviewRefund.Queries, Refusals(typeof(RefundRedemption)))
            .ShowsNoAccount("lots of a redemption, without whose they are");
        routes.Read<ListRedemptions.Answer>("persons/{person}/redemptions", "A person's redemptions and open codes, the newest first 我的兑换码", ListRedemptions.Handle, ListRedemptions.Queries, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Write<PlaceHoldEndpoint.Request, PlaceHoldEndpoint.Answer>("POST", "vouchers", "Print a paper voucher for somebody without a phone 打印纸质兑换券", VoucherEndpoints.Issue, new PlaceHoldEndpoint.Validator(), typeof(IssueVoucher))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<VoucherEndpoints.Reprint, VoucherEndpoints.Reprinted>("POST", "redemptions/{redemption}/reprints", "Print a voucher again; the print before is void 重新打印兑换券", VoucherEndpoints.PrintAgain, null, typeof(ReprintVoucher));
        routes.Download("redemptions/{redemption}/voucher", "text/html", "The voucher as a sheet of A6 兑换券票面", VoucherEndpoints.Sheet, [], [], typeof(NotFound), typeof(HoldHasEnded), typeof(HoldIsOver))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<LossEndpoints.Report, LossIsReported>("POST", "persons/{person}/loss-report", "Report a phone, passbook or card lost: open codes end 挂失", LossEndpoints.ReportLoss, null, typeof(ReportLoss));
        routes.Read<LossEndpoints.State>("persons/{person}/loss-report", "Whether a loss is reported, and who signed for lifting it 挂失状态", LossEndpoints.Look, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Write<LossEndpoints.Lifting, LossLiftIsSigned>("POST", "persons/{person}/loss-report/lifting", "Sign for lifting a loss report; the second signature lifts it 解除挂失", LossEndpoints.LiftLoss, null, typeof(LiftLoss));
        routes.Write<CardEndpoints.Request, CardEndpoints.Issued>("POST", "persons/{person}/cards", "Hand out a card; the one before ends 办理积分卡", CardEndpoints.Issue, null, typeof(IssueCard));
        routes.Write<CardEndpoints.Ending, CardIsEnded>("POST", "cards/{card}/end", "End a card 注销积分卡", CardEndpoints.End, null, typeof(EndCard))
            .ShowsNoAccount("whoever names the card ends it, and is told no more");
        routes.Write<CardEndpoints.Check, CardEndpoints.Good>("POST", "card-checks", "Whose card this is, for the staff 刷卡查找", CardEndpoints.Look, new CardEndpoints.CheckValidator(), typeof(LookAtCard), dryRun: false)
            .LooksAt(LookedAt.WhomItFinds);
        routes.Download("cards/{card}/sheet", "text/html", "The card as a sheet to print 积分卡卡面", CardEndpoints.Sheet, [], [], typeof(NotFound), typeof(CardNotGood))
            .LooksAt(LookedAt.WhomItFinds);
    }
}
