using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

public static class EndingEndpoints
{
    /// <param name="Reason">A code, such as <c>changed-mind</c>.</param>
    public sealed record Void(Domain.Code Reason);

    /// <param name="Quantity">Units, at least 1.</param>
    /// <param name="Restock">Whether the units are on the shelf again.</param>
    public sealed record Refund(RefundId Id, long Quantity, Domain.Code Reason, bool Restock = false);

    public sealed class RefundValidator : AbstractValidator<Refund>
    {
        public RefundValidator() => RuleFor(request => request.Quantity).InclusiveBetween(1, Bounds.MostUnits);
    }

    public static Task<IResult> VoidHold(WriteCall<Void> call) => call.Send(new VoidHold(call.By, call.Id<RedemptionId>("redemption"), call.Body.Reason, call.Expected));

    public static Task<IResult> RefundRedemption(WriteCall<Refund> call) => call.Send(
        new RefundRedemption(call.By, call.Id<RedemptionId>("redemption"), call.Body.Id, call.Body.Quantity, call.Body.Restock, call.Body.Reason),
        location: refunded => $"redemptions/{refunded.Redemption}");
}
