using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;
using RefundRule = Ledger.Domain.Rulebooks.Document.RefundRule;

namespace Ledger.Domain.Redemptions;

/// <summary>
/// Gives points back for units that were redeemed (退还), to the very lots, the last taken first. For a lot that lapsed
/// meanwhile the rulebook of the hold says: lapse at once, or days of grace. Nobody gives them back to himself or his household.
/// </summary>
/// <param name="Refund">Made by the client: the same id again changes nothing.</param>
/// <param name="Quantity">Units, at least 1.</param>
[Refuses(typeof(NotFound), typeof(GainsBySigning), typeof(IdAlreadyUsed), typeof(NothingCaptured), typeof(RefundNotAllowed), typeof(RefundExceedsCapture))]
public sealed record RefundRedemption(Actor By, RedemptionId Redemption, RefundId Refund, long Quantity, bool Restock, Code Reason) : ICommand<RedemptionIsRefunded>
{
    /// <summary>The reason for which a faulty thing is given back.</summary>
    public static readonly Code Fault = "fault";

    public long Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    public void Name(Needs needs) => needs.Row<Redemption>(Redemption.ToString()).Row<Refund>(Refund.ToString());

    public Decision<RedemptionIsRefunded> Decide(Books books)
    {
        if (books.Find<Redemption>(Redemption.ToString()) is not { } redemption) return new NotFound("redemption", Redemption.ToString());
        // Who was registered twice gets it back as who stayed (rule 16).
        var hold = redemption.Placed with { Person = Persons.Person.SurvivorOf(books, redemption.Placed.Person) };
        if (!By.ServesAt(books, hold.Merchant) && !By.Holds(books, Role.Office)) return new NotFound("redemption", Redemption.ToString());
        if (Gains(books, By, hold.Person) is { } gains) return gains;
        if (books.Find<Refund>(Refund.ToString()) is not null) return new IdAlreadyUsed("refund", Refund.ToString());
        if (redemption.Status != RedemptionStatus.Captured) return new NothingCaptured(Redemption, redemption.Status);
        if (RuleAgainst(books, hold) is { } rule) return new RefundNotAllowed(rule);
        var refundable = redemption.Captured - redemption.Refunded;
        if (Quantity > refundable) return new RefundExceedsCapture(refundable, Quantity);

        Lapse.PostIfDue(books, hold.Owner, hold.Person, hold.Kept);
        var posting = new Posting(books, hold.Owner, hold.Kept);
        var rulebook = Rulebook.Of(books, hold.Rulebook);
        var (lapsed, lots) = (Points.Zero, new List<RefundedLot>());
        foreach (var lot in LastTaken(redemption.Spent, hold.UnitPrice * Quantity))
        {
            var grace = rulebook.RefundOf(lot.Lot, books.Today);
            lapsed += posting.GiveBack(AccountName.Spent(hold.Merchant), lot, grace);
            lots.Add(RefundedLot.Of(lot, grace, books.Today));
        }
        var paid = new Points(posting.Legs.Where(leg => leg.Account == AccountName.Debt(hold.Owner)).Sum(leg => leg.Amount));
        var owed = hold.UnitSettlement * Quantity;
        if (hold.Bearer.Kind != BearerKind.Merchant)
            posting.Move(AccountName.Expense(hold.Bearer.ToString()), AccountName.Payable(hold.Merchant), Commodity.Fen, null, owed.Count);
        books.Add(Stream.Person(hold.Person), new RedemptionRefunded(Refund, Redemption, hold.Person, hold.Merchant, hold.Offer, Quantity, Restock, Reason,
            posting.Entries, posting.Legs, books.Today, books.Today, hold.HeldBy));
        Persons.AccountRest.Settle(books, hold.Person);
        // A shop need not know what somebody owes, nor from where his points are.
        var whole = By.Holds(books, Role.Office);
        return books.Accept(new RedemptionIsRefunded(Redemption, Refund, Quantity, hold.UnitPrice * Quantity, lapsed, owed, whole ? paid : null, whole ? lots : null, hold.Commodity));
    }

    /// <summary>What the passage says of giving back: nothing, or only what was faulty. A counter's slip is undone all the same.</summary>
    private string? RuleAgainst(Books books, HoldPlaced hold)
    {
        if (hold.Asked is not { } asked || Reason == UndoCapture.Undone) return null;
        var passages = Rulebook.Of(books, hold.Rulebook).Document.Passages!.ToList();
        var number = passages.FindIndex(passage => passage.Code == asked.Passage);
        return passages[number].Refund is RefundRule.None || passages[number].Refund is RefundRule.Fault && Reason != Fault ? $"/passages/{number}/refund" : null;
    }

    /// <summary>A terminal is nobody's person.</summary>
    internal static GainsBySigning? Gains(Books books, Actor by, PersonId gainer) =>
        by.Person is { } signer && Persons.TwoPeople.Gains(books, signer, gainer) ? new GainsBySigning(signer) : null;

    private static IEnumerable<LotAmount> LastTaken(IReadOnlyList<LotAmount> spent, Points amount)
    {
        var missing = amount.Hundredths;
        foreach (var lot in spent.Reverse())
        {
            if (missing == 0) yield break;
            var part = Math.Min(missing, lot.Amount);
            missing -= part;
            yield return lot with { Amount = part };
        }
        if (missing != 0) throw new InvalidOperationException("More is given back than was spent.");
    }
}

/// <param name="LapsedHundredths">The part that lapsed at once, because its lots were past their date.</param>
/// <param name="SettlementFen">What the merchant is owed less.</param>
/// <param name="DebtPaidHundredths">The part that pays what is owed (欠分), instead of being available; absent behind a counter.</param>
/// <param name="Lots">What becomes of each lot; absent behind a counter.</param>
/// <param name="Commodity">What it was paid in; absent: the first.</param>
public sealed record RedemptionIsRefunded(
    RedemptionId Redemption, RefundId Refund, long Quantity, Points PriceHundredths, Points LapsedHundredths, Fen SettlementFen, Points? DebtPaidHundredths = null, IReadOnlyList<RefundedLot>? Lots = null, Code? Commodity = null);

[JsonConverter(typeof(KebabEnum<RefundOutcome>))]
public enum RefundOutcome { Returns, Grace, Lapses }

/// <summary>What a refund does with one lot.</summary>
/// <param name="Lot">The lot the points were spent from.</param>
/// <param name="ExpiresOn">Until when they can be spent; absent: for ever, or not at all.</param>
public sealed record RefundedLot(Lot Lot, Points Points, RefundOutcome Outcome, DateOnly? ExpiresOn)
{
    internal static RefundedLot Of(LotAmount lot, LapsedRefund grace, DateOnly today) => lot.Lot.HasLapsedOn(today)
        ? new(lot.Lot, new Points(lot.Amount), grace.GraceDays is null ? RefundOutcome.Lapses : RefundOutcome.Grace, grace.GraceDays is { } days ? today.AddDays(days) : null)
        : new(lot.Lot, new Points(lot.Amount), RefundOutcome.Returns, lot.Lot.ExpiresOn);
}
