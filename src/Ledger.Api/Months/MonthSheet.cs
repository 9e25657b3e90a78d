using System.Net;
using System.Text;
using Ledger.Api.Problems;
using Ledger.Domain.Communities;

namespace Ledger.Api.Months;

/// <summary>The accountant's table on paper: Chinese first, with what the figures go by and room for signatures.</summary>
internal static class MonthSheet
{
    private const string Style = """
        body{font:14pt/1.4 serif;margin:12mm}@media print{body{margin:0}}h1{font-size:20pt;margin:0}p{margin:2mm 0}table{border-collapse:collapse;width:100%;margin:4mm 0}
        th,td{border:1px solid #000;padding:1mm 2mm;text-align:right;font-size:9pt}th{font-weight:normal}th small{display:block;font-size:7pt}
        td.name,th.name{text-align:left}tr.total td{font-weight:bold}footer{margin-top:10mm;display:flex;justify-content:space-between}
        @page{size:A4 landscape;margin:10mm}
        """;

    public static string Html(Community community, GetMonth.Answer month, MonthNames names)
    {
        var html = new StringBuilder();
        html.Append($"<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{Text(community.Name.Zh)} {month.Month} 月结账表</title><style>{Style}</style></head><body>\n");
        html.Append($"<h1>{Text(community.Name.Zh)}　{Say.Month(month.Month)}　月结账表</h1>\n<p>{Standing(month)}</p>\n<p>账表摘要 Hash of the table：{month.TableHash}</p>\n");
        foreach (var commodity in month.Table.Commodities)
        {
            html.Append($"<table><caption>{Text(MonthNames.Commodity(commodity.Commodity))}</caption><tr>{Head("板块", "board")}{Head("来源年度", "year")}{string.Concat(MonthColumn.All.Select(column => Head(column.Zh, column.En)))}</tr>\n");
            foreach (var origin in commodity.Origins) html.Append(Row("", [names.Board(origin.Board), MonthNames.Year(origin.Year)], MonthTableFiles.Amounts(commodity.Commodity, origin.Line)));
            html.Append(Row(" class=\"total\"", ["合计 total", ""], MonthTableFiles.Amounts(commodity.Commodity, commodity.Total))).Append("</table>\n");
        }
        html.Append($"<table><caption>商圈应付（元）</caption><tr>{Head("谁", "who")}{Head("名称", "name")}{Head("上期欠付", "owed before")}{Head("本期发生", "cost")}{Head("本期支付", "paid")}{Head("期末欠付", "owed")}</tr>\n");
        foreach (var (kind, name, line) in MonthTableFiles.Owed(month.Table.Money, names)) html.Append(Row(kind == "合计" ? " class=\"total\"" : "", [kind, name], MonthTableFiles.Fen(line)));
        return html.Append("</table>\n").Append(Notes).Append("<footer><span>会计：</span><span>复核：</span><span>监督委员会：</span><span>日期：</span></footer>\n</body></html>\n").ToString();
    }

    /// <summary>What a reader must know to compare the sheet with a passbook or a balance.</summary>
    private const string Notes = """
        <p>说明：各列按入账日期归月，以后补记、冲正记在办理当日，不再改动本月。上期结余 + 各列 = 本期结余 = 可用 + 预扣 − 欠分；减少的列以负数列示，兑换已扣除退还。
        年底清零的积分在到期日当天仍可用，次日起到期，因此记在次年一月。服务时长在本表和存折中按入账日期，在个人余额和排行中按服务发生日期，两处月份可以不同。期初录入来自纸质存折，不参加排行。</p>
        <p lang="en">Columns go by the booked date; later entries never change this month. Before + columns = closing = available + held − debt. Points whose last day is 31 December lapse on 1 January.
        Service time goes by the booked date here and in passbooks, by the date of the act in balances and rankings.</p>

        """;

    private static string Standing(GetMonth.Answer month) => month.Closing is { } closing
        ? $"已结账：{Say.Day(closing.ClosedOn)} 以凭证号 {closing.Number} 结账，截至凭证号 {closing.KnownOn}；{(closing.Agrees ? "重算与结账时一致" : "<strong>重算与结账时不一致</strong>")}"
        : $"未结账：截至凭证号 {month.KnownOn}{(month.StillOpen is { } open ? $"；待审核事项 {open.PendingActs}，公示中 {open.OnNotice}，未核销预扣 {open.OpenHolds}，待复核期初 {open.OpeningsToSign}" : "")}";

    private static string Head(string zh, string en) => $"<th>{zh}<small>{en}</small></th>";

    private static string Row(string attributes, IEnumerable<string> names, IEnumerable<string> amounts) =>
        $"<tr{attributes}>{string.Concat(names.Select(name => $"<td class=\"name\">{Text(name)}</td>"))}{string.Concat(amounts.Select(amount => $"<td>{amount}</td>"))}</tr>\n";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
