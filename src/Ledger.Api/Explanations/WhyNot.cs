using Ledger.Domain;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Api.Explanations;

/// <summary>Why a rule did not apply: what it asks, and that it was otherwise or not known.</summary>
internal static class WhyNot
{
    private static readonly Dictionary<string, Title> Facts = new()
    {
        ["act.startTime"] = new("开始时间", "the time it began"), ["act.endTime"] = new("结束时间", "the time it ended"), ["act.date"] = new("日期", "the date"), ["act.monthDay"] = new("日期", "the day of the year"),
        ["act.weekday"] = new("星期", "the weekday"), ["act.holiday"] = new("是否节假日", "whether it was a holiday"), ["act.minutes"] = new("时长", "how long it took"), ["act.board"] = new("板块", "the board"),
        ["act.type"] = new("行为类别", "the kind of act"), ["act.evidence"] = new("记录方式", "how the time is known"), ["act.source"] = new("来源", "where it comes from"), ["act.place"] = new("地点", "the place"),
        ["act.by"] = new("由谁登记", "who recorded it"), ["act.review"] = new("审核流程", "the review"), ["act.served"] = new("服务对象", "who was served"), ["act.servedIs"] = new("与服务对象的关系", "what the person served is to the doer"),
        ["act.filedAfter"] = new("登记时间", "how late it was recorded"), ["person.age"] = new("年龄", "the age"), ["person.tenure"] = new("加入时长", "how long one has been a member"), ["person.team"] = new("所在队伍", "the team"),
        ["person.household"] = new("所在户", "the household"), ["person.residence"] = new("是否本社区居民", "whether one lives here"), ["person.node"] = new("归属", "where one belongs"), ["person.post"] = new("岗位", "the post"),
    };

    public static Title Of(SkippedRule skipped, RulebookDocument document)
    {
        var fact = Named(skipped.Asked, document);
        var said = IsOfVault(skipped.Asked, document) ? new Title("没有适用：按保密登记核对，这里不显示内容。", "did not apply: it was checked against what the vault keeps, which is not told here.")
            : skipped.IsKnown
            ? skipped.IsNot ? new Title($"没有适用：{fact.Zh}属于除外的情形。", $"did not apply: {fact.En} is among what is left out.") : new($"没有适用：{fact.Zh}不符合。", $"did not apply: {fact.En} does not fit.")
            : new($"没有适用：不知道{fact.Zh}。", $"did not apply: {fact.En} is not known.");
        return Sentences.With(skipped.Part, said);
    }

    private static bool IsOfVault(When asked, RulebookDocument document) => asked.Fact is { } fact && fact[(fact.LastIndexOf('.') + 1)..] is var code && document.Marks?.Any(mark => mark.Kept == KeptIn.Vault && mark.Code.Value == code) == true;

    /// <summary>As the rulebook calls it, where it declares it.</summary>
    private static Title Named(When asked, RulebookDocument document)
    {
        if (asked.Measure is { } measure) return new($"累计数“{measure}”", $"the running number “{measure}”");
        if (asked.Level is { } ladder) return document.Ladders?.FirstOrDefault(one => one.Code == ladder)?.Title ?? new($"等级“{ladder}”", $"the level of “{ladder}”");
        if (asked.Right is { } right) return new($"权利“{right}”", $"the right “{right}”");
        var fact = asked.Fact ?? "";
        if (Facts.TryGetValue(fact, out var known)) return known;
        var code = fact[(fact.LastIndexOf('.') + 1)..];
        return document.Marks?.FirstOrDefault(mark => mark.Code.Value == code)?.Title ?? document.Inputs?.FirstOrDefault(input => input.Code.Value == code)?.Title ?? new(fact, fact);
    }
}
