namespace Ledger.Domain.Redemptions;

/// <summary>
/// Prints a paper voucher again with a new code; the one printed before is void. So a voucher that was lost and found again
/// is worth nothing, and two prints are never good at once.
/// </summary>
/// <param name="CodeHashes">Keyed hashes of the codes of attempts 0, 1, …; the first free one after the present is taken.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(HoldHasEnded), typeof(HoldIsOver), typeof(NotOnPaper), typeof(TooManyReprints), typeof(NoCodeFree))]
public sealed record ReprintVoucher(Actor By, RedemptionId Redemption, IReadOnlyList<string> CodeHashes) : ICommand<VoucherIsReprinted>
{
    /// <summary>A voucher is printed again at most so often.</summary>
    public const int Most = 9;

    public void Name(Needs needs)
    {
        needs.Row<Redemption>(Redemption.ToString());
        foreach (var hash in CodeHashes) needs.Row<CodeIssued>(hash);
    }

    public Decision<VoucherIsReprinted> Decide(Books books)
    {
        var redemption = books.Find<Redemption>(Redemption.ToString());
        var mayPrint = redemption is null ? By.Holds(books, PlaceHold.Helpers) : PlaceHold.HelpedBy(By, books, redemption.Placed.Person);
        if (By.Person is not { } helper || !mayPrint) return new NotAllowed(PlaceHold.Helpers);
        if (redemption is not { Placed: var hold }) return new NotFound("redemption", Redemption.ToString());
        if (redemption.Status != RedemptionStatus.Held) return new HoldHasEnded(Redemption, redemption.Status);
        if (books.Now >= hold.ExpiresAt) return new HoldIsOver(Redemption, books.Local(hold.ExpiresAt));
        if (hold.IsPaper != true) return new NotOnPaper(Redemption);
        if (redemption.Replaced.Count >= Most) return new TooManyReprints(Most);
        if (CodeHash.FirstFree(books, CodeHashes, redemption.Attempt + 1) is not { } attempt) return new NoCodeFree();
        books.PutSide(CodeHashes[attempt], new CodeIssued(Redemption, attempt));
        books.Add(Stream.Person(hold.Person), new VoucherReprinted(Redemption, hold.Person, attempt, helper));
        return books.Accept(new VoucherIsReprinted(Redemption, redemption.Replaced.Count + 2, attempt));
    }
}

/// <param name="Print">The first print is 1.</param>
/// <param name="Attempt">From it and the id the code is computed; the code itself is not kept.</param>
public sealed record VoucherIsReprinted(RedemptionId Redemption, int Print, int Attempt);

/// <summary>The redemption has a code on a phone, not a voucher on paper.</summary>
public sealed record NotOnPaper(RedemptionId Redemption) : Rejection;

/// <summary>The voucher was printed so often already: give it up and print a new one.</summary>
public sealed record TooManyReprints(long Most) : Rejection;
