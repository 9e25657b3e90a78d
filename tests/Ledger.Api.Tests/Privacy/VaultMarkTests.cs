using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Tests.Support;
using System.Text.Json;

namespace Ledger.Api.Tests.Privacy;

/// <summary>A mark that would hurt (保密登记) opens a door; the journal, the answers kept under keys and the rows say nothing of it.</summary>
public sealed class VaultMarkTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Mark = "low-income-xyz";

    [Fact]
    public async Task It_is_kept_in_the_vault_read_by_the_gate_and_told_to_few()
    {
        var town = await Opened();
        var (path, she) = (town.Path, town.Volunteer);
        object Of(Someone one) => new { of = $"person:{one}", mark = Mark };
        await she.Calls.Post($"{path}/acts", town.Act(she)).Refused("not-eligible");
        await town.GridOfficer.Calls.Post($"{path}/marks", Of(she)).Refused("not-of-the-body");
        await town.Office.Calls.Post($"{path}/marks", Of(town.Office)).Refused("gains-by-signing");
        await town.Office.Calls.Post($"{path}/marks/end", Of(she)).Refused("not-found");
        Assert.Equal(Mark, (await town.Office.Calls.Post($"{path}/marks", Of(she), key: "kept").Accepted()).Says("mark"));
        Assert.True((await town.Office.Calls.Post($"{path}/marks", Of(she), key: "kept").Accepted()).IsReplayed);

        // What she did before that day it does not open.
        await she.Calls.Post($"{path}/acts", town.Act(she)).Refused("not-eligible");
        api.Clock.Advance(TimeSpan.FromDays(1));
        var act = Guid.NewGuid();
        await she.Calls.Post($"{path}/acts", town.Act(she, act)).Accepted();
        await town.GridOfficer.Calls.Post($"{path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        await town.OtherVolunteer.Calls.Post($"{path}/acts", town.Act(town.OtherVolunteer)).Refused("not-eligible");
        Assert.Equal(1000, await town.Available(she));

        Task<Reply> Marks(Someone by) => by.Calls.Get($"{path}/marks?of=person:{she}").Accepted();
        Assert.Equal([Mark, Mark, null, null], new[] { await Marks(she), await Marks(town.Office), await Marks(town.GridOfficer), await Marks(town.Auditor) }
            .Select(reply => reply.At("marks").EnumerateArray().Select(one => one.GetProperty("mark").GetString()).SingleOrDefault()));
        Assert.Contains("GET marks", (await she.Calls.Get($"{path}/persons/{she}/access-records").Accepted()).Text, StringComparison.Ordinal);
        Assert.Equal(Mark, (await she.Calls.Get($"{path}/persons/{she}/copy").Accepted()).Says("vaultMarks.0.mark"));
        Assert.Equal(2, await Rows(town));

        await town.Office.Calls.Post($"{path}/marks/end", Of(she)).Accepted();
        Assert.Equal(0, (await Marks(she)).At("marks").GetArrayLength());
    }

    [Fact]
    public async Task It_goes_with_the_person()
    {
        var town = await Opened();
        await town.Office.Calls.Post($"{town.Path}/marks", new { of = $"person:{town.Volunteer}", mark = Mark }).Accepted();
        Assert.Equal(1, await Kept(town));
        await town.Volunteer.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{town.Path}/persons/{town.Volunteer}/forgetting/confirmation", new { }).Accepted();
        Assert.Equal(0, await Kept(town));
        await town.Office.Calls.Post($"{town.Path}/marks", new { of = $"person:{town.Volunteer}", mark = Mark }).Refused("not-found");
        Assert.Null(api.Keys.Person(town.Code, town.Volunteer.Id));
    }

    /// <summary>Rows that name the mark: the rulebook's own event and row, and no other; of answers that were kept, those that name her too.</summary>
    private async Task<long> Rows(Town town)
    {
        long found = 0;
        foreach (var (table, text) in new[] { ("mt_events", "data::text"), ("state_row", "t::text"), ("side", "t::text"), ("idempotency", "encode(reply, 'escape')"), ("entry", "t::text") })
        {
            await using var command = api.Database.DataSource.CreateCommand($"SELECT count(*) FROM ledger.{table} t WHERE tenant_id = '{town.Code}' AND {text} LIKE '%{Mark}%'" + table switch { "state_row" => " AND kind <> 'rulebooks'", "idempotency" => $" AND {text} LIKE '%{town.Volunteer}%'", _ => "" });
            found += (long)(await command.ExecuteScalarAsync())!;
        }
        return found;
    }

    private async Task<long> Kept(Town town)
    {
        await using var command = api.Database.DataSource.CreateCommand($"SELECT count(*) FROM ledger.side WHERE tenant_id = '{town.Code}' AND key LIKE 'vault|{town.Volunteer}|mark-%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<Town> Opened()
    {
        var town = await api.OpenTown();
        var document = JsonSerializer.SerializeToNode(Town.Rulebook("v2", Town.Day(api.Clock.Today.AddDays(1))), ApiJson.Options)!.AsObject();
        document["marks"] = JsonNode.Parse($$"""[{"code":"{{Mark}}","title":{"zh":"保密"},"of":"person","kept":"vault"}]""");
        document["members"] = JsonNode.Parse($$$"""{"earn":{"fact":"person.mark.{{{Mark}}}","is":true}}""");
        await town.Office.Calls.Post($"{town.Path}/rulebooks", document.ToJsonString()).Accepted();
        api.Clock.Advance(TimeSpan.FromDays(2));
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        return town;
    }
}
