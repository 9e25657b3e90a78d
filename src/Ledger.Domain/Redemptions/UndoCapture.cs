using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>
/// The counter takes a capture back at once (撤销核销): a wrong code, a wrong tap. All of it, once, within the minutes the hold's
/// rulebook gives; the units are on the shelf again. Afterwards there is the refund.
/// </summary>
/// <param name="Refund">Made by the client: an undone capture is a refund with a reason of its own.</param>
[Refuses(typeof(NotFound), typeof(GainsBySigning), typeof(IdAlreadyUsed), typeof(NothingCaptured), typeof(CaptureIsRefunded), typeof(UndoIsOver))]
public sealed record UndoCapture(Actor By, RedemptionId Redemption, RefundId Refund) : ICommand<RedemptionIsRefunded>
{
    /// <summary>How long a capture can be undone where the rulebook says nothing.</summary>
    public const int UsualMinutes = 10;

    public static readonly Code Undone = "capture-undone";

    public void Name(Needs needs) => needs.Row<Redemption>(Redemption.ToString()).Row<Refund>(Refund.ToString());

    public Decision<RedemptionIsRefunded> Decide(Books books)
    {
        if (books.Find<Redemption>(Redemption.ToString()) is not { } redemption || !By.ServesAt(books, redemption.Placed.Merchant)) return new NotFound("redemption", Redemption.ToString());
        if (RefundRedemption.Gains(books, By, Persons.Person.SurvivorOf(books, redemption.Placed.Person)) is { } gains) return gains;
        if (books.Find<Refund>(Refund.ToString()) is not null) return new IdAlreadyUsed("refund", Refund.ToString());
        if (redemption.Status != RedemptionStatus.Captured || redemption.CapturedAt is not { } capturedAt) return new NothingCaptured(Redemption, redemption.Status);
        if (redemption.Refunded > 0) return new CaptureIsRefunded(Redemption, redemption.Refunded);
        var minutes = Rulebook.Of(books, redemption.Placed.Rulebook.Version)?.Document.Counter?.Undo?.Units ?? UsualMinutes;
        if (books.Now >= capturedAt.AddMinutes(minutes)) return new UndoIsOver(Redemption, books.Local(capturedAt.AddMinutes(minutes)));
        return new RefundRedemption(By, Redemption, Refund, redemption.Captured, Restock: true, Undone).Decide(books);
    }
}

/// <summary>Something of the capture was given back already.</summary>
public sealed record CaptureIsRefunded(RedemptionId Redemption, long Refunded) : Rejection;

/// <summary>The minutes in which a capture can be undone are over; a refund is still possible.</summary>
public sealed record UndoIsOver(RedemptionId Redemption, DateTimeOffset Until) : Rejection;
