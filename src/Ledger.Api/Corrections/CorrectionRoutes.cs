using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Corrections;

namespace Ledger.Api.Corrections;

internal static class CorrectionRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<CorrectionEndpoints.Request, CorrectionIs>("POST", "persons/{person}/corrections", "Ask for a correction of an act or of one's data 更正申请", CorrectionEndpoints.Ask, new CorrectionEndpoints.RequestValidator(), typeof(RequestCorrection));
        routes.Read<ListCorrections.OfPerson>("persons/{person}/corrections", "Requests for correction and what became of them 我的更正申请", ListCorrections.HandlePerson, null, typeof(NotFound)).LooksAt(LookedAt.ThePerson);
        routes.Read<ListCorrections.One>("persons/{person}/corrections/{correction}", "A request for correction 更正申请", ListCorrections.HandleOne, null, typeof(NotFound)).LooksAt(LookedAt.ThePerson);
        routes.Write<CorrectionEndpoints.Decision, CorrectionIs>("POST", "persons/{person}/corrections/{correction}/decision", "Decide a request: accepted by what was done, or refused with a reason 更正决定", CorrectionEndpoints.Decide, new CorrectionEndpoints.DecisionValidator(), typeof(DecideCorrection), ifMatch: true);
        routes.Read<ListCorrections.Open>("corrections", "Requests that wait, oldest first, with their age in days 待办更正申请", ListCorrections.HandleOpen, [Query.Limit, Query.Cursor], typeof(NotAllowed)).LooksAt(LookedAt.WhomItFinds);
    }
}
