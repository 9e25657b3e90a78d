using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

public sealed class PassbookTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly JsonNode Sweeping = JsonNode.Parse("""
        {"code":"sweep","title":{"zh":"清扫楼道"},"board":"safety","give":[{"into":{"commodity":"points","holder":"household"},"amount":{"of":"act","then":[{"each":"2 points"}]}}]}
        """)!;

    /// <summary>Without the entries nothing can be added up.</summary>
    [Fact]
    public async Task What_is_there_today_is_told_by_the_rows_decisions_read_and_what_was_there_by_the_entries()
    {
        var rulebook = JsonSerializer.SerializeToNode(Town.Rulebook("v1", "2026-01-01"))!;
        rulebook["acts"]!.AsArray().Add(Sweeping.DeepClone());
        var town = await api.OpenTown("passbook", rulebook);
        await town.Earn(town.Volunteer, 4000);
        var (sweep, evening) = (Guid.NewGuid(), new DateTimeOffset(api.Clock.Today.AddDays(-1).ToDateTime(new TimeOnly(19, 0)), TimeSpan.FromHours(8)));
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, sweep, "sweep", Town.Iso(evening), Town.Iso(evening.AddHours(1)))).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { sweep } }).Accepted();
        string[] today = ["passbook", "passbook?limit=1", "passbook?after=1", "passbook?commodity=minutes", "household/passbook"];
        var was = api.Clock.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/passbook?atLeast={await town.Head()}").Accepted();
        var before = await Told(today);
        Assert.Equal([4000, 4000, 4000, 540, 200], before.Select(page => page.Long("available")));
        api.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([4000, 540, 200], await Available($"passbook?asOf={was}", $"passbook?asOf={was}&commodity=minutes", $"household/passbook?asOf={was}"));

        await api.Database.Run($"DELETE FROM ledger.entry WHERE tenant_id = '{town.Code}'");

        Assert.Equal([4000, 4000, 4000, 540, 200], await Available(today));
        Assert.Equal(before[0].At("expiresNext").GetRawText(), (await Told("passbook"))[0].At("expiresNext").GetRawText());
        Assert.Equal([0, 0, 0], await Available($"passbook?asOf={was}", $"passbook?asOf={was}&commodity=minutes", $"household/passbook?asOf={was}"));

        async Task<List<Reply>> Told(params string[] pages)
        {
            var told = new List<Reply>();
            foreach (var page in pages) told.Add(await town.Volunteer.Calls.Get($"{town.Path}/persons/{town.Volunteer}/{page}").Accepted());
            return told;
        }

        async Task<IEnumerable<long>> Available(params string[] pages) => (await Told(pages)).Select(page => page.Long("available"));
    }
}
