using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

public static class PlaceHoldEndpoint
{
    /// <param name="Redemption">Made by the client.</param>
    /// <param name="Person">Whose points; one's own, or of somebody one acts for.</param>
    public sealed record Request(RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity = 1);

    /// <param name="Code">What the merchant scans or types; absent in a dry run.</param>
    public sealed record Answer(
        RedemptionId Redemption, MerchantId Merchant, OfferId Offer, long Quantity, Points PriceHundredths, Points AvailableAfterHundredths, DateTimeOffset ExpiresAt, string? Code);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Quantity).InclusiveBetween(1, Bounds.MostUnits);
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var (body, codes) = (call.Body, call.Service<RedemptionCodes>());
        // The quote tells what somebody has; the hold itself is in the books, with who placed it.
        call.Shows(call.IsDryRun ? [body.Person] : []);
        var command = new PlaceHold(call.By, body.Redemption, body.Person, body.Offer, body.Quantity, codes.Hashes(call.Community, body.Redemption),
            call.By.Is(body.Person) ? await call.AgeBandToday(body.Person) : null);
        return await call.Send(command, placed => Shown(call, placed), placed => $"redemptions/{placed.Redemption}", body.Person);
    }

    internal static Answer Shown(WriteCall<Request> call, HoldIsPlaced placed) => new(placed.Redemption, placed.Merchant, placed.Offer, placed.Quantity, placed.PriceHundredths,
        placed.AvailableAfterHundredths, placed.ExpiresAt, call.IsDryRun ? null : call.Service<RedemptionCodes>().Code(call.Community, placed.Redemption, placed.Attempt));
}
