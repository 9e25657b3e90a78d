using System.Net;
using Ledger.Api.Problems;
using Ledger.Domain.Communities;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Api.Honours;

/// <summary>A certificate of honour on paper (荣誉证书): whose, for which round, by which rulebook, and how a stranger checks it.</summary>
internal static class CertificateSheet
{
    private const string Style = """
        body{font:16pt/2 serif;margin:0;text-align:center}main{border:3mm double #a00;margin:8mm;padding:12mm 16mm}h1{font-size:34pt;letter-spacing:.4em;margin:0 0 6mm;color:#a00}
        p{margin:3mm 0;text-align:left;text-indent:2em}p.to{text-indent:0;font-size:20pt}footer{margin-top:10mm;text-align:right;line-height:1.6}small{display:block;overflow-wrap:anywhere;margin-top:8mm;font-size:10pt;line-height:1.5;text-align:left}
        strong.off{color:#a00;font-size:20pt}@page{size:A4 landscape;margin:8mm}
        @media screen and (max-width:600px){main{margin:3mm;padding:6mm}h1{font-size:28pt;letter-spacing:.2em}}
        """;

    public static string Html(Community community, Honour honour, Rank rank, string name, string host, string code)
    {
        var awarded = honour.Awarded;
        return $"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>荣誉证书 {Text(awarded.Certificate)}</title><style>{Style}</style></head><body><main>
            <h1>荣誉证书</h1>
            {(honour.Withdrawn is null ? "" : "<strong class=\"off\">本证书已撤销 Withdrawn</strong>")}
            <p class="to">{Text(name)}：</p>
            <p>在 {Say.Day(awarded.From)} 至 {Say.Day(awarded.To)} 的“{Text(rank.Title.Zh)}”评选中名列第 {awarded.Position} 名，特发此证，以资鼓励。</p>
            <footer>{Text(community.Name.Zh)}（盖章）<br>{Say.Day(honour.On)}</footer>
            <small>证书编号 No. {Text(awarded.Certificate)}　校验码 Check {awarded.Check}<br>
            核验 Verify：https://{Text(host)}/v1/communities/{Text(code)}/certificates?number={WebUtility.UrlEncode(awarded.Certificate)}&amp;check={awarded.Check}<br>
            依据细则 {Text(awarded.Rulebook.Version.Value)} 由平台记录定榜；名次相同者并列。Ranked by the platform's records under the rulebook named.</small>
            </main></body></html>

            """;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
