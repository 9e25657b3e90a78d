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

/// <summary>Folds a fact into the rows decisions read. The same fold runs when a command is decided and when state is rebuilt.</summary>
public static class Fold
{
    /// <exception cref="InvalidOperationException">The fact moves value and its legs do not sum to zero, or no fold knows it.</exception>
    public static void Apply(IStates states, At at, IFact fact)
    {
        if (fact is IPostedFact posted)
        {
            CheckBalance(posted);
            Unsettled.Evolve(states, posted, at);
        }
        if (fact is IValueFact value) AccountFold.Evolve(states, value, at);
        switch (fact)
        {
            case CommunityOpened f: Community.Evolve(states, f, at); break;
            case NodeAdded f: GridNode.Evolve(states, f, at); Community.Evolve(states, f); break;
            case PersonRegistered f: Person.Evolve(states, f, at); break;
            case PersonSuspended f: Person.Evolve(states, f, at); break;
            case PersonReinstated f: Person.Evolve(states, f, at); break;
            case SignInBound f: SignIn.Evolve(states, f); break;
            case RoleGranted f: RoleHeld.Evolve(states, f); Ownership.Evolve(states, f); break;
            case RoleEnded f: RoleHeld.Evolve(states, f); Ownership.Evolve(states, f); break;
            case PersonMoved f: Person.Evolve(states, f, at); break;
            case RelationBound f: Relation.Evolve(states, f); Person.Evolve(states, f, at); FirstSignature.Evolve(states, f); break;
            case RelationEnded f: Relation.Evolve(states, f); break;
            case GuardianConsented f: ChildConsent.Evolve(states, f); break;
            case AccountClosed f: Person.Evolve(states, f, at); break;
            case RestSettled or PointsReceived or AccountHandedOn: break; // their legs say all
            case PersonsMerged f: Person.Evolve(states, f, at); MergeFold.Evolve(states, f); break;
            case FirstSigned f: FirstSignature.Evolve(states, f); break;
            case TeamFounded f: Team.Evolve(states, f, at); break;
            case TeamJoined f: TeamMember.Evolve(states, f); break;
            case TeamLeft f: TeamMember.Evolve(states, f); break;
            case LevelApplied f: Application.Evolve(states, f, at); break;
            case LevelReviewed f: Application.Evolve(states, f, at); break;
            case LevelReached f: LevelHeld.Evolve(states, f); break;
            case LevelLost f: LevelHeld.Evolve(states, f); break;
            case LadderJudged f: LadderState.Evolve(states, f); break;
            case PeriodFollowed f: PeriodState.Evolve(states, f); break;
            case RoundCounted f: RoundState.Evolve(states, f); break;
            case RoundClosed f: RoundState.Evolve(states, f); break;
            case RoundCorrected f: RoundState.Evolve(states, f); break;
            case HonourAwarded f: Honour.Evolve(states, f, at); break;
            case HonourWithdrawn f: Honour.Evolve(states, f); break;
            case MarkSet f: MarkHeld.Evolve(states, f); break;
            case MarkEnded f: MarkHeld.Evolve(states, f); break;
            case WatchFired f: WatchHeld.Evolve(states, f, at); break;
            case WatchAgreed f: WatchHeld.Evolve(states, f, at); break;
            case WatchDropped f: WatchHeld.Evolve(states, f, at); break;
            case WatchRan f: WatchState.Evolve(states, f); break;
            case RightsSuspended f: RightLost.Evolve(states, f); break;
            case RightRestored f: RightLost.Evolve(states, f); break;
            case RulebookDrafted f: RulebookDraft.Evolve(states, f, at); break;
            case RulebookChecked f: RulebookDraft.Evolve(states, f, at); break;
            case RulebookWithdrawn f: RulebookDraft.End(states, f.Version); break;
            case DecisionRecorded f: RulebookDraft.Evolve(states, f, at); break;
            case RulebookPublished f: Rulebook.Evolve(states, f, at); break;
            case MetersFilled f: Elsewhere.Evolve(states, f, at); break;
            case RulebookTookEffect f: RulebookVersions.Evolve(states, f); break;
            case ActRecorded f: Act.Evolve(states, f, at); break;
            case ActReviewed f: Act.Evolve(states, f, at); break;
            case ActAttested f: Act.Evolve(states, f, at); break;
            case ActRejected f: Act.Evolve(states, f, at); break;
            case ActAccrued f: Accrual.Evolve(states, f, at); break;
            case ActCredited f: Accrual.Evolve(states, f, at); break;
            case AccrualPosted f: Accrual.Evolve(states, f, at); break;
            case AccrualAdjusted f: Accrual.Evolve(states, f, at); break;
            case ActReversed f: Act.Evolve(states, f, at); break;
            case ObjectionRaised f: Accrual.Evolve(states, f, at); break;
            case ObjectionDecided f: Accrual.Evolve(states, f, at); break;
            case DeductionProposed f: Deduction.Evolve(states, f, at); break;
            case DeductionReviewed f: Deduction.Evolve(states, f, at); break;
            case DeductionAppealed f: Deduction.Evolve(states, f, at); break;
            case DeductionWithdrawn f: Deduction.Evolve(states, f, at); break;
            case PointsDeducted f: Deduction.Evolve(states, f, at); break;
            case DeductionReversed f: Deduction.Evolve(states, f, at); break;
            case WorkCalendarSet f: WorkCalendar.Evolve(states, f, at); break;
            case PointsExpired or LotsShortened: break; // their legs say all
            case MerchantEnrolled f: Merchant.Evolve(states, f, at); break;
            case TerminalInvited f: Terminal.Evolve(states, f, at); break;
            case TerminalPaired f: Terminal.Evolve(states, f, at); break;
            case TerminalRevoked f: Terminal.Evolve(states, f, at); break;
            case OfferPublished f: Offer.Evolve(states, f, at); break;
            case OfferRevised f: Offer.Evolve(states, f, at); break;
            case OfferWithdrawn f: Offer.Evolve(states, f, at); break;
            case HoldPlaced f: Redemption.Evolve(states, f, at); break;
            case PointsSent f: PointsTransfer.Evolve(states, f, at); break;
            case PointsArrived f: PointsTransfer.Evolve(states, f, at); break;
            case MoneyGranted f: MoneyDue.Evolve(states, f, at); break;
            case MoneyApproved f: MoneyDue.Evolve(states, f, at); break;
            case MoneyPaid f: MoneyDue.Evolve(states, f, at); break;
            case PointsCashed f: MoneyDue.Evolve(states, f, at); break;
            case CashGivenBack f: MoneyDue.Evolve(states, f, at); break;
            case MoneyDeclined f: MoneyDue.Evolve(states, f, at); break;
            case TransferReversed f: PointsTransfer.Evolve(states, f, at); break;
            case VoucherReprinted f: Redemption.Evolve(states, f, at); break;
            case RedemptionCaptured f: Redemption.Evolve(states, f, at); break;
            case RedemptionCapturedOffline f: Redemption.Evolve(states, f, at); break;
            case HoldVoided f: Redemption.Evolve(states, f, at); break;
            case HoldExpired f: Redemption.Evolve(states, f, at); break;
            case RedemptionRefunded f: Redemption.Evolve(states, f, at); break;
            case OpeningEntered f: Opening.Evolve(states, f, at); break;
            case OpeningSigned f: Opening.Evolve(states, f, at); break;
            case OpeningRejected f: Opening.Evolve(states, f, at); break;
            case OpeningPosted f: OpeningCounted.Evolve(states, f); break;
            case MonthClosed f: ClosedMonth.Evolve(states, f, at); break;
            case MerchantClosed f: Merchant.Evolve(states, f, at); break;
            case MerchantCodesReleased f: Merchant.Evolve(states, f); break;
            case MerchantDaysOffSet f: DaysOff.Evolve(states, f); break;
            case MerchantDaysOffLifted f: DaysOff.Evolve(states, f); break;
            case OfferSoldOut f: Offer.Evolve(states, f); break;
            case OfferOnSaleAgain f: Offer.Evolve(states, f); break;
            case StatementIssued f: Statement.Evolve(states, f, at); break;
            case StatementReconciled f: Statement.Evolve(states, f, at); break;
            case StatementDisputed f: Statement.Evolve(states, f, at); break;
            case DisputeAnswered f: Statement.Evolve(states, f, at); break;
            case InvoiceRecorded f: Statement.Evolve(states, f, at); break;
            case PaymentApproved f: Statement.Evolve(states, f, at); break;
            case PaymentMade f: Statement.Evolve(states, f, at); break;
            case PaymentReturned f: Statement.Evolve(states, f, at); break;
            case LossReported f: LossReport.Evolve(states, f, at); break;
            case LossLiftApproved f: LossReport.Evolve(states, f, at); break;
            case LossLifted f: LossReport.Evolve(states, f); break;
            case CardIssued f: Card.Evolve(states, f, at); break;
            case CardEnded f: Card.Evolve(states, f, at); break;
            case ImportCommitted f: Import.Evolve(states, f, at); break;
            case AuditCheckOpened f: AuditCheck.Evolve(states, f, at); break;
            case AuditCheckClosed f: AuditCheck.Evolve(states, f, at); break;
            case CorrectionRequested f: Correction.Evolve(states, f, at); break;
            case CorrectionDecided f: Correction.Evolve(states, f, at); break;
            case ConsentGiven f: Consent.Evolve(states, f, at); break;
            case ConsentWithdrawn f: Consent.Evolve(states, f, at); break;
            case ForgettingAsked f: ForgettingWish.Evolve(states, f, at); break;
            case ForgettingTakenBack f: ForgettingWish.End(states, f.Person); break;
            case PersonForgotten f: Forgotten.Evolve(states, f, at); break;
            default: throw new InvalidOperationException($"No fold knows {fact.GetType().Name}.");
        }
    }

    private static void CheckBalance(IPostedFact fact)
    {
        foreach (var commodity in fact.Legs.GroupBy(leg => leg.Commodity))
            if (commodity.Sum(leg => leg.Amount) != 0) throw new InvalidOperationException($"The legs of {fact.GetType().Name} do not sum to zero in {commodity.Key}.");
    }
}
