using Ledger.Domain.Audits;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Forgetting;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddPrivacy()
    {
        Add<NotAnAuditor>("not-an-auditor", 422, "此人不是审计人员", "Not an auditor", "请先授予审计人员身份。", "Give the person an auditor's role first.",
            r => new($"{r.Person} 今天没有审计人员身份。", $"{r.Person} holds no auditor's role today."), _ => "auditor");
        Add<AuditCheckIsOpen>("audit-check-is-open", 409, "上一次检查尚未结束", "Another check is open", "请先结束上一次检查。", "Close the other check first.",
            r => new($"检查 {r.Check} 尚未结束。", $"Check {r.Check} is still open."), _ => "auditor");
        Add<CorrectionIsDecided>("correction-is-decided", 409, "更正申请已办结", "Correction is decided", "如有新情况请另行申请。", "Ask again if there is something new.",
            r => new($"更正申请 {r.Correction} 已经办结。", $"Request {r.Correction} was decided before."), _ => "correction");
        Add<NothingWasDone>("nothing-was-done", 422, "没有写明如何更正", "Nothing was done", "请先冲正或重新登记，再写明所办事项的编号。", "Reverse or record anew first, and name the acts.",
            r => new($"同意更正 {r.Correction} 须写明所办的事项。", $"To accept {r.Correction}, name the acts by which it was done."), _ => "done");
        Add<GuardianConsentsOnly>("guardian-consents-only", 403, "须由监护人同意", "A guardian consents", "不满十四周岁，请由监护人办理。", "Ask the guardian of a child under 14.",
            r => new($"{r.Person} 不满十四周岁，须由监护人同意。", $"{r.Person} is under 14: a guardian consents."), _ => "person");
        Add<PaperIsMissing>("paper-is-missing", 422, "缺少书面材料", "The signed paper is missing", "请上传本人签字的材料并填写其校验值。", "Name the hash of the paper the person signed.",
            r => new($"代 {r.Person} 办理须有其书面材料。", $"Acting for {r.Person} needs a paper that was signed."), _ => "evidenceHash");
        Add<HoldsAreOpen>("holds-are-open", 409, "还有未核销的兑换码", "Holds are open", "请先核销或取消预扣。", "Use the codes or give them up first.",
            r => new($"还有 {r.Codes} 个未核销的兑换码，预扣 {Say.Points(r.Held)} 积分。", $"{r.Codes} codes are open, {Say.Points(r.Held)} points are still held."), _ => "person");
    }
}
