using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests;

/// <summary>Uploads as a browser sends them, downloads as Excel gets them.</summary>
internal static class Files
{
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Utf8WithBom(string text) => [0xEF, 0xBB, 0xBF, .. Utf8(text)];

    public static Task<Reply> Upload(this Someone caller, Town town, string kind, byte[] file, string mediaType = "text/csv")
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return caller.Calls.Send(HttpMethod.Post, $"{town.Path}/imports/{kind}", content);
    }

    public static Task<Reply> Upload(this Someone caller, Town town, string kind, string file) => caller.Upload(town, kind, Utf8(file));

    public static Task<Reply> Commit(this Someone caller, Town town, Reply staged, string? key = null) =>
        caller.Calls.Post($"{town.Path}/imports/{staged.Says("import")}/commit", new { }, key);

    public static async Task<(int Status, byte[] Bytes)> Download(this Someone caller, Town town, string path, string folder = "exports")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(caller.Calls.Node.Address, $"{town.Path}/{folder}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Calls.Token);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public static IEnumerable<string> Verdicts(this Reply staged) => staged.At("verdicts").EnumerateArray().Select(line => line.GetProperty("verdict").GetString()!);

    public static IEnumerable<(int Row, string Column, string Rule)> Faults(this Reply staged) =>
        from line in staged.At("verdicts").EnumerateArray()
        from fault in line.GetProperty("faults").EnumerateArray()
        select (line.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString()!, fault.GetProperty("rule").GetString()!);

    public static async Task<long> Events(this TestApi api, Town town)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT number FROM ledger.head WHERE tenant_id = $1");
        command.Parameters.Add(new() { Value = town.Code });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

[Collection(SharedApi.Name)]
public sealed class ImportTests(TestApi api)
{
    private const string Header = "姓名,电话,日期,开始时间,结束时间,分钟,行为类别,地点/网格,证据,备注\n";

    public static TheoryData<string> Forms => ["utf-8", "utf-8 with a mark", "gb18030", "utf-16"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_file_is_read_in_every_encoding_that_Excel_writes(string form)
    {
        var town = await api.OpenTown();
        var file = Header + $"{town.Volunteer.Name},{town.Volunteer.Phone},2026/5/1,上午9:00,11:00,,治安巡逻,第一网格,补录,\"扫雪，\n两行\"\r\n\r\n,,,,,,,,,\r\n";
        byte[] bytes = form switch
        {
            "gb18030" => Files.Gb18030.GetBytes(file),
            "utf-8 with a mark" => Files.Utf8WithBom(file),
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(file)],
            _ => Files.Utf8(file),
        };
        var staged = await town.Office.Upload(town, "acts", bytes).Accepted();
        Assert.Equal(["ready"], staged.Verdicts());
        var before = await api.Events(town);
        var committed = await town.Office.Commit(town, staged).Accepted();
        Assert.Equal(1, committed.Long("recorded"));
        Assert.Equal(before + 2, await api.Events(town));
        var act = (await town.Office.Calls.Get($"{town.Path}/acts/{staged.Says("verdicts.0.act")}")).Ok();
        Assert.Equal(("patrol", "2026-05-01T09:00:00+08:00", 120, "grid-1"), (act.Says("act.actType"), act.Says("act.startedAt"), act.Long("act.minutes"), act.Says("act.place.node")));
    }

    [Fact]
    public async Task Headers_may_come_in_any_order_in_English_and_with_other_separators()
    {
        var town = await api.OpenTown();
        var (one, other) = (town.Volunteer, town.OtherVolunteer);
        var staged = await town.Office.Upload(town, "acts", $"place;Act Type;END;start;date;name\ngrid-1;visit;46143.4166666667;46143.375;46143;{one.Name}\n第二网格;探望老人;;０．５;２０２６年５月２日;{other.Name}\n").Accepted();
        Assert.Equal(["ready", "ready"], staged.Verdicts());
        staged = await town.Office.Upload(town, "acts", $"person id\t日期\t开始\t分钟\t类别\t地点\n{one.Id}\t2026-05-03\t9:00\t45\tpatrol\tgrid-1\n").Accepted();
        Assert.Equal("ready", staged.Says("verdicts.0.verdict"));
        await town.Office.Commit(town, staged).Accepted();
        var act = await town.Office.Calls.Get($"{town.Path}/acts/{staged.Says("verdicts.0.act")}");
        Assert.Equal("2026-05-03T09:45:00+08:00", act.Says("act.endedAt"));
    }

    [Fact]
    public async Task An_unknown_repeated_or_missing_header_is_refused_by_name()
    {
        var town = await api.SharedTown();
        await town.Office.Upload(town, "acts", "姓名,日期,开始时间,行为类别,地点,身份证号\n").Refused("csv-header-not-understood", "身份证号", "unknown-header");
        await town.Office.Upload(town, "acts", "姓名,日期,开始时间,行为类别,地点,地点/网格\n").Refused("csv-header-not-understood", "地点/网格", "repeated-header");
        await town.Office.Upload(town, "acts", "姓名,日期,地点\n").Refused("csv-header-not-understood", "行为类别", "missing-header");
    }

    [Fact]
    public async Task What_is_no_csv_is_refused()
    {
        var town = await api.SharedTown();
        await town.Office.Upload(town, "acts", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00]).Refused("csv-not-readable");
        await town.Office.Upload(town, "acts", Header + "\"张三,1").Refused("csv-not-readable");
        await town.Office.Upload(town, "acts", Header).Refused("csv-not-readable");
        await town.Office.Upload(town, "acts", Files.Utf8(Header), "application/json").Refused("unsupported-media-type");
        await town.Office.Upload(town, "acts", new byte[4 * 1024 * 1024 + 1]).Refused("body-too-large");
    }

    [Fact]
    public async Task Five_thousand_and_one_lines_are_refused()
    {
        var town = await api.SharedTown();
        var file = Header + string.Concat(Enumerable.Repeat("张三,,2026-05-01,9:00,,,visit,grid-1,,\n", 5001));
        await town.Office.Upload(town, "acts", file).Refused("too-many-lines");
    }

    [Fact]
    public async Task Equal_names_are_never_guessed_and_shown_masked()
    {
        var town = await api.OpenTown();
        var twin = await town.RegisterAs("王小明", "13800000001", "1950-01-01");
        var other = await town.RegisterAs("王小明", "13800000002", "1960-01-01");
        var staged = await town.Office.Upload(town, "acts", Header
            + "王小明,,2026-05-01,9:00,10:00,,patrol,grid-1,,\n"
            + "王小明,138 0000 0002,2026-05-02,9:00,10:00,,patrol,grid-1,,\n"
            + "王小明,13800000003,2026-05-03,9:00,10:00,,patrol,grid-1,,\n"
            + "赵无此人,,2026-05-03,9:00,10:00,,patrol,grid-1,,\n").Accepted();
        Assert.Equal(["ambiguous-name", "ready", "ambiguous-name", "unknown-person"], staged.Verdicts());
        Assert.Equal("has-faults", staged.Says("status"));
        Assert.Equal(new HashSet<string> { twin.ToString(), other.ToString() }, staged.At("verdicts.0.candidates").EnumerateArray().Select(candidate => candidate.GetProperty("person").GetString()!).ToHashSet());
        Assert.Equal(("王*明", "第一网格"), (staged.Says("verdicts.0.candidates.0.maskedName"), staged.Says("verdicts.0.candidates.0.nodeName")));
        Assert.Equal(other.ToString(), staged.Says("verdicts.1.person"));
        Assert.DoesNotContain("王小明", staged.Text);
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var town = await api.OpenTown();
        var file = Header + $"{town.Volunteer.Name},,2026-05-01,9:00,11:00,,patrol,grid-1,,雪天\n{town.OtherVolunteer.Name},,2026-05-01,9:00,11:00,,patrol,grid-1,,\n";
        var staged = await town.Office.Upload(town, "acts", file).Accepted();
        Assert.Equal(staged.Says("import"), (await town.Office.Upload(town, "acts", Files.Gb18030.GetBytes(file)).Accepted()).Says("import"));
        var key = ApiClient.NewKey();
        var first = await town.Office.Commit(town, staged, key).Accepted();
        Assert.Equal(2, first.Long("recorded"));
        var events = await api.Events(town);

        Assert.True((await town.Office.Commit(town, staged, key).Accepted()).IsReplayed);
        Assert.Equal(0, (await town.Office.Commit(town, staged).Accepted()).Long("recorded"));
        var again = await town.Office.Upload(town, "acts", file).Accepted();
        Assert.Equal(("committed", "acts", 2), (again.Says("status"), again.Says("kind"), again.Long("alreadyRecorded")));
        Assert.Equal("acts", (await town.Office.Calls.Get($"{town.Path}/imports/{staged.Says("import")}")).Says("kind"));

        // The same acts in a file with one more line, and one line twice.
        var more = await town.Office.Upload(town, "acts", file + $"{town.Volunteer.Name},,2026-05-02,9:00,11:00,,patrol,grid-1,,\n{town.Volunteer.Name},,2026/5/2,上午9:00,11:00,,治安巡逻,第一网格,,\n").Accepted();
        Assert.Equal(["already-recorded", "already-recorded", "ready", "repeated"], more.Verdicts());
        Assert.Equal(events, await api.Events(town));
        Assert.Equal(1, (await town.Office.Commit(town, more).Accepted()).Long("recorded"));
        Assert.Equal(events + 2, await api.Events(town));
    }

    [Fact]
    public async Task One_bad_line_and_nothing_is_committed()
    {
        var town = await api.OpenTown();
        var name = town.Volunteer.Name;
        var staged = await town.Office.Upload(town, "acts", Header
            + $"{name},,2026-05-01,9:00,11:00,,patrol,grid-1,,\n"
            + $"{name},,2026-05-01,10:00,12:00,,patrol,grid-1,,\n"
            + $"{name},,2026-05-02,9:00,11:00,,扫雪,grid-1,,\n"
            + $"{name},,2026-06-02,9:00,11:00,,patrol,grid-1,,\n"
            + $"{name},,2026-03-02,9:00,11:00,,patrol,grid-1,,\n"
            + $"{name},,2026-05-03,九点,11:00,很久,patrol,火星,,\n"
            + $"{name},,2026-05-04,22:00,2:00,,patrol,grid-1,,\n"
            + $"{name},,2026-05-05,22:00,次日2:00,,patrol,grid-1,,\n").Accepted();
        Assert.Equal(["ready", "refused", "refused", "refused", "refused", "malformed", "malformed", "ready"], staged.Verdicts());
        Assert.Equal(
        [
            (3, "开始时间", "overlapping-act"), (4, "行为类别", "unknown-act-type"), (5, "结束时间", "act-in-the-future"), (6, "开始时间", "filed-too-late"),
            (7, "开始时间", "is-time"), (7, "分钟", "is-minutes"), (7, "地点/网格", "unknown-node"), (8, "结束时间", "after-start"),
        ], staged.Faults());
        var events = await api.Events(town);
        await town.Office.Commit(town, staged).Refused("import-has-faults");
        Assert.Equal(events, await api.Events(town));
    }

    [Fact]
    public async Task Only_the_office_and_administrators_import()
    {
        var town = await api.OpenTown();
        var file = Header + $"{town.Volunteer.Name},,2026-05-01,9:00,11:00,,patrol,grid-1,,\n";
        var staged = await town.Office.Upload(town, "acts", file).Accepted();
        foreach (var caller in new[] { town.Volunteer, town.GridOfficer, town.Auditor, town.MerchantOwner })
        {
            await caller.Upload(town, "acts", file).Refused("not-allowed");
            await caller.Calls.Get($"{town.Path}/imports/{staged.Says("import")}").Refused("not-allowed");
            await caller.Commit(town, staged).Refused("not-allowed");
        }
        await town.Administrator.Commit(town, staged).Accepted();
        await town.Office.Calls.Get($"{town.Path}/imports/{Guid.NewGuid()}").Refused("not-found");
    }

    [Fact]
    public async Task People_are_registered_once_and_recognised_afterwards()
    {
        var town = await api.OpenTown();
        var known = await town.RegisterAs("刘梅", "13900000009", "1955-02-03");
        const string file = "姓名,电话,出生日期,居住,网格,户号\n王　明,13800000001,1950年1月1日,居民,第一网格,3-101\n王明,13800000002,,,grid-2,\n刘梅,13900000009,,,,\n李强,,1961/7/8,非居民,未归属,\n王明,13800000001,,,grid-1,3-101\n";
        var staged = await town.Office.Upload(town, "persons", file).Accepted();
        Assert.Equal(["ready", "ready", "already-recorded", "ready", "repeated"], staged.Verdicts());
        Assert.Equal(known.ToString(), staged.Says("verdicts.2.person"));
        Assert.Equal(3, (await town.Office.Commit(town, staged).Accepted()).Long("recorded"));
        var person = await town.Office.Calls.Get($"{town.Path}/persons/{staged.Says("verdicts.0.person")}");
        Assert.Equal(("王明", "13800000001", "1950-01-01", "grid-1"), (person.Says("name"), person.Says("phone"), person.Says("birthDate"), person.Says("node")));
        Assert.Equal("committed", (await town.Office.Upload(town, "persons", file).Accepted()).Says("status"));

        var changed = await town.Office.Upload(town, "persons", "姓名,电话,网格,人员编号\n王明,13800000001,grid-2,\n刘梅,,grid-1,\n王明,,,\n刘梅,13900000010,,新\n").Accepted();
        Assert.Equal(["refused", "malformed", "malformed", "ready"], changed.Verdicts());
        Assert.Equal((2, "网格", "registered-otherwise"), changed.Faults().First());
        var unclear = await town.Office.Upload(town, "persons", "姓名,出生日期\n王明,1970-01-01\n").Accepted();
        Assert.Equal(["ambiguous-name"], unclear.Verdicts());
    }

    [Fact]
    public async Task An_export_imported_again_changes_nothing()
    {
        var town = await api.OpenTown();
        var dangerous = await town.RegisterAs("=cmd|' /C calc'!A0", "+8613800000077", "1950-01-01");
        var staged = await town.Office.Upload(town, "acts", Header + "\"=cmd|' /C calc'!A0\",,2026-05-06,22:00,次日1:30,200,patrol,grid-1,系统计时,\"备注，\"\"引号\"\"\n@两行\"\n").Accepted();
        await town.Office.Commit(town, staged).Accepted();
        await town.Office.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, startedAt: "2026-05-19T09:00:12.123456+08:00", endedAt: "2026-05-19T10:00:00+08:00", minutes: 30)).Accepted();
        await town.Earn(town.OtherVolunteer, 9000);
        var events = await api.Events(town);

        var (status, acts) = await town.Office.Download(town, "acts.csv");
        Assert.Equal(200, status);
        Assert.Equal([0xEF, 0xBB, 0xBF], acts[..3]);
        var text = Encoding.UTF8.GetString(acts);
        Assert.Contains("'=cmd|", text);
        Assert.DoesNotContain(",=cmd", text);
        Assert.Contains("'+8613800000077", text);
        Assert.Contains("备注", text);
        var again = await town.Office.Upload(town, "acts", acts).Accepted();
        Assert.Equal("nothing-new", again.Says("status"));
        Assert.Equal(4, again.Long("alreadyRecorded"));

        var (_, people) = await town.Administrator.Download(town, "persons.csv");
        var peopleAgain = await town.Office.Upload(town, "persons", people).Accepted();
        Assert.Equal("nothing-new", peopleAgain.Says("status"));
        Assert.Equal(events, await api.Events(town));
        Assert.Contains(dangerous.ToString(), Encoding.UTF8.GetString(people));

        var audited = await town.Auditor.Download(town, "acts.csv?from=2026-05-19&to=2026-05-19");
        Assert.Equal(200, audited.Status);
        Assert.Equal(3, Encoding.UTF8.GetString(audited.Bytes).Split("\r\n").Length - 1);
        Assert.Equal(403, (await town.Auditor.Download(town, "persons.csv")).Status);
        Assert.Equal(403, (await town.GridOfficer.Download(town, "acts.csv")).Status);
        Assert.Equal(403, (await town.Volunteer.Download(town, "acts.csv")).Status);
    }

    [Fact]
    public async Task What_is_staged_is_encrypted_and_goes_when_committed_or_old()
    {
        var town = await api.OpenTown();
        var file = Header + $"{town.Volunteer.Name},{town.Volunteer.Phone},2026-05-01,9:00,11:00,,patrol,grid-1,,\n";
        var staged = await town.Office.Upload(town, "acts", file).Accepted();
        Assert.Equal(1, await Staged(town));
        await using (var command = api.Database.DataSource.CreateCommand("SELECT contents FROM ledger.import_staged WHERE tenant_id = $1"))
        {
            command.Parameters.Add(new() { Value = town.Code });
            var contents = (byte[])(await command.ExecuteScalarAsync())!;
            Assert.Equal(-1, contents.AsSpan().IndexOf(Files.Utf8(town.Volunteer.Name)));
            Assert.Equal(-1, contents.AsSpan().IndexOf(Files.Utf8(town.Volunteer.Phone)));
        }
        await api.Database.Run($"UPDATE ledger.import_staged SET staged_at = staged_at - interval '31 days' WHERE tenant_id = '{town.Code}'");
        var other = await town.Office.Upload(town, "acts", Header + $"{town.Volunteer.Name},,2026-05-02,9:00,11:00,,patrol,grid-1,,\n").Accepted();
        Assert.Equal(1, await Staged(town));
        await town.Office.Calls.Get($"{town.Path}/imports/{staged.Says("import")}").Refused("not-found");
        await town.Office.Commit(town, other).Accepted();
        Assert.Equal(0, await Staged(town));
    }

    private async Task<long> Staged(Town town)
    {
        await using var command = api.Database.DataSource.CreateCommand("SELECT count(*) FROM ledger.import_staged WHERE tenant_id = $1");
        command.Parameters.Add(new() { Value = town.Code });
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}

internal static class ImportTowns
{
    public static async Task<Guid> RegisterAs(this Town town, string name, string? phone, string? birthDate, string node = "grid-1")
    {
        var person = Guid.NewGuid();
        await town.Administrator.Calls.Post($"{town.Path}/persons", new { person, name, phone, birthDate, residence = "resident", node }).Accepted();
        return person;
    }
}
