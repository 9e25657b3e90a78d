using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Api.Explanations;

/// <summary>What a step says: one sentence per kind of step.</summary>
internal static class Sentences
{
    public static Title Of(ExplainedStep step) => With(step.Part, Said(step));

    /// <summary>What was lost to a cap.</summary>
    public static Title Of(WithoutCap without, ExplainedStep cap, long amount, string unit) => without.Amount is { } whole && Amounts.Of(whole, unit) is var there && Amounts.Of(whole - amount, unit) is var less
        ? With(cap.Part, new($"没有这个上限时是{there.Zh}，少了{less.Zh}。", $"without this limit it would be {there.En}, {less.En} more."))
        : With(cap.Part, new("没有这个上限时是多少，无法只从这些步骤得出。", "what it would be without this limit does not follow from these steps alone."));

    private static Title Said(ExplainedStep step)
    {
        var one = step.Step;
        var (input, output) = (Amounts.Of(one.Input, step.InUnit), Amounts.Of(one.Output, step.OutUnit));
        var (limit, limitOut) = (Amounts.Of(one.Limit ?? 0, step.InUnit), Amounts.Of(one.Limit ?? 0, step.OutUnit));
        var (factor, before) = (Amounts.Of(one.Factor ?? 0, step.OutUnit), Amounts.Of(one.Window?.Before ?? 0, step.OutUnit));
        return one.Kind switch
        {
            StepKind.Rate when step.InUnit == step.OutUnit => new($"{input.Zh}按{one.Factor}/{one.Limit}折算，计{output.Zh}。", $"{input.En} by {one.Factor}/{one.Limit} makes {output.En}."),
            StepKind.Rate => new($"每{limit.Zh}计{factor.Zh}：{input.Zh}计{output.Zh}。", $"{factor.En} per {limit.En}: {input.En} makes {output.En}."),
            StepKind.Fixed => new($"每{Amounts.Of(1, step.InUnit).Zh}计{factor.Zh}，共{output.Zh}。", $"{factor.En} each: {output.En}."),
            StepKind.RoundDown => new($"按{limit.Zh}取整，零头舍去：{input.Zh}计为{output.Zh}。", $"whole {limit.En} only, the rest dropped: {input.En} counts as {output.En}."),
            StepKind.RoundUp => new($"按{limit.Zh}取整，不足的进上去：{input.Zh}计为{output.Zh}。", $"rounded up to {limit.En}: {input.En} counts as {output.En}."),
            StepKind.RoundNearest => new($"按{limit.Zh}四舍五入：{input.Zh}计为{output.Zh}。", $"rounded to the nearest {limit.En}: {input.En} counts as {output.En}."),
            StepKind.Cap when one.Window is { } window && one.Output == one.Input => new($"{Period(window.Period).Zh}最多{limitOut.Zh}，此前已有{before.Zh}，没有超过。", $"{Period(window.Period).En} at most {limitOut.En}, {before.En} before this: it is not passed."),
            StepKind.Cap when one.Window is { } window => new($"{Period(window.Period).Zh}最多{limitOut.Zh}，此前已有{before.Zh}：{input.Zh}计为{output.Zh}。", $"{Period(window.Period).En} at most {limitOut.En}, {before.En} before this: {input.En} counts as {output.En}."),
            StepKind.Cap => new($"最多{limitOut.Zh}：{input.Zh}计为{output.Zh}。", $"at most {limitOut.En}: {input.En} counts as {output.En}."),
            StepKind.Difference => new($"这一期合计应得{input.Zh}，此前已得{before.Zh}，这次得{output.Zh}。", $"the whole window is worth {input.En}, it has got {before.En}, so this gives {output.En}."),
            StepKind.Sum when one.Fact == "got" => new($"此前已得{output.Zh}。", $"it had got {output.En}."),
            StepKind.Sum => new($"合计{output.Zh}。", $"together {output.En}."),
            StepKind.Accumulate => new($"此前累计{before.Zh}，加上这次{input.Zh}，共{output.Zh}。", $"{before.En} so far, with {input.En} now {output.En}."),
            StepKind.Band => new(one.Limit is null ? $"超过{Amounts.Of(one.Factor ?? 0, step.InUnit).Zh}的部分：{output.Zh}。" : $"{Amounts.Of(one.Factor ?? 0, step.InUnit).Zh}到{limit.Zh}之间的部分：{output.Zh}。",
                one.Limit is null ? $"the part above {Amounts.Of(one.Factor ?? 0, step.InUnit).En}: {output.En}." : $"the part from {Amounts.Of(one.Factor ?? 0, step.InUnit).En} to {limit.En}: {output.En}."),
            StepKind.GiveBack => new($"退回{input.Zh}，余{output.Zh}。", $"{input.En} is given back, {output.En} stays."),
            StepKind.Exclude => new($"不计：{output.Zh}。", $"does not count: {output.En}."),
            StepKind.Reach => one.Output == 1 ? new($"{input.Zh}，达到{limit.Zh}。", $"{input.En} reaches {limit.En}.") : new($"{input.Zh}，未达到{limit.Zh}。", $"{input.En} does not reach {limit.En}."),
            StepKind.Cycle => new($"每{limit.Zh}一轮，这是本轮的{output.Zh}。", $"in rounds of {limit.En} this is {output.En} of the round."),
            StepKind.Tier => new($"{input.Zh}，属{output.Zh}。", $"{input.En} is in {output.En}."),
            StepKind.ExpireAfterYears or StepKind.ExpireAt => new($"有效期到{output.Zh}。", $"good until {output.En}."),
            StepKind.Excess => new($"超过{limit.Zh}的{output.Zh}不再有效。", $"{output.En} above {limit.En} lapses."),
            StepKind.Row => new($"{input.Zh}，按表计{output.Zh}。", $"{input.En}: {output.En} by the table."),
            StepKind.Need => one.Output > 0 ? new($"{input.Zh}，达到最低的{limit.Zh}，计入。", $"{input.En} is at least {limit.En} and counts.") : new($"{input.Zh}，不足最低的{limit.Zh}，不计。", $"{input.En} is less than {limit.En} and does not count."),
            StepKind.AtLeast when one.Limit is null => new($"取其中最高的一次：{output.Zh}。", $"the best of them: {output.En}."),
            StepKind.AtLeast => new($"至少{limitOut.Zh}：{output.Zh}。", $"at least {limitOut.En}: {output.En}."),
            StepKind.Add => new($"加{factor.Zh}，得{output.Zh}。", $"{factor.En} more makes {output.En}."),
            StepKind.Less => new($"减去{limitOut.Zh}，得{output.Zh}。", $"less {limitOut.En} is {output.En}."),
            StepKind.Share => new($"按{one.Factor}/{one.Limit}的比例分得{output.Zh}。", $"a share of {one.Factor}/{one.Limit} is {output.En}."),
            _ => new($"{input.Zh}计为{output.Zh}。", $"{input.En} counts as {output.En}."),
        };
    }

    /// <summary>In front of it the clause of the scheme, or what the rule is called.</summary>
    internal static Title With(RulePart part, Title said) => part switch
    {
        { Clause: { } clause } => new($"按{clause}：{said.Zh}", $"By {clause}: {said.En}"),
        { Title: { } title } => new($"按“{title.Zh}”：{said.Zh}", $"By “{title.En ?? title.Zh}”: {said.En}"),
        _ => said,
    };

    internal static Title Period(string window) => window switch
    {
        "life" => new("总共", "in all"),
        "store" => new("存有", "in store"),
        var period when period.Contains(':') => new("一次", "each time"),
        var period => new($"{period}期间", $"in {period}"),
    };
}
