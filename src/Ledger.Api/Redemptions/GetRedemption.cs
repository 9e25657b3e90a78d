using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

public static class GetRedemption
{
    /// <param name="Code">Only for whose points are held and who may act for him, while they are.</param>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Answer(
        long JournalNumber, RedemptionId Redemption, PersonId? Person, MerchantId Merchant, OfferId Offer, RedemptionStatus Status, long Quantity, long Captured, long Refunded,
        Points UnitPriceHundredths, DateTimeOffset ExpiresAt, string? Code, Code? Commodity);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<RedemptionId>("redemption");
        var look = await call.Look(needs => needs);
        var counters = call.By.Counters(look.Books).Select(merchant => new { placed = new { merchant } });
        if (await call.FindOfPerson<Redemption>(look.Books, id.ToString(), person => new { placed = new { person } }, found => found.Placed.Person, also: counters) is not { Placed: var hold } redemption)
            return call.NotFound("redemption");
        // The merchant need not know whose points they were.
        var maySee = await call.MaySee(look.Books, hold.Person);
        call.Shows(maySee ? [hold.Person] : []);
        var code = call.MaySeeCode(look.Books, hold) && redemption.Status == RedemptionStatus.Held ? call.Service<RedemptionCodes>().Code(call.Community, id, redemption.Attempt) : null;
        return call.Ok(new Answer(look.Number, id, maySee ? hold.Person : null, hold.Merchant, hold.Offer, redemption.Status, hold.Quantity, redemption.Captured, redemption.Refunded,
            hold.UnitPrice, hold.ExpiresAt, code, hold.Commodity), redemption.Number);
    }
}
