using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Communities;
using Ledger.Domain.Deductions;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Grid;
using Ledger.Domain.Honours;
using Ledger.Domain.Imports;
using Ledger.Domain.Marks;
using Ledger.Domain.Merchants;
using Ledger.Domain.Months;
using Ledger.Domain.Offers;
using Ledger.Domain.Openings;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Settlements;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Storage;

/// <summary>
/// The stored names of all facts: lower case, versioned, never derived from a class, never used again for something else.
/// Fields are only ever added, and optional; a changed meaning is a new name.
/// </summary>
public static class EventNames
{
    public static readonly IReadOnlyDictionary<string, Type> All = new Dictionary<string, Type>
    {
        ["community-opened.v1"] = typeof(CommunityOpened),
        ["node-added.v1"] = typeof(NodeAdded),
        ["person-registered.v1"] = typeof(PersonRegistered),
        ["sign-in-bound.v1"] = typeof(SignInBound),
        ["role-granted.v1"] = typeof(RoleGranted),
        ["role-ended.v1"] = typeof(RoleEnded),
        ["person-suspended.v1"] = typeof(PersonSuspended),
        ["person-reinstated.v1"] = typeof(PersonReinstated),
        ["relation-bound.v1"] = typeof(RelationBound),
        ["relation-ended.v1"] = typeof(RelationEnded),
        ["guardian-consented.v1"] = typeof(GuardianConsented),
        ["person-moved.v1"] = typeof(PersonMoved),
        ["account-closed.v1"] = typeof(AccountClosed),
        ["rest-settled.v1"] = typeof(RestSettled),
        ["points-received.v1"] = typeof(PointsReceived),
        ["account-handed-on.v1"] = typeof(AccountHandedOn),
        ["persons-merged.v1"] = typeof(PersonsMerged),
        ["first-signed.v1"] = typeof(FirstSigned),
        ["team-founded.v1"] = typeof(TeamFounded),
        ["team-joined.v1"] = typeof(TeamJoined),
        ["team-left.v1"] = typeof(TeamLeft),
        ["level-applied.v1"] = typeof(LevelApplied),
        ["level-reviewed.v1"] = typeof(LevelReviewed),
        ["level-reached.v1"] = typeof(LevelReached),
        ["level-lost.v1"] = typeof(LevelLost),
        ["ladder-judged.v1"] = typeof(LadderJudged),
        ["round-counted.v1"] = typeof(RoundCounted),
        ["round-closed.v1"] = typeof(RoundClosed),
        ["round-corrected.v1"] = typeof(RoundCorrected),
        ["honour-awarded.v1"] = typeof(HonourAwarded),
        ["honour-withdrawn.v1"] = typeof(HonourWithdrawn),
        ["mark-set.v1"] = typeof(MarkSet),
        ["mark-ended.v1"] = typeof(MarkEnded),
        ["watch-fired.v1"] = typeof(WatchFired),
        ["watch-agreed.v1"] = typeof(WatchAgreed),
        ["watch-dropped.v1"] = typeof(WatchDropped),
        ["watch-ran.v1"] = typeof(WatchRan),
        ["rights-suspended.v1"] = typeof(RightsSuspended),
        ["right-restored.v1"] = typeof(RightRestored),
        ["rulebook-drafted.v1"] = typeof(RulebookDrafted),
        ["rulebook-checked.v1"] = typeof(RulebookChecked),
        ["rulebook-withdrawn.v1"] = typeof(RulebookWithdrawn),
        ["decision-recorded.v1"] = typeof(DecisionRecorded),
        ["rulebook-published.v1"] = typeof(RulebookPublished),
        ["meters-filled.v1"] = typeof(MetersFilled),
        ["rulebook-took-effect.v1"] = typeof(RulebookTookEffect),
        ["act-recorded.v1"] = typeof(ActRecorded),
        ["act-reviewed.v1"] = typeof(ActReviewed),
        ["act-attested.v1"] = typeof(ActAttested),
        ["act-rejected.v1"] = typeof(ActRejected),
        ["act-accrued.v1"] = typeof(ActAccrued),
        ["period-followed.v1"] = typeof(PeriodFollowed),
        ["act-credited.v1"] = typeof(ActCredited),
        ["accrual-posted.v1"] = typeof(AccrualPosted),
        ["accrual-adjusted.v1"] = typeof(AccrualAdjusted),
        ["act-reversed.v1"] = typeof(ActReversed),
        ["objection-raised.v1"] = typeof(ObjectionRaised),
        ["objection-decided.v1"] = typeof(ObjectionDecided),
        ["deduction-proposed.v1"] = typeof(DeductionProposed),
        ["deduction-reviewed.v1"] = typeof(DeductionReviewed),
        ["deduction-appealed.v1"] = typeof(DeductionAppealed),
        ["deduction-withdrawn.v1"] = typeof(DeductionWithdrawn),
        ["points-deducted.v1"] = typeof(PointsDeducted),
        ["deduction-reversed.v1"] = typeof(DeductionReversed),
        ["work-calendar-set.v1"] = typeof(WorkCalendarSet),
        ["points-expired.v1"] = typeof(PointsExpired),
        ["lots-shortened.v1"] = typeof(LotsShortened),
        ["merchant-enrolled.v1"] = typeof(MerchantEnrolled),
        ["terminal-invited.v1"] = typeof(TerminalInvited),
        ["terminal-paired.v1"] = typeof(TerminalPaired),
        ["terminal-revoked.v1"] = typeof(TerminalRevoked),
        ["offer-published.v1"] = typeof(OfferPublished),
        ["offer-revised.v1"] = typeof(OfferRevised),
        ["offer-withdrawn.v1"] = typeof(OfferWithdrawn),
        ["hold-placed.v1"] = typeof(HoldPlaced),
        ["points-sent.v1"] = typeof(PointsSent),
        ["points-arrived.v1"] = typeof(PointsArrived),
        ["money-granted.v1"] = typeof(MoneyGranted),
        ["money-approved.v1"] = typeof(MoneyApproved),
        ["money-paid.v1"] = typeof(MoneyPaid),
        ["points-cashed.v1"] = typeof(PointsCashed),
        ["cash-given-back.v1"] = typeof(CashGivenBack),
        ["money-declined.v1"] = typeof(MoneyDeclined),
        ["transfer-reversed.v1"] = typeof(TransferReversed),
        ["voucher-reprinted.v1"] = typeof(VoucherReprinted),
        ["redemption-captured.v1"] = typeof(RedemptionCaptured),
        ["redemption-captured-offline.v1"] = typeof(RedemptionCapturedOffline),
        ["hold-voided.v1"] = typeof(HoldVoided),
        ["hold-expired.v1"] = typeof(HoldExpired),
        ["redemption-refunded.v1"] = typeof(RedemptionRefunded),
        ["opening-entered.v1"] = typeof(OpeningEntered),
        ["opening-signed.v1"] = typeof(OpeningSigned),
        ["opening-rejected.v1"] = typeof(OpeningRejected),
        ["opening-posted.v1"] = typeof(OpeningPosted),
        ["month-closed.v1"] = typeof(MonthClosed),
        ["merchant-closed.v1"] = typeof(MerchantClosed),
        ["merchant-codes-released.v1"] = typeof(MerchantCodesReleased),
        ["merchant-days-off-set.v1"] = typeof(MerchantDaysOffSet),
        ["merchant-days-off-lifted.v1"] = typeof(MerchantDaysOffLifted),
        ["offer-sold-out.v1"] = typeof(OfferSoldOut),
        ["offer-on-sale-again.v1"] = typeof(OfferOnSaleAgain),
        ["statement-issued.v1"] = typeof(StatementIssued),
        ["statement-reconciled.v1"] = typeof(StatementReconciled),
        ["statement-disputed.v1"] = typeof(StatementDisputed),
        ["dispute-answered.v1"] = typeof(DisputeAnswered),
        ["invoice-recorded.v1"] = typeof(InvoiceRecorded),
        ["payment-approved.v1"] = typeof(PaymentApproved),
        ["payment-made.v1"] = typeof(PaymentMade),
        ["payment-returned.v1"] = typeof(PaymentReturned),
        ["loss-reported.v1"] = typeof(LossReported),
        ["loss-lift-approved.v1"] = typeof(LossLiftApproved),
        ["loss-lifted.v1"] = typeof(LossLifted),
        ["card-issued.v1"] = typeof(CardIssued),
        ["card-ended.v1"] = typeof(CardEnded),
        ["import-committed.v1"] = typeof(ImportCommitted),
        ["audit-check-opened.v1"] = typeof(AuditCheckOpened),
        ["audit-check-closed.v1"] = typeof(AuditCheckClosed),
        ["correction-requested.v1"] = typeof(CorrectionRequested),
        ["correction-decided.v1"] = typeof(CorrectionDecided),
        ["consent-given.v1"] = typeof(ConsentGiven),
        ["consent-withdrawn.v1"] = typeof(ConsentWithdrawn),
        ["forgetting-asked.v1"] = typeof(ForgettingAsked),
        ["forgetting-taken-back.v1"] = typeof(ForgettingTakenBack),
        ["person-forgotten.v1"] = typeof(PersonForgotten),
    };

    private static readonly Dictionary<Type, string> ByType = All.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <exception cref="KeyNotFoundException">The fact has no stored name.</exception>
    public static string Of(IFact fact) => ByType[fact.GetType()];
}
