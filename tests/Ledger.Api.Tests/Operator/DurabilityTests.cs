using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests.Operator;

/// <summary>
/// The tests' own cluster trades durability for speed, and has to be asked for as such; a service on it says so, and so does
/// doctor. On a server that is durable all three are on and nothing is said.
/// </summary>
public sealed class DurabilityTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    [InlineData("synchronous_commit")]
    public async Task Readiness_and_doctor_name_each_switch_that_is_off(string setting)
    {
        await using var show = api.Database.DataSource.CreateCommand($"SHOW {setting}");
        var isOff = (string)(await show.ExecuteScalarAsync())! == "off";
        var ready = await api.Node.Anonymous.Get("/health/ready");
        Assert.Equal(isOff, ready.Text.Contains($"durability is switched off: {setting}", StringComparison.Ordinal));
        if (isOff) Assert.Equal(503, ready.Status);

        using var said = new StringWriter(CultureInfo.InvariantCulture);
        var exit = await LedgerCtl.Run(["doctor", "--database", api.Database.ConnectionString], said, said);
        Assert.Equal(isOff, said.ToString().Contains($"✗ {setting} = off：断电会丢失已确认的账", StringComparison.Ordinal));
        if (isOff) Assert.Equal(LedgerCtl.Wrong, exit);
    }

    [Fact]
    public async Task Commits_that_do_not_wait_for_the_disk_make_a_node_not_ready_whatever_the_server_says()
    {
        await using var node = await Node.Start($"{api.Database.ConnectionString};Options=-c synchronous_commit=off", api.Keys, api.Clock);
        var ready = await node.Anonymous.Get("/health/ready");
        Assert.Equal(503, ready.Status);
        Assert.Contains("durability is switched off: synchronous_commit", ready.Text);
    }

    [Fact]
    public async Task A_node_whose_database_takes_no_writes_is_not_ready_until_it_does()
    {
        await using var alone = new TestApi();
        await alone.InitializeAsync();
        foreach (var (isClosed, value) in new[] { (true, "on"), (false, "off") })
        {
            await alone.Database.Run($"SET TRANSACTION READ WRITE; ALTER DATABASE \"{alone.Database.Name}\" SET default_transaction_read_only = {value}");
            await alone.Database.Run("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            // The first askings may meet connections that are gone.
            async Task<bool> ToldClosed() => (await alone.Node.Anonymous.Get("/health/ready")).Text.Contains("the database takes no writes", StringComparison.Ordinal);
            for (var asked = 0; asked < 20 && await ToldClosed() != isClosed; asked++) await Task.Delay(50);
            Assert.Equal(isClosed, await ToldClosed());
        }
    }

    [Fact]
    public async Task State_that_does_not_follow_from_the_events_is_a_problem_doctor_finds()
    {
        var town = await api.OpenTown("touched");
        await town.Earn(town.Volunteer, 1000);
        await api.Database.Run($"UPDATE ledger.state_row SET row = jsonb_set(row, '{{available}}', '777') WHERE tenant_id = '{town.Code}' AND kind = 'account' AND key LIKE '%points%'");
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(LedgerCtl.Wrong, await LedgerCtl.Run(["doctor", "--database", api.Database.ConnectionString], said, said));
        Assert.Contains("行状态与凭证不符", said.ToString());
        Assert.Contains("account ", said.ToString());
    }

    [Theory]
    [InlineData("缺少选项 --to", "backup")]
    [InlineData("不认识“--nonsense”", "doctor", "--nonsense")]
    [InlineData("请给出命令")]
    [InlineData("--community 后面缺少内容", "rebuild", "--community")]
    [InlineData("“plums”不在可选之列", "import", "x.csv", "--community", "c", "--url", "http://localhost", "--kind", "plums")]
    public async Task A_slip_at_the_command_line_is_told_in_both_languages(string told, params string[] args)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(LedgerCtl.CouldNot, await LedgerCtl.Run(args, said, said));
        Assert.Contains(told, said.ToString());
        Assert.Contains(" / ", said.ToString());
    }
}
