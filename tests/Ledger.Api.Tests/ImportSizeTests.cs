using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Api.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Api.Tests;

[Collection(SharedApi.Name)]
public sealed class ImportSizeTests(TestApi api, ITestOutputHelper told)
{
    [Fact]
    public async Task Five_thousand_lines_are_one_transaction()
    {
        var town = await api.OpenTown("size");
        var people = new StringBuilder("姓名,电话,出生日期,居住,网格,户号\n");
        for (var n = 0; n < 5000; n++) people.Append(CultureInfo.InvariantCulture, $"人{n}号,138{n:D8},19{40 + n % 50}-03-01,居民,第一网格,{n / 3}\n");
        await Whole(town, "persons", people.ToString());
        var acts = new StringBuilder("姓名,日期,开始时间,结束时间,行为类别,地点/网格,备注\n");
        for (var n = 0; n < 5000; n++) acts.Append(CultureInfo.InvariantCulture, $"人{n % 2500}号,2026-05-{1 + n / 2500},9:00,11:00,治安巡逻,第二网格,第{n}行\n");
        await Whole(town, "acts", acts.ToString());
    }

    private async Task Whole(Town town, string kind, string file)
    {
        var clock = Stopwatch.StartNew();
        var staged = await town.Office.Upload(town, kind, file).Accepted();
        told.WriteLine($"{kind}: staged and judged in {clock.Elapsed.TotalSeconds:0.00} s, answer of {staged.Text.Length / 1024} KiB");
        Assert.Equal(5000, staged.Long("ready"));
        var events = await api.Events(town);
        clock.Restart();
        var committed = await town.Office.Commit(town, staged).Accepted();
        told.WriteLine($"{kind}: committed in {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(5000, committed.Long("recorded"));
        Assert.Equal(events + 5001, await api.Events(town));
        await using var command = api.Database.DataSource.CreateCommand("SELECT count(DISTINCT timestamp) FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id > $2");
        command.Parameters.Add(new() { Value = town.Code });
        command.Parameters.Add(new() { Value = events });
        Assert.Equal(1L, await command.ExecuteScalarAsync());
        clock.Restart();
        var again = await town.Office.Upload(town, kind, file + "\n").Accepted();
        told.WriteLine($"{kind}: the same again in {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal("committed", again.Says("status"));
    }
}
