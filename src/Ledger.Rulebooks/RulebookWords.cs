using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rulebooks;

/// <summary>Parts of a rulebook in words; what has none stays as it is written.</summary>
internal static class RulebookWords
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["acts"] = "事项", ["limits"] = "限额", ["passages"] = "兑换与转让", ["measures"] = "计量", ["boards"] = "板块", ["buckets"] = "账户类别", ["funds"] = "资金来源", ["marks"] = "标记", ["inputs"] = "填报项",
        ["amounts"] = "分值", ["bonuses"] = "加成", ["expiry"] = "有效期", ["ladders"] = "等级", ["ranks"] = "排名", ["watches"] = "提醒与处置", ["items"] = "兑换物", ["deductions"] = "扣分", ["bodies"] = "机构",
        ["review"] = "审核", ["notes"] = "说明", ["commodities"] = "账目种类", ["effectiveFrom"] = "生效日", ["version"] = "版本", ["title"] = "名称", ["give"] = "给分", ["amount"] = "分值", ["price"] = "价格",
        ["perPerson"] = "每人限兑", ["atMost"] = "上限", ["atLeast"] = "下限", ["take"] = "扣分", ["filing"] = "登记", ["within"] = "期限", ["longest"] = "每次最长", ["notice"] = "公示", ["act"] = "事项", ["lasts"] = "有效期",
        ["who"] = "谁可以", ["when"] = "条件", ["refund"] = "退还", ["opens"] = "开放时间", ["board"] = "板块", ["debt"] = "欠分", ["limit"] = "上限", ["levels"] = "级别", ["needs"] = "要求", ["quantum"] = "记分单位",
        ["windowClosesAfter"] = "结算期", ["steps"] = "步骤", ["calendar"] = "日历", ["overflow"] = "超出部分", ["item"] = "兑换物", ["fund"] = "资金来源", ["carry"] = "结转", ["text"] = "文字", ["order"] = "次序", ["community"] = "社区",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (string Zh, string En)> Units = new Dictionary<string, (string, string)>
    {
        ["points"] = ("积分", "points"), ["h"] = ("小时", "h"), ["min"] = ("分钟", "min"), ["yuan"] = ("元", "yuan"), ["%"] = ("%", "%"), ["times"] = ("次", "times"), ["people"] = ("人", "people"), ["kg"] = ("公斤", "kg"),
        ["days"] = ("天", "days"), ["workdays"] = ("个工作日", "working days"), ["months"] = ("个月", "months"), ["years"] = ("年", "years"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Windows = new Dictionary<string, string>
    {
        ["act"] = "次", ["day"] = "日", ["week"] = "周", ["month"] = "月", ["quarter"] = "季度", ["half"] = "半年", ["year"] = "年", ["life"] = "人一生", ["session"] = "场", ["activity"] = "个活动", ["slot"] = "时段",
    }.ToFrozenDictionary();

    public static Words Of(Difference difference)
    {
        var name = difference.Code.Length == 0 ? new("细则", "rulebook") : new Words($"{Name(difference.List)}“{(difference.Title.Length > 0 ? difference.Title : difference.Code)}”（{difference.Code}）", $"{difference.List} {difference.Code}");
        if (difference.IsGone) return new($"{name.Zh}：取消", $"{name.En}: gone");
        if (difference.IsNew) return new($"{name.Zh}：新增 {Said(difference.Changes[0].After!, "", true)}", $"{name.En}: new {Said(difference.Changes[0].After!, "", false)}");
        return new($"{name.Zh}：{string.Join("；", difference.Changes.Select(change => Of(change, true)))}", $"{name.En}: {string.Join("; ", difference.Changes.Select(change => Of(change, false)))}");
    }

    private static string Of(Change change, bool zh)
    {
        var (path, member) = (string.Join('·', change.Path.Select(step => zh ? Name(step) : step)), change.Path[^1]);
        return (change.Before, change.After) switch
        {
            (null, { } now) => $"{(zh ? "新增" : "new:")} {path} {Said(now, member, zh)}",
            ({ } old, null) => $"{(zh ? "取消" : "gone:")} {path} {Said(old, member, zh)}",
            var (old, now) => $"{path} {Said(old!, member, zh)} → {Said(now!, member, zh)}",
        };
    }

    private static string Name(string member) => Names.GetValueOrDefault(member, member);

    private static string Said(JsonNode node, string member, bool zh) => node switch
    {
        JsonObject { Count: 2 } one when member == "perPerson" && one["every"] is { } every => $"{(zh ? $"每{Window(every)}至多 " : "at most ")}{Quantity(one["atMost"]!, zh)}{(zh ? "" : $" every {every}")}",
        JsonObject one when $"{one["of"]}" == "act" && one["then"] is JsonArray { Count: 1 } each && each[0] is JsonObject { Count: 1 } only && only["each"] is { } worth => zh ? $"每次 {Quantity(worth, zh)}" : $"{Quantity(worth, zh)} each",
        JsonObject one when one["of"] is { } of && one["then"] is JsonArray stages => $"{Source(of, zh)}{string.Concat(stages.Select(stage => $"{(zh ? "，" : ", ")}{Stage(stage!.AsObject(), zh)}"))}",
        JsonObject one when one["zh"] is { } title => $"“{title}”",
        JsonValue => Quantity(node, zh),
        JsonArray list when list.All(item => item is JsonValue) => string.Join(zh ? "、" : ", ", list.Select(item => Quantity(item!, zh))),
        JsonObject one when (one["fact"] ?? one["measure"] ?? one["level"] ?? one["right"]) is { } fact => Condition(fact, one, zh),
        JsonObject one when (one["all"] ?? one["any"]) is JsonArray parts => $"（{string.Join((zh, one["all"] is null) switch { (true, true) => " 或 ", (true, false) => " 且 ", (_, true) => " or ", _ => " and " }, parts.Select(part => Said(part!, "", zh)))}）",
        JsonObject one when one["not"] is { } not => $"{(zh ? "非 " : "not ")}{Said(not, "", zh)}",
        JsonObject one => string.Join(zh ? "，" : ", ", one.Where(part => part.Key is not ("code" or "title" or "clause")).Select(part => $"{(zh ? Name(part.Key) : part.Key)} {Said(part.Value!, part.Key, zh)}")),
        JsonArray list => string.Join(zh ? "；" : "; ", list.Select(item => Said(item!, member, zh))),
        _ => node.ToJsonString(Plain),
    };

    private static string Condition(JsonNode fact, JsonObject one, bool zh) => $"{fact} " + string.Join(' ', one.Where(part => part.Key is not ("fact" or "measure" or "level" or "right" or "clause")).Select(part => (part.Key switch
    {
        "atLeast" => "≥ ",
        "atMost" => "≤ ",
        "below" => "< ",
        "in" or "under" => "∈ ",
        "is" => "= ",
        var name => $"{name} ",
    }) + Said(part.Value!, part.Key, zh)));

    private static string Source(JsonNode of, bool zh) => of.ToJsonString(Plain).Trim('"') switch { "act" => zh ? "每次" : "each", "minutes" => zh ? "按时长" : "by time", var other => other };

    private static string Stage(JsonObject stage, bool zh)
    {
        string Q(string member) => Quantity(stage[member]!, zh);
        return string.Join(' ', stage.Select(member => member.Key).Where(name => name != "clause")) switch
        {
            "each" => zh ? $"每个 {Q("each")}" : $"{Q("each")} each",
            "per give" => zh ? $"每 {Q("per")} {Q("give")}" : $"{Q("give")} per {Q("per")}",
            "round to" => zh ? $"{stage["round"]!.GetValue<string>() switch { "up" => "进到", "nearest" => "四舍五入到", _ => "舍到" }} {Q("to")} 的整数倍" : $"rounded {stage["round"]} to {Q("to")}",
            "times" when stage["times"] is JsonValue => zh ? $"乘 {Q("times")}" : $"times {Q("times")}",
            "plus" => zh ? $"加 {Q("plus")}" : $"plus {Q("plus")}",
            "atMost" => zh ? $"至多 {Q("atMost")}" : $"at most {Q("atMost")}",
            "atLeast" => zh ? $"至少 {Q("atLeast")}" : $"at least {Q("atLeast")}",
            "need" => zh ? $"不足 {Q("need")} 不计" : $"nothing below {Q("need")}",
            _ => Said(stage, "", zh),
        };
    }

    private static string Window(JsonNode every) => Windows.GetValueOrDefault(every.ToString(), every.ToString());

    /// <summary><c>20 points</c> → 20 积分</summary>
    private static string Quantity(JsonNode node, bool zh) =>
        node.ToString().Split(' ') is [var number, var unit] && Units.TryGetValue(unit, out var words) ? $"{number} {(zh ? words.Zh : words.En)}" : node.GetValueKind() == JsonValueKind.String ? node.ToString() : node.ToJsonString(Plain);
}
