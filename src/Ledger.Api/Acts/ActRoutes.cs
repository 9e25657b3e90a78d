using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Api.Acts;

internal static class ActRoutes
{
    private static readonly Query[] Pending = [Query.Limit, Query.Cursor];

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<RecordActsEndpoint.Request, ActsRecorded>("POST", "acts", "Record acts: one's own, or for up to 200 people at once 登记积分事项", RecordActsEndpoint.Handle, new RecordActsEndpoint.Validator(), typeof(RecordActs));
        routes.Read<ListPendingActs.Answer>("acts/pending", "Acts that wait for their attester, oldest first 待审核事项", ListPendingActs.Handle, Pending, typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<GetAct.Answer>("acts/{act}", "An act 积分事项", GetAct.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DecideActsEndpoint.Attestation, ActsAttested>("POST", "acts/attestations", "Attest acts: minutes and points post at once 审核通过", DecideActsEndpoint.Attest, new DecideActsEndpoint.AttestationValidator(), typeof(AttestActs))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DecideActsEndpoint.Refusal, ActsRejected>("POST", "acts/rejections", "Reject acts 驳回", DecideActsEndpoint.Reject, new DecideActsEndpoint.RefusalValidator(), typeof(RejectActs));
    }
}
