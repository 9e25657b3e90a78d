namespace Ledger.Cli;

/// <summary>What an auditor calls a fact that moves value.</summary>
public static class FactWords
{
    /// <summary>The word beside the event's name; a name this tool has no word for stands alone.</summary>
    public static string Of(string fact) => Zh(fact) is { } word ? $"{word} {fact}" : fact;

    /// <summary>Null for a name this tool has no word for.</summary>
    public static string? Zh(string fact) => fact switch
    {
        "act-accrued.v1" or "act-credited.v1" => "获得",
        "accrual-posted.v1" => "入账",
        "accrual-adjusted.v1" => "补计",
        "act-reversed.v1" => "冲正",
        "points-deducted.v1" => "扣分",
        "deduction-reversed.v1" => "撤销扣分",
        "lots-shortened.v1" => "有效期提前",
        "points-expired.v1" => "到期",
        "hold-placed.v1" => "预扣",
        "redemption-captured.v1" => "核销",
        "redemption-captured-offline.v1" => "离线核销",
        "hold-voided.v1" => "取消预扣",
        "hold-expired.v1" => "预扣到期",
        "redemption-refunded.v1" => "退还",
        "opening-posted.v1" => "期初",
        "rest-settled.v1" => "销户结清",
        "points-received.v1" or "points-arrived.v1" => "转入",
        "points-sent.v1" => "转出",
        "points-cashed.v1" => "换现",
        "cash-given-back.v1" => "换现退回",
        "transfer-reversed.v1" => "转赠撤销",
        "account-handed-on.v1" => "合并转出",
        _ => null,
    };
}
