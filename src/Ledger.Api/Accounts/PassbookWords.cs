using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Accounts;

/// <summary>What a passbook line says, in the community's words: the act type's title, the offer's, the merchant's.</summary>
internal sealed class PassbookWords(Domain.Books? books, IReadOnlyList<Rulebook> rulebooks)
{
    private readonly Dictionary<Code, Title> _actTypes = rulebooks.SelectMany(rulebook => rulebook.Document.Acts)
        .GroupBy(type => type.Code).ToDictionary(same => same.Key, same => same.Last().Title);

    /// <summary>Looks up what the page is about and no more: a circle's offers add up over the years. Most pages name none.</summary>
    public static async Task<PassbookWords> Of(Call call, IReadOnlyList<PassbookLine> lines, IReadOnlyList<Rulebook> rulebooks) =>
        new(lines.Any(line => line.Offer is not null || line.Merchant is not null || IsHold(line)) ? (await call.Look(needs => Name(needs, lines))).Books : null, rulebooks);

    private static Needs Name(Needs needs, IReadOnlyList<PassbookLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.Offer is { } offer) needs.Row<Offer>(offer.ToString());
            if (line.Merchant is { } merchant) needs.Row<Merchant>(merchant.ToString());
            if (IsHold(line)) needs.Row<Redemption>(line.Redemption!.Value.ToString());
        }
        return needs;
    }

    /// <summary>Who acted for the holder (代办人) on this line.</summary>
    public PersonId? HelperOn(PassbookLine line) => Placed(line)?.Helper;

    public Title Of(PassbookLine line) => line.Fact switch
    {
        "act-accrued.v1" or "act-credited.v1" or "accrual-posted.v1" => OfActType(line.ActType),
        "accrual-adjusted.v1" => new Title("补计积分", "points added"),
        "act-reversed.v1" => new Title("冲正追回", "taken back"),
        "points-deducted.v1" => new Title("扣分", "deducted"),
        "deduction-reversed.v1" => new Title("撤销扣分", "deduction undone"),
        "lots-shortened.v1" => new Title("有效期提前", "to lapse sooner"),
        "points-expired.v1" => new Title("积分到期", "points lapsed"),
        "hold-placed.v1" => Placed(line)?.IsPaper == true ? About("纸质兑换券", "paper voucher", line) : About("预扣", "held", line),
        "redemption-captured.v1" => About("兑换", "redeemed", line),
        "redemption-captured-offline.v1" => About("离线兑换", "redeemed without network", line),
        "hold-voided.v1" => About("取消预扣", "hold given up", line),
        "hold-expired.v1" => About("预扣到期退回", "hold expired", line),
        "redemption-refunded.v1" => About("退还", "given back", line),
        "opening-posted.v1" => new Title("期初", "from the paper passbook"),
        "rest-settled.v1" => new Title("销户结清", "account closed"),
        "points-received.v1" => new Title("转入", "received"),
        "points-sent.v1" => new Title("转出", "given away"),
        "points-arrived.v1" => new Title("转入或赠予", "given or granted"),
        "points-cashed.v1" => new Title("换现", "cashed"),
        "cash-given-back.v1" => new Title("换现退回", "cashing given back"),
        "transfer-reversed.v1" => new Title("转赠撤销", "gift undone"),
        "account-handed-on.v1" => new Title("合并转出", "handed on to the other registration"),
        var other => new Title(other, other),
    };

    public Title OfActType(Code? actType) => actType is { } type && _actTypes.TryGetValue(type, out var title) ? title : new Title("志愿服务", "service");

    private static bool IsHold(PassbookLine line) => line is { Fact: "hold-placed.v1", Redemption: not null };

    private HoldPlaced? Placed(PassbookLine line) => IsHold(line) ? books?.Find<Redemption>(line.Redemption!.Value.ToString())?.Placed : null;

    private Title About(string zh, string en, PassbookLine line)
    {
        var offer = line.Offer is { } id ? books?.Find<Offer>(id.ToString())?.Title : null;
        var merchant = line.Merchant is { } at ? books?.Find<Merchant>(at.ToString())?.Name : null;
        return new Title($"{zh}：{offer?.Zh}（{merchant?.Zh}）", $"{en}: {offer?.En ?? offer?.Zh} ({merchant?.En ?? merchant?.Zh})");
    }
}
