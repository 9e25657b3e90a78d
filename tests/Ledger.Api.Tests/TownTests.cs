using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests;

[Collection(SharedApi.Name)]
public sealed class TownTests(TestApi api)
{
    [Fact]
    public async Task A_town_opens_and_somebody_earns_and_holds()
    {
        var town = await api.OpenTown();
        await town.Earn(town.Volunteer, 3000);
        Assert.Equal(3000, await town.Available(town.Volunteer));
        await town.Hold(town.Volunteer);
        Assert.Equal(500, await town.Available(town.Volunteer));
    }
}
