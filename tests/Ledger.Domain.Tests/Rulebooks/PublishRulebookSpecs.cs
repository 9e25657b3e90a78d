using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks;

public sealed class PublishRulebookSpecs
{
    [Fact]
    public void The_first_version_may_reach_back() => Spec.Given(Some.Opening()).When(Some.Publish(Some.Document(from: "2020-01-01"))).ThenFacts(typeof(RulebookPublished))
        .ThenResult(new RulebookIsPublished("sample-1", Some.Hash($"{Some.Document(from: "2020-01-01")}")));

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
        var dearer = Some.Document("v2", "2026-03-01", actTypes: [new ActType("visit", new Title("探访"), "safety", null, 300, false)]);
        Spec.Given(Some.Usual, Some.Publish(dearer)).At("2026-03-02T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-02-28T23:00:00+08:00", minutes: 90), Some.Visit(2, start: "2026-03-01T09:00:00+08:00")))
            .When(Some.Attest(1, 2)).ThenResult(result => Assert.Equal([200L, 300L], result.Posted.Select(line => line.PointsHundredths.Hundredths)));
    }

    [Fact]
    public void Of_two_versions_with_one_date_the_last_published_counts() => Spec.Given(Some.Usual, Some.Publish(Some.Document("v2", "2026-02-01")),
            Some.Publish(Some.Document("v3", "2026-02-01", actTypes: [new ActType("visit", new Title("探访"), "safety", null, 400, false)])))
        .At("2026-03-02T10:00:00+08:00").And(Some.Record(Some.Visit(1))).When(Some.Attest(1)).ThenFact<ActAccrued>(accrued => Assert.Equal("v3", accrued.Rulebook.Version.Value));

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_document_that_contradicts_itself_is_refused(string at, string why) =>
        Spec.Given(Some.Opening()).When(Some.Publish(Contradictory()[(at, why)])).ThenRejected(new RulebookIsContradictory(at, why));

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
        ActType visit = good.ActTypes[1];
        return new()
        {
            [("boards", "duplicate")] = good with { Boards = [good.Boards[0], good.Boards[0]] },
            [("actTypes", "duplicate")] = good with { ActTypes = [visit, visit] },
            [("actTypes/visit/board", "unknown-board")] = good with { ActTypes = [visit with { Board = "nowhere" }] },
            [("actTypes/visit", "one-amount")] = good with { ActTypes = [visit with { PerHourHundredths = 100 }] },
            [("actTypes/patrol", "one-amount")] = good with { ActTypes = [good.ActTypes[0] with { PerHourHundredths = null }] },
            [("actTypes/visit", "out-of-range")] = good with { ActTypes = [visit with { EachHundredths = -1 }] },
            [("actTypes/patrol", "out-of-range")] = good with { ActTypes = [good.ActTypes[0] with { PerHourHundredths = AmountJson<Points>.Largest }] },
            [("quantumHundredths", "out-of-range")] = good with { QuantumHundredths = 0 },
            [("dailyCapHundredths", "out-of-range")] = good with { DailyCapHundredths = -50 },
            [("dailyCapHundredths", "not-a-multiple")] = good with { DailyCapHundredths = 1025 },
            [("filingDays", "out-of-range")] = good with { FilingDays = int.MaxValue },
            [("undoMinutes", "out-of-range")] = good with { UndoMinutes = 1441 },
            [("longestActMinutes", "out-of-range")] = good with { LongestActMinutes = 1441 },
            [("expiry/years", "out-of-range")] = good with { Expiry = good.Expiry with { Years = 9999 } },
            [("expiry/atLeastDays", "out-of-range")] = good with { Expiry = good.Expiry with { AtLeastDays = int.MaxValue } },
            [("redemptions/paperVoucherDays", "out-of-range")] = good with { Redemptions = new RedemptionRules(PaperVoucherDays: 61) },
            [("redemptions/offlineLateHours", "out-of-range")] = good with { Redemptions = new RedemptionRules(OfflineLateHours: -1) },
            [("redemptions/offlinePerDay", "out-of-range")] = good with { Redemptions = new RedemptionRules(OfflinePerDay: 1001) },
            [("redemptions/offlineHundredthsPerDay", "out-of-range")] = good with { Redemptions = new RedemptionRules(OfflineHundredthsPerDay: -1) },
            [("refundIntoLapsed/graceDays", "out-of-range")] = good with { RefundIntoLapsed = new LapsedRefund(int.MaxValue) },
        };
    }
}
