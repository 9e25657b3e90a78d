using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Merchants;
using Ledger.Domain.Settlements;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Settlements;

namespace Ledger.Api.Merchants;

internal static class MerchantDayRoutes
{
    private static readonly Query AsOf = new("asOf", QueryKind.Date, "As of the end of this local booked date 截至; today unless told.");
    private static readonly Query KnownOn = new("knownOn", QueryKind.Instant, "As the books knew it at this instant 按当时账面.");

    public static void Map(LedgerRoutes routes)
    {
        routes.Read<GetMerchantDay.Answer>("merchants/{merchant}/day", "A day's captures and refunds with totals; today unless told 今日核销", GetMerchantDay.Handle,
            [new("date", QueryKind.Date, "The local booked date."), Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound));
        routes.Download("merchants/{merchant}/day.txt", "text/plain", "The day's list for the printer; today unless told 今日核销清单", MerchantDaySlip.Handle,
            [new("date", QueryKind.Date, "The local booked date.")], [], typeof(NotFound)).ShowsNoAccount("a line names an offer and amounts, never whose points they were");
        routes.Read<GetMerchantRedemptions.Answer>("merchants/{merchant}/redemptions", "All redemptions, the newest first 兑换记录", GetMerchantRedemptions.Handle,
            [new("status", QueryKind.Code, "held, captured, voided, expired or refunded.") { OneOf = ["held", "captured", "voided", "expired", "refunded"] }, Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound));
        routes.Read<GetPayable.Answer>("merchants/{merchant}/payable", "What the community owes the merchant 应付商户款", GetPayable.HandleOne, [AsOf, KnownOn, Query.AtLeast], typeof(NotFound));
        routes.Read<GetPayable.Answer>("payables", "What is owed to whom, and who bears it 应付商户款总表", GetPayable.HandleAll, [AsOf, KnownOn, Query.AtLeast], typeof(NotAllowed));
    }

    /// <summary>Who keeps and pays what is owed to merchants, and who audits it.</summary>
    public static readonly Role[] Payers = [Role.Administrator, Role.Office, Role.Accountant, Role.Cashier, Role.Auditor];

    /// <summary>Behind the counter, and the payers.</summary>
    public static bool MaySeeMerchant(this Call call, Domain.Books books, MerchantId merchant) => call.By.ServesAt(books, merchant) || call.By.Holds(books, Payers);
}

public static class GetMerchantDay
{
    /// <param name="Captured">Totals of the whole day, not only of this page.</param>
    /// <param name="OwedFen">What the community owes for the day, refunds taken off.</param>
    /// <param name="Undone">Captures the counter took back within minutes.</param>
    /// <param name="PointsHundredths">Spent there on the day, refunds taken off; <paramref name="Further"/>: in commodities that are not the first.</param>
    /// <param name="Open">What the merchant has earned up to now that is on no statement.</param>
    /// <param name="Offers">What the offers on this page are called.</param>
    public sealed record Answer(
        long JournalNumber, DateOnly Date, MovementTotals Captured, MovementTotals Refunded, MovementTotals Undone, Points PointsHundredths, IReadOnlyList<FurtherAmount> Further, Fen OwedFen, Open Open,
        IReadOnlyList<MerchantMovement> Movements, IReadOnlyList<Called> Offers, string? NextCursor);

    public sealed record Called(OfferId Offer, Title Title);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<MerchantId>("merchant");
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()).StartingWith<Unsettled>(Unsettled.Prefix(id)));
        if (look.Books.Find<Merchant>(id.ToString()) is null || !call.MaySeeMerchant(look.Books, id)) return call.NotFound("merchant");
        var date = call.Date("date") ?? look.Books.Today;
        if (!call.TryCursor($"merchants/{id}/day/{date}", out long? after, out var refusal)) return refusal;
        var day = await call.Service<MerchantReader>().Day(call.Community, id, date, after ?? 0, call.PageSize, call.Cancel);
        var titles = await call.OfferTitles(day.Movements.Select(movement => movement.Offer));
        return call.Ok(new Answer(day.JournalNumber, date, day.Captured, day.Refunded, day.Undone, day.Points, day.Further, day.Owed, Open.Of(look.Books, id), day.Movements,
            [.. titles.Select(title => new Called(title.Key, title.Value))], day.Movements.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/merchants/{id}/day/{date}", day.Movements[^1].At.Number) : null));
    }
}

public static class GetMerchantRedemptions
{
    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Redemptions, string? NextCursor);

    /// <summary>A redemption without the holder: the merchant need not know whose points they were.</summary>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Shown(RedemptionId Redemption, OfferId Offer, MerchantRedemptionStatus Status, long Quantity, long Captured, long Refunded, Points PointsHundredths, Fen SettlementFen,
        DateTimeOffset HeldAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, Code? Commodity);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<MerchantId>("merchant");
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()));
        if (look.Books.Find<Merchant>(id.ToString()) is null || !call.MaySeeMerchant(look.Books, id)) return call.NotFound("merchant");
        MerchantRedemptionStatus? status = call.Text("status") is { } text ? Enum.Parse<MerchantRedemptionStatus>(text, ignoreCase: true) : null;
        var query = $"merchants/{id}/redemptions/{status}";
        if (!call.TryCursor(query, out long? before, out var refusal)) return refusal;
        var page = await call.Service<MerchantReader>().Redemptions(call.Community, id, status, before, call.PageSize, call.Cancel);
        return call.Ok(new Answer(page.JournalNumber, [.. page.Redemptions.Select(r => new Shown(r.Redemption, r.Offer, r.Status, r.Quantity, r.Captured, r.Refunded,
            r.PointsHundredths, r.SettlementFen, r.Held.RecordedAt, r.ExpiresAt, r.Ended?.RecordedAt, r.Commodity))],
            page.Redemptions.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/{query}", page.Redemptions[^1].Held.Number) : null));
    }
}

public static class GetPayable
{
    public sealed record Answer(long JournalNumber, DateOnly AsOf, Fen OwedFen, IReadOnlyList<Payable> Merchants);

    public static async Task<IResult> HandleOne(Call call)
    {
        var id = call.Id<MerchantId>("merchant");
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()));
        if (look.Books.Find<Merchant>(id.ToString()) is null || !call.MaySeeMerchant(look.Books, id)) return call.NotFound("merchant");
        return await Answered(call, id, look.Books.Today);
    }

    public static async Task<IResult> HandleAll(Call call)
    {
        var look = await call.Look(needs => needs);
        return call.By.Holds(look.Books, MerchantDayRoutes.Payers) ? await Answered(call, null, look.Books.Today) : call.Refuse(new NotAllowed(MerchantDayRoutes.Payers));
    }

    private static async Task<IResult> Answered(Call call, MerchantId? merchant, DateOnly today)
    {
        var owed = await call.Service<PayableReader>().At(call.Community, merchant, call.Date("asOf") ?? today, await call.KnownOn(), call.Cancel);
        return call.Ok(new Answer(owed.KnownOn, owed.AsOf, owed.Owed, owed.Merchants));
    }
}
