using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Deductions;

namespace Ledger.Api.Deductions;

internal static class DeductionRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<DeductionEndpoints.Proposal, DeductionIsOpen>("POST", "deductions", "Propose to take points by a rule of the rulebook; the person is told first 提出扣分", DeductionEndpoints.Propose, new DeductionEndpoints.ProposalValidator(), typeof(ProposeDeduction));
        routes.Read<GetDeduction.Answer>("deductions/{deduction}", "A deduction 扣分", GetDeduction.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DeductionEndpoints.Appeal, DeductionIsOpen>("POST", "deductions/{deduction}/appeal", "The person does not agree 申诉", DeductionEndpoints.AppealIt, new DeductionEndpoints.AppealValidator(), typeof(AppealDeduction))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<DeductionEndpoints.Outcome, DeductionIsDone>("POST", "deductions/{deduction}/decision", "A second person takes the points or drops it 扣分审定", DeductionEndpoints.Decide, null, typeof(DecideDeduction));
        routes.Write<DeductionEndpoints.Signing, DeductionIsOpen>("POST", "deductions/{deduction}/signatures", "Sign a deduction for a body that the rulebook asks 扣分审核", DeductionEndpoints.Sign, null, typeof(SignDeduction));
        routes.Write<DeductionEndpoints.Undoing, DeductionIsDone>("POST", "deductions/{deduction}/reversal", "Undo a wrong deduction 撤销扣分", DeductionEndpoints.Reverse, null, typeof(ReverseDeduction));
        routes.Read<ListDeductions.Answer>("persons/{person}/deductions", "A person's deductions 扣分记录", ListDeductions.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
    }
}
