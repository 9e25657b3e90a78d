using System.Text;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Loop;

/// <summary>Rule 14: names, phones, birth dates, sign-ins, notes, codes and tokens are in no table in plain, and in no log.</summary>
public sealed class PersonalDataTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Nothing_of_a_person_stands_in_any_table_or_log()
    {
        var town = await api.OpenTown();
        var (path, note) = (town.Path, "帮李奶奶把药送到三楼");
        await town.Earn(town.Volunteer, 5000);
        await town.Volunteer.Calls.Post($"{path}/acts", new { actType = "visit", startedAt = "2026-05-01T09:00:00+08:00", place = "grid-1", note, people = new[] { new { act = Guid.NewGuid(), person = town.Volunteer.Id } } }).Accepted();
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await town.Terminal.Post($"{path}/redemptions/{redemption}/refunds", new { id = Guid.NewGuid(), quantity = 1, reason = "mistake" }).Accepted();
        var (_, open, _) = await town.Hold(town.Volunteer);
        var found = await town.Office.Calls.Post($"{path}/persons/search", new { phone = town.Volunteer.Phone }).Accepted();
        Assert.Equal(town.Volunteer.Id.ToString(), found.Says("candidates.0.person"));
        Assert.NotEqual(town.Volunteer.Name, found.Says("candidates.0.maskedName"));
        Assert.Equal(town.Volunteer.Name, (await town.Office.Calls.Get($"{path}/persons/{town.Volunteer}").Accepted()).Says("name"));
        await town.Administrator.Calls.Post($"{path}/persons", new { person = Guid.NewGuid(), name = town.Volunteer.Name, phone = town.Volunteer.Phone, residence = "resident", node = "nowhere" }).Refused("unknown-node");
        await town.Administrator.Calls.Post($"{path}/persons", new { person = town.Volunteer.Id, name = town.Volunteer.Name, residence = "resident", subject = town.Volunteer.Subject }).Refused("id-already-used");
        await town.Administrator.Calls.Post($"{path}/persons", $$"""{"name":"{{town.Volunteer.Name}}","phone":{{town.Volunteer.Phone}} """).Refused("malformed-json");
        await api.Node.With(town.Volunteer.Calls.Token + "x").Get(path).Refused("sign-in-needed");
        await town.Volunteer.Calls.Get($"{path}/persons/{town.Volunteer}/passbook?atLeast={await town.Head()}").Accepted();

        var (asked, answered) = ("名字最后一个字写错了", "已按身份证更正");
        var correction = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{path}/persons/{town.Volunteer}/corrections", new { correction, about = "name", text = asked }).Accepted();
        await town.Office.Calls.Post($"{path}/persons/{town.Volunteer}/corrections/{correction}/decision", new { outcome = "accepted", text = answered }).Accepted();
        await town.Volunteer.Calls.Post($"{path}/persons/{town.Volunteer}/consents", new { purpose = "publish-name" }).Accepted();
        foreach (var read in new[] { "copy", "corrections", "access-records", "consents" }) await town.Office.Calls.Get($"{path}/persons/{town.Volunteer}/{read}").Accepted();
        await town.OtherVolunteer.Calls.Post($"{path}/persons/{town.OtherVolunteer}/forgetting", new { }).Accepted();
        await town.Office.Calls.Post($"{path}/persons/{town.OtherVolunteer}/forgetting/confirmation", new { }).Accepted();

        var secrets = town.People.SelectMany(one => new[] { one.Name, one.Phone, one.BirthDate, one.Subject, one.Calls.Token! })
            .Concat([note, asked, answered, code, open, town.Terminal.Token!, town.Terminal.Token!.Split('.')[3]]).ToList();
        foreach (var (table, text) in await Tables())
            foreach (var secret in secrets) Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{table} holds {secret}.");
        var logs = string.Join('\n', api.Node.Logs.Lines);
        foreach (var secret in secrets) Assert.False(logs.Contains(secret, StringComparison.Ordinal), $"The log holds {secret}.");
    }

    /// <summary>Every table of ours as text; bytes that are text too.</summary>
    private async Task<List<(string Table, string Text)>> Tables()
    {
        var tables = new List<(string, string)>();
        foreach (var (table, bytes) in await Columns())
        {
            await using var command = api.Database.DataSource.CreateCommand($"SELECT concat_ws(' ', t::text{string.Concat(bytes.Select(column => $", encode({column}, 'escape')"))}) FROM ledger.{table} t");
            await using var rows = await command.ExecuteReaderAsync();
            var text = new StringBuilder();
            while (await rows.ReadAsync()) text.AppendLine(rows.GetString(0)).AppendLine(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Octal(rows.GetString(0)))));
            tables.Add((table, text.ToString()));
        }
        foreach (var table in new[] { "mt_events", "state_row", "side", "idempotency", "entry", "passbook_line", "access_record" }) Assert.Contains(tables, told => told.Item1 == table && told.Item2.Length > 100);
        return tables;
    }

    private async Task<List<(string Table, List<string> Bytes)>> Columns()
    {
        await using var command = api.Database.DataSource.CreateCommand("""
            SELECT t.table_name, coalesce((SELECT array_agg(c.column_name::text) FROM information_schema.columns c WHERE c.table_schema = 'ledger' AND c.table_name = t.table_name AND c.data_type = 'bytea'), '{}')
            FROM information_schema.tables t WHERE t.table_schema = 'ledger' AND t.table_type = 'BASE TABLE'
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new List<(string, List<string>)>();
        while (await rows.ReadAsync()) tables.Add((rows.GetString(0), [.. rows.GetFieldValue<string[]>(1)]));
        return tables;
    }

    /// <summary>PostgreSQL's escape form back to bytes, so that Chinese in a bytea is found.</summary>
    private static string Octal(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\\(\d{3})", octal => ((char)Convert.ToInt32(octal.Groups[1].Value, 8)).ToString());
}
