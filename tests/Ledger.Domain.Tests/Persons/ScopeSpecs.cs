using System.Reflection;
using Ledger.Domain.Acts;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Marks;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

/// <summary>
/// A grid officer, assistant or team leader whose role is bound does nothing for people of another grid or team. Every command
/// that names a person, a node or somebody's act is in one list.
/// </summary>
public sealed class ScopeSpecs
{
    private static readonly PersonId Officer = Some.Person(31), Elsewhere = Some.Neighbour, Here = Some.Volunteer;
    private static readonly Code Other = "grid-2";
    private static readonly Actor Bound = Actor.Of(Officer);
    private static readonly CorrectionId Correction = CorrectionId.Of(Some.Id(0x901));

    /// <summary>Checked here: a bound role reaches no further than its node or team.</summary>
    private static readonly Type[] Reaching =
    [
        typeof(RecordActs), typeof(PreviewAct), typeof(AttestActs), typeof(RejectActs), typeof(ReverseAct), typeof(ProposeDeduction), typeof(SignDeduction), typeof(RequestCorrection), typeof(RegisterPersons), typeof(MovePerson),
        typeof(PlaceHold), typeof(SendPoints), typeof(AskForMoney), typeof(CashPoints), typeof(IssueVoucher), typeof(ReprintVoucher), typeof(VoidHold), typeof(ReportLoss), typeof(LiftLoss), typeof(IssueCard), typeof(EndCard), typeof(LookAtCard), typeof(KeepMark),
    ];

    /// <summary>For these a role that can be bound to a node or team is not enough, or they are the person's own, a counter's or the service's.</summary>
    private static readonly string[] NotForBoundRoles =
    [
        "AddNodes", "AppealDeduction", "AskToBeForgotten", "BindRelation", "BindSignIn", "CloseAccount", "CommitImport", "ConsentForChild", "DecideCorrection", "DecideDeduction", "DecideObjection", "EndRelation", "EndRole",
        "EnterOpening", "FillMeters", "ForgetPerson", "GiveConsent", "GrantRole", "HandOverRole", "JoinTeam", "LapseLots", "LeaveTeam", "MergePersons", "NameHeir", "OpenAuditCheck", "OpenCommunity", "PostAccruals", "RaiseObjection",
        "ReinstatePerson", "ReverseDeduction", "SuspendPerson", "TakeForgettingBack", "WithdrawConsent",
        "CaptureRedemption", "CaptureOffline", "DisputeStatement", "ExpireHold", "ReleaseHold", "LookAtCode", "JudgeOffers", "RefundRedemption", "UndoCapture", "JudgeLadder", "FollowPeriod", "WeighAct",
    ];

    [Fact]
    public void Every_command_about_somebody_is_in_the_list()
    {
        var about = typeof(Actor).Assembly.GetTypes().Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>))).Where(NamesSomebody);
        Assert.Empty(about.Select(type => type.Name).Except([.. Reaching.Select(type => type.Name), .. NotForBoundRoles]));
    }

    [Fact]
    public void An_act_elsewhere_is_neither_attested_nor_reversed()
    {
        var spec = Town().And(Elsewheres(1), Some.Attest(1), Some.Record(Some.Visit(2, start: "2026-02-27T09:00:00+08:00")), Some.Attest(2), Elsewheres(3, "2026-02-27T11:00:00+08:00"));
        spec.When(new ReverseAct(Bound, Some.Act(1), "wrong", null, null)).ThenRejected(new OutsideScope(Some.Act(1)));
        spec.When(new AttestActs(Bound, [Some.Act(3)])).ThenRejected(new OutsideScope(Some.Act(3)));
        spec.When(new RejectActs(Bound, [Some.Act(3)], "wrong")).ThenRejected(new OutsideScope(Some.Act(3)));
        spec.When(Elsewheres(4, "2026-02-27T15:00:00+08:00") with { By = Bound }).ThenRejected(new OutsideScope(Some.Act(4)));
        spec.When(new PreviewAct(Bound, Elsewheres(4, "2026-02-27T15:00:00+08:00").Acts[0])).ThenRejected(new OutsideScope(Some.Act(4)));
        spec.When(new ReverseAct(Bound, Some.Act(2), "wrong", null, null)).ThenFacts(typeof(ActReversed));
    }

    [Fact]
    public void Whether_somebody_elsewhere_was_merged_or_is_gone_is_not_told()
    {
        var act = Elsewheres(4, "2026-03-03T09:00:00+08:00");
        var closed = Town().And(new CloseAccount(Some.OfficeActs, Elsewhere, CloseReason.MovedAway, null)).At("2026-03-03T20:00:00+08:00");
        closed.When(act).ThenRejected<AccountIsClosed>();
        closed.When(act with { By = Bound }).ThenRejected(new OutsideScope(Some.Act(4)));
        var merge = new MergePersons(Some.OfficeActs, Some.Rider, Elsewhere, [], []);
        var merged = Town().And(Some.Grant(Some.Clerk, Role.Office), merge, merge with { By = Actor.Of(Some.Clerk) }).At("2026-03-03T20:00:00+08:00");
        merged.When(act).ThenRejected<PersonWasMerged>();
        merged.When(act with { By = Bound }).ThenRejected(new OutsideScope(Some.Act(4)));
    }

    [Fact]
    public void A_mark_of_somebody_elsewhere_is_not_kept_in_the_vault()
    {
        var document = Some.Document() with { Version = "v2", EffectiveFrom = new(2026, 3, 1), Marks = [new("poor", new("保密"), MarkOf.Person, Kept: KeptIn.Vault, SetBy: [Role.GridOfficer])] };
        var spec = Town().And(new RulebookPublished(document, Some.Hash("v2")));
        KeepMark Keep(PersonId person) => new(Bound, person, "poor", null, [new SideRow(SideKinds.Vault, $"{person}|mark-1", "Y2lwaGVy")]);
        spec.When(Keep(Elsewhere)).ThenRejected(new OutsideScope(null, Elsewhere));
        spec.When(Keep(Some.Person(999))).ThenRejected(new OutsideScope(null, Some.Person(999)));
        spec.When(Keep(Here)).Then();
    }

    [Fact]
    public void Nobody_elsewhere_is_helped_reported_or_deducted()
    {
        var spec = Town().And(Elsewheres(1), Some.Attest(1), Some.NewCard(1, Elsewhere), Some.Voucher(1, person: Elsewhere));
        spec.When(Some.Hold(2, Some.Umbrella, person: Elsewhere) with { By = Bound }).ThenRejected(Unknown);
        spec.When(Some.Voucher(2, person: Elsewhere) with { By = Bound }).ThenRejected<NotAllowed>();
        spec.When(Some.Reprint(1) with { By = Bound }).ThenRejected<NotAllowed>();
        spec.When(new VoidHold(Bound, Some.Redemption(1), "x", null)).ThenRejected<NotFound>();
        spec.When(new ReportLoss(Bound, Elsewhere, LostThing.Phone)).ThenRejected(Unknown);
        spec.When(Some.NewCard(2, Elsewhere) with { By = Bound }).ThenRejected(Unknown);
        spec.When(new EndCard(Bound, Some.Card(1), "x")).ThenRejected<NotFound>();
        spec.When(new LookAtCard(Bound, Some.Hash("card 1 0"))).ThenRejected<CardNotGood>();
        spec.When(Some.Propose(1, Elsewhere, "2026-02-20") with { By = Bound }).ThenRejected(Unknown);
        spec.When(new RequestCorrection(Bound, Correction, Elsewhere, null, "name", Some.Hash("text"), [])).ThenRejected(Unknown);
        spec.And(new ReportLoss(Some.OfficeActs, Elsewhere, LostThing.Phone)).When(new LiftLoss(Bound, Elsewhere)).ThenRejected(Unknown);
    }

    [Fact]
    public void Nobody_is_registered_or_moved_from_elsewhere()
    {
        var spec = Town();
        spec.When(new RegisterPersons(Bound, [Some.New(Some.Person(40), node: Other)], [])).ThenRejected(new OutsideScope(null, Some.Person(40)));
        spec.When(new RegisterPersons(Bound, [new(Some.Person(40), Residence.NonResident, null, null, null)], [])).ThenRejected(new OutsideScope(null, Some.Person(40)));
        spec.When(new RegisterPersons(Bound, [Some.New(Some.Person(40))], [])).ThenFacts(typeof(PersonRegistered));
        spec.When(new MovePerson(Bound, Elsewhere, Some.Building, null, DateOnly.Parse("2026-03-01"))).ThenRejected(Unknown);
        spec.When(new MovePerson(Bound, Here, Other, Some.Home, DateOnly.Parse("2026-03-01"))).ThenFacts(typeof(PersonMoved));
    }

    [Fact]
    public void Whoever_belongs_to_the_node_is_helped_as_by_a_role_of_the_whole_community()
    {
        var spec = Town();
        spec.When(Some.Hold(1) with { By = Bound }).ThenFact<HoldPlaced>(placed => Assert.Equal(Officer, placed.Helper));
        spec.When(new VoidHold(Bound, Some.Redemption(1), "x", null)).ThenFacts(typeof(HoldVoided));
        spec.When(Some.Voucher(2) with { By = Bound }).ThenFacts(typeof(HoldPlaced));
        spec.When(Some.Reprint(2) with { By = Bound }).ThenFacts(typeof(VoucherReprinted));
        spec.When(Some.NewCard(1) with { By = Bound }).ThenFacts(typeof(CardIssued));
        spec.When(new LookAtCard(Bound, Some.Hash("card 1 0"))).ThenResult(new CardIsGood(Some.Card(1), Here));
        spec.When(Some.Propose(1, on: "2026-02-20") with { By = Bound }).ThenFacts(typeof(DeductionProposed));
        spec.When(new RequestCorrection(Bound, Correction, Here, null, "name", Some.Hash("text"), [])).ThenFacts(typeof(CorrectionRequested));
        spec.When(new ReportLoss(Bound, Here, LostThing.Phone)).ThenFacts(typeof(LossReported), typeof(CardEnded), typeof(HoldVoided));
        spec.When(new LiftLoss(Bound, Here)).ThenFacts(typeof(LossLiftApproved));
    }

    private static NotFound Unknown => new("person", $"{Elsewhere}");

    /// <summary>An officer bound to the first grid, and a neighbour who lives in the second.</summary>
    private static Spec Town() => Some.WithPoints().And(
        new Domain.Grid.AddNodes(Some.AdministratorActs, [new(Other, Some.Root, Domain.Grid.NodeKind.Grid, new Title("第二网格"), DateOnly.Parse("2025-01-01"))]), new RegisterPersons(Some.AdministratorActs, [Some.New(Officer)], []),
        new GrantRole(Some.AdministratorActs, Officer, Role.GridOfficer, null, DateOnly.Parse("2026-01-01"), null, Some.Grid))
        .At("2026-03-01T10:00:00+08:00").And(new MovePerson(Some.OfficeActs, Elsewhere, Other, null, DateOnly.Parse("2026-02-01")));

    private static RecordActs Elsewheres(int act, string start = "2026-02-26T09:00:00+08:00") => Some.Record(Some.Visit(act, Elsewhere, start) with { Place = Other });

    private static bool NamesSomebody(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.PropertyType)
        .Select(at => at.IsGenericType ? at.GetGenericArguments()[^1] : at).Any(Naming.Contains);

    private static readonly Type[] Naming =
    [
        typeof(PersonId), typeof(ActId), typeof(ActEntry), typeof(NewPerson), typeof(CardId), typeof(RedemptionId), typeof(DeductionId), typeof(CorrectionId), typeof(Domain.Openings.PassbookEntry), typeof(Domain.Grid.NewNode),
    ];
}
