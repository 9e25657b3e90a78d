using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Months;

namespace Ledger.Api.Months;

/// <summary>A column of the accountant's table as people head it.</summary>
internal sealed record MonthColumn(string Zh, string En, Func<MonthLine, long> Of)
{
    /// <summary>From what was there to what is left: in the order in which it is added up.</summary>
    public static readonly IReadOnlyList<MonthColumn> All =
    [
        new("上期结余", "before", line => line.Opening), new("期初录入", "opened", line => line.Opened), new("计分", "issued", line => line.Issued), new("转入", "received", line => line.Received),
        new("核销欠分", "written off", line => line.WrittenOff), new("兑换", "spent", line => -line.Spent), new("到期", "lapsed", line => -line.Expired), new("扣分", "deducted", line => -line.Deducted),
        new("追回", "clawed back", line => -line.ClawedBack), new("转出", "sent", line => -line.Sent), new("销户收回", "forfeited", line => -line.Forfeited), new("跨来源抵欠", "reattributed", line => -line.Reattributed),
        new("本期结余", "closing", line => line.Closing), new("其中可用", "available", line => line.Available), new("其中预扣", "held", line => line.Held), new("其中欠分", "debt", line => -line.Debt),
        new("过期未记", "overdue", line => line.Overdue),
    ];
}

/// <summary>Names that the table's codes and ids stand for today, and numbers as people write them.</summary>
internal sealed class MonthNames(IReadOnlyDictionary<Code, string> boards, IReadOnlyDictionary<MerchantId, string> merchants)
{
    public static MonthNames Of(IEnumerable<Rulebook> rulebooks, IEnumerable<KeyValuePair<MerchantId, Merchant>> merchants) => new(
        rulebooks.OrderBy(rulebook => rulebook.Number).SelectMany(rulebook => rulebook.Document.Boards).GroupBy(board => board.Code).ToDictionary(same => same.Key, same => same.Last().Title.Zh),
        merchants.ToDictionary(merchant => merchant.Key, merchant => merchant.Value.Name.Zh));

    public string Board(Code? board) => board is { } code ? boards.GetValueOrDefault(code, code.Value) : "—";

    public string Merchant(MerchantId merchant) => merchants.GetValueOrDefault(merchant, merchant.ToString());

    public static string Bearer(string bearer) => bearer switch
    {
        "community" => "社区",
        "merchant" => "商户自担",
        _ when bearer.StartsWith("donor:", StringComparison.Ordinal) => $"捐赠方 {bearer[6..]}",
        _ when bearer.StartsWith("fund:", StringComparison.Ordinal) => $"资金 {bearer[5..]}",
        _ => bearer,
    };

    public static string Commodity(string commodity) => commodity switch
    {
        Domain.Accounts.Commodity.Points => "积分",
        Domain.Accounts.Commodity.Minutes => "服务时长（分钟）",
        _ => commodity,
    };

    /// <summary>Points and yuan with two decimals, minutes whole.</summary>
    public static string Amount(string commodity, long units) =>
        commodity == Domain.Accounts.Commodity.Minutes ? units.ToString(CultureInfo.InvariantCulture) : (units / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Year(int? year) => year?.ToString(CultureInfo.InvariantCulture) ?? "—";
}
