using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What a draft says that a simulation takes as it was, or leaves out: told plainly beside every result.</summary>
public static class NotSimulated
{
    private static readonly (string Code, Title Says, Func<RulebookDocument, bool> In)[] All =
    [
        ("carry", new("到期时可以结转多少：一律按到期作废算", "what may go over when it lapses: all of it counts as lapsed"), draft => draft.Expiry?.Any(entry => entry.Carry is not null) == true),
        ("ends-with", new("因标记提前到期", "what lapses sooner because of a mark"), draft => draft.Expiry?.Any(entry => entry.EndsWith?.Count > 0 || entry.Idle is not null) == true),
        ("overflow", new("超出存量、另记一类的积分：仍算在可用里", "what a limit puts into another bucket: it counts as available"), draft => draft.Limits?.Any(limit => limit.Overflow?.Form?.Bucket is not null) == true),
        ("gifts", new("转赠、家庭互转和捐入：照当时的样子", "gifts, also to the family or a pool: as they were"), draft => Has(draft, PassageKind.Gift, PassageKind.Family, PassageKind.Pool)),
        ("grants", new("赠予和再发行：照当时的样子", "grants and what is issued again: as they were"), draft => Has(draft, PassageKind.Grant, PassageKind.Reissue)),
        ("cash", new("换现：照当时的样子", "points for money: as it was"), draft => Has(draft, PassageKind.Cash)),
        ("money", new("分红和补贴：不算", "shares and subsidies: left out"), draft => Has(draft, PassageKind.Share, PassageKind.Subsidy)),
        ("automatic", new("自动给分：只算当时已有的", "what is given by itself: only what was recorded then"), draft => draft.Acts.Any(act => act.Automatic is not null)),
        ("deductions", new("扣分：照当时的样子", "deductions: as they were"), draft => draft.Deductions?.Count > 0),
        ("watches", new("提醒、暂停和清退：不算", "watches, such as what suspends a right: left out"), draft => draft.Watches?.Count > 0),
        ("review", new("由谁审核、公示多久：照当时的样子", "who signs and how long it is shown: as it was"), draft => draft.Review?.Count > 0),
    ];

    /// <summary>The codes of those that a draft has, always in the same order.</summary>
    public static IReadOnlyList<string> Of(RulebookDocument draft) => [.. All.Where(one => one.In(draft)).Select(one => one.Code)];

    public static Title Says(string code) => Array.Find(All, one => one.Code == code) is { Says: { } says } ? says : new(code);

    private static bool Has(RulebookDocument draft, params PassageKind[] kinds) => draft.Passages?.Any(passage => kinds.Contains(passage.Kind)) == true;
}
