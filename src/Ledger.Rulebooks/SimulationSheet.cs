using System.Globalization;
using System.Net;
using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Simulating;

namespace Ledger.Rulebooks;

/// <summary>A simulation as a sheet for the residents' meeting: A4, large, in Chinese. Nobody is named on it.</summary>
public static class SimulationSheet
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["insufficient-points"] = "积分不够", ["limit-reached"] = "超过限兑次数", ["not-eligible"] = "不符合条件", ["no-such-passage"] = "草案中没有这项兑换",
    };

    /// <param name="drafts">Each draft with what it would have made of the past.</param>
    /// <param name="community">Its name.</param>
    /// <param name="hash">SHA-256 of the report's canonical JSON: it goes into the decision record.</param>
    public static string Html(IReadOnlyList<(RulebookDocument Draft, SimulationReport Report)> drafts, string community, string hash)
    {
        var html = new StringBuilder("""
            <!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>细则草案试算</title>
            <style>@page{size:A4;margin:18mm}body{font:16pt/1.5 "Noto Sans CJK SC","Source Han Sans SC",sans-serif;max-width:174mm;margin:auto}h1{font-size:24pt}h2{font-size:19pt;page-break-after:avoid}
            table{border-collapse:collapse;width:100%;table-layout:fixed;page-break-inside:avoid}td,th{border-bottom:1px solid #999;padding:2mm;text-align:right}td:first-child,th:first-child{text-align:left;width:37%}td{font-variant-numeric:tabular-nums;overflow-wrap:anywhere;word-break:keep-all}.small{font-size:11pt;overflow-wrap:anywhere}@media screen{body{padding:4mm}}@media screen and (max-width:600px){table{font-size:13pt}td,th{padding:2mm 1mm}}</style>
            """);
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(community)}：细则草案试算</h1>");
        foreach (var (draft, report) in drafts) Section(html, draft, report);
        return html.Append(CultureInfo.InvariantCulture, $"""
            <h2>说明</h2><p>把草案用在已经发生的事上重算，不改动任何账目。假定大家当时做的事、审核的结果都不变；草案若改变，人们会怎么做，算不出来。期初照原样计；多得少得既看挣的积分，也看兑换价格；等级和评选只算积累和标记能定的；事后撤销的事项，评选时当作没有。</p>
            <p class="small">试算结果摘要（SHA-256）：{hash}</p></html>
            """).ToString();
    }

    private static void Section(StringBuilder html, RulebookDocument draft, SimulationReport report)
    {
        string Amount(long units) => report.Unit == "minutes" ? Number(units, 60) + " 小时" : Number(units, 100) + " 积分";
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(draft.Title.Zh)}（{draft.Version}）</h2><p>{report.From:yyyy-MM-dd} 至 {report.To:yyyy-MM-dd}，{report.Acts} 件已认定事项，{report.Holds} 次兑换。</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p><b>{report.Changes["more"]}</b> 人会多得，<b>{report.Changes["less"]}</b> 人会少得，{report.Changes["same"]} 人不变。</p><table><tr><th>板块发放</th><th>实际</th><th>草案</th><th>相差</th></tr>");
        foreach (var (board, issued) in report.Issued) Row(html, Text(draft.Boards.FirstOrDefault(one => one.Code.Value == board)?.Title.Zh ?? board), issued, Amount);
        foreach (var (code, issued) in report.Further)
        {
            var commodity = draft.Commodities.FirstOrDefault(one => one.Code.Value == code);
            Row(html, Text(commodity?.Title.Zh ?? code), issued, units => commodity is not null && Unit.Find(commodity.Unit)!.Counts == "minutes" ? Number(units, 60) + " 小时" : Number(units, 100));
        }
        html.Append("</table><table><tr><th>合计</th><th>实际</th><th>草案</th><th>相差</th></tr>");
        Row(html, "过期", report.Expired, Amount);
        Row(html, "期末未用", report.Outstanding, Amount);
        if (report.NotStored != new WasAndWould(0, 0)) Row(html, "超出存量上限", report.NotStored, Amount);
        foreach (var (bearer, fen) in report.Bearers) Row(html, $"商户结算，{Text(Bearer(draft, bearer))}承担", fen, units => Number(units, 100) + " 元");
        html.Append("</table>");
        if (report.Levels.Count > 0)
        {
            html.Append("<table><tr><th>等级（期末人数）</th><th>实际</th><th>草案</th><th>相差</th></tr>");
            foreach (var (level, people) in report.Levels) Row(html, Text(Level(draft, level)), people, units => $"{units} 人");
            html.Append("</table>");
        }
        if (report.Ranks.Count > 0)
        {
            html.Append("<table><tr><th>评选（获奖人次）</th><th>实际</th><th>草案</th><th>相差</th></tr>");
            foreach (var (rank, places) in report.Ranks) Row(html, Text(draft.Ranks?.FirstOrDefault(one => one.Code.Value == rank)?.Title.Zh ?? rank), places.Won, units => $"{units} 人次");
            html.Append("</table>");
            foreach (var (rank, places) in report.Ranks.Where(one => one.Value.Gained + one.Value.Lost > 0))
                html.Append(CultureInfo.InvariantCulture, $"<p>{Text(draft.Ranks?.FirstOrDefault(one => one.Code.Value == rank)?.Title.Zh ?? rank)}：换人 {places.Lost} 人次落选、{places.Gained} 人次入选。</p>");
        }
        if (report.Refused.Count > 0) html.Append(CultureInfo.InvariantCulture, $"<p>兑换会被拒绝：{string.Join("；", report.Refused.Select(one => $"{Reasons.GetValueOrDefault(one.Key, one.Key)} {one.Value} 次"))}。</p>");
        if (report.NotCovered + report.NotEligible + report.TooLate + report.Unknown > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>草案没有的事项 {report.NotCovered} 件；不符合草案条件 {report.NotEligible} 件；太晚登记 {report.TooLate} 件；草案要看、当时没有记录的 {report.Unknown} 件。</p>");
        if (report.NotSimulated.Count > 0) html.Append(CultureInfo.InvariantCulture, $"<p>草案里这些没有重算：{string.Join("；", report.NotSimulated.Select(code => Text(NotSimulated.Says(code).Zh)))}。</p>");
    }

    private static void Row(StringBuilder html, string name, WasAndWould amount, Func<long, string> say) =>
        html.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td>{say(amount.Was)}</td><td>{say(amount.Would)}</td><td>{(amount.Would > amount.Was ? "+" : "")}{say(amount.Would - amount.Was)}</td></tr>");

    private static string Bearer(RulebookDocument draft, string bearer) => bearer switch
    {
        "community" => "社区",
        "merchant" => "商户自己",
        _ => draft.Funds?.FirstOrDefault(fund => bearer.EndsWith($":{fund.Code}", StringComparison.Ordinal))?.Title.Zh ?? bearer,
    };

    private static string Level(RulebookDocument draft, string level) =>
        draft.Ladders?.FirstOrDefault(ladder => level.StartsWith($"{ladder.Code}/", StringComparison.Ordinal)) is { } of ? $"{of.Title.Zh}：{of.Levels.FirstOrDefault(one => level == $"{of.Code}/{one.Code}")?.Title.Zh}" : level;

    private static string Number(long units, long whole) => (units / (decimal)whole).ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
