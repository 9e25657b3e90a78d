using System.Globalization;
using System.Text;
using Ledger.Api.Http;
using Ledger.Api.Imports;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Communities;
using Ledger.Domain.Merchants;
using Ledger.Domain.Rulebooks;
using Ledger.Journal;
using Ledger.Projections.Months;

namespace Ledger.Api.Months;

/// <summary>The accountant's table as files: for a spreadsheet, and as a sheet to print and sign.</summary>
public static class MonthTableFiles
{
    public static async Task<IResult> Csv(Call call)
    {
        var (month, refusal) = await GetMonth.Read(call);
        if (refusal is not null) return refusal;
        var (_, names) = await Names(call, month!.Table);
        call.Http.Response.Headers.ContentDisposition = $"attachment; filename=\"{call.Community}-{month.Month}.csv\"";
        call.Http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(Encoding.UTF8.GetBytes("\ufeff" + string.Concat(Records(month, names).Select(cells => string.Join(',', cells.Select(Cell)) + "\r\n"))), "text/csv; charset=utf-8");
    }

    public static async Task<IResult> Sheet(Call call)
    {
        var (month, refusal) = await GetMonth.Read(call);
        if (refusal is not null) return refusal;
        var (community, names) = await Names(call, month!.Table);
        call.Http.Response.Headers.CacheControl = "no-store";
        call.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return Results.Text(MonthSheet.Html(community, month, names), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static async Task<(Community Community, MonthNames Names)> Names(Call call, MonthTable table)
    {
        var merchants = table.Money.Merchants.Select(line => line.Merchant).ToList();
        var look = await call.Look(needs => merchants.Aggregate(needs.StartingWith<Rulebook>(""), (more, merchant) => more.Row<Merchant>(merchant.ToString())));
        return (look.Books.Community, MonthNames.Of(look.Books.StartingWith<Rulebook>("").Select(row => row.Value),
            merchants.Select(id => KeyValuePair.Create(id, look.Books.Find<Merchant>(id.ToString())!)).Where(row => row.Value is not null)));
    }

    /// <summary>One block for points and minutes, one for money: each with its own header.</summary>
    private static IEnumerable<IEnumerable<string>> Records(GetMonth.Answer month, MonthNames names)
    {
        yield return ["月份", $"{month.Month}", "截至凭证号", $"{month.KnownOn}", "账表摘要", month.TableHash, month.Status == MonthStatus.Closed ? "已结账" : "未结账"];
        yield return [];
        yield return ["账目", "板块", "来源年度", .. MonthColumn.All.Select(column => column.Zh)];
        foreach (var commodity in month.Table.Commodities)
        {
            foreach (var origin in commodity.Origins)
                yield return [MonthNames.Commodity(commodity.Commodity), names.Board(origin.Board), MonthNames.Year(origin.Year), .. Amounts(commodity.Commodity, origin.Line)];
            yield return [MonthNames.Commodity(commodity.Commodity), "合计", "", .. Amounts(commodity.Commodity, commodity.Total)];
        }
        yield return [];
        yield return ["应付（元）", "", "", "上期欠付", "本期发生", "本期支付", "期末欠付"];
        foreach (var (kind, name, line) in Owed(month.Table.Money, names)) yield return [kind, name, "", .. Fen(line)];
    }

    /// <summary>A figure below zero is a figure and no formula; names are made safe.</summary>
    private static string Cell(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text : SafeCell.Write(text);

    /// <summary>Who owes, to whom, and in all.</summary>
    internal static IEnumerable<(string Kind, string Name, FenLine Line)> Owed(MonthMoney money, MonthNames names) =>
    [
        .. money.Bearers.Select(bearer => ("承担方", MonthNames.Bearer(bearer.Bearer), bearer.Line)),
        .. money.Merchants.Select(merchant => ("商户", names.Merchant(merchant.Merchant), new FenLine(merchant.OwedBefore, merchant.Cost, merchant.Paid, merchant.Owed))),
        .. money.Residents is { } residents ? [("居民", "补贴与分红", residents)] : Array.Empty<(string, string, FenLine)>(),
        ("合计", "", money.Total),
    ];

    internal static IEnumerable<string> Amounts(string commodity, MonthLine line) => MonthColumn.All.Select(column => MonthNames.Amount(commodity, column.Of(line)));

    internal static IEnumerable<string> Fen(FenLine line) => new[] { line.OwedBefore, line.Cost, line.Paid, line.Owed }.Select(fen => MonthNames.Amount(Commodity.Fen, fen));
}
