using Ledger.Domain;
using Ledger.Domain.Redemptions;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Settlements;
using Ledger.Projections.Tests.Given;
using static Ledger.Projections.Tests.Given.Haian;

namespace Ledger.Projections.Tests;

public sealed class MerchantTests
{
    [Fact]
    public async Task A_merchant_sees_its_redemptions_with_their_status_the_last_held_first()
    {
        var haian = Rich();
        var captured = haian.Hold(Chen, Bun, 3);
        haian.Capture(captured, Breakfast, 2);
        haian.Refund(captured, 1);
        var voided = haian.Hold(Chen, Tea);
        haian.Book.Do(new VoidHold(Actor.Of(Chen), voided, "changed", null));
        var refunded = haian.Hold(Chen, Tea);
        haian.Capture(refunded, Breakfast);
        haian.Refund(refunded, 1);
        var expired = haian.Hold(Chen, Bun);
        haian.Wait(TimeSpan.FromHours(1));
        haian.Book.Do(new ExpireHold(Actor.Scheduler, expired));
        var held = haian.Hold(Chen, Bun, 2);
        haian.Hold(Chen, Key);
        await using var followed = await Followed.Of(haian.Book);

        var page = await List(followed, Breakfast);

        Assert.Equal(
            [(held, MerchantRedemptionStatus.Held), (expired, MerchantRedemptionStatus.Expired), (refunded, MerchantRedemptionStatus.Refunded), (voided, MerchantRedemptionStatus.Voided), (captured, MerchantRedemptionStatus.Captured)],
            page.Redemptions.Select(one => (one.Redemption, one.Status)));
        var last = page.Redemptions[^1];
        Assert.Equal((3L, 2L, 1L, 300L, 200L, "community"), (last.Quantity, last.Captured, last.Refunded, last.PointsHundredths.Hundredths, last.SettlementFen.Count, last.Bearer));
        Assert.Equal((600L, 0L), (page.Redemptions[0].PointsHundredths.Hundredths, page.Redemptions[0].SettlementFen.Count));
        Assert.Equal(haian.Book.Number, page.JournalNumber);
    }

    [Fact]
    public async Task The_list_is_paged_by_hold_and_filtered_by_status()
    {
        var haian = Rich();
        var holds = Enumerable.Range(0, 4).Select(_ => haian.Hold(Chen, Tea)).ToList();
        haian.Capture(holds[1], Breakfast);
        await using var followed = await Followed.Of(haian.Book);

        var first = await List(followed, Breakfast, most: 3);

        Assert.Equal([holds[3], holds[2], holds[1]], first.Redemptions.Select(one => one.Redemption));
        Assert.Equal([holds[0]], (await List(followed, Breakfast, before: first.Redemptions[^1].Held.Number)).Redemptions.Select(one => one.Redemption));
        Assert.Equal([holds[1]], (await List(followed, Breakfast, status: MerchantRedemptionStatus.Captured)).Redemptions.Select(one => one.Redemption));
    }

    [Fact]
    public async Task A_day_tells_points_and_hours_apart()
    {
        var haian = RandomHistory.InHours(Chen);
        haian.Capture(haian.Hold(Chen, Bun), Breakfast);
        var hours = haian.Hold(Chen, RandomHistory.Help, 2);
        haian.Capture(hours, Breakfast);
        haian.Refund(hours, 1);
        await using var followed = await Followed.Of(haian.Book);

        var day = await new MerchantReader(followed.Source).Day("haian", Breakfast, haian.Book.Today, 0, 200, default);

        Assert.Equal((2L, 300L, 400L), (day.Captured.Times, day.Points.Hundredths, day.Captured.Fen.Count));
        Assert.Equal([new FurtherAmount("hours", 15)], day.Further);
        Assert.Equal([null, "hours", "hours"], day.Movements.Select(movement => movement.Commodity?.Value));
        Assert.Equal("hours", (await List(followed, Breakfast)).Redemptions[0].Commodity?.Value);
    }

    [Fact]
    public async Task A_day_has_its_captures_and_refunds_with_totals_of_the_whole_day()
    {
        var haian = Rich();
        var yesterday = haian.Hold(Chen, Bun, 2);
        haian.Capture(yesterday, Breakfast);
        haian.Wait(TimeSpan.FromDays(1));
        haian.Capture(haian.Hold(Chen, Bun, 3), Breakfast);
        haian.Capture(haian.Hold(Chen, Tea), Breakfast);
        haian.Refund(yesterday, 1);
        await using var followed = await Followed.Of(haian.Book);
        var reader = new MerchantReader(followed.Source);

        var today = await reader.Day("haian", Breakfast, haian.Book.Today, 0, 2, default);
        var rest = await reader.Day("haian", Breakfast, haian.Book.Today, today.Movements[^1].At.Number, 2, default);

        Assert.Equal(new MovementTotals(2, 4, new Points(1000), new Fen(600)), today.Captured);
        Assert.Equal(new MovementTotals(1, 1, new Points(-300), new Fen(-200)), today.Refunded);
        Assert.Equal(400, today.Owed.Count);
        Assert.Equal([MovementKind.Captured, MovementKind.Captured], today.Movements.Select(movement => movement.Kind));
        Assert.Equal([(MovementKind.Refunded, yesterday, -300L)], rest.Movements.Select(movement => (movement.Kind, movement.Redemption, movement.Points.Hundredths)));
        Assert.Equal(today.Captured, rest.Captured);
        Assert.Equal(MovementTotals.None, (await reader.Day("haian", Repair, haian.Book.Today, 0, 200, default)).Captured);
    }

    [Fact]
    public async Task What_is_owed_is_folded_from_the_books_by_merchant_and_bearer_at_any_pair_of_dates()
    {
        var haian = Rich();
        var day = haian.Book.Today;
        var bun = haian.Hold(Chen, Bun, 2);
        haian.Capture(bun, Breakfast);
        var known = haian.Book.Number;
        haian.Wait(TimeSpan.FromDays(1));
        haian.Capture(haian.Hold(Chen, Key), Repair);
        haian.Capture(haian.Hold(Chen, Tea), Breakfast);
        haian.Refund(bun, 1);
        await using var followed = await Followed.Of(haian.Book);
        var reader = new PayableReader(followed.Source);

        var now = await reader.At("haian", null, haian.Book.Today, null, default);

        Assert.Equal([(Breakfast, 200L, "community", 200L), (Repair, 800L, "donor:kind-donor", 800L)],
            now.Merchants.Select(owed => (owed.Merchant, owed.Owed.Count, owed.Borne.Single().Bearer, owed.Borne.Single().Amount.Count)));
        Assert.Equal(1000, now.Owed.Count);
        Assert.Equal(400, (await reader.At("haian", Breakfast, day, null, default)).Owed.Count);
        Assert.Equal(400, (await reader.At("haian", null, haian.Book.Today, known, default)).Owed.Count);
    }

    [Fact]
    public Task Over_any_history_the_days_the_redemptions_and_the_legs_owe_the_same() => RandomHistory.Check(async (haian, _) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var reader = new MerchantReader(followed.Source);
        foreach (var merchant in new[] { Breakfast, Repair })
        {
            var days = 0L;
            for (var day = new DateOnly(2026, 3, 1); day <= haian.Book.Today; day = day.AddDays(1)) days += (await reader.Day("haian", merchant, day, 0, 1, default)).Owed.Count;
            var payable = (await new PayableReader(followed.Source).At("haian", merchant, haian.Book.Today, null, default)).Merchants.SingleOrDefault();

            // What became owed is what days and redemptions say; what is owed is less by what is paid, and both agree by bearer.
            var (became, paid) = (payable?.Months.Sum(month => month.Became.Count) ?? 0, payable?.Months.Sum(month => month.Paid.Count) ?? 0);
            Assert.Equal(became, days);
            Assert.Equal(became, await Listed(followed, merchant));
            Assert.Equal(became - paid, payable?.Owed.Count ?? 0);
            Assert.Equal(payable?.Owed.Count ?? 0, payable?.Borne.Sum(borne => borne.Amount.Count) ?? 0);
        }
    });

    private static async Task<long> Listed(Followed followed, MerchantId merchant)
    {
        var (sum, before) = (0L, (long?)null);
        while (await List(followed, merchant, before) is { Redemptions: { Count: > 0 } page })
        {
            sum += page.Sum(one => one.SettlementFen.Count);
            before = page[^1].Held.Number;
        }
        return sum;
    }

    private static Haian Rich()
    {
        var haian = new Haian();
        haian.Act(Chen, minutes: 480);
        return haian;
    }

    private static Task<RedemptionPage> List(Followed followed, MerchantId merchant, long? before = null, MerchantRedemptionStatus? status = null, int most = 200) =>
        new MerchantReader(followed.Source).Redemptions("haian", merchant, status, before, most, default);
}
