using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddPersons()
    {
        Add<RelationToOneself>("relation-to-oneself", 422, "不能绑定自己", "Relation to oneself", "请由他人为您办理。", "Have somebody else bind you.",
            _ => new("不能做自己的监护人、代办人或近亲属，也不能由本人登记自己。", "Nobody is his own guardian, helper or heir, or makes himself another's."), _ => "other");
        Add<PersonWasMerged>("person-was-merged", 409, "重复登记已合并", "Person was merged", "请改用保留的编号。", "Use the id that stayed.",
            r => new($"此人重复登记，已并入 {r.Survivor}。", $"The person was registered twice and goes by {r.Survivor}."), _ => "person");
        Add<AccountIsClosed>("account-is-closed", 409, "账户已销户", "Account is closed", "已销户的账户不再变动。", "A closed account is not used again.",
            r => new($"该账户已于 {Say.Day(r.On)} 销户。", $"The account was closed on {Say.Day(r.On)}."));
        Add<AccountIsOpen>("account-is-open", 409, "账户未因身故销户", "Account is open", "请先办理身故销户。", "Close the account because of the death first.",
            _ => new("该账户没有因身故销户，资料属于本人。", "The account is not closed because of a death: the data are the person's own."));
        Add<NotOfTheFamily>("not-of-the-family", 422, "不是同户家人", "Not of the family", "请指定同一户的家人，或不指定。", "Name somebody of the same household, or nobody.",
            _ => new("余额只能转给同一户的家人。", "What is left goes to somebody of the same household only."), _ => "family");
        Add<GainsBySigning>("gains-by-signing", 403, "与己有关，不得签字", "Gains by signing", "请由无关的人签字。", "Have somebody else sign.",
            _ => new("事关您本人、同户家人或其商户，须由他人签字。", "It is for you, your household or a merchant of theirs: somebody else has to sign."));
        Add<MoveInTheFuture>("move-in-the-future", 422, "尚未搬迁", "Move in the future", "请在当天或之后登记。", "Record it on the day or after.",
            r => new($"{Say.Day(r.From)} 晚于今天 {Say.Day(r.Today)}。", $"{Say.Day(r.From)} is after today, {Say.Day(r.Today)}."), _ => "from");
        Add<ScopeDoesNotFit>("scope-does-not-fit", 422, "范围与身份不符", "Scope does not fit", "网格身份可限定网格，队长可限定队伍，其他身份不限定。", "Grid roles take a node, a team leader a team, others neither.",
            r => new($"{RoleWords.Zh(r.Role)}不能这样限定范围。", $"The role of {RoleWords.En(r.Role)} takes no {r.Field}."), r => r.Field);
        Add<SubstituteNeedsEnd>("substitute-needs-end", 422, "代理须有截止日", "Substitute needs an end", "请填写代理的最后一天。", "Give the last day.",
            r => new($"代理{RoleWords.Zh(r.Role)}须写明到哪一天。", $"Standing in as {RoleWords.En(r.Role)} ends on a day that is known."), _ => "until");
        Add<RoleNotHeld>("role-not-held", 409, "当日没有该身份", "Role not held", "请核对人员和日期。", "Check the person and the date.",
            r => new($"{r.Person} 在 {Say.Day(r.On)} 不是{RoleWords.Zh(r.Role)}。", $"{r.Person} is no {RoleWords.En(r.Role)} on {Say.Day(r.On)}."));
        Add<RoleAlreadyHeld>("role-already-held", 409, "已有该身份", "Role already held", "无需交接，或另选日期。", "There is nothing to hand over, or choose another day.",
            r => new($"{r.Person} 在 {Say.Day(r.On)} 或之后已是{RoleWords.Zh(r.Role)}。", $"{r.Person} is {RoleWords.En(r.Role)} on {Say.Day(r.On)} or later already."), _ => "to");
        Add<LastAdministrator>("last-administrator", 409, "最后一位管理员", "Last administrator", "请先授予另一人系统管理员。", "Make somebody else an administrator first.",
            _ => new("此后将没有长期的系统管理员。", "Nobody would be an administrator for good after that."));
        Add<Domain.Acts.OutsideScope>("outside-scope", 403, "不在职责范围内", "Outside your scope", "请由管该网格或队伍的人办理。", "Ask whoever is responsible for that grid or team.",
            r => r.Act is { } act
                ? new($"事项 {act} 不在您负责的网格或队伍。", $"Act {act} is not of the grid or team you are responsible for.")
                : new("该居民不属于您负责的网格。", "The person is not of the grid you are responsible for."), r => r.Act is null ? "node" : "acts");
        Add<GuardianMustConsent>("guardian-must-consent", 403, "须监护人同意", "A guardian must consent", "请监护人先在自己的手机上同意。", "Ask the guardian to consent first.",
            r => r.May == ChildMay.SignIn
                ? new("未满十四周岁，登录须监护人同意。", "Under 14, signing in needs a guardian's consent.")
                : new("未满十四周岁，兑换须监护人同意。", "Under 14, spending needs a guardian's consent."));
    }
}
