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

namespace Ledger.Projections.Tables;

/// <summary>The facts by what folds have in common. Written out: a new fact is in none of them until somebody has thought about it.</summary>
internal static class FactGroups
{
    public static readonly Type[] Redemption =
        [typeof(HoldPlaced), typeof(RedemptionCaptured), typeof(RedemptionCapturedOffline), typeof(HoldVoided), typeof(HoldExpired), typeof(RedemptionRefunded)];

    public static readonly Type[] OtherValue =
    [
        typeof(ActAccrued), typeof(ActCredited), typeof(AccrualPosted), typeof(AccrualAdjusted), typeof(ActReversed),
        typeof(PointsExpired), typeof(LotsShortened),
        typeof(PointsDeducted), typeof(DeductionReversed),
        typeof(RestSettled), typeof(PointsReceived), typeof(AccountHandedOn),
        typeof(PointsSent), typeof(PointsArrived), typeof(PointsCashed), typeof(CashGivenBack), typeof(TransferReversed),
        typeof(OpeningPosted),
    ];

    /// <summary>Value of merchants: it is in no passbook.</summary>
    public static readonly Type[] MerchantValue = [typeof(PaymentMade), typeof(PaymentReturned)];

    /// <summary>Money that people, households or teams get by the rulebook: it is in no passbook, and no merchant's.</summary>
    public static readonly Type[] PeoplesMoney = [typeof(MoneyGranted), typeof(MoneyPaid), typeof(MoneyDeclined)];

    /// <summary>Steps of a settlement that move nothing.</summary>
    public static readonly Type[] SettlementSteps =
        [typeof(StatementIssued), typeof(StatementReconciled), typeof(StatementDisputed), typeof(DisputeAnswered), typeof(InvoiceRecorded), typeof(PaymentApproved)];

    public static readonly Type[] NoValue =
    [
        typeof(CommunityOpened), typeof(NodeAdded),
        typeof(PersonRegistered), typeof(SignInBound), typeof(RoleGranted), typeof(RoleEnded), typeof(PersonSuspended), typeof(PersonReinstated),
        typeof(RelationBound), typeof(RelationEnded), typeof(GuardianConsented),
        typeof(PersonMoved), typeof(AccountClosed), typeof(PersonsMerged), typeof(FirstSigned), typeof(TeamFounded), typeof(TeamJoined), typeof(TeamLeft),
        typeof(RulebookDrafted), typeof(RulebookChecked), typeof(RulebookWithdrawn), typeof(DecisionRecorded), typeof(RulebookPublished), typeof(MetersFilled), typeof(RulebookTookEffect),
        typeof(MarkSet), typeof(MarkEnded), typeof(ActRecorded), typeof(ActReviewed), typeof(ActAttested), typeof(ActRejected), typeof(ObjectionRaised), typeof(ObjectionDecided), typeof(WorkCalendarSet),
        typeof(LevelApplied), typeof(LevelReviewed), typeof(LevelReached), typeof(LevelLost), typeof(LadderJudged), typeof(PeriodFollowed),
        typeof(WatchFired), typeof(WatchAgreed), typeof(WatchDropped), typeof(WatchRan), typeof(RightsSuspended), typeof(RightRestored),
        typeof(RoundCounted), typeof(RoundClosed), typeof(RoundCorrected), typeof(HonourAwarded), typeof(HonourWithdrawn),
        typeof(DeductionProposed), typeof(DeductionReviewed), typeof(DeductionAppealed), typeof(DeductionWithdrawn),
        typeof(MerchantEnrolled), typeof(TerminalInvited), typeof(TerminalPaired), typeof(TerminalRevoked),
        typeof(OfferPublished), typeof(OfferRevised), typeof(OfferWithdrawn),
        typeof(OpeningEntered), typeof(OpeningSigned), typeof(OpeningRejected),
        typeof(MonthClosed),
        typeof(MerchantClosed), typeof(MerchantCodesReleased), typeof(MerchantDaysOffSet), typeof(MerchantDaysOffLifted), typeof(OfferSoldOut), typeof(OfferOnSaleAgain),
        .. SettlementSteps,
        typeof(VoucherReprinted), typeof(LossReported), typeof(LossLiftApproved), typeof(LossLifted), typeof(CardIssued), typeof(CardEnded),
        typeof(MoneyApproved),
        typeof(ImportCommitted),
        typeof(AuditCheckOpened), typeof(AuditCheckClosed),
        typeof(CorrectionRequested), typeof(CorrectionDecided), typeof(ConsentGiven), typeof(ConsentWithdrawn),
        typeof(ForgettingAsked), typeof(ForgettingTakenBack), typeof(PersonForgotten),
    ];

    /// <summary>Folds of legs: every fact that moves value, nothing else.</summary>
    public static readonly FactsRead Value = new([.. Redemption, .. OtherValue, .. MerchantValue, .. PeoplesMoney], NoValue);

    /// <summary>Folds of whatever a fact is.</summary>
    public static readonly FactsRead All = new([.. Redemption, .. OtherValue, .. MerchantValue, .. PeoplesMoney, .. NoValue], []);

    /// <summary>Folds of persons' value.</summary>
    public static readonly FactsRead PersonValue = new([.. Redemption, .. OtherValue], [.. MerchantValue, .. PeoplesMoney, .. NoValue]);

    /// <summary>Folds of statements and payments.</summary>
    public static readonly FactsRead Settlements = new([.. SettlementSteps, .. MerchantValue], [.. Redemption, .. OtherValue, .. PeoplesMoney, .. NoValue.Except(SettlementSteps)]);

    /// <summary>Folds that count what was done under several ids as one person's.</summary>
    public static readonly FactsRead Merges = new([typeof(PersonsMerged)], Value.Handled.Concat(Value.Ignored).Where(fact => fact != typeof(PersonsMerged)));

    public static readonly FactsRead ValueAndMerges = new([.. Value.Handled, typeof(PersonsMerged)], Value.Ignored.Where(fact => fact != typeof(PersonsMerged)));
}
