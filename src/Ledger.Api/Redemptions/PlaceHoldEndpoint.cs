using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Api.Redemptions;

public static class PlaceHoldEndpoint
{
    /// <param name="Redemption">Made by the client.</param>
    /// <param name="Person">Whose points; one's own, or of somebody one acts for.</param>
    /// <param name="Passage">For an item of the rulebook, as are the members after it: by which passage; absent: the first that leads to it.</param>
    /// <param name="Amount">Points: of a paper with denominations, or the part of a bill not paid in money.</param>
    /// <param name="Bill">In fen.</param>
    /// <param name="Account">Whose points: absent: the person's; otherwise those of his household or team, such as <c>household:…</c>.</param>
    /// <param name="To">For whom of the family, where the passage lets one pay for another.</param>
    public sealed record Request(RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity = 1,
        Code? Passage = null, Channel? Channel = null, Points? Amount = null, Fen? Bill = null, AskedFor? For = null, IReadOnlyList<ActInput>? Inputs = null, Subject? Account = null, PersonId? To = null)
    {
        internal Asking Asking => new(Passage, Channel, Amount, Bill, For ?? AskedFor.Self, Inputs, To);
    }


    /// <param name="Code">What the merchant scans or types; absent in a dry run.</param>
    /// <param name="CashFen">What is paid in money beside the points.</param>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Answer(
        RedemptionId Redemption, MerchantId Merchant, OfferId Offer, long Quantity, Points PriceHundredths, Points AvailableAfterHundredths, DateTimeOffset ExpiresAt, string? Code, Fen? CashFen = null, Code? Commodity = null);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Quantity).InclusiveBetween(1, Bounds.MostUnits);
            RuleFor(request => request.Amount!.Value).Amount().When(request => request.Amount is not null);
            RuleFor(request => request.Bill!.Value).Amount().When(request => request.Bill is not null);
            RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
        }
    }

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var body = call.Body;
        // The quote tells what somebody has; the hold itself is in the books, with who placed it.
        call.Shows(call.IsDryRun ? [body.Person] : []);
        return await call.Send(await Asked(call), placed => Shown(call, placed), placed => $"redemptions/{placed.Redemption}", body.Person);
    }

    internal static async Task<PlaceHold> Asked(WriteCall<Request> call)
    {
        var (body, (band, fromVault)) = (call.Body, await call.BothFromVaultToday(call.Body.Person));
        return new PlaceHold(call.By, body.Redemption, body.Person, body.Offer, body.Quantity, call.Service<RedemptionCodes>().Hashes(call.Community, body.Redemption),
            band, body.Asking, fromVault, body.Account, await ReceiversVault(call));
    }

    /// <summary>What only the vault knows of whom it is paid for.</summary>
    internal static async Task<FromVault?> ReceiversVault(WriteCall<Request> call) => call.Body.Asking?.To is { } to ? await call.FromVaultToday(to) : null;

    internal static Answer Shown(WriteCall<Request> call, HoldIsPlaced placed) => new(placed.Redemption, placed.Merchant, placed.Offer, placed.Quantity, placed.PriceHundredths,
        placed.AvailableAfterHundredths, placed.ExpiresAt, call.IsDryRun ? null : call.Service<RedemptionCodes>().Code(call.Community, placed.Redemption, placed.Attempt), placed.CashFen, placed.Commodity);
}
