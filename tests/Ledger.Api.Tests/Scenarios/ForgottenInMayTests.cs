using Ledger.Vault;
using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Cli;
using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>
/// A person forgotten in May with all numbers unchanged. On 20 May he has earned 100 points and breakfast for 25 of them; on 25
/// May he asks to be forgotten and the office confirms. Every number stays, and nothing tells any more who he was.
/// </summary>
public sealed class ForgottenInMayTests(TestApi api) : IClassFixture<TestApi>
{
    private const string May = "from=2026-05-01&to=2026-05-31";

    [Fact]
    public async Task A_person_forgotten_in_May_with_all_numbers_unchanged()
    {
        var town = await api.OpenTown();
        var he = town.Volunteer;
        await town.Earn(he, 10_000);
        await town.Earn(town.OtherVolunteer, 5_000);
        var (_, code, _) = await town.Hold(he);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await he.Calls.Post($"{town.Path}/persons/{he}/consents", new { purpose = "publish-name" }).Accepted();
        Assert.Equal(he.Name, (await town.OtherVolunteer.Calls.Get($"{town.Path}/rankings?{May}&atLeast={await town.Head()}").Accepted()).Says("places.0.name"));

        api.Clock.Advance(TimeSpan.FromDays(5));
        await he.Calls.Post($"{town.Path}/persons/{he}/forgetting", new { }).Accepted();
        var (before, events) = (await Numbers(town), await Events(town));
        var (keyFile, sideRows) = (KeyOf(town, he), await SideRows(town, he));
        var key = await File.ReadAllBytesAsync(keyFile);
        Assert.Equal(3, sideRows.Count);

        await town.Office.Calls.Post($"{town.Path}/persons/{he}/forgetting/confirmation", new { }).Accepted();

        Assert.Equal(before, await Numbers(town));
        var after = await Events(town);
        Assert.Equal(events, after[..events.Count]);
        Assert.Contains("person-forgotten.v1", Assert.Single(after[events.Count..]));
        await Verifies(town);
        await TellsNothing(town, he);
        Assert.False(File.Exists(keyFile));
        Assert.Empty(await SideRows(town, he));
        Assert.Equal(404, (await he.Calls.Get($"{town.Path}/me")).Status);

        // The keys folder and the vault's rows of last week come back from some old copy: at the next start the key goes again.
        await File.WriteAllBytesAsync(keyFile, key);
        foreach (var (row, value) in sideRows) await PutBack(town, row, value);
        await api.AddNode();
        Assert.False(File.Exists(keyFile));
        Assert.Equal(before, await Numbers(town));
        await TellsNothing(town, he, exceptSearch: true);
    }

    /// <summary>Everything that counts, as text: rankings, roll-ups, the books check, what the shop is owed, balances, passbook and trace.</summary>
    private static async Task<string> Numbers(Town town)
    {
        await town.Api.Node.Service<Follower>().WaitFor(town.Code, await town.Head(), TimeSpan.FromSeconds(10), CancellationToken.None);
        var answers = new List<string>();
        foreach (var path in new[]
        {
            $"rankings?{May}", $"rankings?{May}&commodity=minutes", $"rankings?{May}&subject=household", $"rankings?{May}&subject=node&level=2", $"rollups?{May}", "books-check", "payables",
            $"merchants/{town.Merchant}/payable", $"merchants/{town.Merchant}/day?date=2026-05-20", $"persons/{town.Volunteer}/balance", $"persons/{town.Volunteer}/passbook",
            $"persons/{town.Volunteer}/trace", $"persons/{town.Volunteer}/trace?commodity=minutes", $"persons/{town.OtherVolunteer}/balance",
        })
            answers.Add($"{path}: {WithoutNames((await town.Office.Calls.Get($"{town.Path}/{path}").Accepted()).Json)}");
        return string.Join('\n', answers);
    }

    /// <summary>The number of the journal moves on by one, names may vanish; nothing else may.</summary>
    private static string WithoutNames(JsonElement json) =>
        System.Text.RegularExpressions.Regex.Replace(json.GetRawText(), "\"(journalNumber|knownOn)\":\\d+|\"name\":\"[^\"]*\"", "");

    private static async Task<List<string>> Events(Town town)
    {
        var (all, after) = (new List<string>(), 0L);
        for (; ; )
        {
            var page = (await town.Administrator.Calls.Get($"{town.Path}/journal/events?after={after}&limit=200").Accepted()).At("events").EnumerateArray().ToList();
            all.AddRange(page.Select(e => e.GetRawText()));
            if (page.Count < 200) return all;
            after = page[^1].GetProperty("number").GetInt64();
        }
    }

    /// <summary>Leaves, root, state rows and read models, from the journal alone.</summary>
    private async Task Verifies(Town town)
    {
        using var said = new StringWriter();
        await LedgerCtl.Run(["doctor", "--database", api.Database.ConnectionString, "--keys", api.KeyFolder], said, said);
        // The database of the tests is made to be quick, not durable; nothing else is wrong.
        Assert.DoesNotContain(said.ToString().Split('\n'), line => line.StartsWith("  ✗", StringComparison.Ordinal) && !line.Contains("fsync") && !line.Contains("synchronous_commit") && !line.Contains("full_page_writes"));
        Assert.Contains(town.Code, said.ToString());
        Assert.True(await LedgerCtl.Run(["rebuild", "--state", "--community", town.Code, "--database", api.Database.ConnectionString], said, said) == LedgerCtl.Well, said.ToString());
        Assert.True(await LedgerCtl.Run(["replay", town.Volunteer.ToString(), "--community", town.Code, "--as-of", "2026-05-25", "--database", api.Database.ConnectionString], said, said) == LedgerCtl.Well, said.ToString());
    }

    private static async Task TellsNothing(Town town, Someone he, bool exceptSearch = false)
    {
        var seen = await town.Office.Calls.Get($"{town.Path}/persons/{he}").Accepted();
        Assert.False(seen.Has("name") || seen.Has("phone") || seen.Has("birthDate"), seen.ToString());
        Assert.Equal("已注销用户", (await town.Office.Calls.Get($"{town.Path}/rankings?{May}&atLeast={await town.Head()}").Accepted()).Says("places.0.name"));
        if (!exceptSearch)
            foreach (var asked in new object[] { new { name = he.Name }, new { phone = he.Phone } })
                Assert.Equal(0, (await town.Office.Calls.Post($"{town.Path}/persons/search", asked).Accepted()).Count("candidates"));
        var copy = await town.Office.Calls.Get($"{town.Path}/persons/{he}/copy").Accepted();
        foreach (var secret in new[] { he.Name, he.Phone, he.BirthDate }) Assert.DoesNotContain(secret, copy.Text);
        Assert.DoesNotContain(he.Name, (await town.Office.Calls.Get($"{town.Path}/exports/persons.csv").Accepted()).Text);
    }

    private string KeyOf(Town town, Someone person) => Directory.GetFiles(Path.Combine(api.KeyFolder, town.Code, "persons"), $"{person.Id:N}.key", SearchOption.AllDirectories).Single();

    private async Task<Dictionary<string, string>> SideRows(Town town, Someone person)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT key, row::text FROM ledger.side WHERE tenant_id = $1 AND kind = 'side' AND key LIKE '%' || $2 || '%'");
        command.Parameters.Add(new NpgsqlParameter { Value = town.Code });
        command.Parameters.Add(new NpgsqlParameter { Value = person.ToString() });
        var rows = new Dictionary<string, string>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) rows.Add(row.GetString(0), row.GetString(1));
        return rows;
    }

    private async Task PutBack(Town town, string key, string row)
    {
        await using var command = api.Database.DataSource.CreateCommand("INSERT INTO ledger.side (tenant_id, kind, key, row) VALUES ($1, 'side', $2, $3::jsonb)");
        foreach (object value in new object[] { town.Code, key, row }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
