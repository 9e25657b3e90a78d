using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddAdoption()
    {
        Add<DraftIsAnother>("draft-is-another", 409, "草案已改过", "Draft is another by now", "请核对现在的草案再办。", "Look at the draft as it stands now.",
            r => new($"草案 {r.Version} 现在的摘要是 {r.Hash}。", $"The hash of draft {r.Version} is {r.Hash} by now."), _ => "hash");
        Add<DraftIsNotChecked>("draft-is-not-checked", 409, "草案尚未通过检查", "Draft is not checked", "请先检查草案并改正所指之处。", "Check it first and correct what is found.",
            r => new($"草案 {r.Version} 的这一稿没有检查过，或检查发现了问题。", $"This text of draft {r.Version} was not checked, or something was found."), _ => "version");
        Add<DecisionInTheFuture>("decision-in-the-future", 422, "决定日期晚于今天", "Decision in the future", "请在决定之后登记。", "Record it once it is decided.",
            r => new($"决定日期 {Say.Day(r.DecidedOn)} 晚于今天 {Say.Day(r.Today)}。", $"It is decided on {Say.Day(r.DecidedOn)}, after today, {Say.Day(r.Today)}."), _ => "decidedOn");
        Add<StepsAreMissing>("steps-are-missing", 409, "通过程序未完成", "Steps of adoption are missing", "请按现行细则的程序逐步决定并登记。", "Have them decided and recorded, in the order of the rulebook in force.",
            r => new($"细则 {r.Version} 还缺：{string.Join("、", r.Steps)}。", $"Rulebook {r.Version} still lacks: {string.Join(", ", r.Steps)}."), _ => "step");
        Add<StepIsTaken>("step-is-taken", 409, "这一步已登记", "Step is taken", "不必再办；须多人签署的，请由他人登记。", "Nothing more is to be done; where several sign, somebody else records it.",
            r => new($"步骤“{r.Step}”已完成，或您已登记过。", $"Step '{r.Step}' is done, or you have recorded it."), _ => "step");
        Add<NoticeIsTooShort>("notice-is-too-short", 422, "公布到生效的天数不足", "Too few days until it takes effect", "请推后生效日。", "Choose a later first day.",
            r => new($"生效日 {Say.Day(r.EffectiveFrom)} 太早，最早为 {Say.Day(r.Earliest)}。", $"It cannot take effect on {Say.Day(r.EffectiveFrom)}, only from {Say.Day(r.Earliest)} on."), _ => "effectiveFrom");
        Add<RulebookIsBeingFilled>("rulebook-is-being-filled", 503, "新细则正在补计以往的用量", "Rulebook is being filled", "请稍后用同一幂等键重试。", "Try again shortly with the same key.",
            r => new($"细则 {r.Version} 正在统计公布前的事项和兑换，已计 {r.Count} 件。", $"What happened before rulebook {r.Version} was published is being counted: {r.Count} so far."), _ => null);
    }
}
