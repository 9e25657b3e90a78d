using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Openings;

internal static class OpeningRoutes
{
    /// <summary>Who may compare openings with the paper: those who enter or sign them, and the auditor.</summary>
    public static readonly Role[] Readers = [Role.Administrator, Role.Office, Role.Accountant, Role.Auditor];

    public static void Map(LedgerRoutes routes)
    {
        routes.Read<ListOpenings.Answer>("openings", "Openings from paper passbooks, with what became of them 期初列表", ListOpenings.Handle, [Query.Limit, Query.Cursor], typeof(NotAllowed))
            .ShowsNoAccount("it names who entered and who decided, and no passbook");
        routes.Read<GetOpening.Answer>("openings/{opening}", "An opening passbook by passbook, and what signing now would say to each 期初预览", GetOpening.Handle, null, typeof(NotAllowed), typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<EnterOpeningEndpoint.Request, OpeningIsEntered>("POST", "openings", "Enter paper passbooks as a proposal; nothing counts before a second signature 录入期初", EnterOpeningEndpoint.Handle, new EnterOpeningEndpoint.Validator(), typeof(EnterOpening));
        routes.Write<SignOpeningEndpoint.Signature, OpeningIsPosted>("POST", "openings/{opening}/signature", "The second signature: all of it is posted 复核期初", SignOpeningEndpoint.Sign, null, typeof(SignOpening));
        routes.Write<SignOpeningEndpoint.Refusal, OpeningIsRejected>("POST", "openings/{opening}/rejection", "The second person sends it back; its passbooks may be entered anew 退回期初", SignOpeningEndpoint.Reject, null, typeof(RejectOpening));
    }

    public static void AddOpenings(this IServiceCollection services) => services.AddSingleton<PassbookNumbers>();
}
