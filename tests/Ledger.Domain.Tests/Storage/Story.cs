using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Communities;
using Ledger.Domain.Deductions;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Honours;
using Ledger.Domain.Imports;
using Ledger.Domain.Marks;
using Ledger.Domain.Months;
using Ledger.Domain.Offers;
using Ledger.Domain.Openings;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Merchants;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Storage;

/// <summary>A short story in which every fact happens at least once: where the goldens come from.</summary>
internal static class Story
{
    private static readonly Lazy<PlayedJournal> Told = new(Tell);

    public static PlayedJournal Play() => Told.Value;

    /// <summary>A lower daily cap, after a working day of public notice, with a window that runs already.</summary>
    private static readonly RulebookDocument Second = Some.Document("sample-2", "2026-03-02", dailyCap: 200, notice: 1) is var plain
        ? plain with { Measures = [.. plain.Measures!, new Measure("month", Count: new("minutes", null), Whose: [Whose.Person], Window: new(Window.Month, null))], Marks = Members, Expiry = EndedByMembership,
            Inputs = [new Input("people", new Title("人数"), "people", 1, 10, InputOf.Asking)], Passages = [new Passage("gift", PassageKind.Gift, Inputs: ["people"]), new Passage("box", PassageKind.Pool, Price: new(RulebookParts.Points(50), null)), Aid with { Kind = PassageKind.Grant }, Aid with { Code = "again", Kind = PassageKind.Reissue }, Aid with { Code = "subsidy", Kind = PassageKind.Subsidy, Price = new(default, new Amount(new("input.people", null), [new Stage(Each: new Quantity(100, Unit.Yuan))])) }, new Passage("cash", PassageKind.Cash, Face: new(RulebookParts.Points(100), new Quantity(100, Unit.Yuan)), Inputs: ["people"])] } : plain;

    private static Passage Aid => new("aid", PassageKind.Grant, Inputs: ["people"], Price: new(default, new Amount(new("input.people", null), [new Stage(Each: RulebookParts.Points(100))])));

    /// <summary>With watches: one of every day, one that follows facts.</summary>
    private static readonly RulebookDocument Watched = Some.Document("sample-4", "2027-06-02") with
    {
        Marks = [new("aided", new("受助", "Aided"), MarkOf.Person)],
        Bodies = [new("two", new("两人", "Two people"), [Role.TeamLeader, Role.Office], 2)], Review = [new("fines", [new("two")], Of: Reviewed.Deduction)],
        Watches =
        [
            new("idle", new("未参加", "Idle"), Whose.Person, new(Fact: "person.mark.aided", Is: true), new(default, new WatchedAt(Window.Day)), Once.Year,
                [new Effect(Notice: new("提醒", "Notice"), Tells: ["person-day"]), new Effect(Ask: "office"), new Effect(Suspend: [Rights.Redeem], For: RulebookParts.Days(30))]),
            new("aid", new("受助", "Aided"), Whose.Person, new(Fact: "person.mark.aided", Is: true), new(Moment.Fact, null), Once.Year, [new Effect(Ask: "office")]),
        ],
    };

    private static IReadOnlyList<Mark> Members => [new("member", new("户成员", "Member"), MarkOf.Household)];

    /// <summary>What a household has lives thirty days more once it is a member's.</summary>
    private static IReadOnlyList<Expiry> EndedByMembership => [Some.Document(graceDays: 10).Expiry![0] with { EndsWith = [new("member", [new Quantity(30, Unit.Days)])] }];

    private static readonly RulebookDocument Withdrawn = Some.Document("sample-3", "2026-03-02");

    private static EnterOpening Opening(int number) => new(Some.AdministratorActs, OpeningId.Of(Some.Id(0x600 + number)),
        [new(1, Some.Hash($"passbook {number}"), Some.Rider, new DateOnly(2025, 12, 31), [new("mutual-aid", "opening", 2025, new DateOnly(2027, 12, 31), new Points(2500), new Minutes(90))])], []);

    private static PlayedJournal Tell()
    {
        var extra = OfferId.Of(Some.Id(0x330));
        var act = Some.Visit(1, start: "2026-02-27T09:00:00+08:00", minutes: 100, type: "patrol", evidence: Some.Hash("photo")) with
        {
            Evidence = Evidence.SystemTimed, NoteHash = Some.Hash("note"), AgeBand = "60-69", Source = new Source("order", Some.Id(0x700)),
        };
        return Spec.Given(Some.Book(Some.Document(graceDays: 10) with { Adoption = new([new("meeting", new Title("居民会议", "Residents' meeting"))]), Closing = new Ledger.Domain.Rulebooks.ClosingRules(Ledger.Domain.Rulebooks.Rest.Lapse, Ledger.Domain.Rulebooks.Rest.Family), Marks = Members,
            Expiry = EndedByMembership,
            Acts = [.. Some.Document().Acts, RulebookParts.Act("basic", "基础分", "safety", null, each: 100) with { Automatic = new("period.month") }, Some.Document().Acts[2] with { Code = "sweep", Give = [Some.Document().Acts[2].Give![0] with { Into = new("points", Holder: Holder.Household) }] }],
            Bodies = [new("two", new("两人", "Two people"), [Role.TeamLeader, Role.Office], 2)], Review = [new("parcels", [new("two")], When: new(Fact: "act.type", In: ["parcel"])), new("honours", [new("two")], Of: Reviewed.Ladder)],
            Ranks = [new("first", new("月度之星", "Star of the month"), Whose.Person, new("person-day"), new(Window.Month, null), new Quantity(1, Unit.People), Ties.DrawByHash, Publishing.Consent)],
            Ladders =
            [
                new("stars", new("星级", "Stars"), Whose.Person, [new("star-1", new("一星", "One star"), [new(Fact: "person.tenure", AtLeast: new("0 months"))])], new(Judged.Application, null)),
                new("years", new("年度", "Years"), Whose.Person, [new("member", new("成员", "Member"), [new(Fact: "household.mark.member", Is: true)])], new(default, new Every(Window.Month)), Falls.AtJudging),
                new("today", new("今日", "Today"), Whose.Person, [new("active", new("活跃", "Active"), [new(Measure: "person-day", AtLeast: new("2 points"))])], new(Judged.Posting, null), Falls.AtOnce),
            ] })).At("2026-03-01T10:00:00.25+08:00").And(
                new BindSignIn(Some.OfficeActs, Some.Volunteer, Some.Hash("volunteer")),
                Some.Grant(Some.Neighbour, Role.TeamLeader, from: "2026-03-01", until: "2026-12-31"), new EndRole(Some.AdministratorActs, Some.Clerk, Role.MerchantClerk, Some.Bakery, new DateOnly(2026, 6, 30)),
                new SuspendPerson(Some.OfficeActs, Some.Volunteer, "lost-card", null), new ReinstatePerson(Some.OfficeActs, Some.Volunteer, "card-found", null),
                Some.OpenCheck(), new CloseAuditCheck(Some.OfficeActs, Some.Check, null),
                new BindRelation(Some.OfficeActs, Some.Volunteer, Some.Neighbour, RelationKind.Guardian, new DateOnly(2026, 3, 1), new DateOnly(2030, 12, 31), Some.Hash("paper")),
                new ConsentForChild(Actor.Of(Some.Neighbour), Some.Volunteer, ChildMay.Spend, true),
                new EndRelation(Some.OfficeActs, Some.Volunteer, Some.Neighbour, RelationKind.Guardian, new DateOnly(2026, 6, 30)),
                new ApplyForLevel(Actor.Of(Some.Volunteer), LevelApplicationId.Of(Some.Id(0xa01)), Subject.Of(Some.Volunteer), "stars", "star-1", [new("form", Some.Hash("form"))]),
                new SignLevel(Some.OfficeActs, LevelApplicationId.Of(Some.Id(0xa01))), new SignLevel(Actor.Of(Some.TeamLeader), LevelApplicationId.Of(Some.Id(0xa01))),
                new JudgeLadder(Actor.Scheduler, "years", null, null), new FollowPeriod(Actor.Scheduler, "month", null, null), Some.Record(Some.Visit(91, Some.Spouse, "2026-03-01T07:00:00+08:00")), Some.Attest(91), Some.Reverse(91),
                Some.Record(Some.Visit(92, Some.Owner, "2026-02-28T09:00:00+08:00")), Some.Attest(92), new CountRound(Actor.Scheduler, "first", new(2026, 2, 28), null, null), Some.Reverse(92),
                new CorrectRound(Some.OfficeActs, "first", new(2026, 2, 28), null, null, "act-undone"),
                new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "member", Until: new DateOnly(2026, 12, 31), EvidenceHash: Some.Hash("paper")), new EndMark(Some.OfficeActs, Subject.Of(Some.Home), "member"),
                new FoundTeam(Some.OfficeActs, TeamId.Of(Some.Id(0x600)), new Title("邻里帮", "Neighbours"), new DateOnly(2026, 1, 1)),
                new JoinTeam(Some.OfficeActs, TeamId.Of(Some.Id(0x600)), Some.Neighbour, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)),
                new LeaveTeam(Some.OfficeActs, TeamId.Of(Some.Id(0x600)), Some.Neighbour, new DateOnly(2026, 6, 30)),
                Some.Grant(Some.Neighbour, Role.GridAssistant, from: "2026-04-01", until: "2026-04-30") with { Node = Some.Building },
                new EndRole(Some.AdministratorActs, Some.Neighbour, Role.GridAssistant, null, new DateOnly(2026, 4, 15), Some.Building),
                Some.Grant(Some.Rider, Role.GridOfficer, from: "2026-04-01", until: "2026-04-30") with { InPlaceOf = Some.GridOfficer },
                new MovePerson(Some.OfficeActs, Some.Spouse, Some.Grid, Some.Home, new DateOnly(2026, 2, 1)),
                Some.Record(act), Some.Record(Some.Visit(2), Some.Visit(3, start: "2026-03-01T08:00:00+08:00"), Some.Visit(4, Some.Rider, evidence: Some.Hash("sheet"))),
                new GiveConsent(Actor.Of(Some.Neighbour), Some.Neighbour, Purpose.PublishName, null, Some.Hash("paper")), new WithdrawConsent(Actor.Of(Some.Neighbour), Some.Neighbour, Purpose.PublishName),
                Asked(1), new DecideCorrection(Some.OfficeActs, Some.Volunteer, CorrectionId.Of(Some.Id(0x901)), CorrectionOutcome.Refused, [Some.Act(1)], "sheet-says-so", Some.Hash("answer"), null, []),
                new AskToBeForgotten(Actor.Of(Some.Clerk), Some.Clerk, Some.Hash("paper")), new TakeForgettingBack(Actor.Of(Some.Clerk), Some.Clerk),
                new AskToBeForgotten(Actor.Of(Some.Clerk), Some.Clerk, null), new ForgetPerson(Some.OfficeActs, Some.Clerk, []),
                Some.Record(Some.Visit(90, Some.Neighbour, "2026-02-20T09:00:00+08:00", type: "parcel")), Some.Attest(90),
                Some.Attest(1, 2, 3), new RejectActs(Some.OfficeActs, [Some.Act(4)], "not-done"),
                new PublishOffer(Some.OfficeActs, extra, Some.Bakery, Some.Terms(stock: 10, bearer: new Bearer(BearerKind.Donor, "donor-1"), closes: "2026-12-31")),
                new ReviseOffer(Some.OfficeActs, extra, Some.Terms(price: 250, stock: 8), null),
                Some.Hold(1, extra, 2), Some.Capture(1, 1), Some.GiveBack(1, 1), new WithdrawOffer(Some.OfficeActs, extra, "sold-out", null),
                Some.Hold(2, Some.Umbrella), new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(2), "changed-mind", null),
                Some.Voucher(14), Some.Reprint(14), Some.Hold(15, Some.Umbrella), Some.Offline(1, 15, "2026-03-01T10:00:00.25+08:00"), Some.GiveBack(15, 15), Some.NewCard(1),
                new ReportLoss(Actor.Of(Some.Assistant), Some.Volunteer, LostThing.Phone), new LiftLoss(Actor.Of(Some.Assistant), Some.Volunteer), new LiftLoss(Some.OfficeActs, Some.Volunteer),
                Some.Hold(3, Some.Umbrella), new RevokeTerminal(Some.OfficeActs, Some.Till, "lost"),
                new CommitImport(Some.OfficeActs, ImportId.Of(Some.Id(0x500)), Some.Hash("file"), [], [Some.Visit(5, Some.Neighbour)], []),
                Opening(1), new SignOpening(Some.OfficeActs, OpeningId.Of(Some.Id(0x601))), Opening(2), new RejectOpening(Some.OfficeActs, OpeningId.Of(Some.Id(0x602)), "wrong-year"),
                Some.Grant(Some.Neighbour, Role.Accountant, from: "2026-03-01"),
                new CloseMonth(Actor.Of(Some.Neighbour), new Month(2026, 1), Some.Hash("table"), new MonthKnown(7, Spec.Instant("2026-03-01T10:00:00+08:00"), Some.Hash("root"), Some.Hash("table"))))
            .And(
                Some.Record(Some.Visit(7, Some.Spouse, "2026-02-26T09:00:00+08:00")), Some.Attest(7), Some.Reverse(7) with { Reference = new Source("correction-request", Some.Id(0x701)) },
                Some.Record(Some.Visit(8, Some.Neighbour, "2026-02-26T09:00:00+08:00") with { Replaces = Some.Act(7) }),
                Some.Propose(1, on: "2026-03-01") with { NoteHash = Some.Hash("note of the deduction") }, Some.Deduct(1), new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him"),
                Some.Propose(2, on: "2026-03-01"), new AppealDeduction(Actor.Of(Some.Volunteer), Some.Deduction(2), Some.Hash("appeal"), []), Some.Deduct(2, post: false),
                new SetWorkCalendar(Some.OfficeActs, 2026, [new(2026, 3, 5)], [new(2026, 3, 7)]),
                new DraftRulebook(Some.OfficeActs, Withdrawn, RulebookParts.HashOf(Withdrawn)), new WithdrawRulebook(Some.OfficeActs, Withdrawn.Version),
                new DraftRulebook(Some.OfficeActs, Second, RulebookParts.HashOf(Second)), new CheckRulebook(Some.OfficeActs, Second.Version),
                new RecordDecision(Some.OfficeActs, Second.Version, RulebookParts.HashOf(Second), "meeting", new DateOnly(2026, 3, 1), Some.Hash("minutes")),
                new PublishDraft(Some.OfficeActs, Second.Version, RulebookParts.HashOf(Second)), new FillMeters(Actor.Scheduler, Second.Version, Filled.Acts, null, Some.Act(2).Value),
                new FillMeters(Actor.Scheduler, Second.Version, Filled.Acts, Some.Act(2).Value, null), new FillMeters(Actor.Scheduler, Second.Version, Filled.Holds, null, null), new FillMeters(Actor.Scheduler, Second.Version, Filled.Transfers, null, null), new FillMeters(Actor.Scheduler, Second.Version, Filled.Deductions, null, null))
            .At("2026-03-02T20:00:00+08:00").And(
                new TakeEffect(Actor.Scheduler, Second.Version),
                Some.Record(Some.Visit(11, start: "2026-03-02T08:00:00+08:00"), Some.Visit(12, start: "2026-03-02T10:00:00+08:00"), Some.Visit(13, Some.Spouse, "2026-03-02T11:00:00+08:00")),
                Some.Attest(11, 12, 13), new RaiseObjection(Actor.Of(Some.Rider), Some.Act(13), "was-elsewhere", Some.Hash("objection"), []), Some.Reverse(11))
            .At("2026-03-03T10:00:00+08:00").And(new ExpireHold(Actor.Scheduler, Some.Redemption(3)))
            .At("2026-03-04T10:00:00+08:00").And(new PostAccruals(Actor.Scheduler, [Some.Act(12), Some.Act(13)]), new DecideObjection(Some.OfficeActs, Some.Act(13), false, "was-there"))
            .And(
                new RegisterPersons(Some.OfficeActs, [Some.New(Some.Person(80)), Some.New(Some.Person(81))], []), Some.Grant(Some.Neighbour, Role.Office, from: "2026-03-01"),
                Some.Record(Some.Visit(80, Some.Person(80), start: "2026-03-01T08:00:00+08:00")), Some.Attest(80),
                new MergePersons(Some.OfficeActs, Some.Person(81), Some.Person(80), [], []), new MergePersons(Actor.Of(Some.Neighbour), Some.Person(81), Some.Person(80), [], []),
                new CloseAccount(Some.OfficeActs, Some.Person(81), CloseReason.Death, null),
                new NameHeir(Some.OfficeActs, Some.Person(81), Some.Rider, Some.Hash("certificate")), new NameHeir(Actor.Of(Some.Neighbour), Some.Person(81), Some.Rider, Some.Hash("certificate")))
            .And(Some.Record(Some.Visit(95, Some.Spouse, "2026-03-01T15:00:00+08:00", type: "sweep"), Some.Visit(96, Some.Spouse, "2026-03-01T16:00:00+08:00", type: "sweep")), Some.Attest(95, 96))
            .And(
                new SetMark(Some.OfficeActs, Subject.Of(Some.Home), "member"),
                new JoinTeam(Some.OfficeActs, TeamId.Of(Some.Id(0x600)), Some.Spouse, new DateOnly(2026, 3, 1), null),
                new SendPoints(Some.OfficeActs, TransferId.Of(Some.Id(0xb01)), Some.Spouse, "gift", new Points(50), Some.Neighbour, AskedFor.Relative, [new("people", 1)], Subject.Of(Some.Home)),
                new GrantPoints(Some.OfficeActs, TransferId.Of(Some.Id(0xb02)), "again", Subject.Of(Some.Barber), Inputs: [new("people", 2)]),
                new AskForMoney(Actor.Of(Some.Spouse), TransferId.Of(Some.Id(0xb03)), Some.Spouse, "subsidy", Subject.Of(Some.Home), [new("people", 2)]), Some.Grant(Some.OfficeWorker, Role.Cashier),
                new CashPoints(Some.OfficeActs, TransferId.Of(Some.Id(0xb04)), Some.Spouse, "cash", new Points(50), [new("people", 1)], Subject.Of(Some.Home)), new DeclineMoney(Actor.Of(Some.Neighbour), TransferId.Of(Some.Id(0xb04)), Subject.Of(Some.Home), "account-wrong"),
                new SendPoints(Some.OfficeActs, TransferId.Of(Some.Id(0xb06)), Some.Spouse, "box", null, Account: Subject.Of(Some.Home)),
                new ApproveMoney(Actor.Of(Some.Neighbour), TransferId.Of(Some.Id(0xb03)), Subject.Of(Some.Home)), new PayMoney(Some.OfficeActs, TransferId.Of(Some.Id(0xb03)), Subject.Of(Some.Home), "BANK-2026-SUBSIDY"),
                new AskForMoney(Actor.Of(Some.Spouse), TransferId.Of(Some.Id(0xb05)), Some.Spouse, "subsidy", null, [new("people", 2)]), new DeclineMoney(Actor.Of(Some.Spouse), TransferId.Of(Some.Id(0xb05)), Some.Spouse, "not-needed"),
                new ReverseTransfer(Some.OfficeActs, TransferId.Of(Some.Id(0xb01)), "wrong-person"))
            .SettleUp()
            .At("2027-06-01T10:00:00+08:00").And(new LapseLots(Actor.Scheduler, Some.Volunteer))
            .And(Some.Publish(Watched)).At("2027-06-02T10:00:00+08:00").And(
                new SetMark(Some.OfficeActs, Subject.Of(Some.Rider), "aided"), new RunWatch(Actor.Scheduler, "idle", null, Some.Person(80).ToString()), new RunWatch(Actor.Scheduler, "idle", Some.Person(80).ToString(), null),
                new AgreeWatch(Some.OfficeActs, "idle", Subject.Of(Some.Rider)), new RestoreRight(Some.OfficeActs, Subject.Of(Some.Rider), Rights.Redeem, "heard"),
                new SetMark(Some.OfficeActs, Subject.Of(Some.Neighbour), "aided"), new DropWatch(Some.OfficeActs, "aid", Subject.Of(Some.Neighbour), "mild"),
                Some.Propose(9, on: "2027-06-02"), new SignDeduction(Actor.Of(Some.TeamLeader), Some.Deduction(9))).Journal;
    }

    private static RequestCorrection Asked(int number) =>
        new(Actor.Of(Some.Volunteer), CorrectionId.Of(Some.Id(0x900 + number)), Some.Volunteer, Some.Act(1), "minutes", Some.Hash("text"), [], number == 1 ? null : [new("sheet", Some.Hash($"sheet {number}"))]);
}
