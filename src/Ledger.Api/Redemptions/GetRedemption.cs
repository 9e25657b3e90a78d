using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

public static class GetRedemption
{
    /// <param name="Code">Only for whose points are held and who may act for him, while they are.</param>
    public sealed record Answer(
        long JournalNumber, RedemptionId Redemption, PersonId? Person, MerchantId Merchant, OfferId Offer, RedemptionStatus Status, long Quantity, long Captured, long Refunded,
        Points UnitPriceHundredths, DateTimeOffset ExpiresAt, string? Code);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<RedemptionId>("redemption");
        var look = await call.Look(needs => needs.Row<Redemption>(id.ToString()));
        if (look.Books.Find<Redemption>(id.ToString()) is not { Placed: var hold } redemption) return call.NotFound("redemption");
        var maySee = await call.MaySee(look.Books, hold.Person);
        if (!maySee && !call.By.ServesAt(look.Books, hold.Merchant)) return call.NotFound("redemption");
        call.Shows(maySee ? [hold.Person] : []);
        var code = call.MaySeeCode(look.Books, hold) && redemption.Status == RedemptionStatus.Held ? call.Service<RedemptionCodes>().Code(call.Community, id, redemption.Attempt) : null;
        return call.Ok(new Answer(look.Number, id, maySee ? hold.Person : null, hold.Merchant, hold.Offer, redemption.Status, hold.Quantity, redemption.Captured, redemption.Refunded,
            hold.UnitPrice, hold.ExpiresAt, code), redemption.Number);
    }
}
