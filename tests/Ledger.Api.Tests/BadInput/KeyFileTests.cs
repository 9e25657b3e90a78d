using Ledger.Vault;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>A person's key is a file: a refused request must not leave one behind.</summary>
[Collection(SharedApi.Name)]
public sealed class KeyFileTests(TestApi api)
{
    [Fact]
    public async Task Who_may_not_register_people_makes_no_keys()
    {
        var town = await api.SharedTown();
        var before = Keys(town);
        await town.Volunteer.Calls.Post($"{town.Path}/persons", new { person = Guid.NewGuid(), name = "不速之客", residence = "resident" }).Refused("not-allowed");
        await town.Volunteer.Calls.Post($"{town.Path}/acts", new { actType = "visit", startedAt = "2026-03-02T09:00:00+08:00", place = "grid-1", note = "没有这个人", people = new[] { new { act = Guid.NewGuid(), person = Guid.NewGuid() } } }).Refused("not-allowed");
        await town.Office.Calls.Try($"{town.Path}/persons", new { person = Guid.NewGuid(), name = "只是问问", residence = "resident" }).Accepted();
        Assert.Equal(before, Keys(town));
    }

    private int Keys(Town town) => Directory.GetFiles(Path.Combine(api.KeyFolder, town.Code, "persons"), "*", SearchOption.AllDirectories).Length;
}
