using Ledger.Domain.Acts;

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
        Add<FiledTooLate>("filed-too-late", 422, "已过登记期限", "Filed too late", "请向社区申请补录。", "Ask the office to back-fill it.",
            r => new($"{Say.Day(r.OccurredOn)} 的事项最迟应在 {Say.Day(r.LastDay)} 登记。", $"An act of {Say.Day(r.OccurredOn)} had to be recorded by {Say.Day(r.LastDay)}."), _ => "startedAt");
        Add<OverlappingAct>("overlapping-act", 409, "同一时间已有事项", "Overlapping act", "请核对时间；一个人不能同时做两件事。", "Check the times: nobody does two things at once.",
            r => new($"同一时间已登记事项 {r.Other}。", $"Act {r.Other} is recorded for that time."), _ => "startedAt");
        Add<EvidenceAlreadyUsed>("evidence-already-used", 409, "凭证已被使用", "Evidence already used", "请提供这件事自己的照片或签到表。", "Give evidence of this very act.",
            r => new($"同一凭证已用于事项 {r.Other}。", $"The same evidence serves act {r.Other}."), _ => "evidenceHash");
        Add<AttesterIsDoer>("attester-is-doer", 403, "不能审核自己的事项", "Attester is the doer", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 是您本人的。", $"Act {r.Act} is your own."), _ => "acts");
        Add<AttesterSharesHousehold>("attester-shares-household", 403, "不能审核家人的事项", "Attester shares the household", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 的志愿者与您同户。", $"Act {r.Act} was done by somebody of your household."), _ => "acts");
        Add<AttesterIsRecorder>("attester-is-recorder", 403, "登记人不能审核此类事项", "Attester is the recorder", "请由他人审核。", "Somebody else must attest.",
            r => new($"事项 {r.Act} 由您登记，此类别须由他人审核。", $"You recorded act {r.Act}; its type must be attested by somebody else."), _ => "acts");
        Add<ActAlreadyDecided>("act-already-decided", 409, "事项已审核", "Act already decided", "不必再办。", "Nothing more is to be done.",
            r => new($"事项 {r.Act} 已{(r.Status == ActStatus.Attested ? "认定" : "驳回")}。", $"Act {r.Act} was {(r.Status == ActStatus.Attested ? "attested" : "rejected")} before."), _ => "acts");
    }
}
