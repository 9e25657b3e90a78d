using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Offers;

namespace Ledger.Api.Offers;

internal static class OfferRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<OfferEndpoints.Publication, OfferChanged>("POST", "offers", "Publish an offer 发布兑换项目", OfferEndpoints.Publish, new OfferEndpoints.PublicationValidator(), typeof(PublishOffer));
        routes.Write<OfferEndpoints.Terms, OfferChanged>("PUT", "offers/{offer}", "Change an offer's terms for those who come after 修改兑换项目", OfferEndpoints.Revise, new OfferEndpoints.TermsValidator(), typeof(ReviseOffer), ifMatch: true);
        routes.Write<OfferEndpoints.Withdrawal, OfferChanged>("POST", "offers/{offer}/withdrawal", "Withdraw an offer 下架", OfferEndpoints.Withdraw, null, typeof(WithdrawOffer), ifMatch: true);
        routes.Read<ListOffers.Answer>("offers", "All offers 兑换项目", ListOffers.Handle, [Query.Limit, Query.Cursor]);
        routes.Read<GetOffer.Answer>("offers/{offer}", "An offer 兑换项目", GetOffer.Handle, null, typeof(NotFound));
        routes.Read<OffersForPerson.Answer>("persons/{person}/offers", "Which offers can be taken now, and why not the others 我能换什么", OffersForPerson.Handle, [Query.Limit, Query.Cursor], typeof(NotFound), typeof(Domain.Persons.PersonWasMerged))
            .LooksAt(LookedAt.ThePerson);
    }
}
