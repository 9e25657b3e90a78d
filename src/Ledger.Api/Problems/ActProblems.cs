using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Deductions;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Watches;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddActs()
    {
        Add<UnknownActType>("unknown-act-type", 422, "细则没有此行为类别", "Unknown act type", "请从细则中选择类别。", "Choose a type from the rulebook.",
            r => new($"细则 {r.RulebookVersion} 没有行为类别“{r.ActType}”。", $"Rulebook {r.RulebookVersion} has no act type '{r.ActType}'."), _ => "actType");
        Add<OffsetDoesNotFitZone>("offset-does-not-fit-zone", 422, "时区偏移不符", "Offset does not fit the zone", "请用社区当地时间填写。", "Give the community's local time.",
            r => new($"{Say.Time(r.Time)} 不是 {r.Zone} 的当地时间。", $"{Say.Time(r.Time)} is not a local time of {r.Zone}."), r => r.Field);
        Add<ActInTheFuture>("act-in-the-future", 422, "事项尚未发生", "Act in the future", "请在结束后登记。", "Record it after it ended.",
            r => new($"结束时间 {Say.Time(r.EndedAt)} 晚于现在。", $"It ends at {Say.Time(r.EndedAt)}, after now."), _ => "endedAt");
        Add<ImpossibleDuration>("impossible-duration", 422, "时长不合理", "Impossible duration", "请核对起止时间和分钟数。", "Check start, end and minutes.",
            r => new($"历时 {r.Lasted.Count} 分钟，申报 {r.Claimed.Count} 分钟，最长 {r.Longest.Count} 分钟。", $"It lasted {r.Lasted.Count} minutes, {r.Claimed.Count} are claimed, {r.Longest.Count} is the most."), _ => "minutes");
        Add<InputOutOfRange>("input-out-of-range", 422, "填报的数与细则不符", "A number is not as the rulebook asks", "请按此类别的要求填写。", "State the numbers that the act type asks for.",
            r => r.Most == 0 ? new($"此类别不填 {r.Input}。", $"Acts of this type state no {r.Input}.")
                : new($"{r.Input} 须填一次，从 {r.Least} 到 {r.Most}（最小单位）。", $"State {r.Input} once, from {r.Least} to {r.Most} in its smallest unit."), r => $"inputs.{r.Input}");
        Add<UnknownMark>("unknown-mark", 422, "细则没有这个标记", "Unknown mark", "请按细则选择标记。", "Choose a mark of the rulebook.",
            r => new($"细则在此没有标记 {r.Mark}。", $"The rulebook has no mark {r.Mark} here."), r => r.Act is null ? "mark" : "marks");
        Add<NotOfTheBody>("not-of-the-body", 403, "细则规定由他人办理", "Not of the body", "请由细则所定的人办理。", "Somebody of the roles that the rulebook names has to do it.",
            r => new($"细则规定“{r.Body}”由{string.Join("、", r.Roles.Select(RoleWords.Zh))}办理。", $"By the rulebook '{r.Body}' is done by: {string.Join(", ", r.Roles.Select(RoleWords.En))}."));
        Add<LevelNotReached>("level-not-reached", 422, "未达到申报条件", "Level not reached", "请查看细则中所指的条件。", "See the need of the rulebook that is named.",
            r => new($"“{r.Level}”的条件 {r.Rule} 不满足。", $"The need at {r.Rule} for '{r.Level}' does not hold."), _ => "level");
        Add<ApplicationIsDecided>("application-is-decided", 409, "申报已办结", "Application is decided", "无需再签。", "Nothing is left to sign.",
            r => new($"申报 {r.Application} 的审核已完成。", $"All have signed application {r.Application}."));
        Add<WatchIsAnswered>("watch-is-answered", 409, "关注事项已答复", "Watch is answered", "无需再答复。", "Nothing is left to answer.",
            r => new($"关注事项“{r.Watch}”已有答复。", $"Those who were asked by '{r.Watch}' have answered."), _ => "watch");
        Add<RoundIsOpen>("round-is-open", 409, "本轮尚未定榜", "Round is open", "请等本轮结束并定榜。", "Wait until the round has ended and is closed.",
            r => new($"“{r.Rank}”到 {r.To:yyyy-MM-dd} 的一轮尚未定榜。", $"The round of '{r.Rank}' to {r.To:yyyy-MM-dd} is not closed."));
        Add<RoundIsTooOld>("round-is-too-old", 409, "本轮已过更正期限", "Round is too old", "所需计数已不再保留。", "What it was counted from is not kept any more.",
            r => new($"“{r.Rank}”到 {r.To:yyyy-MM-dd} 的一轮已不能重新计算。", $"The round of '{r.Rank}' to {r.To:yyyy-MM-dd} cannot be counted again."));
        Add<EvidenceMissing>("evidence-missing", 422, "缺少凭证材料", "Evidence missing", "请补齐细则要求的材料。", "Add the papers that the rulebook asks for.",
            r => new($"缺少材料“{r.Paper}”。", $"The paper '{r.Paper}' is missing."), _ => "papers");
        Add<RecordersMissing>("recorders-missing", 422, "登记人数不足", "Recorders missing", "请写明共同登记的人。", "Name those who record it with you.",
            r => new($"须有 {r.Needed} 人登记，现有 {r.Recorders} 人。", $"{r.Needed} people have to record it; there are {r.Recorders}."), _ => "recorders");
        Add<ReviewInputMissing>("review-input-missing", 422, "审核须填的数未填", "A number of the review is missing", "请填写此步审核要求的数。", "State the numbers that this step of the review asks for.",
            r => new($"须填写 {r.Input}。", $"State {r.Input}."), r => $"inputs.{r.Input}");
        Add<FiledTooLate>("filed-too-late", 422, "已过登记期限", "Filed too late", "请向社区申请补录。", "Ask the office to back-fill it.",
            r => new($"{Say.Day(r.OccurredOn)} 的事项最迟应在 {Say.Day(r.LastDay)} 登记。", $"An act of {Say.Day(r.OccurredOn)} had to be recorded by {Say.Day(r.LastDay)}."), _ => "startedAt");
        Add<NotEligible>("not-eligible", 422, "不符合细则的条件", "Not eligible", "请查看细则中所指的条件。", "See the condition of the rulebook that is named.",
            r => new($"细则 {r.Rule} 的条件不满足。", $"The condition at {r.Rule} of the rulebook does not hold."), r => r.Act is null ? "offer" : "actType");
        Add<LimitReached>("limit-reached", 409, "已达细则上限", "Limit reached", "同一期的其他事项或兑换撤销后才有余额，否则请等下一期。", "There is room again when another of the period is undone, or in the next period.",
            r => r.Act is { } act ? new($"事项 {act} 超过细则的上限 {r.Limit}。", $"Act {act} is beyond the limit {r.Limit} of the rulebook.")
                : new($"超过细则的上限 {r.Limit}。", $"It is beyond the limit {r.Limit} of the rulebook."), r => r.Act is null ? "quantity" : "acts");
        Add<AmountTooLarge>("amount-too-large", 422, "积分过大，无法计算", "Amount too large", "请核对填报的数；若无误，请更正细则的换算。", "Check the numbers that were stated; if they are right, the rulebook's rate is wrong.",
            r => r.Act is { } act ? new($"事项 {act} 按细则计算的积分超出可记的范围。", $"By the rulebook act {act} would be worth more than can be counted.")
                : new("按细则计算的积分超出可记的范围。", "By the rulebook it would be more than can be counted."), r => r.Act is null ? "inputs" : "acts");
        Add<OverlappingAct>("overlapping-act", 409, "同一时间已有事项", "Overlapping act", "请核对时间；一个人不能同时做两件事。", "Check the times: nobody does two things at once.",
            r => new($"同一时间已登记事项 {r.Other}。", $"Act {r.Other} is recorded for that time."), _ => "startedAt");
        Add<EvidenceAlreadyUsed>("evidence-already-used", 409, "凭证已被使用", "Evidence already used", "请提供这件事自己的照片或签到表。", "Give evidence of this very act.",
            r => new($"同一凭证已用于事项 {r.Other}。", $"The same evidence serves act {r.Other}."), _ => "evidenceHash");
        Add<AttesterIsDoer>("attester-is-doer", 403, "不能审核自己的事项", "Attester is the doer", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 是您本人的。", $"Act {r.Act} is your own."), _ => "acts");
        Add<AttesterSharesHousehold>("attester-shares-household", 403, "不能审核家人的事项", "Attester shares the household", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 的志愿者与您同户。", $"Act {r.Act} was done by somebody of your household."), _ => "acts");
        Add<WindowIsClosed>("window-is-closed", 422, "已过结算期", "Too late to be counted", "请驳回此事项，它不能再计分。", "Reject it: it cannot be counted any more.",
            r => new($"{Say.Day(r.OccurredOn)} 的事项最迟应在 {Say.Day(r.LastDay)} 审核。", $"An act of {Say.Day(r.OccurredOn)} could be attested until {Say.Day(r.LastDay)}."), _ => "acts");
        Add<AttesterIsRecorder>("attester-is-recorder", 403, "登记人不能审核此类事项", "Attester is the recorder", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 由您登记，此类别须由他人审核。", $"You recorded act {r.Act}; its type must be attested by somebody else."), _ => "acts");
        Add<ActAlreadyDecided>("act-already-decided", 409, "事项已审核", "Act already decided", "不必再办。", "Nothing more is to be done.",
            r => new($"事项 {r.Act} {Zh(r.Status)}。", $"Act {r.Act} {En(r.Status)}."), _ => "acts");
        Add<NotReplaceable>("not-replaceable", 409, "不能重新登记此事项", "Act cannot be recorded again", "请先冲正或驳回原事项；每个事项只能重新登记一次。", "Reverse or reject it first; it is recorded again once.",
            r => r.ReplacedBy is { } by
                ? new($"事项 {r.Replaces} 已由 {by} 重新登记。", $"Act {r.Replaces} was recorded again as {by}.")
                : new($"事项 {r.Replaces} {Zh(r.Status)}，仍然有效。", $"Act {r.Replaces} {En(r.Status)} and still stands."), _ => "replaces");
        Add<NothingToReverse>("nothing-to-reverse", 409, "没有可冲正的内容", "Nothing to reverse", "尚未认定的事项请驳回；已冲正的不必再办。", "Reject an act nobody attested; a reversed one is done.",
            r => new($"事项 {r.Act} {Zh(r.Status)}。", $"Act {r.Act} {En(r.Status)}."), _ => "act");
        Add<NotOnNotice>("not-on-notice", 409, "事项不在公示中", "Act is not on notice", "公示结束后请提出更正申请。", "After the notice, ask for a correction.",
            r => new($"事项 {r.Act} 不在公示期内。", $"Act {r.Act} is not on public notice."), _ => "act");
        Add<ObjectionIsOpen>("objection-is-open", 409, "异议正在核查", "Objection is open", "请等待核查结果。", "Wait until it is decided.",
            r => new($"事项 {r.Act} 的异议正在核查。", $"An objection to act {r.Act} is being looked into."), _ => "act");
        Add<NoOpenObjection>("no-open-objection", 409, "没有待核查的异议", "No open objection", "不必再办。", "Nothing more is to be done.",
            r => new($"事项 {r.Act} 没有待核查的异议。", $"Nobody objects to act {r.Act}, or that was decided."), _ => "act");
        Add<DeciderIsInvolved>("decider-is-involved", 403, "经手人不能决定", "Whoever decides is involved", "请由未经手的人决定。", "Let somebody decide who had no part in it.",
            _ => new("您登记或认定过该事项，提出了异议或申请，或与申请人同户。", "You recorded or attested the act, objected or asked for the decision, or share that household."), r => r.Field);
        Add<DayOutsideYear>("day-outside-year", 422, "日期不在该年", "Day outside the year", "请核对日期。", "Check the days.",
            r => new($"{Say.Day(r.Day)} 不在 {r.Year} 年。", $"{Say.Day(r.Day)} does not lie in {r.Year}."), _ => "holidays");
    }

    private static string Zh(ActStatus status) => status switch
    {
        ActStatus.Recorded => "尚未认定",
        ActStatus.Attested => "已认定",
        ActStatus.Rejected => "已驳回",
        _ => "已冲正",
    };

    private static string En(ActStatus status) => status switch
    {
        ActStatus.Recorded => "is not attested yet",
        ActStatus.Attested => "was attested",
        ActStatus.Rejected => "was rejected",
        _ => "was reversed",
    };

    private static void AddDeductions()
    {
        Add<UnknownDeduction>("unknown-deduction", 422, "细则没有此扣分项", "Unknown deduction", "请从细则中选择扣分项。", "Choose a deduction of the rulebook.",
            r => new($"细则 {r.RulebookVersion} 没有扣分项“{r.Rule}”。", $"Rulebook {r.RulebookVersion} has no deduction '{r.Rule}'."), _ => "rule");
        Add<DeductionOutOfTime>("deduction-out-of-time", 422, "不在登记期限内", "Deduction out of time", "请核对发生日期。", "Check the day it happened.",
            r => new($"发生日期 {Say.Day(r.OccurredOn)} 须在 {Say.Day(r.Earliest)} 到 {Say.Day(r.Today)} 之间。", $"{Say.Day(r.OccurredOn)} is not from {Say.Day(r.Earliest)} to {Say.Day(r.Today)}."), _ => "occurredOn");
        Add<DeductionIsDecided>("deduction-is-decided", 409, "扣分已有结论", "Deduction is decided", "不必再办。", "Nothing more is to be done.",
            r => new($"扣分 {r.Deduction} 的状态是“{r.Status}”。", $"Deduction {r.Deduction} is {r.Status}."), _ => "deduction");
        Add<DeductionIsNotSigned>("deduction-is-not-signed", 409, "扣分尚未审核", "Deduction is not signed", "请先由细则所定的机构审核签字。", "Let the body of the rulebook sign it first.",
            r => new($"还须“{r.Body}”签字。", $"'{r.Body}' must sign it first."), _ => "deduction");
        Add<DeductionIsSigned>("deduction-is-signed", 409, "扣分无须再签", "Deduction is signed", "无需再签。", "Nothing is left to sign.",
            r => new($"扣分 {r.Deduction} 没有待签的步骤。", $"Nobody else must sign deduction {r.Deduction}."), _ => "deduction");
        Add<TooLateToObject>("too-late-to-object", 409, "已过申诉期限", "Too late to object", "期限由细则规定。", "The rulebook says how long.",
            r => new($"最迟应在 {Say.Day(r.LastDay)} 提出。", $"{Say.Day(r.LastDay)} was the last day."), _ => null);
        Add<NoticeIsNotOver>("notice-is-not-over", 409, "告知期未满", "Notice is not over", "请在告知期满后办理。", "Decide after the notice.",
            r => new($"须告知本人到 {Say.Day(r.Until)}。", $"The person is told until {Say.Day(r.Until)}."), _ => "deduction");
        Add<SecondPersonNeeded>("second-person-needed", 403, "须由第二人办理", "A second person is needed", "请由另一位未经手的人办理。", "Let somebody else do it, who had no part in it.",
            _ => new("提出、录入、先签字或审批的人，以及当事人，不能再办这一步。", "Whoever proposed, entered, approved or signed it first, or whom it concerns, does not do this step too."), r => r.Field);
        Add<DeductionNotPosted>("deduction-not-posted", 409, "没有可撤销的扣分", "Nothing was deducted", "不必再办。", "Nothing more is to be done.",
            r => new($"扣分 {r.Deduction} 的状态是“{r.Status}”。", $"Deduction {r.Deduction} is {r.Status}."), _ => "deduction");
    }
}
