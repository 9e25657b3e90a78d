using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Redemptions;

/// <summary>Looks at a code before redeeming it: the merchant sees the amount, then confirms. Counts wrong codes.</summary>
/// <param name="CodeHash">Keyed hash of the code.</param>
[Refuses(typeof(NotAllowed), typeof(MerchantIsClosed), typeof(TooManyWrongCodes), typeof(CodeNotKnown), typeof(CodeOfAnotherMerchant), typeof(HoldHasEnded), typeof(HoldIsOver))]
public sealed record LookAtCode(Actor By, MerchantId Merchant, string CodeHash) : ICommand<CodeIsGood>
{
    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<CodeIssued>(CodeHash);

    public Decision<CodeIsGood> Decide(Books books)
    {
        if (Counter.Refuses(books, By, Merchant, CodeHash, out var redemption) is { } refusal) return refusal;
        var hold = redemption.Placed;
        return books.Accept(new CodeIsGood(hold.Redemption, hold.Offer, hold.Quantity, hold.UnitPrice * hold.Quantity, hold.UnitSettlement * hold.Quantity, hold.ExpiresAt));
    }
}

/// <param name="PriceHundredths">Points for all units.</param>
/// <param name="SettlementFen">What the merchant will be owed for all units.</param>
public sealed record CodeIsGood(RedemptionId Redemption, OfferId Offer, long Quantity, Points PriceHundredths, Fen SettlementFen, DateTimeOffset ExpiresAt);

/// <summary>Redeems the hold behind a code (核销), wholly or in part. What was not used goes back to its lots.</summary>
/// <param name="Quantity">Units handed over, at least 1; absent: all.</param>
[Refuses(typeof(NotAllowed), typeof(MerchantIsClosed), typeof(TooManyWrongCodes), typeof(CodeNotKnown), typeof(CodeOfAnotherMerchant), typeof(HoldHasEnded), typeof(HoldIsOver), typeof(CaptureExceedsHold))]
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

        Lapse.PostIfDue(books, hold.Person);
        var posting = new Posting(books, hold.Person);
        var missing = (hold.UnitPrice * units).Hundredths;
        foreach (var lot in redemption.Reserved)
        {
            var part = Math.Min(missing, lot.Amount);
            missing -= part;
            posting.Move(AccountName.Held(hold.Person), AccountName.Spent(Merchant), Commodity.Points, lot.Lot, part);
            posting.Release(lot with { Amount = lot.Amount - part });
        }
        var owed = hold.UnitSettlement * units;
        if (hold.Bearer.Kind != BearerKind.Merchant)
            posting.Move(AccountName.Payable(Merchant), AccountName.Expense(hold.Bearer.ToString()), Commodity.Fen, null, owed.Count);
        books.Add(Stream.Person(hold.Person), new RedemptionCaptured(hold.Redemption, hold.Person, Merchant, hold.Offer, units, By.Terminal,
            posting.Entries, posting.Legs, books.Today, books.Today));
        return books.Accept(new RedemptionIsCaptured(hold.Redemption, hold.Offer, units, hold.UnitPrice * units, owed));
    }
}

public sealed record RedemptionIsCaptured(RedemptionId Redemption, OfferId Offer, long Quantity, Points PriceHundredths, Fen SettlementFen);

/// <summary>What a merchant's counter checks of a code before anything else.</summary>
internal static class Counter
{
    public static Rejection? Refuses(Books books, Actor by, MerchantId merchant, string codeHash, out Redemption redemption)
    {
        redemption = null!;
        if (!by.ServesAt(books, merchant)) return new NotAllowed(Role.MerchantOwner, Role.MerchantClerk);
        if (books.Find<Merchant>(merchant.ToString())?.ClosedOn is { } since) return new MerchantIsClosed(merchant, since);
        var guesses = WrongCodes.Key($"{by.Terminal?.ToString() ?? by.Person!.Value.ToString()}", books.Now);
        var wrong = books.Find<WrongCodes>(guesses)?.Count ?? 0;
        if (wrong >= WrongCodes.Most) return new TooManyWrongCodes(WrongCodes.QuarterEnds(books.Now));
        var issued = books.Find<CodeIssued>(codeHash);
        if (issued is null || books.Find<Redemption>(issued.Redemption.ToString()) is not { } found || found.Placed.Merchant != merchant)
        {
            books.PutSide(guesses, new WrongCodes(wrong + 1));
            return issued is null ? new CodeNotKnown() : new CodeOfAnotherMerchant();
        }
        redemption = found;
        if (found.Status != RedemptionStatus.Held) return new HoldHasEnded(found.Placed.Redemption, found.Status);
        return books.Now >= found.Placed.ExpiresAt ? new HoldIsOver(found.Placed.Redemption, found.Placed.ExpiresAt) : null;
    }
}
