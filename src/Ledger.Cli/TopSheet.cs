using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ledger.Cli;

/// <summary>One look laid out: the communities, and below them what the database and the node say of themselves.</summary>
internal static class TopSheet
{
    /// <summary>As many communities as fit beside the rest on a screen: those in which most happens.</summary>
    private const int MostCommunities = 20, MostRefusals = 6;

    public static IRenderable Of((TopDatabase Database, TopFigures? Node) before, (TopDatabase Database, TopFigures? Node) now) =>
        new Rows(Communities(before.Database, now.Database), Lines(before.Node, now));

    private static Table Communities(TopDatabase before, TopDatabase now)
    {
        var table = Screen.Table("社区 community", "账头 head", "凭证/秒 events/s", "查询落后 behind", "").Border(TableBorder.Simple);
        var busiest = now.Communities.Select(one => (Community: one, Rate: now.EventsPerSecond(one, before))).OrderByDescending(one => one.Community.IsStopped).ThenByDescending(one => one.Rate).ThenByDescending(one => one.Community.Behind).ToList();
        foreach (var (one, rate) in busiest.Take(MostCommunities)) Add(table, one.Code, Whole(one.Head), Number(rate), Whole(one.Behind), one.IsStopped ? "✗ 查询数据停住 read models stopped" : "");
        if (busiest.Count > MostCommunities) Add(table, $"… {busiest.Count - MostCommunities}", "", Number(busiest.Skip(MostCommunities).Sum(one => one.Rate)), "", "");
        return table;
    }

    private static Table Lines(TopFigures? before, (TopDatabase Database, TopFigures? Node) now)
    {
        var table = Screen.Table("", "").HideHeaders().Border(TableBorder.Simple);
        var activity = now.Database.Activity;
        Add(table, "最久事务 oldest transaction", $"{Number(activity.OldestTransaction.TotalSeconds)} s，拖住 holds back {Whole(activity.HeldBack)}");
        Add(table, "数据库连接 connections", $"{activity.Connections}，忙 busy {activity.Busy}");
        if (now.Node is not { } node)
        {
            Add(table, "服务 service", "未问，见 --url / not asked, see --url");
            return table;
        }
        Add(table, "排队 queue", string.Join("，", new[] { ("众人", "people"), ("后台", "background"), ("重试", "again") }.Select(lane => $"{lane.Item1} {lane.Item2} {Number(node.Now("ledger.queue.waiting", "ledger.lane", lane.Item2))} ({Number(node.Now("ledger.queue.oldest", "ledger.lane", lane.Item2))} s)")));
        Add(table, "命令/秒 commands/s", Listed(node.Rates(before, "ledger.commands", "ledger.outcome")));
        Add(table, "每笔条数 batch p50 p99", $"{Commands(before, node, 0.5)} {Commands(before, node, 0.99)}，笔 transactions {node.Count(before, "ledger.transaction.commands")}");
        Add(table, "提交 commit p50 p99", Milliseconds(before, node, "ledger.transaction.commit.duration"));
        Add(table, "整笔 transaction p50 p99", $"{Milliseconds(before, node, "ledger.transaction.duration")}，失败/秒 failures/s {Number(node.Rate(before, "ledger.transaction.failures"))}");
        Add(table, "拒绝/秒 refusals/s", Listed(node.Rates(before, "ledger.refusals", "error.type").Take(MostRefusals)));
        Add(table, "查询跟账 follower", $"{Number(node.Rate(before, "ledger.follower.events"))}/s，旧 age {Number(node.Now("ledger.follower.age"))} s，停 stopped {Number(node.Now("ledger.follower.stopped"))}");
        Add(table, "节点 node", $"内存 memory {Number(node.Now("dotnet.process.memory.working_set") / (1 << 20))} MiB，连接池 pool {Number(node.Now("db.client.connection.count", "db.client.connection.state", "used"))}，处理器 CPU {Number(100 * node.Rate(before, "dotnet.process.cpu.time"))}%，HTTP {Number(node.Now("kestrel.active_connections"))}");
        return table;
    }

    private static string Listed(IEnumerable<(string Value, double Rate)> rates) => string.Join("，", rates.Select(one => $"{one.Value} {Number(one.Rate)}").DefaultIfEmpty("0"));

    private static string Commands(TopFigures? before, TopFigures now, double share) => Number(now.Quantile(before, "ledger.transaction.commands", share) is { } commands ? Math.Ceiling(commands) : null);

    private static string Milliseconds(TopFigures? before, TopFigures now, string name) => $"{Number(1000 * now.Quantile(before, name, 0.5))} {Number(1000 * now.Quantile(before, name, 0.99))} ms";

    private static void Add(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Nothing measured is a dash.</summary>
    private static string Number(double? number) => number is { } told ? told.ToString(told < 10 ? "0.##" : "N0", CultureInfo.InvariantCulture) : "–";
}
