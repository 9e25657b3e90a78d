using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Imports;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Rulebooks;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddGeneral()
    {
        Add<NotAllowed>("not-allowed", 403, "没有权限", "Not allowed", "请由有权限的人办理。", "Ask somebody who holds one of the roles.",
            r => r.Needs.Count == 0
                ? new("您的身份不能办理此事。", "Your sign-in may not do this.")
                : new($"需要以下身份之一：{string.Join("、", r.Needs.Select(RoleWords.Zh))}。", $"One of these roles is needed: {string.Join(", ", r.Needs.Select(RoleWords.En))}."));
        Add<NotFound>("not-found", 404, "没有找到", "Not found", "请核对编号。", "Check the id.",
            r => new($"本社区没有这个编号：{r.Id}。", $"There is nothing by this id in the community: {r.Id}."), r => r.Field);
        Add<IdAlreadyUsed>("id-already-used", 409, "编号已被使用", "Id already used", "内容不同请换新的编号。", "Make a new id for other content.",
            r => new($"编号 {r.Id} 已用于另一内容。", $"The id {r.Id} is taken by something with other content."), r => r.Field);
        Add<ChangedMeanwhile>("changed-meanwhile", 412, "内容已被他人更改", "Changed meanwhile", "请重新读取后再试。", "Read it again and decide anew.",
            r => new($"您看到的是凭证号 {r.Expected} 时的内容，现已更新到 {r.Actual}。", $"You saw it as of journal number {r.Expected}; it changed at {r.Actual}."), _ => "If-Match");
        Add<CommunityAlreadyOpen>("community-already-open", 409, "社区已开户", "Community already open", "请直接使用该社区。", "Use the community as it is.",
            _ => new("该社区的账已经开立。", "The books of this community are open already."));
        Add<UnknownZone>("unknown-zone", 422, "时区不存在", "Unknown time zone", "请使用 IANA 时区名，例如 Asia/Shanghai。", "Use an IANA name such as Asia/Shanghai.",
            r => new($"没有时区“{r.Zone}”。", $"There is no time zone '{r.Zone}'."), _ => "zone");
        Add<UnknownNode>("unknown-node", 422, "网格节点不存在", "Unknown grid node", "请从网格树中选择当日有效的节点。", "Choose a node that exists on that date.",
            r => new($"该日期没有网格节点“{r.Node}”。", $"The grid tree has no node '{r.Node}' on that date."), r => r.Field);
        Add<TreeTooDeep>("tree-too-deep", 422, "网格层级过深", "Grid tree too deep", "请减少层级。", "Use fewer levels.",
            r => new($"网格树最多 {r.Deepest} 级。", $"The grid tree has at most {r.Deepest} levels."), _ => "parent");
        Add<SignInAlreadyBound>("sign-in-already-bound", 409, "登录账号已绑定", "Sign-in already bound", "请先核对是否重复登记。", "Check whether the person is registered twice.",
            _ => new("该登录账号已属于本社区的另一人。", "The sign-in belongs to somebody else in this community."), _ => "signIn");
        Add<RoleNeedsMerchant>("role-needs-merchant", 422, "身份与商户不符", "Role and merchant do not fit", "商户身份须指明商户，其他身份不得指明。", "Name the merchant for a merchant's role, and only then.",
            r => new($"身份“{RoleWords.Zh(r.Role)}”与商户填写不符。", $"The role '{RoleWords.En(r.Role)}' and the merchant do not fit."), _ => "merchant");
        Add<PeriodIsEmpty>("period-is-empty", 422, "起止日期颠倒", "Period is empty", "请更正日期。", "Correct the dates.",
            r => new($"止于 {Say.Day(r.Until)}，早于起始 {Say.Day(r.From)}。", $"It ends on {Say.Day(r.Until)}, before it starts on {Say.Day(r.From)}."), r => r.Field);
        Add<PairingCodeNotAccepted>("pairing-code-not-accepted", 422, "配对码无效", "Pairing code not accepted", "请向社区索取新的配对码。", "Ask for a new pairing code.",
            _ => new("配对码不存在、已使用或已过期。", "The pairing code is unknown, used or past its time."), _ => "code");
        Add<NoRulebookInForce>("no-rulebook-in-force", 422, "当日没有生效的细则", "No rulebook in force", "请先发布积分细则。", "Publish a rulebook first.",
            r => new($"{Say.Day(r.On)} 没有生效的积分细则。", $"No rulebook version is in force on {Say.Day(r.On)}."));
        Add<RulebookIsRetroactive>("rulebook-is-retroactive", 422, "细则不得溯及既往", "Rulebook is retroactive", "生效日须晚于今天。", "Choose a day after today.",
            r => new($"生效日 {Say.Day(r.EffectiveFrom)} 不晚于今天 {Say.Day(r.Today)}。", $"It would take effect on {Say.Day(r.EffectiveFrom)}, not after today, {Say.Day(r.Today)}."), _ => "effectiveFrom");
        Add<RulebookIsContradictory>("rulebook-is-contradictory", 422, "细则自相矛盾", "Rulebook is contradictory", "请按所指位置更正。", "Correct the places named.",
            r => r.Findings.First(one => one.Severity == Severity.Error) is var first && FindingWords.Of(first) is var words ? new($"{first.Pointer}：{words.Zh}", $"At {first.Pointer}: {words.En}") : null!,
            r => r.Findings.First(one => one.Severity == Severity.Error).Pointer,
            r => [.. r.Findings.Select(one => new FieldFault(one.Pointer, one.Code.Value, FindingWords.Of(one) is var words ? new(words.Zh, words.En) : null!))]);
        Add<ImportLineRefused>("import-line-refused", 409, "导入文件有一行被拒", "A line of the import is refused", "请更正该行后重新上传整个文件。", "Correct the line and upload the whole file again.",
            r => Tell(r.Because) is var because ? new($"第 {r.Line} 行：{because.Detail.Zh}", $"Line {r.Line}: {because.Detail.En}") : null!, r => $"line {r.Line}");
    }
}

/// <summary>Roles in the community's words.</summary>
public static class RoleWords
{
    public static string Zh(Role role) => role switch
    {
        Role.Administrator => "系统管理员",
        Role.Office => "社区办公室",
        Role.Accountant => "会计",
        Role.Cashier => "出纳",
        Role.CommitteeMember => "监督委员会成员",
        Role.GridOfficer => "网格员",
        Role.GridAssistant => "网格助理员",
        Role.TeamLeader => "队长",
        Role.MerchantOwner => "商户负责人",
        Role.MerchantClerk => "商户店员",
        Role.Auditor => "审计人员",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string En(Role role) => role switch
    {
        Role.Administrator => "administrator",
        Role.Office => "office",
        Role.Accountant => "accountant",
        Role.Cashier => "cashier",
        Role.CommitteeMember => "committee member",
        Role.GridOfficer => "grid officer",
        Role.GridAssistant => "grid assistant",
        Role.TeamLeader => "team leader",
        Role.MerchantOwner => "merchant's owner",
        Role.MerchantClerk => "merchant's clerk",
        Role.Auditor => "auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
