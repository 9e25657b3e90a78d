using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

internal static class RedemptionRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<PlaceHoldEndpoint.Request, PlaceHoldEndpoint.Answer>("POST", "redemptions", "Reserve points and get a code; dryRun is the quote 申请兑换码", PlaceHoldEndpoint.Handle, new PlaceHoldEndpoint.Validator(), typeof(PlaceHold))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<GetRedemption.Answer>("redemptions/{redemption}", "A redemption 兑换", GetRedemption.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<EndingEndpoints.Void, HoldIsEnded>("POST", "redemptions/{redemption}/void", "Give a hold up 取消预扣", EndingEndpoints.VoidHold, null, typeof(VoidHold), ifMatch: true);
        routes.Write<EndingEndpoints.Refund, RedemptionIsRefunded>("POST", "redemptions/{redemption}/refunds", "Give points back; dryRun tells what would lapse 退还", EndingEndpoints.RefundRedemption, new EndingEndpoints.RefundValidator(), typeof(RefundRedemption));
        routes.Write<CounterEndpoints.CodeCheck, CodeIsGood>("POST", "merchants/{merchant}/code-checks", "Look at a code before redeeming it 查看兑换码", CounterEndpoints.Look, new CounterEndpoints.CodeValidator(), typeof(LookAtCode), dryRun: false);
        routes.Write<CounterEndpoints.Capture, RedemptionIsCaptured>("POST", "merchants/{merchant}/captures", "Redeem a code, wholly or in part 核销", CounterEndpoints.CaptureRedemption, new CounterEndpoints.CaptureValidator(), typeof(CaptureRedemption), dryRun: false);
    }
}
