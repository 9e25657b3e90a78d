using System.Globalization;
using System.Net;
using System.Text;
using Ledger.Api.Accounts;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Communities;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Copies;

/// <summary>A person's own copy on paper: Chinese first, large, in the order in which somebody asks for it. The file has every event besides.</summary>
internal sealed class CopySheet(PersonCopy copy, Community community, PassbookWords words)
{
    private const string Style = """
        @page { size: A4; margin: 12mm; }
        body { font: 18pt/1.4 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 190mm; }
        h1 { font-size: 26pt; margin: 0 0 2mm; } h2 { font-size: 21pt; margin: 8mm 0 2mm; border-bottom: 2px solid #000; break-after: avoid; } p { margin: 2mm 0; }
        [lang=en] { font-size: 12pt; font-weight: normal; } table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
        th, td { border: 1px solid #000; padding: 1.5mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; } th { font-weight: bold; }
        td.n, th.n { text-align: right; white-space: nowrap; } td.d { white-space: nowrap; } thead { display: table-header-group; }
        @media screen and (max-width: 190mm) { body { padding: 0 3mm; } table { font-size: 13pt; } th [lang=en] { font-size: 9pt; } td.n, th.n { white-space: normal; } }
        """;

    private readonly StringBuilder _html = new();

    public string Html()
    {
        var her = copy.Registration;
        _html.Append($"<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(copy.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        _html.Append($"<h1>{Text(copy.Title)} {En("a person's own copy")}</h1>\n<p>{Text(community.Name.Zh)}　{Day(copy.MadeAt)}　凭证号 {copy.JournalNumber} {En("journal number")}</p>\n");
        Pairs("registration", "registration",
            ("姓名", "name", her.Name), ("电话", "phone", her.Phone), ("出生日期", "birth date", her.BirthDate is { } born ? Say.Day(born) : null),
            ("居住", "residence", her.Residence == Domain.Persons.Residence.Resident ? "居民" : "非居民"), ("归属", "belongs to", her.Node?.Value ?? "未归属"), ("状态", "status", her.IsSuspended ? "停用" : "正常"),
            ("登记日期", "registered", Day(her.RegisteredAt)), ("编号", "id", copy.Person.ToString()));
        Pairs("account", "points account",
            ("可用", "available", Points(copy.Account.AvailableHundredths)), ("预扣", "held", Points(copy.Account.HeldHundredths)), ("累计获得", "earned", Points(copy.Account.EarnedHundredths)),
            ("欠分", "debt", Points(copy.Account.DebtHundredths)), ("服务时长", "service time", Time(copy.Account.ServedMinutes)));
        Rows("lots", "积分批次", "what expires when", [("积分", "points", true), ("到期", "expires on", false)], copy.Account.Lots.Select(lot => new[] { Points(lot.Amount), lot.Lot.ExpiresOn is { } last ? Say.Day(last) : "不过期" }));
        Passbook("passbook", "passbook", copy.Passbook, Points);
        Passbook("minutesPassbook", "service time, line by line", copy.MinutesPassbook, Time);
        Rows("acts", null, "acts", [("日期", "date", false), ("事项", "act", false), ("时长", "time", true), ("状态", "status", false)],
            copy.Acts.Select(one => new[] { Say.Day(one.Act.OccurredOn), words.OfActType(one.Act.ActType).Zh + (one.Note is { } note ? $"（{note}）" : ""), Time(one.Act.Minutes.Count), Status(one.Act.Status) }));
        Rows("redemptions", null, "redemptions", [("日期", "date", false), ("份数", "units", true), ("积分", "points", true), ("状态", "status", false)],
            copy.Redemptions.Select(one => new[] { Say.Day(one.HeldOn), $"{one.Quantity}", Points(one.UnitPriceHundredths * one.Quantity), Status(one.Status) + (one.Refunded > 0 ? $"，退还 {one.Refunded}" : "") }));
        Rows("roles", null, "roles", [("身份", "role", false), ("起", "from", false), ("止", "until", false)], copy.Roles.Select(held => new[] { RoleWords.Zh(held.Role), Say.Day(held.From), Until(held.Until) }));
        Rows("relations", null, "guardians, helpers, heirs", [("关系", "relation", false), ("起", "from", false), ("止", "until", false)],
            copy.Relations.Select(bound => new[] { (bound.Person == copy.Person ? "" : "本人为他人的") + Kind(bound.Kind), Say.Day(bound.From), Until(bound.Until) }));
        Rows("marks", null, "marks", [("标记", "mark", false), ("起", "from", false), ("止", "until", false)], copy.Marks.Select(held => new[] { held.Mark.Value, Say.Day(held.From), Until(held.Until) }));
        Rows("levels", null, "levels", [("等级", "level", false), ("起", "from", false), ("止", "until", false)], copy.Levels.Select(held => new[] { held.Level.Value, Say.Day(held.Since), Until(held.Until) }));
        Rows("watches", null, "notices and questions", [("日期", "date", false), ("内容", "text", false)], copy.Watches.Select(watch => new[] { Say.Day(watch.On), string.Join('；', watch.Notices.Select(notice => notice.Zh).Prepend(watch.Title.Zh)) }));
        Rows("suspended", null, "suspended rights", [("权利", "right", false), ("起", "from", false), ("止", "until", false)], copy.Suspended.Select(lost => new[] { lost.Right.Value, Say.Day(lost.From), Until(lost.Until) }));
        Rows("consents", null, "consents", [("用途", "purpose", false), ("授权", "given", false), ("自", "since", false)], copy.Consents.Select(one => new[] { Use(one.Purpose), one.IsGiven ? "已授权" : "已撤回", Say.Day(one.Since) }));
        Rows("corrections", null, "requests for correction", [("日期", "date", false), ("内容", "text", false), ("结果", "outcome", false)],
            copy.Corrections.Select(one => new[] { Say.Day(one.RequestedOn), one.Text ?? "", one.Outcome is { } outcome ? (outcome == Domain.Corrections.CorrectionOutcome.Accepted ? "已更正" : "未采纳") + (one.Answer is { } answer ? $"：{answer}" : "") : "待处理" }));
        Rows("events", "异议、扣分说明与申诉", "objections, notes of deductions, appeals", [("日期", "date", false), ("内容", "text", false)],
            copy.Events.Where(one => one.Note is not null).Select(one => new[] { Day(one.RecordedAt), one.Note! }));
        Rows("accessRecords", null, "who looked", [("时间", "when", false), ("谁", "who", false), ("看了什么", "what", false)],
            copy.AccessRecords.Select(look => new[] { TimeZoneInfo.ConvertTime(look.At, Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), look.Name ?? look.Role, Chinese(look.What ?? look.Operation) }));
        return _html.Append($"<p>有关凭证 {copy.Events.Count} 条，全文见电子副本。<br>{En($"{copy.Events.Count} events name this person; the electronic copy holds them in full.")}</p>\n</body>\n</html>\n").ToString();
    }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(community.Zone);

    private void Passbook(string part, string en, IReadOnlyList<PassbookLine> lines, Func<long, string> amount) => Rows(part, null, en,
        [("号", "line", true), ("入账", "booked", false), ("摘要", "what", false), ("增减", "change", true), ("余额", "balance", true)],
        lines.Select(line => new[] { $"{line.Line}", Say.Day(line.BookedOn), words.Of(line).Zh, amount(line.AvailableChange), amount(line.Available) }));

    private void Pairs(string part, string en, params (string Zh, string En, string? Value)[] pairs)
    {
        Head(PersonCopy.ChineseTitles[part], en);
        _html.Append("<table>");
        foreach (var (zh, name, value) in pairs) _html.Append($"<tr><th>{zh} {En(name)}</th><td>{Text(value ?? "—")}</td></tr>\n");
        _html.Append("</table>\n");
    }

    private void Rows(string part, string? title, string en, (string Zh, string En, bool IsNumber)[] columns, IEnumerable<string[]> rows)
    {
        Head(title ?? PersonCopy.ChineseTitles[part], en);
        var some = rows.ToList();
        if (some.Count == 0)
        {
            _html.Append($"<p>无 {En("none")}</p>\n");
            return;
        }
        _html.Append($"<table><thead><tr>{string.Concat(columns.Select(column => $"<th{(column.IsNumber ? " class=\"n\"" : "")}>{column.Zh}<br>{En(column.En)}</th>"))}</tr></thead>\n");
        foreach (var row in some) _html.Append($"<tr>{string.Concat(row.Zip(columns, (cell, column) => $"<td{(column.IsNumber ? " class=\"n\"" : cell.Length == 10 ? " class=\"d\"" : "")}>{Text(cell)}</td>"))}</tr>\n");
        _html.Append("</table>\n");
    }

    /// <summary>A route's summary ends in Chinese, which goes first here.</summary>
    private static string Chinese(string summary) => summary.LastIndexOf(' ') is > 0 and var at && summary[^1] > 0x2000 ? $"{summary[(at + 1)..]}（{summary[..at]}）" : summary;

    private void Head(string zh, string en) => _html.Append($"<h2>{zh} {En(en)}</h2>\n");

    private static string En(string text) => $"<span lang=\"en\">{Text(text)}</span>";

    private string Day(DateTimeOffset time) => Say.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime));

    private static string Points(long hundredths) => Say.Points(new Points(hundredths));

    /// <summary>Hours and minutes.</summary>
    private static string Time(long minutes) => minutes < 0 ? $"-{Time(-minutes)}" : minutes % 60 == 0 ? $"{minutes / 60} 小时" : minutes < 60 ? $"{minutes} 分钟" : $"{minutes / 60} 小时 {minutes % 60} 分钟";

    private static string Until(DateOnly? last) => last is { } day ? Say.Day(day) : "至今";

    private static string Kind(Domain.Persons.RelationKind kind) => kind switch
    {
        Domain.Persons.RelationKind.Guardian => "监护人",
        Domain.Persons.RelationKind.Helper => "代办人",
        Domain.Persons.RelationKind.Relative => "亲属",
        _ => "近亲属",
    };

    private static string Use(Domain.Consents.Purpose purpose) => purpose switch
    {
        Domain.Consents.Purpose.PublishName => "公布姓名",
        Domain.Consents.Purpose.PublishPhoto => "公布照片",
        Domain.Consents.Purpose.ShareWithPartner => "提供给共建单位",
        Domain.Consents.Purpose.NationalExport => "上报全国志愿服务系统",
        _ => "短信通知",
    };

    private static string Status(Domain.Acts.ActStatus status) => status switch
    {
        Domain.Acts.ActStatus.Recorded => "待审核",
        Domain.Acts.ActStatus.Attested => "已认定",
        Domain.Acts.ActStatus.Rejected => "已驳回",
        _ => "已冲正",
    };

    private static string Status(Domain.Redemptions.RedemptionStatus status) => status switch
    {
        Domain.Redemptions.RedemptionStatus.Held => "预扣",
        Domain.Redemptions.RedemptionStatus.Captured => "已核销",
        Domain.Redemptions.RedemptionStatus.Voided => "已取消",
        _ => "已到期",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
