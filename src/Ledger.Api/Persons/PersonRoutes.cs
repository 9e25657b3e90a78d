using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Persons;

internal static class PersonRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<RegisterPersonEndpoint.Request, PersonsRegistered>("POST", "persons", "Register a person 登记人员", RegisterPersonEndpoint.Handle, new RegisterPersonEndpoint.Validator(), typeof(RegisterPersons));
        routes.Ask<FindPersons.Request, FindPersons.Answer>("persons/search", "Find people by name or phone; in a body, so that neither stands in a log 查找人员", FindPersons.Handle, new FindPersons.Validator(), typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<GetPerson.Answer>("persons/{person}", "A person with name and belonging 人员", GetPerson.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Write<BindSignInEndpoint.Request, PersonChanged>("POST", "persons/{person}/sign-in", "Let a person sign in 绑定登录", BindSignInEndpoint.Handle, new BindSignInEndpoint.Validator(), typeof(BindSignIn));
        routes.Write<GrantRoleEndpoint.Request, PersonChanged>("POST", "persons/{person}/roles", "Give a role from a date on 授予身份", GrantRoleEndpoint.Handle, new GrantRoleEndpoint.Validator(), typeof(GrantRole));
        routes.Write<EndRoleEndpoint.Request, PersonChanged>("POST", "persons/{person}/roles/end", "End a role with a last day 终止身份", EndRoleEndpoint.Handle, new EndRoleEndpoint.Validator(), typeof(EndRole));
        routes.Read<ListRelations.Answer>("persons/{person}/relations", "Guardians, helpers and heirs 监护人、代办人、近亲属", ListRelations.Handle, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Write<RelationEndpoints.Binding, PersonChanged>("POST", "persons/{person}/relations", "Bind a guardian or helper from a date on 亲情绑定", RelationEndpoints.Bind, new RelationEndpoints.BindingValidator(), typeof(BindRelation));
        routes.Write<RelationEndpoints.Ending, PersonChanged>("POST", "persons/{person}/relations/end", "End a relation with a last day 解除绑定", RelationEndpoints.End, new RelationEndpoints.EndingValidator(), typeof(EndRelation));
        routes.Write<RelationEndpoints.ChildConsent, PersonChanged>("POST", "persons/{person}/child-consents", "A guardian lets a child under 14 sign in or spend 监护人同意", RelationEndpoints.Consent, null, typeof(ConsentForChild));
        routes.Write<HandOverRoleEndpoint.Request, PersonChanged>("POST", "persons/{person}/roles/handover", "Hand a role over on a day 交接", HandOverRoleEndpoint.Handle, new HandOverRoleEndpoint.Validator(), typeof(HandOverRole));
        routes.Write<MovePersonEndpoint.Request, PersonChanged>("POST", "persons/{person}/moves", "Another node or household from a day on 变更归属", MovePersonEndpoint.Handle, new MovePersonEndpoint.Validator(), typeof(MovePerson));
        routes.Write<ClosingEndpoints.Closing, AccountIsNowClosed>("POST", "persons/{person}/closing", "Close an account for good 销户", ClosingEndpoints.Close, new ClosingEndpoints.ClosingValidator(), typeof(CloseAccount));
        routes.Write<ClosingEndpoints.Heir, HeirIsSigned>("POST", "persons/{person}/heirs", "Name a dead person's close relative; two people sign 登记近亲属", ClosingEndpoints.NameHeir, new ClosingEndpoints.HeirValidator(), typeof(NameHeir));
        routes.Write<MergePersonsEndpoint.Request, MergeIsSigned>("POST", "persons/{person}/merges", "Join two registrations of one person; two people sign 合并重复登记", MergePersonsEndpoint.Handle, null, typeof(MergePersons));
        routes.Write<SuspensionEndpoints.Request, PersonChanged>("POST", "persons/{person}/suspension", "Suspend an account 停用账户", SuspensionEndpoints.Suspend, null, typeof(SuspendPerson), ifMatch: true);
        routes.Write<SuspensionEndpoints.Request, PersonChanged>("POST", "persons/{person}/reinstatement", "Lift a suspension 恢复账户", SuspensionEndpoints.Reinstate, null, typeof(ReinstatePerson), ifMatch: true);
    }
}
