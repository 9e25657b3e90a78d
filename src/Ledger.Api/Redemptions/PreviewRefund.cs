using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

/// <summary>What a refund would do, lot by lot: the refund's own decision, asked and not written.</summary>
public static class PreviewRefund
{
    /// <param name="DebtPaidHundredths">The part that pays what is owed (欠分); absent behind a counter.</param>
    /// <param name="Lots">What would become of each lot; absent behind a counter.</param>
    /// <param name="LapsedHundredths">The part that would lapse at once.</param>
    /// <param name="Commodity">What it was paid in, in its smallest unit; absent: the first.</param>
    public sealed record Answer(
        long JournalNumber, RedemptionId Redemption, long Quantity, Points PriceHundredths, Points LapsedHundredths, Points? DebtPaidHundredths, Fen SettlementFen, IReadOnlyList<RefundedLot>? Lots, Code? Commodity);

    public static readonly Query[] Queries = [new("quantity", QueryKind.Units, $"Units, 1 to {Bounds.MostUnits}; absent: all that can be given back.")];

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<RedemptionId>("redemption");
        var redemption = (await call.Look(needs => needs.Row<Redemption>(id.ToString()))).Books.Find<Redemption>(id.ToString());
        var units = call.Number("quantity") ?? Math.Max(1, redemption is null ? 1 : redemption.Captured - redemption.Refunded);
        var command = new RefundRedemption(call.By, id, RefundId.Of(Guid.NewGuid()), units, false, "preview");
        var asked = Sending.Own(call.Community, call.Caller.Id, "dry-run") with { DryRun = true };
        return await call.Service<Bookkeeper>().Send(command, asked, call.Cancel) switch
        {
            Answer<RedemptionIsRefunded>.Accepted { Result: var r } accepted =>
                call.Ok(new Answer(accepted.Number, id, r.Quantity, r.PriceHundredths, r.LapsedHundredths, r.DebtPaidHundredths, r.SettlementFen, r.Lots, r.Commodity)),
            Answer<RedemptionIsRefunded>.Refused refused => call.Refuse(refused.Reason, refused.Number),
            Answer<RedemptionIsRefunded>.Unavailable away => ProblemResult.Away(away.RetryAfter),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }
}
