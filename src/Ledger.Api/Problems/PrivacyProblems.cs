using Ledger.Domain.Audits;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddPrivacy()
    {
        Add<NotAnAuditor>("not-an-auditor", 422, "此人不是审计人员", "Not an auditor", "请先授予审计人员身份。", "Give the person an auditor's role first.",
            r => new($"{r.Person} 今天没有审计人员身份。", $"{r.Person} holds no auditor's role today."), _ => "auditor");
        Add<AuditCheckIsOpen>("audit-check-is-open", 409, "上一次检查尚未结束", "Another check is open", "请先结束上一次检查。", "Close the other check first.",
            r => new($"检查 {r.Check} 尚未结束。", $"Check {r.Check} is still open."), _ => "auditor");
    }
}
