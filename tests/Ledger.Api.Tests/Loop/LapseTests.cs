using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>Points lapse by the date, whether anybody posted it or not. Its service is its own: years go by.</summary>
public sealed class LapseTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Points_past_their_date_are_gone_and_a_late_refund_says_so_beforehand()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 5000);
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        var before = api.Clock.Now;

        api.Clock.Advance(new DateTimeOffset(2027, 12, 31, 23, 59, 59, TimeSpan.FromHours(8)) - api.Clock.Now);
        Assert.Equal(2500, await town.Available(town.Volunteer));
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await town.Available(town.Volunteer));
        await town.Volunteer.Calls.Post($"{town.Path}/redemptions", new { redemption = Guid.NewGuid(), person = town.Volunteer.Id, offer = town.Offer }).Refused("insufficient-points");

        var refund = new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" };
        Assert.Equal(2500, (await town.Terminal.Try($"{town.Path}/redemptions/{redemption}/refunds", refund).Accepted()).Long("lapsedHundredths"));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        Assert.Equal(2500, (await town.Terminal.Post($"{town.Path}/redemptions/{redemption}/refunds", refund).Accepted()).Long("lapsedHundredths"));
        Assert.Equal(0, await town.Available(town.Volunteer));

        var head = await town.Head();
        await town.ChangesNothing(() => api.Node.Scheduler.Tick(town.Code, CancellationToken.None));
        Assert.True((await town.Auditor.Calls.Get($"{town.Path}/books-check?atLeast={head}").Accepted()).At("addUp").GetBoolean());
        var asOf = await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/trace?asOf={before:yyyy-MM-dd}").Accepted();
        var book = await town.Auditor.Calls.Get($"{town.Path}/persons/{town.Volunteer}/balance?asOf={before:yyyy-MM-dd}&atLeast={head}").Accepted();
        Assert.Equal((2500, 2500), (asOf.Long("available"), book.Long("availableHundredths")));
    }
}
