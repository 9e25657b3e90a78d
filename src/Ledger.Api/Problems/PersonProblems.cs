using Ledger.Domain.Persons;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddPersons()
    {
        Add<RelationToOneself>("relation-to-oneself", 422, "不能绑定自己", "Relation to oneself", "请由他人为您办理。", "Have somebody else bind you.",
            _ => new("不能做自己的监护人、代办人或近亲属，也不能由本人登记自己。", "Nobody is his own guardian, helper or heir, or makes himself another's."), _ => "other");
        Add<GuardianMustConsent>("guardian-must-consent", 403, "须监护人同意", "A guardian must consent", "请监护人先在自己的手机上同意。", "Ask the guardian to consent first.",
            r => r.May == ChildMay.SignIn
                ? new("未满十四周岁，登录须监护人同意。", "Under 14, signing in needs a guardian's consent.")
                : new("未满十四周岁，兑换须监护人同意。", "Under 14, spending needs a guardian's consent."));
    }
}
