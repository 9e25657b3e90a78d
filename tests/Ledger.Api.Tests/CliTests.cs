using System.Globalization;
using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Cli;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Journal.Following;

namespace Ledger.Api.Tests;

/// <summary>The tool as an auditor and an operator run it, against a running service's own database.</summary>
public sealed class CliTests(TestApi api) : IClassFixture<TestApi>
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture), _error = new(CultureInfo.InvariantCulture);

    private async Task<int> Run(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return await LedgerCtl.Run(args, _output, _error);
    }

    private Task<int> RunOnDatabase(params string[] args) => Run([.. args, "--database", api.Database.ConnectionString]);

    private string Said => _output + "\n" + _error;

    [Fact]
    public async Task A_replay_equals_the_passbook_of_an_earlier_date()
    {
        var town = await api.OpenTown("replay");
        var holder = town.Volunteer;
        await town.Earn(holder, 7000);
        var then = api.Clock.Now;
        api.Clock.Advance(TimeSpan.FromHours(1));
        await town.Hold(holder);
        await api.Node.Service<Follower>().WaitFor(town.Code, await api.Events(town), TimeSpan.FromSeconds(10), CancellationToken.None);

        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", holder.ToString(), "--community", town.Code, "--as-of", "2026-05-20", "--json"));
        var now = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.True(now.GetProperty("readModel").GetProperty("isEqual").GetBoolean());
        Assert.Equal((4500, 2500, 7000), (now.GetProperty("available").GetInt64(), now.GetProperty("held").GetInt64(), now.GetProperty("earned").GetInt64()));

        var instant = Town.Iso(then);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", holder.ToString(), "--community", town.Code, "--as-of", "2026-05-20", "--known-on", instant, "--json"));
        var earlier = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.True(earlier.GetProperty("readModel").GetProperty("isEqual").GetBoolean());
        var passbook = (await town.Office.Calls.Get($"{town.Path}/persons/{holder}/passbook?asOf=2026-05-20&knownOn={Uri.EscapeDataString(instant)}")).Ok();
        Assert.Equal((7000, 7000), (earlier.GetProperty("available").GetInt64(), passbook.Long("available")));
        Assert.Equal(passbook.At("lines").EnumerateArray().Reverse().Select(line => (line.GetProperty("number").GetInt64(), line.GetProperty("change").GetInt64(), line.GetProperty("balance").GetInt64())),
            earlier.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("line").GetInt64(), line.GetProperty("availableChange").GetInt64(), line.GetProperty("available").GetInt64())));

        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", holder.ToString(), "--community", town.Code, "--as-of", "2026-05-20"));
        Assert.Contains("与存折一致", Said);
        Assert.Contains("可用 available 45", Said);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", holder.ToString(), "--community", town.Code, "--commodity", "minutes", "--as-of", "2026-05-20"));
    }

    [Fact]
    public async Task A_draft_is_run_over_the_past_of_a_community_and_nothing_is_written()
    {
        var town = await api.OpenTown("simulated");
        await town.Earn(town.Volunteer, 7000);
        var events = await api.Events(town);
        var draft = Path.Combine(Path.GetTempPath(), $"{town.Code}.json");
        await File.WriteAllTextAsync(draft, (await town.Office.Calls.Get($"{town.Path}/rulebooks/v1")).At("document").GetRawText());
        var sheet = Path.ChangeExtension(draft, ".html");
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("rulebook", "simulate", draft, "--community", town.Code, "--sheet", sheet, "--json"));
        var told = JsonDocument.Parse(_output.ToString()).RootElement;
        var outstanding = told.GetProperty("reports")[0].GetProperty("outstanding");
        Assert.Equal((7000, 7000), (outstanding.GetProperty("was").GetInt64(), outstanding.GetProperty("would").GetInt64()));
        var printed = await File.ReadAllTextAsync(sheet);
        Assert.Contains(told.GetProperty("hash").GetString()!, printed);
        // A bare 分 means minutes to some.
        Assert.Contains("<td>70 积分</td>", printed);
        Assert.Equal(events, await api.Events(town));
    }

    [Fact]
    public async Task An_act_and_a_redemption_are_explained_by_their_ids_and_a_strangers_are_not_found()
    {
        var town = await api.OpenTown("explained");
        var act = Guid.NewGuid();
        await town.Volunteer.Calls.Post($"{town.Path}/acts", town.Act(town.Volunteer, act, startedAt: "2026-05-01T08:00:00+08:00", endedAt: "2026-05-01T19:00:00+08:00")).Accepted();
        await town.GridOfficer.Calls.Post($"{town.Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
        var (redemption, code, _) = await town.Hold(town.Volunteer);
        await town.Terminal.Post($"{town.Path}/merchants/{town.Merchant}/captures", new { code }).Accepted();
        await api.Node.Service<Follower>().WaitFor(town.Code, await api.Events(town), TimeSpan.FromSeconds(10), CancellationToken.None);
        string[] By(Someone who, Guid id) => ["rulebook", "explain", id.ToString(), "--community", town.Code, "--url", town.Api.Node.Address.ToString(), "--token", who.Calls.Token!];

        Assert.Equal(LedgerCtl.Well, await Run(By(town.Volunteer, act)));
        Assert.Contains("没有这个上限时是55积分，少了5积分。", Said);
        Assert.Contains("在渤海早餐店兑换了“早餐券”", Said);
        Assert.Equal(LedgerCtl.Well, await Run(By(town.Auditor, redemption)));
        Assert.Contains("25积分来自", Said);
        Assert.Equal(LedgerCtl.Well, await Run([.. By(town.Volunteer, act), "--json"]));
        Assert.Equal(5000, JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("flow").GetProperty("given").GetProperty("points").GetInt64());
        Assert.Equal(LedgerCtl.CouldNot, await Run(By(town.OtherVolunteer, redemption)));
    }

    [Fact]
    public async Task A_mistyped_person_is_nobody_and_one_without_points_has_an_empty_account()
    {
        var town = await api.OpenTown("nobody");
        var nobody = Guid.NewGuid().ToString();
        Assert.Equal(LedgerCtl.CouldNot, await RunOnDatabase("replay", nobody, "--community", town.Code, "--as-of", "2026-05-20"));
        Assert.Contains(nobody, Said);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", town.OtherVolunteer.ToString(), "--community", town.Code, "--as-of", "2026-05-20"));
    }

    /// <summary>The service takes up a rebuild that it sees; what is told is where the read model stands in the end.</summary>
    [Fact]
    public async Task A_rebuild_tells_where_the_read_model_stands()
    {
        var town = await api.OpenTown("rebuilt");
        await town.Earn(town.Volunteer, 3000);
        var head = await api.Events(town);
        await api.Node.Service<Follower>().WaitFor(town.Code, head, TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("rebuild", "--community", town.Code));
        Assert.Equal(Ledger.Projections.AllReadModels.List.Count, _output.ToString().Split('\n').Count(line => line.EndsWith($"rebuilt up to number {head}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_read_model_that_was_touched_is_different()
    {
        var town = await api.OpenTown("touched");
        await town.Earn(town.Volunteer, 3000);
        await api.Node.Service<Follower>().WaitFor(town.Code, await api.Events(town), TimeSpan.FromSeconds(10), CancellationToken.None);
        await api.Database.Run($"UPDATE ledger.passbook_line SET available = available + 100 WHERE tenant_id = '{town.Code}'");
        Assert.Equal(LedgerCtl.Wrong, await RunOnDatabase("replay", town.Volunteer.ToString(), "--community", town.Code, "--as-of", "2026-05-20"));
        Assert.Contains("与存折不一致", Said);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("rebuild", "--community", town.Code, "--model", "passbook"));
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("replay", town.Volunteer.ToString(), "--community", town.Code, "--as-of", "2026-05-20"));
    }

    [Fact]
    public async Task State_rows_follow_from_the_events_unless_somebody_touched_them()
    {
        var town = await api.OpenTown("state");
        await town.Earn(town.Volunteer, 6000);
        await town.Hold(town.Volunteer);
        Assert.Equal(LedgerCtl.Well, await RunOnDatabase("rebuild", "--state", "--community", town.Code));
        Assert.Contains("状态与凭证一致", Said);
        await api.Database.Run($"UPDATE ledger.state_row SET row = jsonb_set(row, '{{earned}}', '999999') WHERE tenant_id = '{town.Code}' AND kind = 'account' AND key LIKE '%points%'");
        await api.Database.Run($"DELETE FROM ledger.state_row WHERE tenant_id = '{town.Code}' AND kind = 'node' AND key = 'grid-2'");
        Assert.Equal(LedgerCtl.Wrong, await RunOnDatabase("rebuild", "--state", "--community", town.Code));
        Assert.Contains("node grid-2", Said);
        Assert.Contains("account ", Said);
    }

    [Fact]
    public void Every_line_of_a_replay_has_a_word_of_its_readers()
    {
        var booked = EventNames.All.Where(known => typeof(IValueFact).IsAssignableFrom(known.Value)).Select(known => known.Key).ToList();
        Assert.True(booked.Count > 20);
        Assert.DoesNotContain(booked, name => FactWords.Zh(name) is null);
        Assert.Null(FactWords.Zh("nobody-knows.v1"));
    }

    [Fact]
    public async Task Wrong_usage_and_a_missing_community_end_with_2()
    {
        Assert.Equal(LedgerCtl.CouldNot, await Run("replay"));
        Assert.Equal(LedgerCtl.CouldNot, await RunOnDatabase("replay", Guid.NewGuid().ToString(), "--community", "nowhere"));
        Assert.Contains("nowhere", Said);
        Assert.Equal(LedgerCtl.CouldNot, await RunOnDatabase("replay", Guid.NewGuid().ToString(), "--community", "nowhere", "--known-on", "2026-09-01T00:00:00"));
        Assert.Contains("--known-on", Said);
        Assert.Equal(LedgerCtl.CouldNot, await RunOnDatabase("replay", Guid.NewGuid().ToString(), "--community", "nowhere", "--as-of", "2026-13-01"));
        Assert.Contains("--as-of：“2026-13-01”不是日期", Said);
        Assert.Equal(LedgerCtl.CouldNot, await RunOnDatabase("rebuild", "--model", "nonsense"));
        Assert.Equal(LedgerCtl.CouldNot, await Run("doctor", "--database", "Host=127.0.0.1;Port=1;Username=x;Password=secret;Timeout=2"));
        Assert.DoesNotContain("secret", Said);
        Assert.Equal(LedgerCtl.CouldNot, await Run("doctor", "--data", Path.Combine(Path.GetTempPath(), "nobodys-cluster")));
        Assert.Contains("LEDGER_DATA", Said);
        Assert.Equal(LedgerCtl.Well, await Run("--help"));
    }

    [Fact]
    public async Task A_file_is_imported_shown_line_by_line_and_changes_nothing_the_second_time()
    {
        var town = await api.OpenTown("import");
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        string[] command = ["import", file, "--community", town.Code, "--kind", "acts", "--url", town.Api.Node.Address.ToString(), "--token", town.Office.Calls.Token!];
        try
        {
            const string Header = "姓名,日期,开始时间,结束时间,行为类别,地点\n";
            await File.WriteAllBytesAsync(file, Files.Gb18030.GetBytes(Header + $"{town.Volunteer.Name},2026/5/1,9:00,11:00,治安巡逻,第一网格\n某某某,2026/5/1,9:00,8:00,治安巡逻,第一网格\n"));
            Assert.Equal(LedgerCtl.Wrong, await Run(command));
            Assert.Contains("早于开始时间", Said);
            Assert.Contains("没有登记过“某*某”", Said);

            await File.WriteAllBytesAsync(file, Files.Gb18030.GetBytes(Header + $"{town.Volunteer.Name},2026/5/1,9:00,11:00,治安巡逻,第一网格\n"));
            Assert.Equal(LedgerCtl.CouldNot, await Run(command));
            Assert.Contains("--yes", Said);
            Assert.Equal(LedgerCtl.Well, await Run([.. command, "--yes"]));
            Assert.Contains("新增 1 条", Said);
            var events = await api.Events(town);
            Assert.Equal(LedgerCtl.Well, await Run([.. command, "--yes"]));
            Assert.Contains("没有变化", Said);
            Assert.Equal(events, await api.Events(town));

            Assert.Equal(LedgerCtl.Wrong, await Run(["import", file, "--community", town.Code, "--kind", "acts", "--url", town.Api.Node.Address.ToString(), "--token", town.Volunteer.Calls.Token!]));
            Assert.Contains("没有权限", Said);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>Tampering is done to a database of its own.</summary>
public sealed class CliDoctorTests : IAsyncLifetime
{
    private readonly TestApi _api = new();
    private Town _town = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _town = await _api.OpenTown("doctor");
        await _town.Earn(_town.Volunteer, 6000);
        await _api.Node.Service<Follower>().WaitFor(_town.Code, await _api.Events(_town), TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    private async Task<(int Exit, string Said)> Doctor()
    {
        var (output, error) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        // The tests' cluster is fast, not durable: what doctor says of that is told apart from what it says of the books.
        var exit = await LedgerCtl.Run(["doctor", "--database", _api.Database.ConnectionString + ";Options=-c synchronous_commit=on"], output, error);
        return (exit, string.Join('\n', output.ToString().Split('\n').Where(line => !line.Contains("fsync") && !line.Contains("full_page_writes"))));
    }

    [Fact]
    public async Task A_healthy_book_passes()
    {
        var (_, said) = await Doctor();
        Assert.DoesNotContain("  ✗", said);
        Assert.Contains("默克尔根相符", said);
        Assert.Contains("积分总账核对", said);
        Assert.Contains("passbook", said);
    }

    [Fact]
    public async Task A_changed_event_is_found()
    {
        await _api.Database.Run($"UPDATE ledger.mt_events SET data = jsonb_set(data, '{{points}}', '999900') WHERE tenant_id = '{_town.Code}' AND type = 'act-accrued.v1'");
        var (exit, said) = await Doctor();
        Assert.Equal(LedgerCtl.Wrong, exit);
        Assert.Contains("✗ 默克尔根不符", said);
    }

    [Fact]
    public async Task A_missing_last_event_is_found()
    {
        await _api.Database.Run($"DELETE FROM ledger.mt_events WHERE tenant_id = '{_town.Code}' AND seq_id = (SELECT number FROM ledger.head WHERE tenant_id = '{_town.Code}')");
        var (exit, said) = await Doctor();
        Assert.Equal(LedgerCtl.Wrong, exit);
        Assert.Contains("✗ 缺少凭证", said);
        // … also when whoever did it set the head back.
        await _api.Database.Run($"UPDATE ledger.head SET number = number - 1 WHERE tenant_id = '{_town.Code}'");
        (exit, said) = await Doctor();
        Assert.Equal(LedgerCtl.Wrong, exit);
        Assert.Contains("✗ 默克尔根不符", said);
    }

    [Fact]
    public async Task An_event_from_elsewhere_is_found()
    {
        await _api.Database.Run($"""
            INSERT INTO ledger.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            SELECT number + 1, gen_random_uuid(), 'community', 99, '{"{}"}', 'community-opened.v1', tenant_id FROM ledger.head WHERE tenant_id = '{_town.Code}'
            """);
        var (exit, said) = await Doctor();
        Assert.Equal(LedgerCtl.Wrong, exit);
        Assert.Contains("不是记账写入的", said);
    }
}
