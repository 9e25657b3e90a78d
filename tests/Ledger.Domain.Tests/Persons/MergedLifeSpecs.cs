using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Openings;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Persons;

/// <summary>What a person owns in the books beside points: all of it is the survivor's after a merge.</summary>
public sealed class MergedLifeSpecs
{
    private static readonly PersonId Twice = Some.Rider;
    private static readonly PersonId Signer = Some.Person(30);
    private static readonly TeamId Team = TeamId.Of(Some.Id(0x900));
    private static readonly CorrectionId Correction = CorrectionId.Of(Some.Id(0x901));
    private static readonly OfflineCaptureId Late = Some.OfflineCapture(1);

    [Fact]
    public void He_is_in_the_team_he_joined_under_the_other_id()
    {
        var spec = Merged(new FoundTeam(Some.OfficeActs, Team, new Title("巡逻队"), DateOnly.Parse("2026-01-01")), new JoinTeam(Some.OfficeActs, Team, Twice, DateOnly.Parse("2026-02-01"), null),
            Some.Record(Some.Visit(7, Twice, start: "2026-02-21T09:00:00+08:00")), new GrantRole(Some.AdministratorActs, Some.Clerk, Role.TeamLeader, null, DateOnly.Parse("2026-01-01"), null, Team: Team));
        spec.When(new AttestActs(Actor.Of(Some.Clerk), [Some.Act(7)])).ThenFact<ActAccrued>(accrued => Assert.Equal(Some.Volunteer, accrued.Person));
        spec.When(new LeaveTeam(Actor.Of(Some.Volunteer), Team, Some.Volunteer, DateOnly.Parse("2026-03-01"))).ThenFacts(typeof(TeamLeft));
    }

    [Fact]
    public void His_one_card_goes_over_and_of_two_the_survivors_stays()
    {
        Merged(Some.NewCard(1, Twice)).When(Look(1)).ThenResult(new CardIsGood(Some.Card(1), Some.Volunteer));
        Merged(Some.NewCard(1, Twice)).And(new ReportLoss(Actor.Of(Some.Volunteer), Some.Volunteer, LostThing.Card)).When(new EndCard(Some.OfficeActs, Some.Card(1), "given-back")).Then();
        var two = Before(Some.NewCard(1, Twice), Some.NewCard(2), Merge());
        two.When(Second()).ThenFact<CardEnded>(ended => Assert.Equal((Some.Card(1), Twice), (ended.Card, ended.Person)));
        two.When(Look(2)).ThenResult(new CardIsGood(Some.Card(2), Some.Volunteer));
    }

    [Fact]
    public void Whoever_lived_with_him_under_the_other_id_decides_nothing_of_his_until_he_moves()
    {
        var other = HouseholdId.Of(Some.Id(0x970));
        MovePerson Move(PersonId person, HouseholdId? to, string from) => new(Some.OfficeActs, person, Some.Building, to, DateOnly.Parse(from));
        var spec = Before(Move(Twice, other, "2026-02-01"), Move(Some.GridOfficer, other, "2026-02-01"), new ReportLoss(Actor.Of(Some.Volunteer), Some.Volunteer, LostThing.Phone),
            Some.Record(Some.Visit(7, start: "2026-02-22T09:00:00+08:00"), Some.Visit(8, start: "2026-03-01T08:00:00+08:00")) with { By = Actor.Of(Some.Assistant) }, Merge(), Second());
        foreach (var act in new[] { 7, 8 }) spec.When(new AttestActs(Some.OfficerActs, [Some.Act(act)])).ThenRejected(new AttesterSharesHousehold(Some.Act(act)));
        spec.When(new LiftLoss(Some.OfficerActs, Some.Volunteer)).ThenRejected(new GainsBySigning(Some.GridOfficer));

        // As he is registered he is at home there; the other household he leaves today.
        spec.When(Move(Some.Volunteer, Some.Home, "2026-03-01")).ThenFacts(typeof(PersonMoved));
        spec.When(Move(Some.Volunteer, Some.Home, "2026-03-01")).Then();
        spec.When(new AttestActs(Some.OfficerActs, [Some.Act(7)])).ThenRejected(new AttesterSharesHousehold(Some.Act(7)));
        spec.When(new AttestActs(Some.OfficerActs, [Some.Act(8)])).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
    }

    [Fact]
    public void What_a_tablet_recorded_before_the_merge_and_sends_again_is_there_already()
    {
        var act = Some.Visit(7, Twice, start: "2026-02-21T09:00:00+08:00");
        var spec = Merged(Some.Record(act));
        foreach (var again in new[] { act, act with { Person = Some.Volunteer } })
        {
            spec.When(Some.Record(again)).Then();
            spec.When(Some.Record(again) with { By = Actor.Of(Some.Volunteer) }).Then();
            spec.When(Some.Record(again with { ActType = "patrol" })).ThenRejected(again.Person == Twice ? new PersonWasMerged(Twice, Some.Volunteer) : new IdAlreadyUsed("act", $"{Some.Act(7)}"));
        }
        spec.When(Some.Record(Some.Visit(7, Some.Neighbour, start: "2026-02-21T09:00:00+08:00"))).ThenRejected<IdAlreadyUsed>();
    }

    [Fact]
    public void A_loss_reported_under_one_id_ends_the_codes_of_the_other_and_forbids_spending()
    {
        var spec = Before(Some.Hold(1), new ReportLoss(Actor.Of(Twice), Twice, LostThing.Phone), Merge());
        spec.When(Second()).ThenFact<HoldVoided>(ended => Assert.Equal((Some.Volunteer, ReportLoss.Reason), (ended.Person, ended.Reason)));
        spec.When(Some.Hold(2)).ThenRejected(new ReportedLost(Some.Volunteer));
        spec.And(new LiftLoss(Some.OfficeActs, Some.Volunteer), new LiftLoss(Some.OfficerActs, Some.Volunteer), Some.Hold(3));
    }

    [Fact]
    public void A_signature_under_the_other_id_is_the_same_persons()
    {
        var spec = Before(Some.Grant(Twice, Role.GridOfficer), new ReportLoss(Actor.Of(Some.Clerk), Some.Clerk, LostThing.Phone), new LiftLoss(Actor.Of(Twice), Some.Clerk),
            Some.Propose(1, Some.Clerk, "2026-02-20") with { By = Actor.Of(Twice) }, Merge(), Second(), Some.Grant(Some.Volunteer, Role.Office));
        spec.When(new LiftLoss(Actor.Of(Some.Volunteer), Some.Clerk)).ThenRejected(new SecondPersonNeeded("person"));
        spec.When(Some.Deduct(1) with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new SecondPersonNeeded("deduction"));
    }

    [Fact]
    public void His_guardian_acts_for_the_survivor_until_that_ends_and_for_nobody_after()
    {
        var spec = Merged(new BindRelation(Some.OfficeActs, Twice, Some.Clerk, RelationKind.Helper, DateOnly.Parse("2026-02-01"), null, null),
            new BindRelation(Some.OfficeActs, Some.Volunteer, Twice, RelationKind.Helper, DateOnly.Parse("2026-02-01"), null, null));
        spec.When(Some.Hold(1) with { By = Actor.Of(Some.Clerk) }).ThenFact<HoldPlaced>(placed => Assert.Equal(Some.Clerk, placed.Helper));
        spec.When(new EndRelation(Some.OfficeActs, Some.Volunteer, Some.Clerk, RelationKind.Helper, DateOnly.Parse("2026-02-28"))).ThenFacts(typeof(RelationEnded));
        spec.When(Some.Hold(2) with { By = Actor.Of(Some.Clerk) }).ThenRejected<NotFound>();
        spec.When(Some.Hold(3, person: Twice) with { By = Actor.Of(Some.Clerk) }).ThenRejected<NotFound>();
        Assert.DoesNotContain(spec.Journal.Rows.Range(typeof(Relation), "", "\uffff"), row => row.Key.Contains($"{Twice}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deduction_of_the_other_id_falls_on_the_survivor()
    {
        var spec = Merged(Some.Propose(1, Twice, "2026-02-20"));
        spec.When(new AppealDeduction(Actor.Of(Some.Volunteer), Some.Deduction(1), null, [])).ThenFacts(typeof(DeductionAppealed));
        spec.When(Some.Deduct(1)).ThenFact<PointsDeducted>(taken => Assert.Equal(Some.Volunteer, taken.Person)).ThenResult(done => Assert.Equal(300, done.PointsHundredths.Hundredths));
        Assert.Equal(900, Available(spec, Some.Volunteer));
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "wrong")).ThenFact<DeductionReversed>(back => Assert.Equal(Some.Volunteer, back.Person));
        Assert.Equal((1200, 0), (Available(spec, Some.Volunteer), Available(spec, Twice)));
        Assert.Single(spec.Journal.Rows.Range(typeof(DeductionOf), DeductionOf.Prefix(Some.Volunteer), DeductionOf.Prefix(Some.Volunteer) + '\uffff'));
        spec.When(Some.Propose(2, Twice, "2026-02-20")).ThenRejected(new PersonWasMerged(Twice, Some.Volunteer));
    }

    [Fact]
    public void Of_a_closed_account_nothing_is_deducted_and_what_comes_back_goes_where_its_rest_went()
    {
        var spec = Some.WithPoints().And(Some.Propose(1), Some.Deduct(1), Some.Propose(2));
        spec.And(new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, null));
        spec.When(Some.Propose(3)).ThenRejected<AccountIsClosed>();
        spec.When(Some.Deduct(2)).ThenRejected<AccountIsClosed>();
        spec.When(Some.Deduct(2, post: false)).ThenFacts(typeof(DeductionWithdrawn));
        spec.When(new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "wrong")).ThenFacts(typeof(DeductionReversed), typeof(RestSettled));
        Assert.Equal(0, Available(spec, Some.Volunteer));
    }

    [Fact]
    public void What_a_shop_captured_without_network_posts_on_the_survivor_also_when_the_hold_had_ended()
    {
        var held = Before(Some.Hold(1, Some.Umbrella, person: Twice), Merge(), Second());
        held.When(new CaptureOffline(Actor.At(Some.Till), Some.Bakery, Late, Some.CodeOf(1), held.Journal.Now, null)).ThenFact<RedemptionCapturedOffline>(late => Assert.Equal(Some.Volunteer, late.Person));

        var ended = Before(Some.Hold(1, Some.Umbrella, person: Twice));
        var handedOver = ended.Journal.Now.AddMinutes(1);
        ended.At("2026-03-01T11:00:00+08:00").And(new VoidHold(Actor.Of(Twice), Some.Redemption(1), "changed-mind", null), Merge(), Second());
        ended.When(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null)).ThenRejected(new HoldHasEnded(Some.Redemption(1), RedemptionStatus.Voided));
        ended.When(new CaptureOffline(Actor.At(Some.Till), Some.Bakery, Late, Some.CodeOf(1), handedOver, null)).ThenFact<RedemptionCapturedOffline>(late => Assert.Equal(Some.Volunteer, late.Person));
        Assert.Equal((1000, 0), (Available(ended, Some.Volunteer), Available(ended, Twice)));
        ended.When(Some.GiveBack(1, 1)).ThenFact<RedemptionRefunded>(back => Assert.Equal(Some.Volunteer, back.Person));

        var closed = Before(Some.Hold(1, Some.Umbrella)).At("2026-03-01T11:00:00+08:00").And(new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.Death, null));
        closed.When(new CaptureOffline(Actor.At(Some.Till), Some.Bakery, Late, Some.CodeOf(1), handedOver, null)).ThenRejected<AccountIsClosed>();
    }

    [Fact]
    public void A_limit_per_person_counts_both_and_a_refund_gives_it_back_once()
    {
        var spec = Before(new PublishOffer(Some.OfficeActs, OfferId.Of(Some.Id(0x950)), Some.Bakery, Some.Terms(price: 100) with { PerPerson = new PersonLimit(LimitPeriod.Month, 1) }));
        var scarce = OfferId.Of(Some.Id(0x950));
        spec.And(Some.Hold(1, scarce, person: Twice), Some.Capture(1), Merge(), Second());
        spec.When(Some.Hold(2, scarce)).ThenRejected<OfferLimitReached>();
        spec.And(Some.GiveBack(1, 1), Some.Hold(3, scarce));
        spec.When(Some.Hold(4, scarce)).ThenRejected<OfferLimitReached>();
    }

    [Fact]
    public void His_requests_consents_and_wishes_go_over()
    {
        var spec = Merged(Some.Record(Some.Visit(7, Twice, start: "2026-02-21T09:00:00+08:00")), new RequestCorrection(Actor.Of(Twice), Correction, Twice, Some.Act(7), "minutes", Some.Hash("text"), []),
            new GiveConsent(Actor.Of(Twice), Twice, Purpose.PublishName, null, null), new AskToBeForgotten(Actor.Of(Twice), Twice, null));
        spec.When(new DecideCorrection(Some.OfficeActs, Some.Volunteer, Correction, CorrectionOutcome.Refused, [], "no", null, null, [])).ThenFact<CorrectionDecided>(decided => Assert.Equal(Some.Volunteer, decided.Person));
        spec.When(new RequestCorrection(Actor.Of(Some.Volunteer), CorrectionId.Of(Some.Id(0x902)), Some.Volunteer, Some.Act(7), "minutes", Some.Hash("text"), [])).ThenFacts(typeof(CorrectionRequested));
        spec.When(new GiveConsent(Actor.Of(Some.Volunteer), Some.Volunteer, Purpose.PublishName, null, null)).Then();
        spec.When(new ForgetPerson(Some.OfficeActs, Some.Volunteer, [])).ThenFacts(typeof(PersonForgotten), typeof(PersonForgotten));
        spec.When(new AskToBeForgotten(Some.OfficeActs, Twice, Some.Hash("paper"))).ThenRejected<NotFound>();
    }

    [Fact]
    public void Whoever_was_merged_since_his_names_were_collected_is_not_forgotten_by_half()
    {
        var spec = Before(new AskToBeForgotten(Actor.Of(Some.Volunteer), Some.Volunteer, null));
        var seen = ((Person)spec.Journal.Rows.Find(typeof(Person), $"{Some.Volunteer}")!).Number;
        spec.And(Merge(), Second());
        spec.When(new ForgetPerson(Some.OfficeActs, Some.Volunteer, [], seen)).ThenRejected<ChangedMeanwhile>();
    }

    [Fact]
    public void An_auditor_registered_twice_closes_his_check()
    {
        var spec = Before(Some.Grant(Twice, Role.Auditor), new OpenAuditCheck(Actor.Of(Twice), Some.Check, Twice, "payables", DateOnly.Parse("2026-03-01"), DateOnly.Parse("2026-03-31")), Merge(), Second());
        spec.When(new CloseAuditCheck(Actor.Of(Some.Volunteer), Some.Check, null)).ThenFacts(typeof(AuditCheckClosed));
        Assert.Empty(spec.Journal.Rows.Range(typeof(OpenCheck), "", "\uffff"));
    }

    [Fact]
    public void A_paper_passbook_entered_for_the_other_id_posts_on_the_survivor()
    {
        var opening = OpeningId.Of(Some.Id(0x960));
        var enter = new EnterOpening(Some.OfficeActs, opening, [new PassbookEntry(1, Some.Hash("paper"), Twice, DateOnly.Parse("2025-12-31"), [new OpeningLot("mutual-aid", OpeningLot.Usual, 2025, DateOnly.Parse("2026-12-31"), new(500), new(60))])], []);
        var spec = Merged(enter);
        spec.When(new SignOpening(Some.AdministratorActs, opening)).ThenFact<OpeningPosted>(posted => Assert.Equal(Some.Volunteer, posted.Person));
        spec.When(enter with { Opening = OpeningId.Of(Some.Id(0x961)), Passbooks = [enter.Passbooks[0] with { Passbook = Some.Hash("other") }] }).ThenRejected(new PersonWasMerged(Twice, Some.Volunteer));
    }

    [Fact]
    public void An_act_reversed_after_the_merge_frees_the_survivors_cap_and_pays_him()
    {
        // 20 February, a cap of 10: under the other id 8 of 8 and 2 of 5, the rest is cut; under his own 8.
        var day = "2026-02-25";
        var spec = Before(Some.Record(Some.Visit(20, Twice, $"{day}T00:00:00+08:00", 480, "patrol")), Some.Attest(20), Some.Record(Some.Visit(21, Twice, $"{day}T08:00:00+08:00", 300, "patrol")), Some.Attest(21), Merge(), Second());
        var undone = spec.When(Some.Reverse(20)).ThenFact<ActReversed>(back =>
        {
            Assert.Equal((Some.Volunteer, $"person:{Some.Volunteer}", 1000L, 200L), (back.Person, back.Steps[0].Window!.Scope, back.Steps[0].Window!.Before, back.Steps[0].Output));
        });
        undone.ThenFact<AccrualAdjusted>(more => Assert.Equal((Some.Volunteer, Some.Act(21), 300L), (more.Person, more.Act, more.Points.Hundredths)));
        Assert.Equal((1700, 0), (Available(spec, Some.Volunteer), Available(spec, Twice)));
        Assert.DoesNotContain(spec.Journal.Rows.Range(typeof(MeterRow), "", "\uffff"), row => row.Key.Contains($"{Twice}", StringComparison.Ordinal));
        // The window is his: five points are used, the other five can be earned.
        spec.And(Some.Record(Some.Visit(22, start: $"{day}T15:00:00+08:00", minutes: 480, type: "patrol"))).When(Some.Attest(22)).ThenResult(result => Assert.Equal(500, result.Posted[0].PointsHundredths.Hundredths));
        // And the act that was cut gives its five back when it is undone too, with nothing waiting behind it.
        spec.When(Some.Reverse(21)).ThenFact<AccrualAdjusted>(more => Assert.Equal((Some.Act(22), 300L), (more.Act, more.Points.Hundredths)));
        Assert.DoesNotContain(spec.Journal.Rows.Range(typeof(MeterRow), "", "\uffff"), row => ((MeterRow)row.Value).Lines.Any(line => line.Open?.Any(open => open.Act == Some.Act(21)) == true));
    }

    /// <summary>A page left open, a bookmark: what he sends still names the other id.</summary>
    [Fact]
    public void Who_names_himself_by_the_other_id_is_told_which_one_stayed_and_a_stranger_nothing()
    {
        var spec = Merged();
        void Told<TResult>(Func<Actor, ICommand<TResult>> say)
        {
            spec.When(say(Actor.Of(Some.Volunteer))).ThenRejected(new PersonWasMerged(Twice, Some.Volunteer));
            spec.When(say(Actor.Of(Some.Neighbour))).ThenRejected(new NotFound("person", $"{Twice}"));
        }
        Told(by => new ReportLoss(by, Twice, LostThing.Phone));
        Told(by => new PlaceHold(by, RedemptionId.Of(Some.Id(0x970)), Twice, Some.Breakfast, 1, [Some.Hash("code")]));
        Told(by => new RequestCorrection(by, CorrectionId.Of(Some.Id(0x971)), Twice, null, "name", Some.Hash("text"), []));
        Told(by => new GiveConsent(by, Twice, Purpose.Sms, null, null));
        Told(by => new WithdrawConsent(by, Twice, Purpose.Sms));
        Told(by => new AskToBeForgotten(by, Twice, null));
    }

    /// <summary>The volunteer has 10 points, and 2 under another id; it is 1 March.</summary>
    private static Spec Before(params object[] more) => Some.WithPoints()
        .At("2026-02-20T20:00:00+08:00").And(Some.Record(Some.Visit(500, Twice, start: "2026-02-20T09:00:00+08:00")), Some.Attest(500), new RegisterPersons(Some.AdministratorActs, [Some.New(Signer)], []))
        .At("2026-03-01T10:00:00+08:00").And(Some.Grant(Signer, Role.Office)).And(more);

    private static Spec Merged(params object[] more) => Before([.. more, Merge(), Second()]);

    private static long Available(Spec spec, PersonId person) => spec.Journal.Rows.Find(typeof(Account), Account.Key(person, Commodity.Points)) is Account account ? account.Available : 0;

    private static LookAtCard Look(int card) => new(Actor.Of(Some.Assistant), Some.Hash($"card {card} 0"));

    private static MergePersons Merge() => new(Some.OfficeActs, Some.Volunteer, Twice, [], []);

    private static MergePersons Second() => Merge() with { By = Actor.Of(Signer) };
}
