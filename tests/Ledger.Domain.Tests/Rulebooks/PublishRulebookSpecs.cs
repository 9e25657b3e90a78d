using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks;

public sealed class PublishRulebookSpecs
{
    [Fact]
    public void The_first_version_may_reach_back() => Spec.Given(Some.Opening()).When(Some.Publish(Some.Document(from: "2020-01-01"))).ThenFacts(typeof(RulebookPublished))
        .ThenResult(new RulebookIsPublished("sample-1", RulebookParts.HashOf(Some.Document(from: "2020-01-01"))));

    [Fact]
    public void A_later_version_takes_effect_after_publication()
    {
        Spec.Given(Some.Usual).At("2026-05-01T23:59:59+08:00").When(Some.Publish(Some.Document("v2", "2026-05-01"))).ThenRejected(new RulebookIsRetroactive(new(2026, 5, 1), new(2026, 5, 1)));
        Spec.Given(Some.Usual).At("2026-05-01T23:59:59+08:00").When(Some.Publish(Some.Document("v2", "2026-05-02"))).ThenFacts(typeof(RulebookPublished));
    }

    [Fact]
    public void The_same_document_again_changes_nothing_and_another_is_refused()
    {
        var again = Some.Publish(Some.Document());
        Spec.Given(Some.Opening(), again).When(again).Then().ThenResult(new RulebookIsPublished("sample-1", again.Hash));
        Spec.Given(Some.Opening(), again).When(again with { Hash = Some.Hash("other") }).ThenRejected(new IdAlreadyUsed("version", "sample-1"));
    }

    [Fact]
    public void Points_follow_the_version_of_the_occurred_date()
    {
        var dearer = Some.Document("v2", "2026-03-01", actTypes: [RulebookParts.Act("visit", "探访", "safety", null, 300)]);
        Spec.Given(Some.Usual, Some.Publish(dearer)).At("2026-03-02T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-02-28T23:00:00+08:00", minutes: 90), Some.Visit(2, start: "2026-03-01T09:00:00+08:00")))
            .When(Some.Attest(1, 2)).ThenResult(result => Assert.Equal([200L, 300L], result.Posted.Select(line => line.PointsHundredths.Hundredths)));
    }

    [Fact]
    public void Of_two_versions_with_one_date_the_last_published_counts() => Spec.Given(Some.Usual, Some.Publish(Some.Document("v2", "2026-02-01")),
            Some.Publish(Some.Document("v3", "2026-02-01", actTypes: [RulebookParts.Act("visit", "探访", "safety", null, 400)])))
        .At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1))).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal("v3", accrued.Rulebook.Version.Value));

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_document_that_contradicts_itself_is_refused(string at, string why) =>
        Spec.Given(Some.Opening()).When(Some.Publish(Contradictory()[(at, why)])).ThenRejected<RulebookIsContradictory>(refused => Assert.Contains((at, why), refused.Findings.Select(finding => (finding.Pointer, finding.Code.Value))));

    public static TheoryData<string, string> Contradictions()
    {
        var data = new TheoryData<string, string>();
        foreach (var (at, why) in Contradictory().Keys) data.Add(at, why);
        return data;
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var bad = Some.Document(quantum: 0);
        var taken = Some.Publish(bad) with { Hash = Some.Hash("other") };
        Spec.Given(Some.Usual).When(taken with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual).When(taken).ThenRejected<IdAlreadyUsed>();
        Spec.Given(Some.Usual).When(Some.Publish(bad with { Version = "v2" })).ThenRejected<RulebookIsRetroactive>();
        Spec.Given(Some.Usual).When(Some.Publish(bad with { Version = "v2", EffectiveFrom = new(2027, 1, 1) })).ThenRejected<RulebookIsContradictory>();
    }

    private static Dictionary<(string, string), RulebookDocument> Contradictory()
    {
        var good = Some.Document();
        var visit = good.Acts[1];
        ActType Worth(Quantity each) => visit with { Give = [visit.Give![0] with { Amount = new(default, new Amount(new("act", null), [new Stage(Each: each)])) }] };
        return new()
        {
            [("/boards/1/code", "duplicate-code")] = good with { Boards = [good.Boards[0], good.Boards[0]] },
            [("/acts/1/code", "duplicate-code")] = good with { Acts = [visit, visit] },
            [("/acts/0/board", "unknown-board")] = good with { Acts = [visit with { Board = "nowhere" }] },
            [("/acts/0/give/0/amount", "wrong-unit")] = good with { Acts = [Worth(RulebookParts.Minutes(5))] },
            [("/commodities/0/quantum", "out-of-range")] = good with { Commodities = [good.Commodities[0] with { Quantum = RulebookParts.Points(0) }] },
            [("/limits/0/atMost", "limit-not-a-multiple")] = good.Capped(1025),
            [("/filing/within", "out-of-range")] = good with { Filing = good.Filing with { Within = RulebookParts.Days(367) } },
            [("/filing/longest", "out-of-range")] = good with { Filing = good.Filing with { Longest = RulebookParts.Minutes(1441) } },
            [("/filing/windowClosesAfter", "out-of-range")] = good with { Filing = good.Filing with { WindowClosesAfter = RulebookParts.Days(401) } },
            [("/counter/undo", "out-of-range")] = good with { Counter = new(RulebookParts.Minutes(1441)) },
            [("/notice/act", "wrong-unit")] = good with { Notice = new(RulebookParts.Days(3)) },
            [("/notice/act", "out-of-range")] = good with { Notice = new(RulebookParts.WorkingDays(61)) },
            [("/debt/limit", "wrong-unit")] = good with { Debt = new(RulebookParts.Days(3)) },
            [("/expiry/0/lasts", "out-of-range")] = good with { Expiry = [RulebookParts.Expires(ExpiryKind.AfterYears, CountFrom.Occurred, 9999, 0)] },
            [("/expiry/0/atLeast", "out-of-range")] = good with { Expiry = [RulebookParts.Expires(ExpiryKind.Never, CountFrom.Occurred, 0, int.MaxValue)] },
            [("/expiry/0/refund/grace", "out-of-range")] = good with { Expiry = [RulebookParts.Expires(ExpiryKind.Never, CountFrom.Occurred, 0, 0, int.MaxValue)] },
            [("/paper/lasts", "out-of-range")] = good with { Paper = new(RulebookParts.Days(61)) },
            [("/offline/lateHours", "out-of-range")] = good with { Offline = new(LateHours: -1) },
            [("/offline/perDay", "out-of-range")] = good with { Offline = new(PerDay: 1001) },
            [("/offline/amountPerDay", "wrong-unit")] = good with { Offline = new(AmountPerDay: RulebookParts.Days(1)) },
            [("/deductions/0/board", "unknown-board")] = good with { Deductions = [good.Deductions![0] with { Board = "nowhere" }] },
            [("/deductions/0/take", "not-a-multiple")] = good with { Deductions = [RulebookParts.Penalty("no-show", "接单未到", "safety", 325)] },
            [("/deductions/1/code", "duplicate-code")] = good with { Deductions = [good.Deductions![0], good.Deductions[0]] },
            [("/measures/0/by", "not-decided-yet")] = good with { Measures = [good.Measures![0] with { By = CountFrom.Booked, Status = Standing.Recorded }], Limits = [] },
            [("/measures/0/window", "malformed")] = good with { Measures = [good.Measures![0] with { Window = new(default, new WindowForm(Cycle: new Quantity(2, Unit.Years))) }] },
            [("/adoption/steps/0/body", "unknown-body")] = good with { Adoption = new([new("meeting", new Title("居民会议"), "nobody")]) },
            [("/adoption/steps/1/code", "duplicate-code")] = good with { Adoption = new([new("meeting", new Title("居民会议")), new("meeting", new Title("居民会议"))]) },
            [("/adoption/noticeBefore", "out-of-range")] = good with { Adoption = new([], RulebookParts.Days(61)) },
            [("/passages/0/group", "not-decided-yet")] = good with { Passages = [new("gift", PassageKind.Gift, Group: "kindness")] },
            [("/bodies/0/scope", "scope-of-no-role")] = good with { Bodies = [new("council", new Title("议事会"), [Role.Office], 1, Whose.Node)] },
            [("/measures/0/whose", "not-decided-yet")] = good with { Measures = [good.Measures![0] with { Whose = [Whose.Item] }], Limits = [] },
            [("/acts/0/automatic/on", "malformed")] = good with { Acts = [visit with { Automatic = new("pledge") }] },
            [("/acts/0/give/0/from", "malformed")] = good with { Acts = [visit with { Give = [visit.Give![0] with { From = "fund.street" }] }] },
            [("/limits/0/when", "unknown-fact")] = good with { Limits = [good.Limits![0] with { When = new(Fact: "person.guardian", Known: true) }] },
        };
    }
}
