using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Honours;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Tests.Settlements;
using Ledger.Domain.Tests.Support;
using static Ledger.Domain.Tests.Settlements.Shop;

namespace Ledger.Domain.Tests.Storage;

/// <summary>Little books beside the story, for what a fact seldom says.</summary>
internal static class SeldomStories
{
    private static readonly RulebookDocument Plain = Some.Document();
    private static readonly Subject Home = Subject.Of(Some.Home);

    public static IEnumerable<(string Stream, string Name, byte[] Data)> Events => Books.SelectMany(book => book.Events);

    public static IEnumerable<PlayedJournal> Books =>
        ((Func<Spec>[])[OfAHousehold, OverACap, OnTwoLevels, ByPeople, InRounds, OfATeam, SignedTwice, CarriedOn, Idle, ByTheMinute, LeftToTheFamily, FullForOne, FullForAll, InHours, UsedInPart]).Select(tell => tell().Journal);

    private static Spec OfAHousehold() => Visits(Plain with { Acts = [Visit with { Give = [Visit.Give![0] with { Into = new("points", Holder: Holder.Household) }] }], Deductions = [Plain.Deductions![0] with { Of = Whose.Household }] }, 6).And(
        Some.Propose(1, on: "2026-03-01"), Some.Deduct(1), new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-them"),
        ByHousehold(1), new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(1), "changed-mind", null),
        ByHousehold(2), Some.Capture(2), Some.GiveBack(2, 2),
        ByHousehold(3), new CaptureOffline(Actor.Of(Some.Clerk), Some.Bakery, Some.OfflineCapture(3), Some.CodeOf(3), Spec.Instant("2026-03-01T22:00:00+08:00"), null),
        ByHousehold(4)).At("2026-03-02T22:00:01+08:00").And(new ExpireHold(Actor.Scheduler, Some.Redemption(4)),
        new ReviseOffer(Some.OfficeActs, Some.Umbrella, Some.Terms(closes: "2026-12-31"), null));

    private static Spec OverACap() => Visits(Some.Document(dailyCap: 300) is var capped ? capped with
    {
        Buckets = [new Bucket("honour-only", new Title("荣誉"), [Right.Honour])], Limits = [capped.Limits![0] with { Overflow = new(default, new OverflowInto(Bucket: "honour-only")) }],
    } : Plain, 3).And(Some.Reverse(1));

    private static Spec FullForOne() => Visits(AtMost(Some.Document(dailyCap: 300), Whose.Person), 3).And(Some.Reverse(1));

    private static Spec FullForAll() => Visits(AtMost(Plain with { Notice = new(RulebookParts.WorkingDays(1)), Acts = [Visit with { Give = [Visit.Give![0] with { Into = new("points", Holder: Holder.Household) }] }, Plain.Acts[2]] }, Whose.Household), 1)
        .And(Some.Record(Some.Visit(2, Some.Rider, "2026-03-01T07:00:00+08:00", type: "parcel")), Some.Attest(2)).At("2026-03-04T10:00:00+08:00").And(new PostAccruals(Actor.Scheduler, [Some.Act(1), Some.Act(2)]));

    private static RulebookDocument AtMost(RulebookDocument plain, Whose whose) => plain with
    {
        Measures = [.. plain.Measures!, new("stored", Count: new("balance", null), Whose: [whose], Window: new(Window.Store, null))],
        Limits = [.. plain.Limits!, new("store", "stored", new(RulebookParts.Points(150), null))],
    };

    private static Spec OnTwoLevels() => Visits(Plain with
    {
        Ladders = [new("today", new("今日"), Whose.Person, [Level("two", "2 points"), Level("four", "4 points")], new(Judged.Posting, null), Falls.AtOnce)],
    }, 2).And(Some.Reverse(2));

    private static Spec ByPeople() => Visits(Plain with
    {
        Ladders = [new("years", new("年度"), Whose.Person, [Level("any", "0 points")], new(default, new Every(Window.Month)))],
        Acts = [.. Plain.Acts, RulebookParts.Act("basic", "基础分", "safety", null, each: 200) with { Automatic = new("period.month") }],
    }, 0).And(new JudgeLadder(Actor.Scheduler, "years", null, $"{Some.Volunteer}"), new JudgeLadder(Actor.Scheduler, "years", $"{Some.Volunteer}", null),
        new FollowPeriod(Actor.Scheduler, "month", null, Some.Volunteer), new FollowPeriod(Actor.Scheduler, "month", Some.Volunteer, null));

    private static Spec InRounds() => Spec.Given(Some.Book(Plain with
    {
        Measures = [new("got", new("points", null), Whose: [Whose.Person], Window: new(Window.Month, null), Status: Standing.Posted)], Limits = null,
        Ranks = [new("first", new("月度之星"), Whose.Person, new("got"), new(Window.Month, null), new Quantity(1, Unit.People), Ties.FewerActs, Publishing.CountOnly, Apart: Whose.Node)],
    })).At("2026-02-28T22:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-02-28T09:00:00+08:00")), Some.Attest(1)).At("2026-03-01T00:10:00+08:00").And(
        new CountRound(Actor.Scheduler, "first", new(2026, 2, 28), null, $"{Some.Volunteer}"), new CountRound(Actor.Scheduler, "first", new(2026, 2, 28), $"{Some.Volunteer}", null),
        Some.Record(Some.Visit(2, start: "2026-02-27T09:00:00+08:00")), Some.Attest(2)).At("2026-04-01T00:10:00+08:00").And(new CountRound(Actor.Scheduler, "first", new(2026, 3, 31), null, null));

    private static Spec OfATeam() => Spec.Given(Some.Usual, new FoundTeam(Some.OfficeActs, Team, new Title("邻里帮"), new DateOnly(2026, 1, 1)),
        Some.Grant(Some.Neighbour, Role.TeamLeader) with { Team = Team }, new EndRole(Some.AdministratorActs, Some.Neighbour, Role.TeamLeader, null, new DateOnly(2026, 6, 30), Team: Team),
        new RegisterPersons(Some.OfficeActs, [.. Enumerable.Range(80, 3).Select(number => Some.New(Some.Person(number)))], []), Some.Grant(Some.Neighbour, Role.Office),
        Merge(Some.OfficeActs, 81, 80), Merge(Actor.Of(Some.Neighbour), 81, 80), Merge(Some.OfficeActs, 82, 81), Merge(Actor.Of(Some.Neighbour), 82, 81));

    private static Spec SignedTwice() => Visits(Plain with
    {
        Bodies = [new("council", new("理事"), [Role.TeamLeader, Role.Office], 2)], Marks = [new("seen", new("见到"), MarkOf.Act)], Inputs = [new("score", new("评分"), "times", 0, 10)],
        Acts = [Visit with { Marks = ["seen"], Inputs = ["score"], Give = [Visit.Give![0] with { Amount = new(default, new(new("act", null), [new(Each: RulebookParts.Points(100)), new(Scale: "input.score", OutOf: new Quantity(10, Unit.Times))])) }] }],
        Review = [new("visits", [new("council", ["score", "seen"])])],
    }, 0).And(Some.Record(Some.Visit(1)), Sign(Some.TeamLeader), Sign(Some.OfficeWorker));

    private static Spec Idle() => Visits(Plain with { Expiry = [new("never", new(default, null), CountFrom.Booked, Idle: new Quantity(12, Unit.Months))] }, 1)
        .At("2027-03-03T08:00:00+08:00").And(new LapseLots(Actor.Scheduler, Some.Volunteer));

    private static Spec ByTheMinute() => Visits(Plain with
    {
        Inputs = [new("late", new("迟到"), "min", 1, 600)],
        Deductions = [Plain.Deductions![0] with { Inputs = ["late"], Take = new(default, new(new("input.late", null), [new(Per: new Quantity(10, Unit.Minutes), Give: RulebookParts.Points(50))])) }],
    }, 1).And(Some.Propose(1, on: "2026-03-01") with { Inputs = [new("late", 25)] }, Some.Deduct(1));

    private static Spec CarriedOn() => Open().Sell(1, Milk, 2).At("2026-06-01T08:00:00+08:00").And(Issue(1, May), Reconcile(1), Approve(1), Pay(1, "BANK-1"), Some.GiveBack(1, 1, 2))
        .At("2026-07-01T08:00:00+08:00").And(Issue(2, June), Reconcile(2)).Sell(2, quantity: 3).At("2026-08-01T08:00:00+08:00").And(Issue(3, new Month(2026, 7)));

    private static Spec LeftToTheFamily() => Visits(Plain with { Closing = new ClosingRules(Rest.Family, Rest.Family) }, 1).And(new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, Some.Spouse));

    private static Spec InHours()
    {
        var document = Plain with
        {
            Commodities = [Plain.Commodities[0] with { Spendable = false }, new("hours", new("时间币"), "h", new Quantity(1, Unit.Minutes), Spendable: true)],
            Acts = [Visit with { Give = [.. Visit.Give!, new(new("hours"), new(default, new(new("minutes", null))))] }], Items = [new("help", new("上门服务"))],
            Passages = [new("help", PassageKind.Service, "help", Price: new(new Quantity(15, Unit.Minutes), null)), new("gift", PassageKind.Gift)],
        };
        var cashing = document with { Version = "with-cash", EffectiveFrom = new(2026, 3, 2), Passages = [.. document.Passages!, new("cash", PassageKind.Cash, Face: new(new Quantity(60, Unit.Hours), new Quantity(1000, Unit.Yuan)))] };
        var hash = RulebookParts.HashOf(cashing);
        return Visits(document, 2).And(new ReviseOffer(Some.OfficeActs, Some.Umbrella, Some.Terms() with { Item = "help" }, null), Some.Hold(1, Some.Umbrella), Some.Capture(1),
                new SendPoints(Actor.Of(Some.Volunteer), TransferId.Of(Some.Id(0xb01)), Some.Volunteer, "gift", new(10), Some.Neighbour), new ReverseTransfer(Some.OfficeActs, TransferId.Of(Some.Id(0xb01)), "wrong-person"), new DraftRulebook(Some.OfficeActs, cashing, hash), new CheckRulebook(Some.OfficeActs, cashing.Version),
                new RecordDecision(Some.OfficeActs, cashing.Version, hash, "meeting", new(2026, 2, 5), Some.Hash("minutes")), new PublishDraft(Some.OfficeActs, cashing.Version, hash))
            .At("2026-03-02T08:00:00+08:00").And(new TakeEffect(Actor.Scheduler, cashing.Version), new CashPoints(Actor.Of(Some.Volunteer), TransferId.Of(Some.Id(0xb02)), Some.Volunteer, "cash", new(30)))
            .At("2026-04-01T08:00:00+08:00").And(Issue(1, new Month(2026, 3)) with { By = Some.OfficeActs });
    }

    private static Spec UsedInPart() => Visits(Plain, 2).And(Some.Hold(1, Some.Umbrella, 2), Some.Capture(1, 1));

    private static readonly TeamId Team = TeamId.Of(Some.Id(0x600));

    private static ActType Visit => Plain.Acts[1];

    private static Level Level(string code, string points) => new(code, new(code), [new(Measure: "person-day", AtLeast: new(points))]);

    private static PlaceHold ByHousehold(int redemption) => Some.Hold(redemption, Some.Umbrella) with { Account = Home };

    private static AttestActs Sign(PersonId by) => new(Actor.Of(by), [Some.Act(1)], [new("score", 4)], ["seen"]);

    private static MergePersons Merge(Actor by, int stays, int goes) => new(by, Some.Person(stays), Some.Person(goes), [], []);

    private static Spec Visits(RulebookDocument rulebook, int visits)
    {
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-03-01T22:00:00+08:00");
        for (var visit = 1; visit <= visits; visit++) spec.And(Some.Record(Some.Visit(visit, start: $"2026-03-01T{8 + visit:D2}:00:00+08:00")), Some.Attest(visit));
        return spec;
    }
}
