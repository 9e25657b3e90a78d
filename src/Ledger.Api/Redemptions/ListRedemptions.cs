using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Projections.MerchantRedemptions;

namespace Ledger.Api.Redemptions;

/// <summary>A person's own redemptions, above all the codes that are open.</summary>
public static class ListRedemptions
{
    /// <param name="IsPaper">A paper voucher.</param>
    /// <param name="Code">While it is good, for the holder and who may act for him.</param>
    /// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
    public sealed record Shown(
        RedemptionId Redemption, MerchantId Merchant, OfferId Offer, MerchantRedemptionStatus Status, long Quantity, long Captured, long Refunded, Points UnitPriceHundredths,
        DateTimeOffset HeldAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, bool IsPaper, PersonId? Helper, string? Code, Code? Commodity);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Redemptions, string? NextCursor);

    public static readonly Query[] Queries =
    [
        new("status", QueryKind.Code, "held, captured, voided, expired or refunded.") { OneOf = ["held", "captured", "voided", "expired", "refunded"] }, Query.Limit, Query.Cursor, Query.AtLeast,
    ];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is null) return call.NotFound("person");
        MerchantRedemptionStatus? status = call.Text("status") is { } text ? Enum.Parse<MerchantRedemptionStatus>(text, ignoreCase: true) : null;
        var query = $"persons/{id}/redemptions/{status}";
        if (!call.TryCursor(query, out long? before, out var refusal)) return refusal;
        var page = await call.Service<MerchantReader>().RedemptionsOf(call.Community, id, status, before, call.PageSize, call.Cancel);
        // What a code is good for is in the rows that decisions read: the list may be a moment behind.
        var rows = (await call.Look(needs => page.Redemptions.Aggregate(needs, (more, one) => more.Row<Redemption>(one.Redemption.ToString())))).Books;
        var codes = call.Service<RedemptionCodes>();
        var shown = page.Redemptions.Select(one =>
        {
            var row = rows.Find<Redemption>(one.Redemption.ToString());
            var isGood = row is { Status: RedemptionStatus.Held } && rows.Now < one.ExpiresAt;
            return new Shown(one.Redemption, one.Merchant, one.Offer, one.Status, one.Quantity, one.Captured, one.Refunded, one.UnitPrice, one.Held.RecordedAt, one.ExpiresAt, one.Ended?.RecordedAt,
                row?.Placed.IsPaper == true, row?.Placed.Helper, isGood && call.MaySeeCode(look.Books, row!.Placed) ? codes.Code(call.Community, one.Redemption, row!.Attempt) : null, one.Commodity);
        }).ToList();
        return call.Ok(new Answer(page.JournalNumber, shown,
            shown.Count == call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/{query}", page.Redemptions[^1].Held.Number) : null));
    }
}
