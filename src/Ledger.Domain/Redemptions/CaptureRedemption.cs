using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Redemptions;

/// <summary>Looks at a code before redeeming it: the merchant sees the amount, then confirms. Counts wrong codes.</summary>
/// <param name="CodeHash">Keyed hash of the code.</param>
[Refuses(typeof(NotAllowed), typeof(MerchantIsClosed), typeof(TooManyWrongCodes), typeof(CodeNotKnown), typeof(CodeOfAnotherMerchant), typeof(VoucherIsReplaced), typeof(HoldHasEnded), typeof(HoldIsOver))]
public sealed record LookAtCode(Actor By, MerchantId Merchant, string CodeHash) : ICommand<CodeIsGood>
{
    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<CodeIssued>(CodeHash);

    public Decision<CodeIsGood> Decide(Books books)
    {
        if (Counter.Refuses(books, By, Merchant, CodeHash, out var redemption) is { } refusal) return refusal;
        var hold = redemption.Placed;
        return books.Accept(new CodeIsGood(hold.Redemption, hold.Offer, hold.Quantity, hold.UnitPrice * hold.Quantity, hold.UnitSettlement * hold.Quantity, hold.ExpiresAt, hold.Commodity));
    }
}

/// <param name="PriceHundredths">Points for all units.</param>
/// <param name="Commodity">What it is paid in, in its smallest unit; absent: the first.</param>
/// <param name="SettlementFen">What the merchant will be owed for all units.</param>
public sealed record CodeIsGood(RedemptionId Redemption, OfferId Offer, long Quantity, Points PriceHundredths, Fen SettlementFen, DateTimeOffset ExpiresAt, Code? Commodity = null);

/// <summary>Redeems the hold behind a code (核销), wholly or in part. What was not used goes back to its lots.</summary>
/// <param name="Quantity">Units handed over, at least 1; absent: all.</param>
[Refuses(typeof(NotAllowed), typeof(MerchantIsClosed), typeof(TooManyWrongCodes), typeof(CodeNotKnown), typeof(CodeOfAnotherMerchant), typeof(VoucherIsReplaced), typeof(HoldHasEnded), typeof(HoldIsOver), typeof(CaptureExceedsHold))]
public sealed record CaptureRedemption(Actor By, MerchantId Merchant, string CodeHash, long? Quantity) : ICommand<RedemptionIsCaptured>
{
    public long? Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<CodeIssued>(CodeHash).StartingWith<Unsettled>(Unsettled.Prefix(Merchant));

    public Decision<RedemptionIsCaptured> Decide(Books books)
    {
        if (Counter.Refuses(books, By, Merchant, CodeHash, out var redemption) is { } refusal) return refusal;
        var hold = redemption.Placed;
        var units = Quantity ?? hold.Quantity;
        if (units > hold.Quantity) return new CaptureExceedsHold(hold.Quantity, units);

        Lapse.PostIfDue(books, hold.Owner, hold.Person, hold.Kept);
        var posting = new Posting(books, hold.Owner, hold.Kept);
        Counter.SpendHeld(posting, redemption, units);
        var owed = Counter.Owe(posting, hold, units);
        books.Add(Stream.Person(hold.Person), new RedemptionCaptured(hold.Redemption, hold.Person, Merchant, hold.Offer, units, By.Terminal,
            posting.Entries, posting.Legs, books.Today, books.Today, hold.HeldBy));
        return books.Accept(new RedemptionIsCaptured(hold.Redemption, hold.Offer, units, hold.UnitPrice * units, owed, hold.Commodity));
    }
}

/// <param name="Commodity">What it was paid in; absent: the first.</param>
public sealed record RedemptionIsCaptured(RedemptionId Redemption, OfferId Offer, long Quantity, Points PriceHundredths, Fen SettlementFen, Code? Commodity = null);
