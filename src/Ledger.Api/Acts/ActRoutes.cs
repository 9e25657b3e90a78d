using Ledger.Api.AccessRecords;
using Ledger.Api.Explanations;
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
        routes.Read<ExplainAct.Answer>("acts/{act}/explanation", "Why an act got what it got, sentence by sentence 计分说明", ExplainAct.Handle, [Query.AtLeast], typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<ActFlow.Answer>("acts/{act}/flow", "What became of what an act gave, to the merchant and who pays him 积分去向", ActFlow.Handle, ActFlow.Queries, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Ask<RecordActsEndpoint.Request, PreviewActEndpoint.Answer>("acts/preview", "What one act would give if it were recorded and attested now, and why 试算", PreviewActEndpoint.Handle, new PreviewActEndpoint.Validator(), PreviewActEndpoint.Refusals)
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DecideActsEndpoint.Attestation, ActsAttested>("POST", "acts/attestations", "Attest acts: minutes and points post at once 审核通过", DecideActsEndpoint.Attest, new DecideActsEndpoint.AttestationValidator(), typeof(AttestActs))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DecideActsEndpoint.Refusal, ActsRejected>("POST", "acts/rejections", "Reject acts 驳回", DecideActsEndpoint.Reject, new DecideActsEndpoint.RefusalValidator(), typeof(RejectActs));
        routes.Write<ReversalEndpoints.Request, ActIsReversed>("POST", "acts/{act}/reversal", "Undo an attested act: minutes and points are taken back, what was spent is owed 冲正", ReversalEndpoints.Reverse, null, typeof(ReverseAct), ifMatch: true)
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<ListNotices.Answer>("notices", "Acts on public notice, soonest to end first 公示", ListNotices.Handle, Pending)
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<ObjectionEndpoints.Objection, ObjectionStands>("POST", "acts/{act}/objections", "Object to an act on public notice 提出异议", ObjectionEndpoints.Raise, new ObjectionEndpoints.Validator(), typeof(RaiseObjection));
        routes.Write<ObjectionEndpoints.Outcome, ObjectionIsDecided>("POST", "acts/{act}/objections/decision", "Decide an objection 异议核查结果", ObjectionEndpoints.Decide, null, typeof(DecideObjection));
    }
}
