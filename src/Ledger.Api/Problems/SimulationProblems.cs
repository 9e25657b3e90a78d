using Ledger.Domain;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Rulebooks;

namespace Ledger.Api.Problems;

/// <summary>What keeps a simulation from running or from being shown.</summary>
public static class SimulationProblems
{
    public static readonly ProblemType UnderWay = new("simulation-under-way", 409, new("试算正在进行", "A simulation is under way"), new("请等它完成，或先取消。", "Wait until it is done, or cancel it."));
    public static readonly ProblemType NotDone = new("simulation-not-done", 409, new("试算还没有完成", "The simulation is not done"), new("完成以后再来取。", "Come back when it is done."));
    public static readonly ProblemType Gone = new("simulation-not-kept", 404, new("没有这次试算", "No such simulation"), new("请重新试算。", "Run it again."));
    public static readonly ProblemType HasFaults = new("draft-has-faults", 409, new("草案有错", "The draft has faults"), new("请先核对草案。", "Check the draft first."));

    public static IReadOnlyList<ProblemType> All => [UnderWay, NotDone, Gone, HasFaults];

    internal static Problem NotKept() => new(Gone, new("没有这次试算：试算结果只留在内存里，服务重启以后就没有了，每个社区也只留最近几次。", "There is no such simulation: results are kept in memory only, are gone after a restart, and of a community only the last few are kept."));

    internal static Problem Faulty(Code version, IReadOnlyList<Finding> findings) => new(HasFaults, new($"草案 {version} 有错，不能试算。", $"Draft {version} has errors and cannot be run."))
    {
        Faults = [.. findings.Where(finding => finding.Severity == Severity.Error).Select(finding => FieldFault.Of(new Told(default, finding)))],
    };
}
