using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Redemptions;
using QRCoder;

namespace Ledger.Api.Redemptions;

/// <summary>What is handed over on paper: Chinese first, large enough for old eyes, one sheet of A6, black on white.</summary>
internal static class PrintedSheet
{
    private const string Style = """
        @page { size: A6; margin: 6mm; }
        body { font: 15pt/1.4 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 93mm; text-align: center; }
        h1 { font-size: 20pt; margin: 0; } h2 { font-size: 18pt; margin: 2mm 0 0; } p { margin: 1mm 0; } small { font-size: 9pt; }
        .code { font: bold 26pt/1.2 ui-monospace, monospace; letter-spacing: .06em; white-space: nowrap; } svg { width: 42mm; height: 42mm; }
        """;

    public static IResult Voucher(Title community, Title offer, Title merchant, HoldPlaced hold, string unit, string code, DateOnly lastDay, int print, string holder, string helper) => Page("纸质兑换券", $"""
        <p>{Text(community.Zh)}</p>
        <h1>纸质兑换券 <small lang="en">paper voucher</small></h1>
        <h2>{Text(offer.Zh)} × {hold.Quantity.ToString(CultureInfo.InvariantCulture)}</h2>
        <p>{Text(merchant.Zh)}</p>
        {Qr(code)}
        <p class="code">{Grouped(code)}</p>
        <p>已预扣 <b>{Text(Explanations.Amounts.Of((hold.UnitPrice * hold.Quantity).Hundredths, unit).Zh)}</b></p>
        <p>有效期至 <b>{lastDay.Year} 年 {lastDay.Month} 月 {lastDay.Day} 日</b></p>
        <p>持券人：{Text(holder)}　代办人：{Text(helper)}</p>
        <p><small>第 {print} 次打印{(print > 1 ? "，此前打印的均已作废" : "")}。请妥善保管，遗失请到社区挂失。<br><span lang="en">Good until {Say.Day(lastDay)}. Print {print}. If lost, report it to the office.</span></small></p>
        """);

    public static IResult Card(Title community, string number, string holder) => Page("积分卡", $"""
        <p>{Text(community.Zh)}</p>
        <h1>积分卡 <small lang="en">points card</small></h1>
        {Qr(number)}
        <p class="code">{Grouped(number)}</p>
        <p>持卡人：{Text(holder)}</p>
        <p><small>到社区或找网格助理员出示，用于查积分、打印兑换券；不能直接在商户使用。遗失请挂失。<br><span lang="en">Show it to the staff; it is no payment at a shop. If lost, report it.</span></small></p>
        """);

    private static IResult Page(string title, string body) => new Html($"<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n");

    /// <summary>Drawn as one path, so that no picture library is needed.</summary>
    private static string Qr(string digits)
    {
        using var generator = new QRCodeGenerator();
        using var drawn = generator.CreateQrCode(digits, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (drawn.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return $"<svg role=\"img\" aria-label=\"{digits}\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>";
    }

    /// <summary>0028047960 → 0028 047 960</summary>
    private static string Grouped(string digits) => $"{digits[..4]} {digits[4..7]} {digits[7..]}";

    private static string Text(string text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);

    /// <summary>Never kept by a browser or a proxy: the code is on it.</summary>
    private sealed class Html(string text) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            return http.Response.WriteAsync(text, http.RequestAborted);
        }
    }
}
