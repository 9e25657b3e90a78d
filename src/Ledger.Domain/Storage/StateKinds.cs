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
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Settlements;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Storage;

/// <summary>The kinds of rows decisions read. No row grows with history.</summary>
public static class StateKinds
{
    /// <summary>Counts up when a kind is added or its meaning changes: a node that does not know it does not append.</summary>
    public const int Generation = 5;

    /// <summary>Folded from facts: can be thrown away and rebuilt.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Derived = new Dictionary<string, Type>
    {
        ["community"] = typeof(Community),
        ["node"] = typeof(GridNode),
        ["person"] = typeof(Person),
        ["sign-in"] = typeof(SignIn),
        ["role"] = typeof(RoleHeld),
        ["relation"] = typeof(Relation),
        ["child-consent"] = typeof(ChildConsent),
        ["first-signature"] = typeof(FirstSignature),
        ["team"] = typeof(Team),
        ["team-member"] = typeof(TeamMember),
        ["member-of"] = typeof(MemberOf),
        ["level"] = typeof(LevelHeld),
        ["ladder"] = typeof(LadderState),
        ["period"] = typeof(PeriodState),
        ["benefit"] = typeof(BenefitLeft),
        ["round"] = typeof(RoundState),
        ["round-seed"] = typeof(RoundSeed),
        ["honour"] = typeof(Honour),
        ["honour-of"] = typeof(HonourOf),
        ["application"] = typeof(Application),
        ["mark"] = typeof(MarkHeld),
        ["mark-within"] = typeof(MarkWithin),
        ["watch"] = typeof(WatchHeld),
        ["watch-asked"] = typeof(WatchAsked),
        ["watch-run"] = typeof(WatchState),
        ["right-lost"] = typeof(RightLost),
        ["rulebooks"] = typeof(RulebookVersions),
        ["rulebook"] = typeof(Rulebook),
        ["rulebook-draft"] = typeof(RulebookDraft),
        ["act"] = typeof(Act),
        ["act-pending"] = typeof(ActPending),
        ["deduction"] = typeof(Deduction),
        ["deduction-of"] = typeof(DeductionOf),
        ["on-notice"] = typeof(OnNotice),
        ["work-calendar"] = typeof(WorkCalendar),
        ["evidence"] = typeof(EvidenceClaim),
        ["interval"] = typeof(Interval),
        ["meters"] = typeof(MeterRow),
        ["account"] = typeof(Account),
        ["lot"] = typeof(LotHeld),
        ["lot-lapsed"] = typeof(LotLapsed),
        ["lapse-due"] = typeof(LapseDue),
        ["merchant"] = typeof(Merchant),
        ["terminal"] = typeof(Terminal),
        ["offer"] = typeof(Offer),
        ["redemption"] = typeof(Redemption),
        ["refund"] = typeof(Refund),
        ["money-due"] = typeof(MoneyDue),
        ["points-transfer"] = typeof(PointsTransfer),
        ["counted-transfer"] = typeof(CountedTransfer),
        ["hold-due"] = typeof(HoldDue),
        ["opening"] = typeof(Opening),
        ["opening-passbook"] = typeof(OpeningPassbook),
        ["paper-passbook"] = typeof(PaperPassbook),
        ["month"] = typeof(ClosedMonth),
        ["merchant-offer"] = typeof(MerchantOffer),
        ["merchant-terminal"] = typeof(MerchantTerminal),
        ["merchant-hold"] = typeof(MerchantHold),
        ["merchant-owner"] = typeof(Ownership),
        ["merchant-closing"] = typeof(Closing),
        ["days-off"] = typeof(DaysOff),
        ["unsettled"] = typeof(Unsettled),
        ["settling"] = typeof(Settling),
        ["statement"] = typeof(Statement),
        ["invoice"] = typeof(InvoiceUsed),
        ["payment-reference"] = typeof(ReferenceUsed),
        ["open-hold"] = typeof(OpenHold),
        ["offer-use"] = typeof(OfferUse),
        ["offline-capture"] = typeof(OfflineCapture),
        ["offline-day"] = typeof(OfflineDay),
        ["loss"] = typeof(LossReport),
        ["card"] = typeof(Card),
        ["card-of"] = typeof(CardOfPerson),
        ["import"] = typeof(Import),
        ["audit-check"] = typeof(AuditCheck),
        ["audit-open"] = typeof(OpenCheck),
        ["correction"] = typeof(Correction),
        ["correction-open"] = typeof(CorrectionOpen),
        ["consent"] = typeof(Consent),
        ["forgetting-wish"] = typeof(ForgettingWish),
        ["forgotten"] = typeof(Forgotten),
        ["sign-in-of"] = typeof(SignInOf),
    };

    /// <summary>Not derivable, and therefore in the backup.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Side = new Dictionary<string, Type>
    {
        ["side"] = typeof(SideRow),
        ["pairing-code"] = typeof(PairingCode),
        ["terminal-secret"] = typeof(TerminalSecret),
        ["code"] = typeof(CodeIssued),
        ["card-number"] = typeof(CardNumber),
        ["wrong-codes"] = typeof(WrongCodes),
    };

    private static readonly Dictionary<Type, string> ByType = Derived.Concat(Side).ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(Type row) => ByType[row];

    public static Type Of(string kind) => Derived.TryGetValue(kind, out var row) ? row : Side[kind];
}
