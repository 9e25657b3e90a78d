using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Merchants;

/// <summary>What a shop says of itself: closed today, sold out, a tap taken back; and its end.</summary>
internal static class ShopRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<ShopEndpoints.Closure, MerchantIsClosing>("POST", "merchants/{merchant}/closing", "Close a merchant for good; open codes are released after it 商户停业", ShopEndpoints.Close, null, typeof(CloseMerchant));
        routes.Write<ShopEndpoints.Days, DaysOffChanged>("POST", "merchants/{merchant}/days-off", "Close the counter today or for days 今日歇业", ShopEndpoints.SetDays, new ShopEndpoints.DaysValidator(), typeof(SetDaysOff));
        routes.Write<ShopEndpoints.Nothing, DaysOffChanged>("POST", "merchants/{merchant}/days-off/lifting", "Open the counter again 恢复营业", ShopEndpoints.LiftDays, null, typeof(LiftDaysOff));
        routes.Write<ShopEndpoints.SoldOut, OfferChanged>("POST", "offers/{offer}/sold-out", "Say that an offer is sold out, today or until lifted 售罄", ShopEndpoints.SellOut, null, typeof(SellOut));
        routes.Write<ShopEndpoints.Nothing, OfferChanged>("POST", "offers/{offer}/sold-out/lifting", "Say that an offer is to be had again 恢复供应", ShopEndpoints.LiftSoldOut, null, typeof(LiftSoldOut));
        routes.Write<ShopEndpoints.Undoing, RedemptionIsRefunded>("POST", "redemptions/{redemption}/undo", "Take a capture back at the counter, within minutes 撤销核销", ShopEndpoints.Undo, null, typeof(UndoCapture));
    }
}

public static class ShopEndpoints
{
    /// <summary>Nothing is said but that it is done.</summary>
    public sealed record Nothing;

    /// <param name="Reason">A code, such as <c>retired</c>.</param>
    public sealed record Closure(Code Reason);

    /// <param name="From">The first local day; today for closed today.</param>
    /// <param name="Until">The last.</param>
    /// <param name="Reason">A code, such as <c>holiday</c>.</param>
    public sealed record Days(DateOnly From, DateOnly Until, Code Reason);

    /// <param name="UntilLifted">Otherwise until midnight.</param>
    public sealed record SoldOut(bool UntilLifted = false);

    /// <param name="Id">The refund's, made by the client.</param>
    public sealed record Undoing(RefundId Id);

    public sealed class DaysValidator : AbstractValidator<Days>
    {
        public DaysValidator()
        {
            RuleFor(request => request.From).InOurTimes();
            RuleFor(request => request.Until).InOurTimes();
        }
    }

    public static Task<IResult> Close(WriteCall<Closure> call) => call.Send(new CloseMerchant(call.By, call.Id<MerchantId>("merchant"), call.Body.Reason));

    public static Task<IResult> SetDays(WriteCall<Days> call) => call.Send(new SetDaysOff(call.By, call.Id<MerchantId>("merchant"), call.Body.From, call.Body.Until, call.Body.Reason));

    public static Task<IResult> LiftDays(WriteCall<Nothing> call) => call.Send(new LiftDaysOff(call.By, call.Id<MerchantId>("merchant")));

    public static Task<IResult> SellOut(WriteCall<SoldOut> call) => call.Send(new SellOut(call.By, call.Id<OfferId>("offer"), call.Body.UntilLifted));

    public static Task<IResult> LiftSoldOut(WriteCall<Nothing> call) => call.Send(new LiftSoldOut(call.By, call.Id<OfferId>("offer")));

    public static Task<IResult> Undo(WriteCall<Undoing> call) => call.Send(new UndoCapture(call.By, call.Id<RedemptionId>("redemption"), call.Body.Id),
        location: undone => $"redemptions/{undone.Redemption}");
}
