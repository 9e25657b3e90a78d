using Ledger.Domain.Accounts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;

namespace Ledger.Domain.Redemptions;

/// <summary>What a merchant's counter checks of a code before anything else, and what a capture moves.</summary>
internal static class Counter
{
    public static Rejection? Refuses(Books books, Actor by, MerchantId merchant, string codeHash, out Redemption redemption)
    {
        if (NotGiven(books, by, merchant, codeHash, out var found, out var attempt) is { } refusal)
        {
            redemption = null!;
            return refusal;
        }
        redemption = found;
        if (attempt != found.Attempt) return new VoucherIsReplaced(found.Placed.Redemption);
        if (found.Status != RedemptionStatus.Held) return new HoldHasEnded(found.Placed.Redemption, found.Status);
        return books.Now >= found.Placed.ExpiresAt ? new HoldIsOver(found.Placed.Redemption, books.Local(found.Placed.ExpiresAt)) : null;
    }

    /// <summary>Whether the code was never given to anybody for this merchant. That is a guess, and counted.</summary>
    /// <param name="handedOverOn">When, if it was without network: a shop that has closed since hands that in. Absent: now.</param>
    public static Rejection? NotGiven(Books books, Actor by, MerchantId merchant, string codeHash, out Redemption redemption, out int attempt, DateOnly? handedOverOn = null)
    {
        (redemption, attempt) = (null!, 0);
        if (!by.ServesAt(books, merchant)) return new NotAllowed(Role.MerchantOwner, Role.MerchantClerk);
        if (books.Find<Merchant>(merchant.ToString())?.ClosedOn is { } since && !(handedOverOn <= since)) return new MerchantIsClosed(merchant, since);
        var wrong = WrongCodes.Of(books, by);
        if (wrong.BlockedUntil(books.Now) is { } until) return new TooManyWrongCodes(books.Local(until));
        var issued = books.Find<CodeIssued>(codeHash);
        if (issued is null || books.Find<Redemption>(issued.Redemption.ToString()) is not { } found || found.Placed.Merchant != merchant)
        {
            wrong.Note(books, by);
            return issued is null ? new CodeNotKnown() : new CodeOfAnotherMerchant();
        }
        (redemption, attempt) = (found, issued.Attempt);
        return null;
    }

    /// <summary>So many units from held to spent, the rest of the hold back to its lots.</summary>
    public static void SpendHeld(Posting posting, Redemption redemption, long units)
    {
        var hold = redemption.Placed;
        var missing = (hold.UnitPrice * units).Hundredths;
        foreach (var lot in redemption.Reserved)
        {
            var part = Math.Min(missing, lot.Amount);
            missing -= part;
            posting.Move(AccountName.Held(hold.Owner), AccountName.Spent(hold.Merchant), hold.Kept, lot.Lot, part);
            posting.Release(lot with { Amount = lot.Amount - part });
        }
    }

    /// <summary>What the merchant is owed for the units, unless he gives them himself.</summary>
    public static Fen Owe(Posting posting, HoldPlaced hold, long units)
    {
        var owed = hold.UnitSettlement * units;
        if (hold.Bearer.Kind != BearerKind.Merchant)
            posting.Move(AccountName.Payable(hold.Merchant), AccountName.Expense(hold.Bearer.ToString()), Commodity.Fen, null, owed.Count);
        return owed;
    }
}

/// <summary>The voucher was printed again with another code: this one is void.</summary>
public sealed record VoucherIsReplaced(RedemptionId Redemption) : Rejection;
